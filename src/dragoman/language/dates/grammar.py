"""The rules: patterns over the letters of :mod:`dragoman.language.dates.lexicon`, each with what it means.

The longest match wins; a rule that abstains leaves the field to the shorter ones. A rule names its parts by group.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from dragoman.language.dates.calendars import GREGORIAN, fits_era
from dragoman.language.dates.expressions import Expression, Partial, find_days
from dragoman.language.dates.figures import read_figures
from dragoman.language.dates.lexicon import Atom, Month
from dragoman.language.dates.scanner import Scan

_TURNS = {"p": -1, "h": 0, "g": 0, "q": 1, "a": -1, "b": 1}
_UNITS = {"j": "day", "w": "week", "m": "month", "Y": "year"}


class Hit(Struct, frozen=True, gc=False):
    """A rule's match: the half-open range of atoms and its meaning."""

    start: int
    stop: int
    expression: Expression


class Parts:
    """The atoms of one match by group name."""

    def __init__(self, scan: Scan, match: re.Match[str]) -> None:
        self.scan, self.match = scan, match

    def atom(self, name: str) -> Atom | None:
        """Return the first atom of a group, or ``None`` where the group did not take part."""
        found = self.match.groupdict().get(name)
        return self.scan.atoms[self.match.start(name)] if found else None

    def number(self, name: str) -> int | None:
        """Return the number that a group's atom stands for."""
        atom = self.atom(name)
        return atom.value if atom and isinstance(atom.value, int) else None

    def letter(self, names: str) -> str:
        """Return the first modifier letter of the groups whose names are given, or an empty string."""
        taken = "".join(self.match.groupdict().get(n) or "" for n in names.split())
        return next((c for c in taken if c in _TURNS), "")


Meaning = Callable[[Parts], Expression | None]


def _name(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{suffix}>", pattern)


_DAY = r"(?P<d>[do])"
_MONTH = r"m?(?P<M>M)(?:[/(]M\)?|M)?m?"
_WEEKDAY = r"(?:j?(?P<W>W)[,(]?\)?,?)?"


def _year(after: bool) -> str:
    relative = "hY|Y[pqgab]" if after else "[pqh]Y"
    own = "|(?P<turn>[pqg])" if after else ""
    return rf"(?:[,/-]?f?(?:Y?(?P<y>y)(?:Y?E?|EY)|(?P<ry>{relative}){own}))"


@cache
def list_rules(modifier_after: bool, month_day: str) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Return the rules of a language by two facts of its word order.

    Args:
        modifier_after: Whether "last" and "next" may follow their noun.
        month_day: Whether the day may follow the month: ``always``, ``with-year`` or ``never``.
    """
    year, own = _year(modifier_after), "(?P<m2>[pqg])?" if modifier_after else ""
    day_month = rf"j?{_DAY}[-/f]?{_MONTH}"
    week = "hw|w[pqg]" if modifier_after else "[pqh]w"
    patterns: list[tuple[str, Meaning]] = [
        (rf"{_WEEKDAY}j?N", _read_figures),
        (rf"{_WEEKDAY}{day_month}{year}?", _read_day),
        (rf"F?{_WEEKDAY}j?(?P<d>[do])(?P<link>[-T&])j?(?P<d2>[do])f?{_MONTH}{year}?", _read_days),
        (rf"F?{_WEEKDAY}{day_month}{year}?(?P<link>[-T&])" + _name(rf"{_WEEKDAY}{day_month}{year}?", "2"), _read_span),
        (rf"{_MONTH}{year}", _read_month),
        (rf"(?P<before>[iIFTfm]){_MONTH}{year}?", _read_month),
        (rf"{_MONTH}", _read_month),
        (rf"(?P<turn>{'h' if modifier_after else '[pqh]'}){_MONTH}", _read_month),
        (rf"F?{_MONTH}{year}?(?P<link>[-T&])" + _name(rf"{_MONTH}{year}", "2"), _read_months),
        (r"(?P<before>[iIFTfY])(?P<y>y)(?P<after>E|Y)*(?P<next>.?)", _read_year),
        (r"(?P<y>y)(?P<after>[YE]+)", _read_year),
        (r"[FiI(]?Y?(?P<y>y)(?P<link>[-T])Y?(?P<y2>y)(?P<after>Y*)", _read_years),
        (r"FY?(?P<y>y)(?P<link>&)(?P<y2>y)(?P<after>Y*)", _read_years),
        (rf"{_WEEKDAY}j?{_DAY}f?(?P<rm>{'hm|m[pqg]' if modifier_after else '[pqh]m'})", _read_day_of_month),
        (r"(?P<count>[dnc])(?P<unit>[jwmY])(?P<turn>[ab])", _read_shift),
        (r"(?P<pair>k)(?P<turn>[ab])", _read_shift),
        (r"(?P<unit>[jwmY])(?P<turn>[a])", _read_shift),
        (r"(?P<ahead>[ABI])(?P<count>[dnc])(?P<unit>[jwmY])", _read_shift),
        (r"(?P<ahead>[AB])(?P<pair>k)", _read_shift),
        (rf"(?P<ru>{'h[wmY]|[wmY][pqgab]' if modifier_after else '[pqh][wmY]'})", _read_unit),
        (rf"(?P<ru>{week})j?(?P<W>W)", _read_weekday_of_week),
        (rf"j?(?P<W>W)f?(?P<ru>{week})", _read_weekday_of_week),
        (r"(?P<R>R)(?:[,(]?j?(?P<W>W))?", _read_relative),
        (rf"(?P<m1>{'h' if modifier_after else '[pqh]'})?(?P<j>j)?(?P<W>W){own}", _read_weekday),
        (rf"(?P<y>y)[-/](?P<M>M)[-/]{_DAY}", _read_day),
        (r"S", lambda parts: Expression("same-day", note="same-day")),
    ]
    if month_day != "never":
        dated = year if month_day == "with-year" else year + "?"
        first = rf"{_WEEKDAY}(?P<M>M)[-/]?(?P<d>[do])"
        patterns += [
            (rf"{first}{dated}", _read_day),
            (rf"F?{first}(?P<link>[-T&])(?P<d2>[do]){dated}", _read_days),
            (rf"F?{first}{year}?(?P<link>[-T&])" + _name(rf"{first}{dated}", "2"), _read_span),
        ]
    return tuple((re.compile(pattern), meaning) for pattern, meaning in patterns)


def apply_rules(scan: Scan) -> Iterator[Hit]:
    """Yield the expressions of a scanned text, longest first where rules compete, in the order of the text."""
    order = scan.lexicon.order
    rules = list_rules(order.get("modifier") == "both", order.get("month_day", "never"))
    matches = [(m, meaning) for rule, meaning in rules for m in rule.finditer(scan.code)]
    matches.sort(key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start()))
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


def _partial(parts: Parts, suffix: str = "") -> Partial | None:
    """Build a day or month with its year, as far as the page gives it; ``None`` where the parts cannot go together."""
    atom = parts.atom("M" + suffix) or parts.atom("M")
    month = atom.value if atom else None
    if not isinstance(month, Month):
        return None
    year = parts.number("y" + suffix)
    if year is not None and not fits_era(month.era, year):
        return None
    relative, turn = parts.letter("ry" + suffix), parts.letter("turn" + suffix)
    partial = Partial(
        era=month.era,
        year=year,
        month=month.number,
        day=parts.number("d" + suffix),
        year_shift=_TURNS[relative] if relative else None,
        turn=_TURNS[turn] if turn else None,
    )
    possible = find_days(partial) if year is not None else 1 <= (partial.day or 1) <= 31
    return partial if possible else None


def _note_weekday(parts: Parts, partial: Partial) -> str:
    atom = parts.atom("W")
    days = find_days(partial)
    if not atom or not days or days[0] != days[1] or days[0].weekday() == atom.value[0]:
        return ""
    word = parts.scan.text[atom.start : atom.stop]
    return "dateline-city" if word in parts.scan.lexicon.city_weekdays else "weekday-contradicts"


def _read_day(parts: Parts) -> Expression | None:
    partial = _partial(parts)
    if partial is None or not _has_company(parts, year=partial.year):
        return None
    return Expression("calendar", first=partial, note=_note_weekday(parts, partial))


def _has_company(parts: Parts, *, year: int | None) -> bool:
    """A month name that is also another word needs its year where the language says so."""
    month = parts.atom("M")
    needs_year = month is not None and month.value.needs == "year"
    return not needs_year or year is not None or "m" in parts.match.group()


def _read_figures(parts: Parts) -> Expression | None:
    figures = parts.scan.atoms[parts.match.end() - 1].value
    partial = read_figures(figures, parts.scan.lexicon.order)
    if isinstance(partial, str):
        return Expression("calendar", note=partial)
    return Expression("calendar", first=partial, note=_note_weekday(parts, partial)) if partial else None


def _read_days(parts: Parts) -> Expression | None:
    first, stop = _partial(parts), parts.number("d2")
    if first is None or stop is None or first.day is None or stop <= first.day:
        return None
    if parts.match.group("link") == "&" and stop != first.day + 1:
        return None
    last = Partial(first.era, first.year, first.month, stop, first.year_shift, None, first.turn)
    return Expression("calendar", first=Partial(first.era, first.year, first.month, first.day), last=last)


def _read_span(parts: Parts) -> Expression | None:
    first, last = _partial(parts), _partial(parts, "2")
    if first is None or last is None or first.era != last.era:
        return None
    return Expression("calendar", first=first, last=last)


def _read_months(parts: Parts) -> Expression | None:
    if parts.match.group("link") == "&":
        return None
    return _read_span(parts)


def _read_month(parts: Parts) -> Expression | None:
    partial, month = _partial(parts), parts.atom("M")
    if partial is None or month is None:
        return None
    letters = parts.match.group()
    doubtful = month.value.needs or month.value.era != GREGORIAN
    alone = partial.year is None and partial.year_shift is None and letters[0] == "M"
    if alone and doubtful and (partial.turn is None or "m" in letters):
        return None
    if month.value.needs == "year" and partial.year is None and "m" not in letters:
        return None
    return Expression("calendar", first=partial)


def _read_year(parts: Parts) -> Expression | None:
    year, before = parts.number("y"), parts.match.groupdict().get("before") or ""
    marked = before == "Y" or parts.match.groupdict().get("after")
    if year is None or (before in "fFT" and before and not marked and parts.match.group("next") in "x"):
        return None
    if not marked and not 1900 <= year <= 2060:
        return None
    era = parts.scan.lexicon.order.get("old_years", "") if year < 1500 else GREGORIAN
    return Expression("calendar", first=Partial(era, year)) if era and fits_era(era, year) else None


def _read_years(parts: Parts) -> Expression | None:
    first, last = parts.number("y") or 0, parts.number("y2") or 0
    if not 1800 <= first < last <= 2100:
        return None
    return Expression("calendar", first=Partial(year=first), last=Partial(year=last))


def _read_day_of_month(parts: Parts) -> Expression | None:
    turn = _TURNS[parts.letter("rm")]
    return Expression("calendar", first=Partial(day=parts.number("d"), month_shift=turn))


def _read_shift(parts: Parts) -> Expression | None:
    pair, ahead = parts.atom("pair"), parts.match.groupdict().get("ahead") or ""
    unit = str(pair.value) if pair else _UNITS[parts.match.group("unit")]
    counted = 2 if pair else parts.number("count") if "count" in parts.match.groupdict() else 1
    sign = 1 if ahead in ("B", "I") else -1 if ahead else _TURNS[parts.match.group("turn")]
    return Expression("shift", count=sign * (counted or 1), unit=unit)


def _read_unit(parts: Parts) -> Expression | None:
    unit = next(_UNITS[c] for c in parts.match.group("ru") if c in _UNITS)
    return Expression("shift", count=_TURNS[parts.letter("ru")], unit=unit)


def _read_weekday_of_week(parts: Parts) -> Expression | None:
    weekday = parts.atom("W")
    return (
        Expression("weekday", weekday=weekday.value[0], count=_TURNS[parts.letter("ru")], unit="week")
        if weekday
        else None
    )


def _read_relative(parts: Parts) -> Expression | None:
    weekday = parts.atom("W")
    return Expression("shift", count=parts.number("R") or 0, weekday=weekday.value[0] if weekday else None)


def _read_weekday(parts: Parts) -> Expression | None:
    atom = parts.atom("W")
    if atom is None or atom.value[1]:
        return None
    letter = parts.letter("m1 m2")
    word = parts.scan.text[atom.start : atom.stop]
    if word in parts.scan.lexicon.city_weekdays and not letter and not parts.match.group("j"):
        return None
    return Expression("weekday", weekday=atom.value[0], turn=_TURNS[letter] if letter else None)
