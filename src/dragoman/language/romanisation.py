"""Letters to sounds: one spelling of a name in Latin letters that keeps the vowels it was written with.

A pack's ``romanisation.tsv`` says which letters stand for which sound. Sounds are single letters, so that two names
can be compared sound by sound: ``C`` as in church, ``J`` as in jam, ``S`` as in ship, ``Z`` as in measure, ``X`` as
in loch, ``G`` its voiced twin, ``T`` and ``D`` as in thin and this, ``Q`` the Semitic letter heard as either th or s,
``c`` as in cats, ``Y`` a g that may be soft, ``W`` a letter heard as v or u.

The column ``where`` limits a row: ``any``, ``start``, ``end``, ``before ...``, ``not-before ...``, ``after ...`` (any
of the letters), joined by ``&``. Longer forms and limited rows go first. More kinds of row speak of whole words or
parts: ``article`` (a word to leave out), ``hyphen-article`` (only where a hyphen follows), ``prefix`` (an article
written onto the word), ``no-prefix`` (a word that opens like an article and has none), ``join`` and ``join-back`` (a
word that forms one name with the next, or with the one before) and ``patronymic`` (the end of a father's name).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from msgspec import Struct

from dragoman.language.tables import DATA, Row, read_table

DEFAULT_TABLE: Mapping[str, tuple[str, ...]] = {"Latn": ("en",), "Cyrl": ("ru", "tg"), "Arab": ("ar", "fa")}
LETTERS_OF_LATIN: Mapping[str, str] = {
    "C": "ch", "J": "j", "S": "sh", "Z": "zh", "X": "kh", "G": "gh", "T": "th", "D": "dh", "Q": "th", "c": "ts",
    "Y": "g", "W": "v",
}  # fmt: skip
LONGEST_ABBREVIATION = 5
WORD_KINDS = ("article", "hyphen-article", "prefix", "no-prefix", "join", "join-back", "patronymic")

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069'’ʼ`´ʿʾ‘\"«»]|\([^)]*\)")
_BREAKS = re.compile(r"([\s\-‐‑–—_/.·•]+)")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufefc]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_PERSIAN = re.compile(r"[پچژگکی]")


class Alphabet(Struct, frozen=True):
    """One language's letters: ``sounds`` rewrites a word, the rest are the words and endings of special kinds."""

    sounds: Callable[[str], str]
    articles: frozenset[str]
    hyphen_articles: frozenset[str]
    prefixes: tuple[str, ...]
    kept_starts: tuple[str, ...]
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


class Word(Struct, frozen=True, gc=False):
    """One word of a name: its sounds, whether it is abbreviated, whether it is a patronymic."""

    sounds: str
    initial: bool = False
    father: bool = False


@lru_cache(maxsize=1 << 17)
def spell_name(name: str, language: str | None = None) -> SpokenName:
    """Cut a name into parts and write each as sounds; patronymics, articles and middle initials are set aside."""
    plain = unicodedata.normalize("NFC", _MARKS.sub("", name)).casefold().strip()
    ordered, family_known = _given_name_first(plain)
    words = [word for word in _spell_words(ordered, language) if word.sounds]
    spoken = [word for word in words if not word.father or (family_known and word is words[-1])]
    kept = [word for place, word in enumerate(spoken) if place in (0, len(spoken) - 1) or not word.initial]
    if len(words) > len(spoken) > 1 and words[-1].father:
        kept = [*kept[1:], kept[0]]
    return SpokenName(
        parts=tuple(word.sounds for word in kept),
        initials=tuple(word.initial for word in kept),
        fathers=tuple(word.sounds for word in words if word.father),
    )


def _given_name_first(name: str) -> tuple[str, bool]:
    """Turn "family, given" round; what follows a comma after a full name in Latin letters is a style, not a name."""
    front, comma, rest = name.partition("،" if "،" in name else ",")
    back = re.split("[,،]", rest)[0].strip()
    if not comma or not back:
        return front, False
    if " " in front.strip() and front.isascii():
        return front, False
    return f"{back} {front}", True


def _spell_words(name: str, language: str | None) -> list[Word]:
    pieces = _BREAKS.split(name)
    written = [pair for pair in zip(pieces[::2], [*pieces[1::2], ""], strict=True) if pair[0]]
    words: list[Word] = []
    pending = ""
    for word, gap in written:
        alphabet = load_alphabet(choose_table(word, language))
        if len(written) > 1 and (word in alphabet.articles or ("-" in gap and word in alphabet.hyphen_articles)):
            continue
        if gap and word in alphabet.joins:
            pending += alphabet.joins[word]
        elif words and not pending and word in alphabet.back_joins:
            words[-1] = Word(_collapse(words[-1].sounds + alphabet.back_joins[word]))
        else:
            bare = _without_prefix(word, alphabet) if words or pending or len(written) == 1 else word
            father = bool(words) and len(written) > 2 and len(word) > 5 and word.endswith(alphabet.patronymics)
            initial = not pending and (len(word) == 1 or ("." in gap and len(word) <= LONGEST_ABBREVIATION))
            words.append(Word(_collapse(pending + alphabet.sounds(bare)), initial, father))
            pending = ""
    return [*words, Word(pending)] if pending else words


def _without_prefix(word: str, alphabet: Alphabet) -> str:
    for prefix in alphabet.prefixes:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2 and not word.startswith(alphabet.kept_starts):
            return word[len(prefix) :]
    return word


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
    if _CYRILLIC.search(word):
        return language if language in DEFAULT_TABLE["Cyrl"] else "ru"
    return "en"


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
        kept_starts=forms["no-prefix"],
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
