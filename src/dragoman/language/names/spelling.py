"""Words of names spelled anew where a language's letters have another sound than English or Russian gives them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.language.names.folding import fold_word
from dragoman.language.tables import DATA, read_table

WAYS = 2


class Spelling(Struct, frozen=True):
    """How one language is spelled by others: ``marks`` are the letters that only it has, ``ways`` what each may be."""

    marks: frozenset[str]
    ways: Mapping[str, tuple[str, ...]]
    letters: re.Pattern[str]


def find_languages(name: str, language: str | None = None) -> tuple[str, ...]:
    """Return the languages whose own letters a name shows, and the one that it is known to be in.

    >>> find_languages("Gülşen Çırak"), find_languages("Anna Marlow")
    (('tr', 'kk', 'tk'), ())
    """
    plain = name.casefold()
    shown = (tag for tag in _languages() if any(mark in plain for w in _WRITINGS for mark in _marks(tag, w)))
    return tuple(dict.fromkeys([*([language] if language in _languages() else []), *shown]))


@lru_cache(maxsize=1 << 16)
def respell(form: str, writing: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other spellings of a word, folded, in the languages that its name may be in.

    >>> respell("Çırak", "latn", ("tr",))
    ('chirak', 'chyrak')
    """
    plain = fold_word(form, writing)
    return tuple(dict.fromkeys(found for tag in languages for found in _spell(form, writing, tag) if found != plain))


def _spell(form: str, writing: str, tag: str) -> Iterable[str]:
    spelling = load_spellings().get((tag, writing))
    for way in range(WAYS) if spelling else ():
        yield fold_word(_rewrite(form.casefold(), spelling, way) if spelling else form, writing)


def _rewrite(word: str, spelling: Spelling, way: int) -> str:
    return spelling.letters.sub(lambda found: spelling.ways[found[0]][min(way, len(spelling.ways[found[0]]) - 1)], word)


_WRITINGS = ("latn", "cyrl")


@cache
def _languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag, _ in load_spellings()))


def _marks(tag: str, writing: str) -> frozenset[str]:
    spelling = load_spellings().get((tag, writing))
    return spelling.marks if spelling else frozenset()


@cache
def load_spellings() -> Mapping[tuple[str, str], Spelling]:
    """Load how languages are spelled by others, by language and writing.

    Raises:
        PackError: The table is missing columns.
    """
    rows = defaultdict(list)
    for row in read_table(DATA.joinpath("names", "spelling.tsv"), required=("language", "writing", "form")):
        rows[row["language"], row["writing"]].append(row)
    return {
        key: Spelling(
            marks=frozenset(row["form"] for row in found if row["mark"]),
            ways={row["form"]: tuple(row["becomes"].split(",")) for row in found},
            letters=re.compile("|".join(sorted((row["form"] for row in found), key=len, reverse=True))),
        )
        for key, found in rows.items()
    }
