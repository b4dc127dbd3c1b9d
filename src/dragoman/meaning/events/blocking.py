"""The blocks of a report: only reports that share one are compared, so that a day's pages touch that day alone."""

from collections.abc import Iterator
from hashlib import blake2s

from dragoman.meaning.events.dating import reach
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.wording import SHORTEST_QUOTE
from dragoman.meaning.offices.spells import read_days

BLOCK_DAYS = 8
KEY_BYTES = 8
ANCHOR_LETTERS = 24
FAMILIES = {"cooperate": "agree", "coerce": "sanction", "threaten": "accuse", "aid": "support", "convene": "meet"}
"""Types that two pages may give to one event, by the type under which they are compared."""


def event_keys(report: EventReport) -> tuple[int, ...]:
    """Return the keys of a report's blocks, sorted.

    A block is a family of types with a participant, or somebody for whom one acts, in eight days; for statements with
    the speaker on a day; for pages of one story the story stands for the days as well. Sentences of one language that
    begin or end alike share one too.
    """
    return tuple(sorted({_number(key) for key in (*_subject_keys(report), *_quote_keys(report))}))


def _subject_keys(report: EventReport) -> Iterator[str]:
    family = FAMILIES.get(report.type, report.type)
    if report.type == "state":
        days = read_days(report.when or report.published)
        times = [days[0]] if days and days[0] == days[1] else []
        yield from (f"{family}|{who}|{time}" for time in (*times, *_stories(report)) for who in report.participants[:1])
        return
    subjects = {*report.participants, *(body for _, body in report.stands)} or {report.place or ""}
    for stretch in (*_stretches(report), *_stories(report)):
        yield from (f"{family}|{subject}|{stretch}" for subject in subjects)


def _stories(report: EventReport) -> tuple[str, ...]:
    return (report.story,) if report.story else ()


def _stretches(report: EventReport) -> range:
    days = reach(report)
    if days is None:
        return range(0)
    return range(days[0].toordinal() // BLOCK_DAYS, days[1].toordinal() // BLOCK_DAYS + 1)


def _quote_keys(report: EventReport) -> Iterator[str]:
    letters = "".join(filter(str.isalnum, report.quote.casefold()))
    if len(report.quote) >= SHORTEST_QUOTE:
        yield f"{report.language}|{letters[:ANCHOR_LETTERS]}"
        yield f"{report.language}|{letters[-ANCHOR_LETTERS:]}"


def _number(key: str) -> int:
    return int.from_bytes(blake2s(key.encode(), digest_size=KEY_BYTES).digest(), signed=True)
