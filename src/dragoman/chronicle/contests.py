"""Where pages give one office to several holders at one time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from sqlalchemy import Connection

from dragoman.chronicle import derived
from dragoman.chronicle.answers import ConflictingValue, ConflictView, Quote, TenureView
from dragoman.chronicle.holding import load_tenures
from dragoman.chronicle.offices import view_tenures
from dragoman.chronicle.rows import format_list
from dragoman.meaning.offices import Tenure, find_overlap, read_days
from dragoman.meaning.offices.spells import Days

HOLDER = "holder"
_MOST_QUOTES = 3

Contested = tuple[str, Tenure]
Contest = tuple[Contested, Contested, Days]


def find_contests(connection: Connection) -> list[ConflictView]:
    """Return a conflict for each two tenures that exclude each other, with sentences on both sides."""
    contests = list(_contests(connection))
    involved = {key: tenure for a, b, _ in contests for key, tenure in (a, b)}
    views = {view.id: view for view in view_tenures(connection, involved.items())}
    return [_view(views[a[0]], views[b[0]], shared) for a, b, shared in contests]


def count_contests(connection: Connection) -> int:
    """Count the pairs of tenures that exclude each other."""
    return sum(1 for _ in _contests(connection))


def _contests(connection: Connection) -> Iterator[Contest]:
    offices: dict[tuple[str, str | None], list[Contested]] = defaultdict(list)
    for key, tenure in load_tenures(connection, derived.tenure.c.contested_by != format_list(())):
        offices[tenure.title, tenure.of].append((key, tenure))
    for held in offices.values():
        for a, b in combinations(held, 2):
            shared = find_overlap(a[1], b[1])
            if shared is not None and b[1].holder in a[1].contested_by:
                yield a, b, shared


def _view(a: TenureView, b: TenureView, shared: Days) -> ConflictView:
    sides = tuple(ConflictingValue(side.holder, _choose_quotes(side.quotes, shared), side.name) for side in (a, b))
    body = a.of_name or a.of or ""
    about = f"{a.title} of {body}" if body else a.title
    return ConflictView("", HOLDER, sides, (a.id, b.id), about, office=a.title, of=a.of, of_name=body)


def _choose_quotes(quotes: Sequence[Quote], shared: Days) -> tuple[Quote, ...]:
    """Return the sentences of pages nearest in time to the days that two holders share."""
    return tuple(sorted(quotes, key=lambda quote: (_distance(quote, shared), quote.published or "")))[:_MOST_QUOTES]


def _distance(quote: Quote, shared: Days) -> int:
    days = read_days(quote.published)
    return 1 << 20 if days is None else max(0, (shared[0] - days[1]).days, (days[0] - shared[1]).days)
