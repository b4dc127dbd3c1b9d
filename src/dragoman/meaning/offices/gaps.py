"""The days between two holders of an office on which no page knows one."""

from collections.abc import Iterable
from datetime import date, timedelta

from dragoman.meaning.offices.records import Tenure
from dragoman.meaning.offices.tenures import earliest, has_one_holder, latest

_DAY = timedelta(days=1)


def find_gaps(tenures: Iterable[Tenure]) -> dict[Tenure, str]:
    """Return, for each tenure, the days before it on which nobody is known to hold the office (EDTF).

    Args:
        tenures: Tenures of one or several offices, those of an office together and in order of time.

    Returns:
        Only tenures after a gap, and only of offices that one person holds at a time.
    """
    found: dict[Tenure, str] = {}
    known: dict[tuple[str, str | None], date] = {}
    for tenure in tenures:
        office, first, last = (tenure.title, tenure.of), earliest(tenure), latest(tenure)
        if first is None or last is None or not has_one_holder(*office):
            continue
        before = known.get(office)
        if before is not None and before + _DAY < first:
            found[tenure] = f"{before + _DAY}/{first - _DAY}"
        known[office] = max(last, before or last)
    return found
