"""How many of what a sentence says: "killing 12 people", "кредит на 350 млн долларов".

A number belongs to the nearest word that says what is counted, within a few words and within its clause. What counts
as such a word stands in the ``quantities.tsv`` of a language pack, with its multipliers ("million", row ``x1000000``)
and the words that make a number a rough one ("at least", row ``about``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from msgspec import Struct

from dragoman.language.packs import list_packs, load_pack
from dragoman.language.scripts import digits_to_ascii, fold

REACH = 4
PEOPLE = frozenset({"troops", "diplomats"})
ABOUT = "about"
MULTIPLIER = "x"
_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,٫٬]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]")
_BARRIERS = frozenset('.;:!?()«»"“”')
_THOUSANDS = 3
_NUMBER = re.compile(r"\d+(?:[.,٫٬ \u00a0]\d+)*")
"""What can be counted with; "1⁄2", as ½ is folded, and ① are no such numbers."""


class Quantity(Struct, frozen=True, gc=False, order=True):
    """So many of something; ``what`` is an id of the tables such as ``killed`` or ``usd``, ``value`` in digits."""

    what: str
    value: str


class _Words(Struct, frozen=True, gc=False):
    """A language's words by what they mean: whole ones, and beginnings of words."""

    whole: Mapping[tuple[str, ...], str]
    beginnings: tuple[tuple[str, str], ...]
    numbers: Mapping[str, int]


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return what a sentence counts, sorted; a quantity that it counts twice, or only roughly, is left out.

    >>> find_quantities("The blast killed 12 people and wounded at least 30.", "en")
    (Quantity(what='killed', value='12'),)
    """
    if language not in list_packs():
        return ()
    words = _load_words(language)
    tokens = [fold(token) or token for token in _TOKEN.findall(digits_to_ascii(text))]
    senses = [_sense(tokens, place, words) for place in range(len(tokens))]
    numbers = list(_numbers(tokens, senses, words))
    taken = {place for start, stop, _ in numbers for place in range(start, stop)}
    walls = {place for place, token in enumerate(tokens) if token in _BARRIERS} | taken
    found: dict[str, set[str]] = defaultdict(set)
    for start, stop, value in numbers:
        what = None if _is_year(tokens, senses, start) else _nearest(senses, range(start, stop), walls - {start})
        if what:
            rough = ABOUT in senses[max(0, start - 2) : start]
            found[what].add("" if rough else f"{value.normalize():f}")
    exact = ((what, *values) for what, values in found.items() if len(values) == 1 and "" not in values)
    return tuple(sorted(Quantity(what, value) for what, value in exact))


def _numbers(tokens: list[str], senses: list[str | None], words: _Words) -> Iterator[tuple[int, int, Decimal]]:
    """Yield each number with the tokens that it takes, multipliers and their full stops included."""
    stop = 0
    for place, token in enumerate(tokens):
        value = _read_number(token) if _NUMBER.fullmatch(token) else _read_word(token, words)
        if value is None or place < stop:
            continue
        stop = place + 1
        while stop < len(tokens) and (senses[stop] or "").startswith(MULTIPLIER):
            value *= int((senses[stop] or "")[1:])
            stop += 1 + (tokens[stop + 1 : stop + 2] == ["."])
        yield place, stop, value


def _is_year(tokens: list[str], senses: list[str | None], place: int) -> bool:
    """Tell four bare digits of a year, unless the very next word says what they count."""
    year = len(tokens[place]) == len("2024") and tokens[place].isdecimal() and "1300" <= tokens[place] <= "2100"
    return year and (senses[place + 1 : place + 2] or [None])[0] is None


def _read_number(token: str) -> Decimal:
    """Three digits behind a mark are thousands; fewer or more are a fraction."""
    parts = re.split(r"[.,٫٬ \u00a0]", token)
    if len(parts) > 1 and all(len(part) == _THOUSANDS for part in parts[1:]):
        return Decimal("".join(parts))
    return Decimal(".".join((parts[0], "".join(parts[1:]) or "0")))


def _read_word(token: str, words: _Words) -> Decimal | None:
    return Decimal(words.numbers[token]) if token in words.numbers else None


def _nearest(senses: list[str | None], number: range, walls: set[int]) -> str | None:
    """Return what is counted: the nearest such word of the clause, the one behind the number where two are as near.

    What became of soldiers counts before their being soldiers.
    """
    reachable: list[str] = []
    sides = range(number.stop, number.stop + REACH), range(number.start - 1, number.start - 1 - REACH, -1)
    for side, places in enumerate(sides):
        for distance, place in enumerate(places):
            if place in walls or not 0 <= place < len(senses):
                break
            sense = senses[place]
            if sense is not None and _is_counted(sense):
                reachable.append(f"{sense in PEOPLE:d}{distance}{side}{sense}")
    return min(reachable)[3:] if reachable else None


def _is_counted(sense: str) -> bool:
    return sense != ABOUT and not sense.startswith(MULTIPLIER)


def _sense(tokens: list[str], place: int, words: _Words) -> str | None:
    for length in (3, 2, 1):
        sense = words.whole.get(tuple(tokens[place : place + length]))
        if sense:
            return sense
    return next((sense for beginning, sense in words.beginnings if tokens[place].startswith(beginning)), None)


@cache
def _load_words(language: str) -> _Words:
    pack = load_pack(language)
    whole, beginnings = {}, []
    for row in pack.rows("quantities"):
        for form in row["form"].split("|"):
            if form.endswith("*"):
                beginnings.append((fold(form.rstrip("*")), row["quantity"]))
            else:
                whole[tuple(fold(form).split() or [form])] = row["quantity"]
    cardinals = pack.dates.get("cardinals", {})
    numbers = {fold(form): int(number) for number, forms in cardinals.items() for form in forms}
    longest_first = sorted(beginnings, key=lambda pair: (-len(pair[0]), pair))
    return _Words(whole, tuple(longest_first), numbers)
