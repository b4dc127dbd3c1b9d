"""How many sources an event has that do not repeat one another."""

from collections.abc import Sequence
from itertools import combinations

from dragoman.meaning.entities.links import Groups
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.wording import quotes_repeat


def count_origins(reports: Sequence[EventReport]) -> int:
    """Count independent origins.

    Reports of one page, of one outlet, of pages that quote one agency (or the agency's own), and reprints are one. A
    person or a ministry whom several papers heard joins none of them.
    """
    groups = Groups(report.key for report in reports)
    for a, b in combinations(reports, 2):
        if not groups.together(a.key, b.key) and has_one_origin(a, b):
            groups.merge(a.key, b.key)
    return len(list(groups))


def has_one_origin(a: EventReport, b: EventReport) -> bool:
    """Two reports go back to one source: by their page, outlet or agency, or because one repeats the other."""
    return is_one_page(a, b) or has_one_text(a, b) or bool(set(a.sources) & set(b.sources)) or quotes_repeat(a, b)


def is_one_page(a: EventReport, b: EventReport) -> bool:
    """Two reports stand on one page, or on two versions of one."""
    return a.page == b.page or (a.version_of is not None and a.version_of == b.version_of)


def has_one_text(a: EventReport, b: EventReport) -> bool:
    """The page of one report repeats the text of the other's."""
    return a.copy_of is not None and a.copy_of == b.copy_of
