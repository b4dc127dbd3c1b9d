"""Reads the date words of a language and cuts a text into the atoms that the grammar works on.

Every atom is one letter, so that a rule of the grammar is a short pattern over letters:

====== ==================================================== ====== =================================================
``d``  number 1 to 31                                       ``R``  day counted from today ("yesterday")
``n``  other number                                         ``S``  "the same day"
``y``  four-figure number that can be a year                ``p``  "last"  ``q`` "next"  ``h`` "this" (``g`` after)
``c``  cardinal word      ``o`` ordinal word                ``a``  "ago" after a count  ``A`` the same before it
``M``  month              ``W`` weekday                     ``b``  "later" after a count ``B`` "after" before it
``N``  date in figures    ``s`` the same without year               ``i``  "in" before a year  ``I`` is ``i`` and ``B``
``j``  day  ``w`` week    ``m`` month  ``Y`` year (units)   ``f``  "of"  ``F`` "from"  ``T`` "to"  ``&`` "and"
``k``  unit that holds its count (an Arabic dual)           ``E``  era mark     ``x`` anything else
``u``  "a", a count that is no day                          ``v``  "a few", a count that is not told
``Q``  quarter ``H`` half ``z`` weekend (units)             ``D``  decade ("seventies")
``V``  "week of"  ``r`` "rest of"                           ``C``  "later" in the story  ``O`` "now"
``K``  a stretch of the page's week  ``e`` "end of"         ``P``  "last" before or after a span of time
``L``  year counted from this one                           ``Z``  "of the same year"
====== ==================================================== ====== =================================================

Punctuation stands for itself (``, . - / ( )``), ``;`` is any other mark and ``l`` the end of a line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from dragoman.errors import PackError
from dragoman.language.tables import DATA

ZERO_WIDTH = "\u200c"
MARKS = "\u064b-\u0655\u0670\u0640"
UNMARKED = {ord(mark): None for mark in map(chr, [*range(0x64B, 0x656), 0x670, 0x640])}
_LETTERS = str.maketrans(
    "يىئكأإآٱةۀؤё’‘–—−‑،؛٫٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0",
    "یییکااااههوе''----,;.01234567890123456789 ",
)
_CLASSES: Mapping[str, str] = {
    "last": "p", "next": "q", "this": "h", "this_after": "g", "ago": "a", "ago_before": "A",
    "later": "b", "after_before": "B", "in": "i", "in_or_after": "I", "of": "f", "from": "F", "to": "T",
    "and": "&", "era": "E", "same_day": "S", "next_day": "S", "day_before": "S",
    "day": "j", "week": "w", "month": "m", "year": "Y",
    "days": "j", "weeks": "w", "months": "m", "years": "Y", "past": "P", "past_many": "P", "same_year": "Z",
    "quarter": "Q", "half": "H", "weekend": "z", "week_of": "V", "rest": "r", "afterwards": "C", "now": "O",
    "this_week": "K", "edge": "e", "few": "v", "one": "u", "skip": "", "on": "", "ignore": "x",
}  # fmt: skip
PUNCTUATION = {",": ",", ".": ".", "-": "-", "/": "/", "(": "(", ")": ")", "\n": "l"}
_TOKEN = r"""
(?P<iso>(?<![\w/=-])\d{4}-\d\d-\d\d(?:[t\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d))
|(?P<figures>(?<![\d.,/=-])\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,4}(?!\d|[./-]\d))
|(?P<short>(?<![\d.,/-])\d{1,2}/\d{1,2}(?![\d%%]|[.,:/-]\d))
|(?P<time>\d{1,2}:\d\d(?::\d\d)?)
|(?P<decimal>\d+(?:[.,]\d{1,3})+(?!\d))
|(?P<number>\d+(?:%s)?)
|(?P<word>[^\W\d_](?:[^\W\d_]|[%s])*)
|(?P<point>[^\w\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\n)
"""


class Atom(Struct, frozen=True, gc=False):
    """One letter of the grammar with its place in the text and what it means."""

    code: str
    start: int
    stop: int
    value: Any = None


class Month(Struct, frozen=True, gc=False):
    """A month's name: the calendar, the number and what must stand beside it: nothing, ``company`` or ``year``."""

    era: str
    number: int
    needs: str = ""


class Lexicon(Struct, frozen=True):
    """The date words of one language, ready for look-up by first word, longest form first."""

    forms: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    token: re.Pattern[str]
    proclitics: tuple[str, ...]
    order: Mapping[str, Any]
    city_weekdays: frozenset[str]

    def is_city(self, word: str) -> bool:
        """Tell a weekday that is a city as well; in a script with capitals the small letter says that it is none."""
        return fold(word) in self.city_weekdays and not word.islower()

    before_day: tuple[str, ...] = ()
    decade_marks: frozenset[str] = frozenset()
    assimilated: tuple[tuple[str, str], ...] = ()
    joins: tuple[str, ...] = ()
    month_suffixes: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return the text in lower case with letters, digits and dashes unified, each character in its old place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_LETTERS)


@cache
def load_lexicon(language: str) -> Lexicon:
    """Load the date words of a language; a language without a table reads dates in figures only.

    Raises:
        PackError: The table is not TOML.
    """
    path = DATA.joinpath("languages", language.split("-")[0], "dates.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"not TOML: {error}", str(path)) from error
    return build_lexicon(table)


def build_lexicon(table: Mapping[str, Any]) -> Lexicon:
    """Build a lexicon from a parsed ``dates.toml``; for its keys see :mod:`dragoman.language.dates`."""
    suffixes = "|".join(rf"-?{re.escape(fold(s))}(?!\w)" for s in table.get("day_suffixes", ()))
    token = re.compile(_TOKEN % (suffixes or "(?!)", MARKS), re.VERBOSE)
    forms: dict[str, dict[tuple[str, ...], tuple[str, Any]]] = {}
    for form, code, value in _list_forms(table):
        for variant in {form, form.rstrip("."), form.replace(" ", "-") if code == "o" else form}:
            words = tuple(split_words(variant, token))
            forms.setdefault(words[0], {}).setdefault(words, (code, value))
    longest_first = {
        head: tuple((words, *meaning) for words, meaning in sorted(tails.items(), key=lambda t: -len(t[0])))
        for head, tails in forms.items()
    }
    return Lexicon(
        forms=longest_first,
        token=token,
        proclitics=tuple(fold(p) for p in table.get("proclitics", ())),
        order=table.get("order", {}),
        city_weekdays=frozenset(fold(w) for w in table.get("city_weekdays", ())),
        before_day=tuple(fold(w) + " " * (len(w) > 1) for w in table.get("words", {}).get("on", ())),
        assimilated=tuple((fold(a), fold(b)) for a, b in table.get("assimilated", {}).items()),
        month_suffixes=tuple(fold(s) for s in table.get("month_suffixes", ())),
        joins=tuple(fold(w) for w in table.get("words", {}).get("and", ())),
        decade_marks=frozenset(fold(w) for w in table.get("decade_suffixes", ())),
    )


def split_words(form: str, token: re.Pattern[str]) -> Iterator[str]:
    """Yield the folded words and marks of a form, as the scanner sees them."""
    for match in token.finditer(fold(form)):
        yield match.group().translate(UNMARKED)


def _list_forms(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    needs = {fold(f): name for name in ("company", "year") for f in table.get("needs", {}).get(name, ())}
    for era, months in table.get("months", {}).items():
        for number, forms in months.items():
            yield from ((f, "M", Month(era, int(number), needs.get(fold(f), ""))) for f in forms)
            yield from ((f + s, "M", Month(era, int(number))) for f in forms for s in table.get("month_suffixes", ()))
    for number, forms in table.get("weekdays", {}).items():
        yield from ((f, "W", (int(number), needs.get(fold(f), ""))) for f in forms)
    for code, key in (
        ("R", "relative"),
        ("c", "cardinals"),
        ("o", "ordinals"),
        ("D", "decades"),
        ("L", "relative_years"),
    ):
        for number, forms in table.get(key, {}).items():
            yield from ((f, code, int(number)) for f in forms)
    for unit, forms in table.get("pairs", {}).items():
        yield from ((f, "k", unit) for f in forms)
    for name, forms in table.get("words", {}).items():
        yield from ((f, _CLASSES[name], name) for f in forms)
