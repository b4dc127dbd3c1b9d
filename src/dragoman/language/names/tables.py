"""The words of names: one small table a language, ``data/names/<tag>.tsv``, with form, role and value.

Roles: ``article`` (left out), ``particle`` (part of a family name that may be missing), ``filial`` (a father's name
follows, or stands before), ``kunya`` (father or mother of; the next word belongs to it), ``servant`` and ``join-back``
(form one name with the next word, or with the one before), ``prefix`` and ``no-prefix`` (an article written onto a
word; a word that only opens like it), ``patronymic-suffix``, ``honorific`` and ``generation`` (may be missing),
``family`` (a family name that comes first; the value is its reading where the letters alone give another), ``alias``
(another name of the same person follows), ``birth-name`` (a name follows that is left out), ``letter`` (the name of a
Latin letter, as Persian spells out initials; the value is the letters that it may be) and ``variant`` (a word that is
also written as ``value``). The value of a ``generation`` is the number, or "younger" or "elder".
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from dragoman.language.tables import DATA, read_table

TABLES_OF_WRITING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "latn": ("en", "uz", "tr", "ko", "zh-Latn"),
        "cyrl": ("ru", "tg", "kk", "uz", "ko"),
        "ar": ("ar",),
        "fa": ("fa",),
        "hani": ("zh",),
    }
)


class NameWords(Struct, frozen=True):
    """What the words of one writing are in a name: ``roles`` by form, the endings and prefixes, and the variants.

    ``generations``, ``letters`` and ``readings`` hold the values of ``generation``, ``letter`` and ``family``.
    """

    roles: Mapping[str, str]
    patronymic_endings: tuple[str, ...]
    prefixes: tuple[str, ...]
    kept_starts: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    generations: Mapping[str, str]
    letters: Mapping[str, str]
    readings: Mapping[str, str]
    joined_back: tuple[str, ...]


@cache
def load_letters(writing: str) -> tuple[tuple[str, str], ...]:
    """Return the letters of a writing with what each becomes; "-" stands for nothing.

    Raises:
        PackError: The table is missing columns.
    """
    rows = read_table(DATA.joinpath("names", "letters.tsv"), required=("writing", "form", "becomes"))
    return tuple(
        (row["form"], "" if row["becomes"] == "-" else row["becomes"]) for row in rows if row["writing"] == writing
    )


@cache
def load_readings() -> Mapping[str, str]:
    """Return how each Chinese character is read, without tones.

    Raises:
        PackError: The table is missing columns.
    """
    rows = read_table(DATA.joinpath("names", "pinyin.tsv"), required=("form", "characters"))
    return MappingProxyType({character: row["form"] for row in rows for character in row["characters"]})


@cache
def load_name_words(writing: str) -> NameWords:
    """Load the words of names of a writing, from the tables of all languages that use it.

    Raises:
        PackError: A table is missing columns.
    """
    rows = [row for tag in TABLES_OF_WRITING.get(writing, ()) for row in _read(tag)]
    forms = {
        role: tuple(form for form, r, _ in rows if r == role) for role in ("patronymic-suffix", "prefix", "no-prefix")
    }
    variants: dict[str, list[str]] = defaultdict(list)
    for form, role, value in rows:
        if role == "variant":
            variants[form].append(value)
    spoken = {form: role for form, role, _ in reversed(rows) if role not in (*forms, "variant", "letter")}
    return NameWords(
        roles=spoken,
        patronymic_endings=forms["patronymic-suffix"],
        prefixes=forms["prefix"],
        kept_starts=forms["no-prefix"],
        variants={form: tuple(values) for form, values in variants.items()},
        generations={form: value for form, role, value in rows if role == "generation"},
        letters={form: value for form, role, value in rows if role == "letter"},
        readings={form: value for form, role, value in rows if role == "family" and value},
        joined_back=tuple(form for form, role, _ in rows if role == "join-back"),
    )


@cache
def _read(tag: str) -> tuple[tuple[str, str, str], ...]:
    rows = read_table(DATA.joinpath("names", f"{tag}.tsv"), required=("form", "role"))
    return tuple((unicodedata.normalize("NFC", row["form"].casefold()), row["role"], row["value"]) for row in rows)
