"""The rules: patterns over the letters of :mod:`dragoman.language.dates.lexicon`, each with what it means.

The longest match wins; a rule that abstains leaves the field to the shorter ones. A rule names its parts by group.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from dragoman.language.dates import meanings
from dragoman.language.dates.expressions import Expression
from dragoman.language.dates.meanings import Meaning
from dragoman.language.dates.scanner import Scan

_DAY = r"(?P<d>[do])"
_END = r"(?=[,;()l]|$)"
_LINK = r"(?P<link>[-T&])"
_MONTH = r"m?(?P<M>M)(?:[/(]M\)?|M)?m?"
_WEEKDAY = r"(?:j?(?P<W>W)[,(]?\)?,?)?"


class Hit(Struct, frozen=True, gc=False):
    """A rule's match: the half-open range of atoms and its meaning."""

    start: int
    stop: int
    expression: Expression


def _name(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{suffix}>", pattern)


class Order(Struct, frozen=True, gc=False):
    """Two facts of a language's word order.

    ``modifier_after``: "last" and "next" may follow their noun. ``month_day``: the day may follow the month,
    ``always``, ``with-year`` or ``never``.
    """

    modifier_after: bool
    month_day: str

    def turned(self, unit: str) -> str:
        """The pattern of a unit with "last", "this" or "next" on the side where the language has it."""
        return f"h{unit}|{unit}[pqg]" if self.modifier_after else f"[pqh]{unit}"

    @property
    def year(self) -> str:
        """The pattern of a year behind a day or month: in figures, of a relative year, or the month's own modifier."""
        relative = "hY|Y[pqgab]" if self.modifier_after else "[pqh]Y"
        own = "|(?P<turn>[pqg])" if self.modifier_after else ""
        return rf"(?:[,/-]?f?(?:Y?(?P<y>y)(?:Y?E?|EY)|(?P<ry>{relative}){own}))"


Rules = list[tuple[str, Meaning]]


@cache
def list_rules(order: Order) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Return the rules of a language, compiled."""
    rules = _list_days(order) + _list_months_and_years(order) + _list_counted(order) + _list_weekdays(order)
    if order.month_day != "never":
        rules += _list_month_first(order)
    return tuple((re.compile(pattern), meaning) for pattern, meaning in rules)


def _list_days(order: Order) -> Rules:
    year, month = order.year, order.turned("m")
    day = rf"{_WEEKDAY}j?{_DAY}[-/f]?{_MONTH}"
    return [
        (rf"{_WEEKDAY}j?N", meanings.read_date_in_figures),
        (r"(?:j|j?(?P<W>W),?)s", meanings.read_date_in_figures),
        (rf"{day}{year}?", meanings.read_day),
        (rf"(?P<y>y)[-/](?P<M>M)[-/]{_DAY}", meanings.read_day),
        (rf"F?{_WEEKDAY}j?{_DAY}{_LINK}j?(?P<d2>[do])f?{_MONTH}{year}?", meanings.read_days),
        (rf"F?{day}{year}?{_LINK}" + _name(rf"{day}{year}?", "2"), meanings.read_span),
        (rf"{_WEEKDAY}j?{_DAY}f?(?P<rm>{month})", meanings.read_day_of_month),
        (rf"F?{_WEEKDAY}j?{_DAY}{_LINK}(?P<d2>[do])f?(?P<rm>{month})", meanings.read_day_of_month),
        (rf"(?:j|j?(?P<W>W)){_DAY}{_END}", meanings.read_bare_day),
    ]


def _list_month_first(order: Order) -> Rules:
    year = order.year if order.month_day == "with-year" else order.year + "?"
    first = rf"{_WEEKDAY}(?P<M>M)[-/]?{_DAY}"
    return [
        (rf"{first}{year}", meanings.read_day),
        (rf"F?{first}{_LINK}(?P<d2>[do]){year}", meanings.read_days),
        (rf"F?{first}{order.year}?{_LINK}" + _name(rf"{first}{year}", "2"), meanings.read_span),
    ]


def _list_months_and_years(order: Order) -> Rules:
    year = order.year
    return [
        (rf"{_MONTH}{year}?", meanings.read_month),
        (rf"(?P<before>[iIFTfm]){_MONTH}{year}?", meanings.read_month),
        (rf"{_MONTH}", meanings.read_month),
        (rf"(?P<turn>{'h' if order.modifier_after else '[pqh]'}){_MONTH}", meanings.read_month),
        (rf"F?{_MONTH}{year}?{_LINK}" + _name(rf"{_MONTH}{year}", "2"), meanings.read_months),
        (r"(?P<before>[iIFTfY])(?P<y>y)(?P<after>E|Y)*(?P<next>.?)", meanings.read_year),
        (r"(?P<y>y)(?P<after>[YE]+)", meanings.read_year),
        (r"[FiI(]?Y?(?P<y>y)(?P<link>[-T])Y?(?P<y2>y)(?P<after>Y*)", meanings.read_years),
        (r"FY?(?P<y>y)(?P<link>&)(?P<y2>y)(?P<after>Y*)", meanings.read_years),
    ]


def _list_counted(order: Order) -> Rules:
    relative = "h[wmY]|[wmY][pqgab]" if order.modifier_after else "[pqh][wmY]"
    return [
        (r"(?P<count>[dnc])(?P<unit>[jwmY])(?P<turn>[ab])", meanings.read_shift),
        (r"(?P<pair>k)(?P<turn>[ab])", meanings.read_shift),
        (r"(?P<unit>[jwmY])(?P<turn>a)", meanings.read_shift),
        (r"(?P<ahead>A)(?P<unit>[jwmY])(?![MWydnpqg])", meanings.read_shift),
        (r"(?P<ahead>[ABI])(?P<count>[dnc])(?P<unit>[jwmY])", meanings.read_shift),
        (r"(?P<ahead>[AB])(?P<pair>k)", meanings.read_shift),
        (rf"(?P<ru>{relative})", meanings.read_unit),
        (r"(?P<R>R)(?:[,(]?j?(?P<W>W))?", meanings.read_relative),
        (r"S", meanings.read_same_day),
    ]


def _list_weekdays(order: Order) -> Rules:
    week, after = order.turned("w"), "(?P<m2>[pqg])?" if order.modifier_after else ""
    before = "h" if order.modifier_after else "[pqh]"
    return [
        (rf"(?P<ru>{week})j?(?P<W>W)", meanings.read_weekday_of_week),
        (rf"j?(?P<W>W)f?(?P<ru>{week})", meanings.read_weekday_of_week),
        (rf"(?P<m1>{before})?(?P<j>j)?(?P<W>W){after}", meanings.read_weekday),
    ]


def apply_rules(scan: Scan) -> Iterator[Hit]:
    """Yield the expressions of a scanned text, longest first where rules compete, in the order of the text."""
    order = scan.lexicon.order
    rules = list_rules(Order(order.get("modifier") == "both", order.get("month_day", "never")))
    matches = [(m, meaning) for rule, meaning in rules for m in rule.finditer(scan.code)]
    matches.sort(key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start()))
    taken: set[int] = set()
    hits: list[Hit] = []
    for match, meaning in matches:
        atoms = range(match.start(), match.end())
        if not atoms or not taken.isdisjoint(atoms):
            continue
        expression = meaning(meanings.Parts(scan, match))
        if expression:
            hits.append(trim(scan, Hit(match.start(), match.end(), expression)))
            taken.update(atoms)
    yield from sorted(hits, key=lambda hit: hit.start)


def trim(scan: Scan, hit: Hit) -> Hit:
    """Leave out what only vouched for the date: prepositions before it, punctuation and other words around it."""
    start, stop = hit.start, hit.stop
    if hit.expression.shape == "shift" and hit.expression.weekday is None:
        return hit
    while start < stop - 1 and scan.code[start] in "iIfFT(,;xlj&":
        start += 1
    while start < stop - 1 and scan.code[stop - 1] in "(),;xliIfFT&-/t":
        stop -= 1
    if "(" in scan.code[start:stop] and scan.code[stop : stop + 1] == ")":
        stop += 1
    return Hit(start, stop, hit.expression)
