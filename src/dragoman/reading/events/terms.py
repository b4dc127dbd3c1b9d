"""Since when and until when an office is held, where the page says so in the office's own clause.

"President of A since 2019", "(prime minister 1995-2002)", "who held the post until 2023".
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.dates import FoundDate
from dragoman.model import OfficeMention, When
from dragoman.model.readings import OfficeStatus
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sheet

_REACH = 10
_NEAR = 6
_OPENING = frozenset("(,،—–-")
_OWNERS = frozenset({"country", "organisation", "demonym"})
_YEARS = range(1900, 2100)


class Term(Struct, frozen=True):
    """The stated beginning and end of holding an office."""

    since: When | None = None
    until: When | None = None


class Calendar:
    """The dates of a page by the token that they begin at."""

    def __init__(self, sheet: Sheet, dates: Iterable[FoundDate]) -> None:
        """File the dates that have a value."""
        self.sheet = sheet
        ranges = ((sheet.token_range(found.span), found) for found in dates if found.when.value)
        self.by_first = {first: (stop, found) for (first, stop), found in ranges}
        self.tokens = {i for first, (stop, _) in self.by_first.items() for i in range(first, stop)}

    def read_term(self, position: int, limit: int) -> Term | None:
        """Return the term that begins at a token, behind words such as "in office" that only lead to it."""
        tables, marker = self.sheet.tables, ""
        since, until, links = tables.listed("since"), tables.listed("until"), tables.listed("term_links")
        stop = min(position + _REACH, limit)
        while position < stop:
            token = self.sheet.tokens[position]
            if position in self.by_first or (marker and token.text.isdigit()):
                return self._term(position, marker)
            if token.has(since) or token.has(until):
                marker = "since" if token.has(since) else "until"
            elif not (token.has(links) or token.text in _OPENING):
                position = self.past_owner(position, none=-1)
                if position < 0:
                    return None
                continue
            position += 1
        return None

    def read_before(self, position: int) -> Term | None:
        """Return the term that ends right before a token: "until 2019 the minister was X"."""
        for first, (stop, _) in self.by_first.items():
            if stop == position and first > 0:
                return self.read_term(first - 1, position)
        return None

    def past_owner(self, position: int, *, none: int | None = None) -> int:
        """Step over the country or body at a token, with "of" before it; ``none`` where there is none."""
        first, tokens, of = position, self.sheet.tokens, self.sheet.tables.listed("of")
        while first + 1 < len(tokens) and first < position + 2 and tokens[first].has(of):
            first += 1
        owners = (c for c in self.sheet.chunks_in(first, first + 1) if c.kind in _OWNERS)
        return max((c.stop for c in owners), default=position if none is None else none)

    def _term(self, position: int, marker: str) -> Term | None:
        if position not in self.by_first:
            year = self.sheet.tokens[position].text
            return _mark(When(str(int(year)), "stated", year), marker) if int(year) in _YEARS else None
        _, found = self.by_first[position]
        start, _, stop = (found.when.value or "").partition("/")
        if found.kind == "interval" and stop:
            return Term(replace(found.when, value=start), replace(found.when, value=stop))
        return _mark(found.when, marker) if marker else None


def _mark(when: When, marker: str) -> Term:
    return Term(since=when) if marker == "since" else Term(until=when)


def date_offices(named: Named, calendar: Calendar, offices: Iterable[OfficeMention]) -> Iterator[OfficeMention]:
    """Yield the offices, each with the term that its clause states."""
    for office in offices:
        undated = office.since is None and office.until is None
        term = _find_term(named, calendar, office) if undated else None
        yield apply_term(office, term, named.sheet.article.published) if term is not None else office


def _find_term(named: Named, calendar: Calendar, office: OfficeMention) -> Term | None:
    """The term behind the office, or behind the name that follows it and a comma, a bracket or "who"."""
    sheet = named.sheet
    stop, limit = sheet.token_range(office.span)[1], sheet.token_range(office.sentence)[1]
    term = calendar.read_term(stop, limit)
    if term is not None:
        return term
    near = sheet.chunks_in(stop, min(stop + _NEAR, limit))
    holder = next((c for c in near if c.kind == "person" and named.cast.of_chunk.get(c) == office.holder), None)
    if holder is None:
        return None
    after = calendar.past_owner(holder.stop)
    apart = after < limit and sheet.tokens[after].text in _OPENING
    return calendar.read_term(after, limit) if apart else None


def apply_term(office: OfficeMention, term: Term, published: When) -> OfficeMention:
    """Return an office with its term; what ended before the page's day is former, what begins after it incoming."""
    day, status = published.value, office.status
    if term.until is not None and (_is_before(term.until.value, day) or (term.since is not None and day is None)):
        status = "former"
    elif term.since is not None and _is_before(day, term.since.value):
        status = "incoming"
    return replace(office, since=term.since, until=term.until, status=_as_status(status))


def _as_status(status: str) -> OfficeStatus:
    return status  # type: ignore[return-value]  # one of the three by construction


def _is_before(a: str | None, b: str | None) -> bool:
    """Tell whether one EDTF value surely lies before another."""
    if a is None or b is None:
        return False
    last, first = a.partition("/")[2] or a, b.partition("/")[0]
    shared = min(len(last), len(first))
    return last[:shared] < first[:shared]
