"""The rules: patterns over the letters of :mod:`dragoman.language.dates.lexicon`, each with what it means.

The longest match wins; a rule that abstains leaves the field to the shorter ones. A rule names its parts by group.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from dragoman.language.dates import counts, meanings
from dragoman.language.dates.joining import Hit, join_hits
from dragoman.language.dates.parts import Meaning, Parts
from dragoman.language.dates.scanner import Scan

_DAY = r"(?P<d>[do])"
_COUNTED_DAY = r"(?P<d>[doc])"
_END = r"(?=[-,;.()lT]|$)"
_VOUCHERS = "iIfFTe"
_LINK = r"(?P<link>[-T&])"
_MONTH = r"m?(?P<M>M)(?:[/(]M\)?|M)?m?"
_WEEKDAY = r"(?:j?(?P<W>W)[,(]?\)?,?)?"


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
        relative = "hY|Y[pqgab]|L" if self.modifier_after else "[pqh]Y|L"
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
    day = rf"{_WEEKDAY}j?{_COUNTED_DAY}[-/f.]?{_MONTH}"
    return [
        (rf"{_WEEKDAY}j?N", meanings.read_date_in_figures),
        (r"(?P<y>y)(?P<mark>[-/.])(?P<b>d)(?P=mark)(?P<a>d)", meanings.read_spaced_figures),
        (r"(?P<a>d)(?P<mark>[-/.])(?P<b>d)(?P=mark)(?P<y>y)", meanings.read_spaced_figures),
        (r"(?:j|j?(?P<W>W),?)s", meanings.read_date_in_figures),
        (rf"s{_END}", meanings.read_lone_figures),
        (r"F(?P<one>s)[T&](?P<two>s)", meanings.read_figures_between),
        (rf"{day}{year}?", meanings.read_day),
        (rf"{day}f?Z", meanings.read_of_same_year),
        (rf"{_MONTH}f?Z", meanings.read_of_same_year),
        (rf"(?P<R>R)[,(]?(?P<x>x?){day}{year}?\)?", meanings.read_day_beside_today),
        (rf"(?P<y>y)[-/](?P<M>M)[-/]{_DAY}", meanings.read_day),
        (rf"F?{_WEEKDAY}j?{_DAY}{_LINK}j?(?P<d2>[do])f?{_MONTH}{year}?", meanings.read_days),
        (rf"F?{day}{year}?{_LINK}" + _name(rf"{day}{year}?", "2"), meanings.read_span),
        (rf"{_WEEKDAY}j?{_DAY}j?[fiI]?(?P<rm>{month})", meanings.read_day_of_month),
        (rf"F?{_WEEKDAY}j?{_DAY}{_LINK}(?P<d2>[do])[fiI]?(?P<rm>{month})", meanings.read_day_of_month),
        (rf"(?:j|j?(?P<W>W)){_DAY}{_END}", meanings.read_bare_day),
        (rf"{_DAY}{_END}", meanings.read_lone_day),
        (rf"(?P<y>y)[-/](?P<d>d){_END}", meanings.read_month_in_figures),
        (rf"(?P<d>d)[-/](?P<y>y){_END}", meanings.read_month_in_figures),
        (rf"(?P<n>[op])j?(?P<W>W)[fiI]?{_MONTH}{year}?", meanings.read_nth_weekday),
        (rf"F?{_MONTH}F{_DAY}{_LINK}(?P<d2>[do])", meanings.read_days),
    ]


def _list_month_first(order: Order) -> Rules:
    year = order.year if order.month_day == "with-year" else order.year + "?"
    first = rf"{_WEEKDAY}(?P<M>M)[-/.]?{_DAY}"
    return [
        (rf"{first}{year}", meanings.read_day),
        (rf"(?P<R>R)[,(]?(?P<x>x?){first}{year}\)?", meanings.read_day_beside_today),
        (rf"(?P<M>M)(?P<d>c){_END}", meanings.read_day),
        (rf"F{_DAY}{_LINK}(?P<M>M)[-/]?(?P<d2>[do]){year}", meanings.read_days),
        (rf"F?{first}{_LINK}(?P<d2>[do]){year}", meanings.read_days),
        (rf"F?{first}{order.year}?{_LINK}" + _name(rf"{first}{year}", "2"), meanings.read_span),
    ]


def _list_months_and_years(order: Order) -> Rules:
    year = order.year
    return [
        (rf"{_MONTH}{year}?", meanings.read_month),
        (rf"(?P<before>[iIFTfme]f?){_MONTH}{year}?", meanings.read_month),
        (rf"{_MONTH}", meanings.read_month),
        (rf"[wHQ]of?{_MONTH}{year}?", meanings.read_month),
        (rf"(?P<turn>{'h' if order.modifier_after else '[pqh]'}){_MONTH}", meanings.read_month),
        (rf"F?{_MONTH}{year}?{_LINK}" + _name(rf"{_MONTH}{year}", "2"), meanings.read_months),
        (r"(?P<before>[iIFTfYe])(?P<y>y)(?P<after>E|Y)*(?=(?P<next>.?))", meanings.read_year),
        (r"(?P<y>y)(?P<after>[YE]+)", meanings.read_year),
        (r"[FiI(]?Y?(?P<y>y)(?P<link>[-T])Y?(?P<y2>y)(?P<after>Y*)", meanings.read_years),
        (r"FY?(?P<y>y)(?P<link>&)(?P<y2>y)(?P<after>Y*)", meanings.read_years),
        (r"Y(?P<y>y)(?P<link>&)(?P<y2>y)(?P<after>Y*)", meanings.read_years),
        (r"L", meanings.read_relative_year),
        (rf"{_MONTH}(?P<n>n){_END}", meanings.read_short_year),
        (rf"(?P<n>o)(?P<part>[QH])[fiI]?{year}", meanings.read_part_of_year),
        (rf"(?P<part>[QH])(?P<n>[do])[fiI]?{year}", meanings.read_part_of_year),
        (r"(?P<part>Q)(?P<n>d)", meanings.read_part_of_year),
        (r"(?P<y>y)(?P<n>o)(?P<part>[QH])", meanings.read_part_of_year),
        (r"(?P<y>y)(?P<part>[QH])(?P<n>d)", meanings.read_part_of_year),
        (r"(?P<D>D)", meanings.read_decade),
        (rf"(?P<n>o)w{year}", meanings.read_week_number),
        (rf"w(?P<n>[do]){year}", meanings.read_week_number),
    ]


def _list_counted(order: Order) -> Rules:
    relative = "h[wmY]|[wmY][pqgab]" if order.modifier_after else "[pqh][wmY]"
    weekend = "h?z[pqg]?" if order.modifier_after else "[pqh]?z"
    return [
        (r"(?P<count>[dncuv])(?P<unit>[jwmY])(?P<turn>[ab])", counts.read_shift),
        (r"B?(?:[dncuv]?[jwmY]|k)C|[dncuv][jwmY]e|[AB](?:[dncuv]?[jwmY]|k)f", counts.read_later),
        (r"(?P<count>[dncu])(?P<unit>[jw])[Fb](?P<R>R)", counts.read_shift_from),
        (r"(?P<pair>k)(?P<turn>[ab])", counts.read_shift),
        (r"(?P<unit>[jwmY])(?P<turn>a)", counts.read_shift),
        (r"(?P<ahead>[AB])(?P<unit>[jwmY])(?![MWydncopqgvf])", counts.read_shift),
        (r"(?P<ahead>[ABI])(?P<count>[dncuv])(?P<unit>[jwmY])(?!f)", counts.read_shift),
        (r"(?P<ahead>[AB])(?P<pair>k)(?!f)", counts.read_shift),
        (rf"(?P<ru>{relative})", counts.read_unit),
        *_list_reaches(order),
        (r"r[fh]?(?P<unit>[wmY])[g]?", counts.read_rest),
        (rf"(?P<ru>{weekend})", counts.read_weekend),
        (r"K|ef?w(?!o)", counts.read_page_week),
        (r"(?P<R>R)(?:[,(]?j?(?P<W>W))?", counts.read_relative),
        (r"O", counts.read_now),
        (r"S", counts.read_same_day),
    ]


def _list_reaches(order: Order) -> Rules:
    before: Rules = [
        (r"(?P<turn>P)(?P<count>[dncv])(?P<unit>[jwmY])", counts.read_reach),
        (r"(?P<turn>P)(?P<unit>[wmY])", counts.read_reach),
    ]
    if not order.modifier_after:
        return [*before, (r"(?P<turn>[pq])(?P<count>[dncv])(?P<unit>[jwmY])", counts.read_reach)]
    return [
        *before,
        (r"(?P<count>[dncv])(?P<unit>[jwmY])(?P<turn>[pqP])", counts.read_reach),
        (r"(?P<unit>[jwmY])(?P<count>[dncv])(?P<turn>[pqP])", counts.read_reach),
        (r"(?P<pair>k)(?P<turn>[pqP])", counts.read_reach),
        (r"(?P<unit>[wmY])(?P<turn>P)", counts.read_reach),
        (r"(?<![dncv])(?P<ru>j[pq])", counts.read_unit),
    ]


def _list_weekdays(order: Order) -> Rules:
    week, after = order.turned("w"), "(?P<m2>[pqg])?" if order.modifier_after else ""
    before = "h" if order.modifier_after else "[pqh]"
    return [
        (rf"(?P<ru>{week})j?(?P<W>W)", counts.read_weekday_of_week),
        (rf"j?(?P<W>W)f?(?P<ru>{week})", counts.read_weekday_of_week),
        (rf"(?P<ru>{week})[Ff]?(?P<W>W)[-T&](?P<W2>W)", counts.read_weekdays_of_week),
        (rf"F?(?P<W>W)[-T&](?P<W2>W)f?(?P<ru>{week})", counts.read_weekdays_of_week),
        (rf"(?P<m1>{before})?(?P<j>j)?(?P<W>W){after}", counts.read_weekday),
    ]


def apply_rules(scan: Scan) -> Iterator[Hit]:
    """Yield the expressions of a scanned text, longest first where rules compete, in the order of the text."""
    order = scan.lexicon.order
    rules = list_rules(Order(order.get("modifier") == "both", order.get("month_day", "never")))
    matches = [(m, meaning) for rule, meaning in rules for m in rule.finditer(scan.code)]
    matches.sort(
        key=lambda pair: (-len(pair[0].group().lstrip(_VOUCHERS)), pair[0].start() - pair[0].end(), pair[0].start())
    )
    taken: set[int] = set()
    hits: list[Hit] = []
    for match, meaning in matches:
        atoms = range(match.start(), match.end())
        if not atoms or not taken.isdisjoint(atoms):
            continue
        expression = meaning(Parts(scan, match))
        if expression:
            hits.append(trim(scan, Hit(match.start(), match.end(), expression)))
            taken.update(atoms)
    hits.sort(key=lambda hit: hit.start)
    yield from join_hits(scan, hits)


def trim(scan: Scan, hit: Hit) -> Hit:
    """Leave out what only vouched for the date: prepositions before it, punctuation and other words around it."""
    start, stop = hit.start, hit.stop
    counted = hit.expression.shape in ("shift", "vague", "reach")
    if counted and hit.expression.weekday is None:
        while start < stop - 1 and scan.code[start] in "eif":
            start += 1
        return Hit(start, stop, hit.expression)
    while start < stop - 1 and scan.code[start] in "iIfFTe(,;.xlj&":
        start += 1
    while start < stop - 1 and scan.code[stop - 1] in "(),;.xliIfFTe&-/t":
        stop -= 1
    if "(" in scan.code[start:stop] and scan.code[stop : stop + 1] == ")":
        stop += 1
    return Hit(start, stop, hit.expression)
