"""Who held an office on a day, and how well that is known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from dragoman.errors import UsageError
from dragoman.meaning.offices.records import Tenure
from dragoman.meaning.offices.rivals import may_chair_together
from dragoman.meaning.offices.spells import Days, first_day, last_day, read_days
from dragoman.meaning.offices.tenures import earliest, has_one_holder, latest

Standing = Literal["stated", "seen", "last-seen", "undated"]
RANK: tuple[Standing, ...] = ("stated", "seen", "last-seen", "undated")


def holders_on(tenures: Iterable[Tenure], on: str) -> tuple[Tenure, ...]:
    """Return the tenures that hold on a date, best known first.

    After the last sighting of a holder the answer is still that holder, until the next one is first seen. Tenures
    without any date are answers only for an office of which nothing better is known.

    Args:
        tenures: The tenures of one or several offices, complete for each.
        on: The date (EDTF: a day, month or year).

    Raises:
        UsageError: ``on`` is not a date.
    """
    tenures = tuple(tenures)
    offices: dict[tuple[str, str | None], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        offices[tenure.title, tenure.of].append(tenure)
    ranked = [(RANK.index(standing), tenure) for tenure in tenures if (standing := standing_on(tenure, on))]
    known = [tenure for rank, tenure in ranked if rank < RANK.index("undated")]
    dated = {(tenure.title, tenure.of) for tenure in known}
    kept = [(rank, tenure) for rank, tenure in ranked if rank < RANK.index("last-seen")]
    seen_last = [(rank, one) for rank, one in ranked if RANK[rank] == "last-seen"]
    kept += [(rank, one) for rank, one in seen_last if not _superseded(one, offices[one.title, one.of], on=on)]
    kept += [(rank, one) for rank, one in ranked if RANK[rank] == "undated" and (one.title, one.of) not in dated]
    kept.sort(key=lambda entry: (entry[0], _distance(entry[1], on), entry[1].holder))
    return tuple(tenure for _, tenure in kept)


def standing_on(tenure: Tenure, on: str) -> Standing | None:
    """Say how a tenure holds on a date.

    Returns:
        ``stated``, ``seen``, ``last-seen`` (seen before, no end known), ``undated``, or ``None``: it does not hold.

    Raises:
        UsageError: ``on`` is not a date.
    """
    day = _read_day(on)
    first, last = earliest(tenure), latest(tenure)
    if first is None or last is None:
        coming = last_day(tenure.not_before)
        return None if tenure.over or tenure.stop or (coming and day[1] <= coming) else "undated"
    if day[1] < first or (tenure.stop and last < day[0]):
        return None
    if day[0] <= last:
        return "stated" if tenure.start and first_day(tenure.start) == first else "seen"
    gone = last_day(tenure.ended_by)
    return None if tenure.over and (gone is None or gone <= day[0]) else "last-seen"


def _read_day(on: str) -> Days:
    days = read_days(on)
    if days is None:
        raise UsageError(f"{on!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return days


def _superseded(tenure: Tenure, others: Sequence[Tenure], *, on: str) -> bool:
    """Tell whether somebody else is known to have followed, among all tenures of the same office."""
    if not has_one_holder(tenure.title, tenure.of):
        return False
    day = _read_day(on)[1]
    return any(
        other.holder != tenure.holder and not may_chair_together(tenure, other) and _came_after(tenure, other, day=day)
        for other in others
    )


def _came_after(tenure: Tenure, other: Tenure, *, day: date) -> bool:
    """Tell whether somebody else is known in office since a holder was last seen; a stand-in gives it back."""
    seen, begun, last = latest(tenure) or date.min, earliest(other) or date.max, latest(other) or date.min
    if tenure.acting and not other.acting and begun <= day and seen < last:
        return True
    return seen <= begun <= day and (begun, last) != (earliest(tenure), seen)


def _distance(tenure: Tenure, on: str) -> int:
    day = _read_day(on)[0]
    return abs((day - (latest(tenure) or day)).days) if (latest(tenure) or day) < day else 0
