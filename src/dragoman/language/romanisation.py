"""Letters to sounds: one spelling of a name in Latin letters that keeps the vowels it was written with.

A pack's ``romanisation.tsv`` says which letters stand for which sound. Sounds are single letters, so that two names can be
compared sound by sound: ``C`` as in church, ``J`` as in jam, ``S`` as in ship, ``Z`` as in measure, ``X`` as in loch, ``G``
its voiced twin, ``T`` and ``D`` as in thin and this, ``Q`` the Semitic letter heard as either th or s, ``c`` as in cats.

The column ``where`` limits a row: ``any``, ``start``, ``end``, ``before ...``, ``not-before ...``, ``after ...`` (any of the
letters), joined by ``&``. Longer forms and limited rows go first. Four more kinds of row speak of whole words or parts:
``article`` (a word to leave out), ``hyphen-article`` (only where a hyphen follows), ``prefix`` (an article written onto the
word), ``join`` and ``join-back`` (a word that forms one name with the next, or with the one before) and ``patronymic`` (the
end of a father's name).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.language.tables import DATA, Row, read_table

DEFAULT_TABLE: Mapping[str, tuple[str, ...]] = {"Latn": ("en",), "Cyrl": ("ru",), "Arab": ("ar", "fa")}
LETTERS_OF_LATIN: Mapping[str, str] = {
    "C": "ch", "J": "j", "S": "sh", "Z": "zh", "X": "kh", "G": "gh", "T": "th", "D": "dh", "Q": "th", "c": "ts",
}  # fmt: skip
WORD_KINDS = ("article", "hyphen-article", "prefix", "join", "join-back", "patronymic")

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069'’ʼ`´ʿʾ‘\"«»()]")
_BREAKS = re.compile(r"([\s\-‐‑–—_/.·•]+)")
_FAMILY_FIRST = re.compile(r"^([^,،]+)[,،]\s*([^,،]+)$")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufefc]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_PERSIAN = re.compile(r"[پچژگکی]")


class Alphabet(Struct, frozen=True):
    """One language's letters: ``sounds`` rewrites a word, the rest are the words and endings of special kinds."""

    sounds: Callable[[str], str]
    articles: frozenset[str]
    hyphen_articles: frozenset[str]
    prefixes: tuple[str, ...]
    joins: Mapping[str, str]
    back_joins: Mapping[str, str]
    patronymics: tuple[str, ...]


class SpokenName(Struct, frozen=True, gc=False):
    """A name as sounds: ``parts`` in the order given name first, ``fathers`` the patronymics that were set aside.

    ``initials`` tells for each part whether only its first letter was written.
    """

    parts: tuple[str, ...]
    initials: tuple[bool, ...]
    fathers: tuple[str, ...] = ()


def romanise(name: str, language: str) -> str:
    """Write a name in small Latin letters, with the vowels that its own script shows.

    Args:
        name: The name in any script; an unknown script is only stripped of its accents.
        language: BCP 47 tag; it decides between languages that share a script.

    >>> romanise("Шамиль Жуков", "ru")
    'shamil zhukov'
    """
    return " ".join(_latin(part) for part in spell_name(name, language).parts)


@lru_cache(maxsize=1 << 17)
def spell_name(name: str, language: str | None = None) -> SpokenName:
    """Cut a name into parts and write each as sounds; patronymics and articles are set aside."""
    words = _words(_given_name_first(unicodedata.normalize("NFC", _MARKS.sub("", name)).casefold().strip()), language)
    spoken = [(sounds, len(word) == 1, father) for word, sounds, father in words if sounds]
    kept = [(sounds, initial) for sounds, initial, father in spoken if not father]
    fathers = tuple(sounds for sounds, _, father in spoken if father)
    if not kept:
        kept, fathers = [(sounds, initial) for sounds, initial, _ in spoken], ()
    if fathers and len(kept) > 1 and spoken[-1][2]:
        kept = [*kept[1:], kept[0]]
    return SpokenName(tuple(s for s, _ in kept), tuple(i for _, i in kept), fathers)


def _given_name_first(name: str) -> str:
    match = _FAMILY_FIRST.match(name)
    return f"{match[2]} {match[1]}" if match else name


def _words(name: str, language: str | None) -> list[tuple[str, str, bool]]:
    """Return each word with its sounds, and whether it is a patronymic."""
    pieces = _BREAKS.split(name)
    gaps = [*pieces[1::2], ""]
    written = [(word, gap) for word, gap in zip(pieces[::2], gaps, strict=True) if word]
    words: list[tuple[str, str, bool]] = []
    pending = ""
    for word, gap in written:
        alphabet = load_alphabet(choose_table(word, language))
        if len(written) > 1 and (word in alphabet.articles or ("-" in gap and word in alphabet.hyphen_articles)):
            continue
        if gap and word in alphabet.joins:
            pending += alphabet.joins[word]
        elif words and not pending and word in alphabet.back_joins:
            words[-1] = (words[-1][0] + word, _collapse(words[-1][1] + alphabet.back_joins[word]), False)
        else:
            bare = _without_prefix(word, alphabet) if words or pending or len(written) == 1 else word
            father = bool(words) and len(word) > 5 and word.endswith(alphabet.patronymics)
            words.append((pending + word, _collapse(pending + alphabet.sounds(bare)), father))
            pending = ""
    return words + ([(pending, pending, False)] if pending else [])


def _without_prefix(word: str, alphabet: Alphabet) -> str:
    for prefix in alphabet.prefixes:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2 and not _is_whole_form(word, alphabet):
            return word[len(prefix) :]
    return word


def _is_whole_form(word: str, alphabet: Alphabet) -> bool:
    return alphabet.sounds(word) in {"lah", "din"}


def _collapse(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def _latin(sounds: str) -> str:
    return "".join(LETTERS_OF_LATIN.get(sound, sound) for sound in sounds)


def choose_table(word: str, language: str | None = None) -> str:
    """Name the table that reads a word: by its script, and within the script by the language."""
    if _ARABIC.search(word):
        if language in DEFAULT_TABLE["Arab"]:
            return language
        return "fa" if _PERSIAN.search(word) else "ar"
    return "ru" if _CYRILLIC.search(word) else "en"


@cache
def load_alphabet(tag: str) -> Alphabet:
    """Load the letters of a pack.

    Raises:
        PackError: The table is missing columns.
    """
    path = DATA.joinpath("languages", tag, "romanisation.tsv")
    rows = tuple(read_table(path, required=("form", "sound", "where")))
    forms = {kind: tuple(row["form"] for row in rows if row["where"] == kind) for kind in WORD_KINDS}
    return Alphabet(
        sounds=_compile([row for row in rows if row["where"] not in WORD_KINDS]),
        articles=frozenset(forms["article"]),
        hyphen_articles=frozenset(forms["hyphen-article"]),
        prefixes=forms["prefix"],
        joins={row["form"]: row["sound"] for row in rows if row["where"] == "join"},
        back_joins={row["form"]: row["sound"] for row in rows if row["where"] == "join-back"},
        patronymics=forms["patronymic"],
    )


def _compile(rows: list[Row]) -> Callable[[str], str]:
    ordered = sorted(rows, key=lambda row: (-len(row["form"]), row["where"] == "any"))
    pattern = re.compile("|".join(f"({_limited(row)})" for row in ordered))
    sounds = ("", *("" if row["sound"] == "-" else row["sound"] for row in ordered))

    @lru_cache(maxsize=1 << 16)
    def spell(word: str) -> str:
        known = pattern.sub(lambda match: sounds[match.lastindex or 0], word)
        return known if known.isascii() else pattern.sub(lambda match: sounds[match.lastindex or 0], _plain(word))

    return spell


def _limited(row: Row) -> str:
    before, after = "", ""
    for limit in row["where"].split(" & "):
        kind, _, letters = limit.partition(" ")
        match kind:
            case "start":
                before = "^"
            case "end":
                after += "$"
            case "after":
                before = f"(?<=[{letters}])"
            case "before":
                after += f"(?=[{letters}])"
            case "not-before":
                after += f"(?![{letters}])"
    return f"{before}{re.escape(row['form'])}{after}"


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
