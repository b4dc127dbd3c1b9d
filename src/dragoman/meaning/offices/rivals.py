"""Who cannot have held an office at the same time: contradiction told from succession and from holding together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.meaning.offices.records import OfficeObservation, Tenure
from dragoman.meaning.offices.spells import Days, first_day, last_day

Pages = dict[str, set[str]]
_CHAIR = "chair"
_STATE = "territory:"


def find_pages(observations: Iterable[OfficeObservation]) -> Pages:
    """Return, for each holder, the pages that call it the holder now."""
    pages: Pages = defaultdict(set)
    for one in observations:
        if one.status == "current" and one.page:
            pages[one.holder].add(one.page)
    return pages


def contest(tenures: Sequence[Tenure], pages: Pages) -> list[Tenure]:
    """Mark the tenures of an office for one that others are said to hold at the same time."""
    return [msgspec.structs.replace(one, contested_by=_rivals(one, tenures, pages)) for one in tenures]


def _rivals(tenure: Tenure, tenures: Iterable[Tenure], pages: Pages) -> tuple[str, ...]:
    found = {
        other.holder
        for other in tenures
        if find_overlap(tenure, other) and _excludes(tenure, other) and not _known_together(tenure, other, pages)
    }
    return tuple(sorted(found))


def _excludes(a: Tenure, b: Tenure) -> bool:
    """Tell whether one holder leaves no room for the other; who only stands in for somebody does."""
    return a.holder != b.holder and a.acting == b.acting and not may_chair_together(a, b)


def _known_together(a: Tenure, b: Tenure, pages: Pages) -> bool:
    """Tell whether one page names both as holders now: it knows of two, who share the office or hand it over."""
    return bool(pages.get(a.holder, set()) & pages.get(b.holder, set()))


def may_chair_together(a: Tenure, b: Tenure) -> bool:
    """Tell a state that holds a chair and the person who chairs for it, or two people of that state."""
    if a.title != _CHAIR or b.title != _CHAIR:
        return False
    if a.side and b.side:
        return a.side == b.side
    return a.holder.startswith(_STATE) != b.holder.startswith(_STATE)


def find_side(observations: Sequence[OfficeObservation]) -> str | None:
    """Return the state for which a chair is held, where it is known and only one."""
    first = observations[0]
    if first.title != _CHAIR:
        return None
    if first.holder.startswith(_STATE):
        return first.holder
    lands = {land for one in observations for land in one.lands}
    return lands.pop() if len(lands) == 1 else None


def find_overlap(a: Tenure, b: Tenure) -> Days | None:
    """Return the days that two tenures surely share beyond a day of handing over, or ``None``."""
    left, right = _surely(a), _surely(b)
    if left is None or right is None:
        return None
    start, stop = max(left[0], right[0]), min(left[1], right[1])
    if start < stop:
        return start, stop
    inside = any(days[0] < start < days[1] for days in (left, right))
    at_once = a.first_seen == b.first_seen and left == right and not (a.start or b.start)
    return (start, stop) if start == stop and (inside or at_once) else None


def _surely(tenure: Tenure) -> Days | None:
    """Return the days on which the holder was in office however the vague dates are read."""
    starts = [day for day in (last_day(tenure.start), last_day(tenure.first_seen)) if day]
    stops = [day for day in (first_day(tenure.stop), first_day(tenure.last_seen)) if day]
    if not starts:
        return None
    start = min(starts)
    return start, max([start, *stops])
