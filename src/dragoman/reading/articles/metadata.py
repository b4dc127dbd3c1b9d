"""What the markup says about its page: headline, author, outlet, language, its own address, the page that follows."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dragoman.model.pages import Told
from dragoman.reading.articles.dating.structured import Node
from dragoman.reading.articles.lines import clean_text
from dragoman.reading.articles.repetition import normalise_line
from dragoman.reading.pages.addresses import join_address, same_site, site_of, split_address, strip_tracking
from dragoman.reading.pages.intake import drop_controls

_SITE_PARTS = re.compile(r"\s+(?:[|»«·•:]|::|[–—-])\s+|\s*[|_]\s*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NAME_WORDS = range(2, 6)
_LEAST_TITLE = 8
_LEAST_SITE = 4
_LEAST_HEADLINE = 15
_SITE_LENGTH = 40
_MOST = 0.5
_CRUMB = re.compile(r"\s+[»>|]\s+")
_PATH, _CRUMB_WORDS = 2, 3


class Description(msgspec.Struct, frozen=True):
    """The metadata of a page; ``language`` is what the markup claims, and ``next_page`` continues the article."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    canonical: str | None = None
    next_page: str | None = None
    paywalled: bool = False


class Head(msgspec.Struct, frozen=True):
    """What there is to describe a page by: its tree, its structured data, its address, and what trafilatura found.

    ``told`` is what the feed or sitemap says that led to it.
    """

    tree: Any
    nodes: Sequence[Node]
    address: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    told: Told | None = None


def describe_page(head: Head) -> Description:
    """Read the metadata of a page of HTML."""
    return Description(
        title=find_title(head),
        author=_author(head),
        outlet=_outlet(head),
        language=_language(head.tree),
        canonical=_canonical(head),
        next_page=_next_page(head),
        paywalled=any(node.paywalled for node in head.nodes if node.article),
    )


def find_title(head: Head) -> str | None:
    """The headline: a heading of the first level that the metadata names, else theirs without the site's name."""
    headings = [_level(heading.text_content()) for heading in head.tree.xpath("//h1")]
    headings = [heading for heading in headings if heading]
    named = [_level(title) for title in _titles(head) if _level(title)]
    for title in named:
        wanted = normalise_line(title)
        matching = [h for h in headings if _is_most_of(normalise_line(h), wanted)]
        if matching:
            return max(matching, key=len)
    if named:
        return _without_site(_shortest(named), head)
    return headings[0] if len(headings) == 1 else None


def _titles(head: Head) -> Iterator[str]:
    yield head.title or ""
    yield from _meta(head.tree, "og:title")
    yield from (node.headline for node in head.nodes if node.article)
    yield from head.tree.xpath("//head/title/text()")[:1]
    yield (head.told and head.told.title) or ""


def _shortest(named: list[str]) -> str:
    """The shortest of the titles that the first begins with: what follows it there is sections and the site."""
    first = normalise_line(named[0])
    fronts = [
        title for title in named if first.startswith(normal := normalise_line(title)) and len(normal) >= _LEAST_HEADLINE
    ]
    return min(fronts, key=len, default=named[0])


def _level(text: str) -> str:
    return clean_text(" ".join(text.split()))


def _meta(tree: Any, name: str) -> list[str]:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return [value.strip() for value in found if value.strip()]


def _without_site(title: str, head: Head) -> str:
    """Cut the name of the site off either end of a title, by what the page calls its site and by its host."""
    names = [normalise_line(name) for name in _sites(head)]
    parts = list(_SITE_PARTS.finditer(title))
    if not parts:
        return title
    if _is_path([part.strip() for part in _CRUMB.split(title)]):
        return _CRUMB.split(title)[0].strip()
    front, back = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    if _is_site(back, names) and len(front) >= _LEAST_TITLE:
        return _without_site(front, head)
    first, rest = title[: parts[0].start()].strip(), title[parts[0].end() :].strip()
    return rest if _is_site(first, names) and len(rest) >= _LEAST_TITLE else title


def _is_path(parts: list[str]) -> bool:
    """Tell a headline with the names of its sections after it."""
    return (
        len(parts) > _PATH
        and len(parts[0].split()) > _CRUMB_WORDS
        and all(len(p.split()) <= _CRUMB_WORDS for p in parts[1:])
    )


def _is_site(part: str, names: list[str]) -> bool:
    """Tell whether a part of a title is the name of the site, in full, shortened, or with a word beside it."""
    normal = normalise_line(part)
    return len(normal) > 1 and any(normal == name or _is_most_of(normal, name) for name in names)


def _is_most_of(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= _LEAST_SITE and short in long and len(short) >= _MOST * len(long)


def _sites(head: Head) -> Iterator[str]:
    yield from _meta(head.tree, "og:site_name")
    yield from _meta(head.tree, "application-name")
    yield from (node.publisher for node in head.nodes if node.publisher)
    host = site_of(head.address) or ""
    yield host
    yield from (part for part in host.split(".")[:-1] if len(part) >= _LEAST_SITE)


def _author(head: Head) -> str | None:
    """Of what structured data, metadata and trafilatura call authors, the first that has the shape of a name."""
    stated = (
        [node.author for node in head.nodes if node.article]
        + _meta(head.tree, "author")
        + [head.author or "", (head.told and head.told.author) or ""]
    )
    names = (drop_controls(name).strip() for author in stated for name in author.split(";"))
    outlets = {normalise_line(name) for name in _sites(head)}
    return next((name for name in names if _is_author(name) and normalise_line(name) not in outlets), None)


def _is_author(name: str) -> bool:
    return len(name.split()) in _NAME_WORDS and not re.search(r"[\d/|<>_@]", name)


def _outlet(head: Head) -> str | None:
    publishers = [node.publisher for node in head.nodes if node.publisher]
    guessed = head.outlet if head.outlet and len(head.outlet) <= _SITE_LENGTH else ""
    told = (head.told and head.told.outlet) or ""
    named = [*_meta(head.tree, "og:site_name"), *publishers, guessed, told, site_of(head.address) or ""]
    return next((_level(name) for name in named if _level(name)), None)


def _language(tree: Any) -> str | None:
    """The tag that the markup names: of the page, or of its text."""
    headers = tree.xpath("//meta[translate(@http-equiv, 'CLT', 'clt')='content-language']/@content")
    named = [
        *tree.xpath("/html/@lang"),
        *tree.xpath("/html/@*[name()='xml:lang']"),
        *headers,
        *_meta(tree, "og:locale"),
    ]
    tags = (found[0] for name in named if (found := _TAG.match(name.strip())))
    return next((tag.replace("_", "-") for tag in tags), None)


def _canonical(head: Head) -> str | None:
    """The address that the page gives as its own, if it is on its own site and more than the site's front page."""
    links = head.tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    for link in [*links, *_meta(head.tree, "og:url")]:
        found = join_address(head.address, link)
        if (
            found
            and (site_of(head.address) is None or same_site(found, head.address))
            and _is_page(found, head.address)
        ):
            return strip_tracking(found)
    return strip_tracking(head.address) if split_address(head.address) else None


def _is_page(found: str, address: str) -> bool:
    """A template's mistake: every page of the site names its front page as its own address."""
    there, here = split_address(found), split_address(address)
    return there is not None and (there.path.strip("/") != "" or here is None or here.path.strip("/") == "")


def _next_page(head: Head) -> str | None:
    """The page that the article goes on on, of the same path but for a number; that of a list of stories is none."""
    for link in head.tree.xpath("//link[@rel='next']/@href|//a[@rel='next']/@href"):
        found = join_address(head.address, link)
        if found and same_site(found, head.address) and is_continued(found, head.address):
            return strip_tracking(found)
    return None


def is_continued(found: str, address: str) -> bool:
    """Tell whether one address is another with the number of a further page."""
    stem = re.sub(r"(?:/page)?[/_-]?\d{0,2}(?:\.html?)?/?$", "", (address.partition("?")[0]))
    rest = found.removeprefix(stem)
    return rest != found and bool(
        re.fullmatch(r"(?:/page)?[/_-]?\d{1,2}(?:\.html?)?/?|[^?]{0,8}\?\w{1,8}=\d{1,2}", rest)
    )
