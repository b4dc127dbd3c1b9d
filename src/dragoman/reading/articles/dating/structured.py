"""The structured data of a page: JSON-LD of the article itself, not of what it points to.

Source: schema.org, https://schema.org/Article; JSON-LD 1.1, 2020.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from dragoman.reading.pages.intake import drop_controls

_ARTICLE = re.compile(r"Article|Posting|Report(?:age)?$|^Report|NewsItem|Review$|^VideoObject$")
_PAGE = re.compile(r"^(?:[A-Z]\w*)?Page$")
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")
_LIMIT = 200
_COMMENTS = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_BROKEN_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"')
_BROKEN_FIELD = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\n]{4,300})"')
_TRAILING = re.compile(r",\s*([}\]])")


class Node(Struct, frozen=True, gc=False):
    """What structured data says of one article or page; ``article`` tells an article from the page around it."""

    article: bool
    headline: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    publisher: str = ""
    address: str = ""
    paywalled: bool = False


def list_nodes(tree: Any) -> list[Node]:
    """Return the articles and pages that the JSON-LD of a page describes, articles first.

    What stands inside a list of stories, a comment or a part is no node of its own.
    """
    scripts = (script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    nodes = [node for script in scripts for node in _read_script(script)]
    return sorted(nodes, key=lambda node: not node.article)


def _parse(script: str) -> Any:
    bare = _COMMENTS.sub("", script.strip()).strip()
    for text in (bare, _TRAILING.sub(r"\1", bare)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _read_script(script: str) -> Iterator[Node]:
    parsed = _parse(script)
    yield from _nodes(parsed) if parsed is not None else _salvage(script)


def _salvage(script: str) -> Iterator[Node]:
    """Of JSON that is broken, as by a quotation mark in a headline, the fields of the article that can be made out."""
    if not _BROKEN_ARTICLE.search(script):
        return
    fields = {name: value for name, value in reversed(_BROKEN_FIELD.findall(script))}
    if fields:
        headline, published = fields.get("headline", ""), fields.get("datePublished", "")
        yield Node(True, headline, published, fields.get("dateModified", ""))


def _nodes(found: Any) -> Iterator[Node]:
    queue, seen = [found], 0
    while queue and seen < _LIMIT:
        here = queue.pop(0)
        seen += 1
        if isinstance(here, list):
            queue.extend(here)
        elif isinstance(here, dict):
            if (node := _read(here)) is not None:
                yield node
            queue.extend(here[key] for key in _OWN if key in here)


def _read(found: dict[str, Any]) -> Node | None:
    kinds = found.get("@type")
    names = [name for name in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(name, str)]
    article = any(_ARTICLE.search(name) for name in names)
    if not article and not any(_PAGE.search(name) for name in names):
        return None
    return Node(
        article,
        _text(found.get("headline") or found.get("name")),
        _text(found.get("datePublished") or (found.get("uploadDate") or found.get("dateCreated") if article else "")),
        _text(found.get("dateModified")),
        _name(found.get("author") or found.get("creator")),
        _name(found.get("publisher")),
        _text(found.get("url") or found.get("@id") or found.get("mainEntityOfPage")),
        str(found.get("isAccessibleForFree")).lower() == "false",
    )


def _text(value: Any) -> str:
    """A value that may be wrapped as ``{"@value": ..}`` or ``{"@id": ..}`` or in a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or ""
    return _clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value[:_LIMIT])))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _clean(value) if isinstance(value, str) else ""


def _clean(value: str) -> str:
    """Take out of a value what JSON may hold and no page does: halves of letters, and what a terminal would obey."""
    return drop_controls(value.encode("utf-8", "replace").decode()).strip()
