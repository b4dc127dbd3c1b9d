"""Where the reports of one event exclude each other; more detail, or less, is no contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.meaning.events.dating import dates_exclude
from dragoman.meaning.events.origins import is_one_page
from dragoman.meaning.events.participants import CROWD, match_participants
from dragoman.meaning.events.places import places_differ
from dragoman.meaning.events.records import Conflict, EventReport

Said = Iterable[tuple[str, str]]


def find_conflicts(reports: Sequence[EventReport]) -> tuple[Conflict, ...]:
    """Return the fields on which reports exclude each other: date, place, participants, number, status."""
    pairs = [(a, b) for a, b in combinations(reports, 2) if not is_one_page(a, b)]
    found = []
    if any(dates_exclude(a, b) for a, b in pairs):
        found.append(_list_values("when", ((one.when, one.key) for one in reports if one.when)))
    if any(places_differ(a, b) for a, b in pairs):
        found.append(_list_values("place", ((one.place, one.key) for one in reports if one.place)))
    rivals = {(who, one.key) for a, b in pairs for who, one in _rivals(a, b)}
    if rivals:
        found.append(_list_values("participants", sorted(rivals)))
    numbers = {said for a, b in pairs for said in _different_numbers(a, b)}
    if numbers:
        found.append(_list_values("number", sorted(numbers)))
    if len({one.status == "denied" for one in reports}) > 1:
        found.append(_list_values("status", ((one.status, one.key) for one in reports)))
    return tuple(found)


def _rivals(a: EventReport, b: EventReport) -> Iterable[tuple[str, EventReport]]:
    """Those left over on both sides, where they are not so many that each page may have chosen others."""
    match = match_participants(a, b)
    if match.left and match.right and len(a.participants) < CROWD and len(b.participants) < CROWD:
        return [*((who, a) for who in match.left), *((who, b) for who in match.right)]
    return ()


def _different_numbers(a: EventReport, b: EventReport) -> Iterable[tuple[str, str]]:
    """The same quantity, told exactly by both, and not as the same."""
    left, right = dict(a.quantities), dict(b.quantities)
    for what in sorted(left.keys() & right.keys()):
        if left[what] != right[what]:
            yield f"{left[what]} {what}", a.key
            yield f"{right[what]} {what}", b.key


def _list_values(field: str, told: Said) -> Conflict:
    said: dict[str, list[str]] = defaultdict(list)
    for value, key in told:
        said[value].append(key)
    ranked = sorted(said.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Conflict(field, tuple((value, tuple(sorted(keys))) for value, keys in ranked))
