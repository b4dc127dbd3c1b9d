"""Which of the days that a page states is the one it was published on."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from dragoman.model.pages import Told
from dragoman.model.times import When
from dragoman.reading.articles.dating.claims import Claim, Place, Publication
from dragoman.reading.articles.dating.declared import claims_of_address, claims_of_meta, claims_of_told, make_claim
from dragoman.reading.articles.dating.structured import Node
from dragoman.reading.articles.dating.visible import claims_of_lines
from dragoman.reading.articles.outline import OutlineLine
from dragoman.reading.articles.publication import OLDEST
from dragoman.reading.articles.repetition import normalise_line

_SCRIPT_DAY = re.compile(
    r"""["'](?:datePublished|publishedAt|published_at|publishDate|publish_date)["']\s*:\s*["']([^"']{8,40})["']"""
)
_UTC = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)$")
_SHOWN = (Place.ADDRESS, Place.BELOW_TITLE)
_APART = (Place.ADDRESS, Place.FEED, Place.SITEMAP)
"""What no template of the page has written."""
_CLOSE = timedelta(days=1)


class Sources(Struct, frozen=True, gc=False):
    """What a page gives to date it by.

    ``latest`` is the last day that it can have been published on: that on which it was fetched. ``told`` is what the
    feed or sitemap says that led to it.
    """

    tree: Any
    nodes: Sequence[Node]
    lines: Sequence[OutlineLine]
    title: str | None
    language: str | None
    addresses: tuple[str, ...]
    latest: date
    told: Told | None = None


def find_publication(sources: Sources) -> Publication:
    """Weigh the places against each other and return the days of publication and of the last change.

    The most trusted place decides, unless the address, the feed or the sitemap and another place agree against it: a
    moved site stamps its old pages anew, a template keeps the stamp of its first page. Days before 1995 and days to
    come count for nothing. Places that disagree by more than a day are named in the note, and a page that tells only
    its last change has no day of publication.
    """
    claims = list(_claims(sources))
    sound = [claim for claim in claims if OLDEST <= claim.day <= (sources.latest + _CLOSE).isoformat()]
    stated = sorted((claim for claim in sound if not claim.updated), key=lambda claim: claim.place)
    changed = sorted((claim for claim in sound if claim.updated), key=lambda claim: claim.place)
    chosen = _choose(stated)
    unsound = [claim for claim in claims if claim not in sound]
    updated = When(changed[0].day, "stated", changed[0].words) if changed else When()
    if chosen is None:
        return Publication(When(note=_note(None, unsound)), updated)
    return Publication(When(chosen.day, "stated", chosen.words, _note(chosen, [*stated, *unsound])), updated)


def _claims(sources: Sources) -> Iterator[Claim]:
    yield from _claims_of_nodes(sources)
    yield from claims_of_meta(sources.tree, sources.language)
    for address in sources.addresses:
        yield from claims_of_address(address)
    yield from claims_of_lines(sources.lines, sources.title, sources.language)
    if sources.told:
        yield from claims_of_told(sources.told)
    yield from _claims_of_scripts(sources)


def _claims_of_nodes(sources: Sources) -> Iterator[Claim]:
    nodes = _own_nodes(sources)
    for node in nodes:
        place = Place.ARTICLE_DATA if node.article else Place.PAGE_DATA
        yield from make_claim(node.published, sources.language, place=place)
        yield from make_claim(node.updated, sources.language, place=place, updated=True)


def _own_nodes(sources: Sources) -> list[Node]:
    """Of several articles that structured data describes, the one with the page's headline, else the first."""
    articles = [node for node in sources.nodes if node.article]
    wanted = normalise_line(sources.title or "")
    same = [node for node in articles if wanted and normalise_line(node.headline) == wanted]
    return [*(same or articles)[:1], *(node for node in sources.nodes if not node.article)]


def _claims_of_scripts(sources: Sources) -> Iterator[Claim]:
    """What scripts beside the structured data call the day of publication, where all of them call one day so."""
    scripts = [script for script in sources.tree.iter("script") if "ld+json" not in (script.get("type") or "")]
    found = [day for script in scripts for day in _SCRIPT_DAY.findall(script.text or "")]
    claims = [claim for value in found for claim in make_claim(value, sources.language, place=Place.SCRIPT)]
    if len({claim.day for claim in claims}) == 1:
        yield claims[0]


def _choose(stated: Sequence[Claim]) -> Claim | None:
    """The most trusted, unless the day that the publisher shows its readers is another."""
    if not stated:
        return None
    first = stated[0]
    shown = [claim for claim in stated if claim.place in _SHOWN and claim.day != first.day]
    near = next((claim for claim in shown if agree(claim.day, first.day)), None)
    if near is not None:  # midnight lies between: the stamp is in another zone than the newsroom's
        return near if _UTC.search(first.words) and first.place != Place.ADDRESS else first
    apart = [claim for claim in stated if claim.place in _APART and not agree(claim.day, first.day)]
    others = [c for c in stated if any(c.place != one.place and agree(c.day, one.day) for one in apart)]
    return _closest(others) if others else first


def _closest(agreeing: Sequence[Claim]) -> Claim:
    """Of those that agree the most trusted, before the address, whose day is that of the page's making."""
    return next((claim for claim in agreeing if claim.place != Place.ADDRESS), agreeing[0])


def agree(a: str, b: str) -> bool:
    """Tell whether two days may be one moment in two zones."""
    return abs(date.fromisoformat(a) - date.fromisoformat(b)) <= _CLOSE


def _note(chosen: Claim | None, others: Sequence[Claim]) -> str:
    differing = [c for c in others if chosen is None or not agree(c.day, chosen.day)]
    told = dict.fromkeys(f"{claim.place.label} {claim.day}" for claim in differing)
    return "disagrees: " + ", ".join(told) if told else ""
