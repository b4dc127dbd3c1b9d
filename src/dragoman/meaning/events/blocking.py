"""The blocks of a report: only reports whose blocks meet are compared, so that a day's pages touch that day alone.

Two reports meet in a participant, or in somebody for whom one acts and whom the other names: that both name people of
one country brings nobody together. Sentences that begin or end alike meet within days, as later they are a formula, and
reports on pages of one text whenever these came out.
So it depends on the pages of a day how many reports are compared, and not on the age of the chronicle.
"""

from collections.abc import Iterator
from hashlib import blake2s

from dragoman.meaning.events.dating import AGE_DAYS, FAMILIES, length, reach
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.wording import SHORTEST_QUOTE
from dragoman.meaning.offices.spells import read_days

BLOCK_DAYS = 4
"""Sentences that repeat each other stand on pages of one such stretch of days or of two that follow each other, for
longer only on pages of one text."""

KEY_BYTES = 8
ANCHOR_LETTERS = 24

_QUOTE, _ACTING = 1, 2
"""The last bits of a number: whether the block is of a sentence, and if not, of somebody who is only acted for."""

_STEP = 2
_STRETCHES = 0xFFFFF * _STEP
_UNDATED, _DATED, _FIRST = 0, _STEP, 2 * _STEP
"""What stands in a number in place of the stretch of a sentence: no day, any day, or the first stretch."""


def block_numbers(report: EventReport) -> tuple[int, ...]:
    """Return the numbers of a report's blocks, sorted; with which others it meets in them, :func:`meet` tells.

    A block is a family of types with a participant, with somebody for whom one acts, or with an office of one holder,
    in four days; for statements with the speaker on a day; for pages of one story the story stands for the days as
    well. Sentences of one language and family that begin or end alike share one in four days, those on pages of one
    text at any time.
    """
    return tuple(sorted({*_number_subjects(report), *_number_quotes(report), *_number_copies(report)}))


def meet(number: int) -> tuple[int, ...]:
    """Return the numbers of the blocks whose reports are compared with those of a block.

    It goes both ways: what a report meets meets it, be it in another of its blocks.
    """
    if not number & _QUOTE:
        return (number & ~_ACTING,) if number & _ACTING else (number, number | _ACTING)
    stretch, words = number & _STRETCHES, number & ~_STRETCHES
    if stretch == _DATED:
        return ()
    if stretch == _UNDATED:
        return number, words | _DATED
    near = (words | other for other in (stretch - _STEP, stretch, stretch + _STEP) if _FIRST <= other <= _STRETCHES)
    return words | _UNDATED, *near


def event_keys(report: EventReport) -> tuple[int, ...]:
    """Return keys of a report, sorted, so that reports whose blocks meet share one: what a join can be made by.

    Cost:
        Far more reports share a key than meet in a block.
    """
    subjects = (f"{family}|{who}|{time}" for family, who, _, time in _list_subjects(report))
    return tuple(sorted({_hash(key) for key in (*subjects, *_list_anchors(report), *_list_copies(report))}))


def _number_subjects(report: EventReport) -> Iterator[int]:
    for family, who, acting, time in _list_subjects(report):
        yield _hash(f"{family}|{who}|{time}") & ~(_QUOTE | _ACTING) | _ACTING * acting


def _list_subjects(report: EventReport) -> Iterator[tuple[str, str, bool, str]]:
    """Yield the family of types, somebody, whether that one is only acted for, and a stretch of days or the story."""
    family = FAMILIES.get(report.type, report.type)
    if report.type == "state":
        days = read_days(report.when or report.published)
        times = [str(days[0])] if days and days[0] == days[1] else []
        yield from (
            (family, who, False, time) for time in (*times, *_stories(report)) for who in report.participants[:1]
        )
        return
    named = dict.fromkeys(report.participants, False) or {report.place or "": False}
    posts = {post: False for _, post in report.posts}
    subjects = {body: True for _, body in report.stands} | posts | named
    for time in (*map(str, _stretches(report)), *_stories(report)):
        yield from ((family, who, acting, time) for who, acting in subjects.items())


def _stories(report: EventReport) -> tuple[str, ...]:
    return (report.story,) if report.story else ()


def _stretches(report: EventReport) -> range:
    days = reach(report)
    if days is None:
        return range(0)
    return range(days[0].toordinal() // BLOCK_DAYS, days[1].toordinal() // BLOCK_DAYS + 1)


def _number_quotes(report: EventReport) -> Iterator[int]:
    days = read_days(report.published)
    stretches = [_UNDATED]
    if days and length(days) <= AGE_DAYS:
        first, last = (min(_FIRST + _STEP * (day.toordinal() // BLOCK_DAYS), _STRETCHES) for day in days)
        stretches = [_DATED, *range(first, last + 1, _STEP)]
    for anchor in _list_anchors(report):
        words = _hash(anchor) & ~_STRETCHES | _QUOTE
        yield from (words | stretch for stretch in stretches)


def _number_copies(report: EventReport) -> Iterator[int]:
    return (_hash(key) & ~(_QUOTE | _ACTING) for key in _list_copies(report))


def _list_copies(report: EventReport) -> Iterator[str]:
    if report.copy_of:
        yield f"copy|{FAMILIES.get(report.type, report.type)}|{report.copy_of}"


def _list_anchors(report: EventReport) -> Iterator[str]:
    letters = "".join(filter(str.isalnum, report.quote.casefold()))
    if len(report.quote) >= SHORTEST_QUOTE:
        family = FAMILIES.get(report.type, report.type)
        yield f"{report.language}|{family}|{letters[:ANCHOR_LETTERS]}"
        yield f"{report.language}|{family}|{letters[-ANCHOR_LETTERS:]}"


def _hash(key: str) -> int:
    return int.from_bytes(blake2s(key.encode(), digest_size=KEY_BYTES).digest(), signed=True)
