"""Under which names a report's sources are compared: an agency is one source, however many papers quote it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from dragoman.language.organisation_tables import PRESS, is_outlet, load_heads, load_organisation_names
from dragoman.language.packs import list_packs
from dragoman.language.scripts import fold
from dragoman.language.skeleton import skeleton

_SHORTEST_SOUND = 4
_DATELINE_PARTS = re.compile(r"[,،;:()\[\]/\\|.«»\"“”]+|\s[-–—]+(?:\s|$)|[–—]")


class Credits(Struct, frozen=True):
    """Whom a page names as its source: itself by ``outlet``, and who wrote it by ``author`` and ``dateline``.

    ``named`` is what the user calls the outlet of the page's source.
    """

    outlet: str | None = None
    author: str | None = None
    dateline: str | None = None
    named: str | None = None


def name_sources(chain: Sequence[tuple[str, str]], credits: Credits, language: str) -> tuple[str, ...]:
    """Return the innermost agency of an attribution chain, else the page's own origin, else nothing.

    That is the agency that the page names as its author or in its dateline, whose wire it carries then; else its
    outlet, as the user calls it or as the page does.

    Args:
        chain: Entity id and name of each source, outermost first; empty strings for one without.
        credits: Whom the page names as its source.
        language: That of the page.

    Returns:
        One name or none: a table id, or the sounds of a name that no table has.
    """
    for entity, name in reversed(chain):
        if is_outlet(entity):
            return (entity,)
        core = _strip_head(name, language)
        if core:
            return (_name_outlet(core, language),)
    origin = _find_agency(credits) or credits.named or credits.outlet
    return (_name_outlet(origin, language),) if origin else ()


def _find_agency(credits: Credits) -> str | None:
    """Return the agency whose wire a page carries, by its byline or dateline."""
    dateline = fold(credits.dateline or "")
    parts = [credits.author or "", *_DATELINE_PARTS.split(credits.dateline or "")]
    known = next((part for part in parts if fold(part.strip()) in _outlets()), None)
    if known is not None:
        return known.strip()
    return credits.outlet if credits.outlet and f" {fold(credits.outlet)} " in f" {_bare(dateline)} " else None


def _bare(text: str) -> str:
    return " ".join(_DATELINE_PARTS.sub(" ", text).split())


def _name_outlet(name: str, language: str) -> str:
    folded = fold(name)
    core = _strip_head(name, language) or folded
    known = _outlets().get(folded) or _outlets().get(core)
    if known:
        return known
    sounds = skeleton(core, language) if language in list_packs() else ""
    return f"sound:{sounds}" if len(sounds.replace(" ", "")) >= _SHORTEST_SOUND else f"name:{folded}"


def _strip_head(name: str, language: str) -> str:
    """Return what an agency is called besides its being one, an empty string where nothing says that it is one."""
    folded = fold(name)
    for head in _press_heads(language):
        if folded.startswith(f"{head} "):
            return folded.removeprefix(head).strip(' «»"“”')
        if folded.endswith(f" {head}"):
            return folded.removesuffix(head).strip(' «»"“”')
    return ""


@cache
def _press_heads(language: str) -> tuple[str, ...]:
    heads = {fold(head.form) for head in load_heads(language) if head.head in PRESS}
    return tuple(sorted(heads, key=lambda head: (-len(head), head)))


@cache
def _outlets() -> Mapping[str, str]:
    """Return the table id of every name of an outlet, folded."""
    names = (name for language in list_packs() for name in load_organisation_names(language) if is_outlet(name.id))
    return MappingProxyType({fold(name.name): name.id for name in names})
