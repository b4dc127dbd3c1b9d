"""A person's name cut into words, and what each word is: given, family, patronymic, particle, kunya, nisba."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.names.folding import HAN, LATIN, PERSIAN, find_writing, fold_word, looks_persian
from dragoman.language.names.tables import NameWords, load_name_words

OPTIONAL = frozenset({"article", "particle", "filial", "kunya", "honorific", "generation"})
LONGEST_ABBREVIATION = 5
SHORTEST_PATRONYMIC = 6
_DROPPED = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069'’ʼ`´ʿʾ‘\"«»“”„]|\([^)]*\)")
_UZBEK = re.compile(r"(?<=[OoGg])['’ʼ`‘ʻ](?=[a-zç])")
_TURNED_COMMA = re.compile(r"(?<![OoGg])ʻ")
_BREAKS = re.compile(r"([\s\-‐‑–—_/.·•・:;]+)")
_CAMEL = re.compile(r"(?<=[a-zа-яё]{2})(?=[A-ZА-ЯЁ][a-zа-яё])")
_STYLE = re.compile(r"\d|\b(?:of|the)\b")


class NamePart(Struct, frozen=True, gc=False):
    """A word of a name: as written, folded, and its ``role``; ``initial`` where only its first letter is written."""

    form: str
    letters: str
    writing: str
    role: str = "word"
    initial: bool = False

    @property
    def optional(self) -> bool:
        """Whether the word may be missing from another spelling of the name."""
        return self.role in OPTIONAL


class PersonName(Struct, frozen=True):
    """A name taken apart; each field holds words as they are written, in their order.

    ``order`` is "given-first", "family-first" or "single".
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    patronymic: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    kunya: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    order: str = "given-first"


@lru_cache(maxsize=1 << 17)
def cut_name(name: str, language: str | None = None) -> tuple[NamePart, ...]:
    """Cut a name into words, given name first where the spelling shows the order.

    Args:
        name: A person's name in any script.
        language: BCP 47 tag; it decides between languages that share a script.

    >>> [part.letters for part in cut_name("Жуков, Шамиль Иванович", "ru")]
    ['шамиль', 'иванович', 'жуков']
    """
    parts = _mark_roles(_join_words(_read_words(_turn_round(clean_name(name)), language)))
    return tuple(part for part in parts if part.letters) or parts


def clean_name(name: str) -> str:
    """Return a name without marks of vowels, quotation marks and what stands in brackets."""
    plain = _UZBEK.sub("ʻ", unicodedata.normalize("NFKC", name))
    return _DROPPED.sub("", _TURNED_COMMA.sub("", plain)).strip()


def _turn_round(name: str) -> str:
    """Turn "family, given" round; a style after the comma, as "2nd Baron of X", is left out."""
    front, comma, rest = re.sub("[،，]", ",", name).partition(",")
    rest = rest.split(",")[0].strip()
    if not comma or not rest or _STYLE.search(rest):
        return front
    return f"{front} {rest}" if _follows(rest) else f"{rest} {front}"


def _follows(rest: str) -> bool:
    """Tell whether what stands after a comma goes on with the name: "Gleb Marlow, Jr."."""
    word = rest.strip(" .").casefold()
    return load_name_words(find_writing(word)).roles.get(word) == "generation"


def _read_words(name: str, language: str | None) -> list[NamePart]:
    if " " not in name.strip():
        name = _CAMEL.sub(" ", name)
    if language is None and looks_persian(name):
        language = PERSIAN
    pieces = _BREAKS.split(name)
    words = []
    for form, gap in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        writing = find_writing(form, language)
        if writing == HAN:
            words += _read_han(form, alone=len(pieces) == 1)
        elif form:
            words.append(_read_word(form, writing, dotted="." in gap))
    return words


def _read_word(form: str, writing: str, *, dotted: bool) -> NamePart:
    letters = fold_word(form, writing)
    spelled = load_name_words(writing).letters.get(form.casefold()) if dotted else None
    if spelled:
        return NamePart(form, spelled, LATIN, initial=True)
    return NamePart(
        form, letters, writing, initial=len(letters) == 1 or (dotted and len(letters) <= LONGEST_ABBREVIATION)
    )


def _read_han(form: str, *, alone: bool) -> list[NamePart]:
    """Cut a Chinese name, which opens with its family name; what opens otherwise is a foreign name spelled out."""
    known = load_name_words(HAN)
    sizes = [size for size in (2, 1) if known.roles.get(form[:size]) == "family" and len(form) > size]
    married = len(form) == 4 and all(known.roles.get(letter) == "family" for letter in form[:2])
    if not alone or not sizes or len(form) > sizes[0] + 2 + married:
        return [NamePart(form, fold_word(form, HAN), HAN)]
    size = 2 if married else sizes[0]
    family, given = form[:size], form[size:]
    read = known.readings.get(family) or fold_word(family, HAN)
    return [NamePart(family, read, HAN, "family"), NamePart(given, fold_word(given, HAN), HAN, "given")]


def _join_words(words: Sequence[NamePart]) -> list[NamePart]:
    """Join "Abd" with what follows and "al-Din" with what stands before: they are one name."""
    joined: list[NamePart] = []
    held: list[NamePart] = []
    for place, word in enumerate(words):
        known = load_name_words(word.writing)
        role = known.roles.get(word.form.casefold(), "")
        if (role == "servant" and place + 1 < len(words)) or (held and role == "article"):
            held.append(word)
        elif role == "join-back" and joined and not held:
            back = 2 if len(joined) > 1 and _is_article(joined[-1]) else 1
            joined[-back:] = [_glue([*joined[-back:], word])]
        else:
            joined.append(
                _glue([*held, replace(word, letters=strip_prefix(word.letters, word.writing))]) if held else word
            )
            held = []
    return [*joined, *held]


def _is_article(word: NamePart) -> bool:
    return load_name_words(word.writing).roles.get(word.form.casefold()) == "article"


def _glue(words: Sequence[NamePart]) -> NamePart:
    letters = "".join(word.letters for word in words)
    return NamePart(" ".join(word.form for word in words), letters, words[-1].writing)


def strip_prefix(letters: str, writing: str) -> str:
    """Return a folded word without the article that is written onto it; the same word where there is none."""
    known = load_name_words(writing)
    for prefix in known.prefixes:
        if letters.startswith(prefix) and len(letters) >= len(prefix) + 2 and not letters.startswith(known.kept_starts):
            return letters[len(prefix) :]
    return letters


def _mark_roles(words: Sequence[NamePart]) -> tuple[NamePart, ...]:
    marked = []
    for place, word in enumerate(words):
        known = load_name_words(word.writing)
        role = known.roles.get(word.form.casefold(), word.role)
        if role in OPTIONAL and _may_stand(role, place=place, last=len(words) - 1):
            marked.append(replace(word, role=role, initial=False))
        elif place and not word.initial and _is_patronymic(word, known, among=words):
            marked.append(replace(word, role="patronymic"))
        else:
            marked.append(word)
    if all(word.optional for word in marked):
        return tuple(replace(word, role="word") for word in marked)
    return tuple(marked)


def _may_stand(role: str, *, place: int, last: int) -> bool:
    """Tell whether a word may have a role where it stands: "Ben" that opens one is a name, and a last "King"."""
    if role == "generation":
        return place > 0
    if role in ("honorific", "kunya"):
        return place < last
    return 0 < place < last


def _is_patronymic(word: NamePart, known: NameWords, *, among: Sequence[NamePart]) -> bool:
    long = sum(len(other.letters) > 1 for other in among) > 2
    return long and len(word.letters) >= SHORTEST_PATRONYMIC and word.form.casefold().endswith(known.patronymic_endings)


def parse_name(name: str, *, language: str | None = None) -> PersonName:
    """Take a person's name apart.

    Args:
        name: A name in any script.
        language: BCP 47 tag; without it the script decides.

    >>> parse_name("Жуков Шамиль Иванович").patronymic
    ('Иванович',)
    """
    parts = cut_name(name, language)
    core = [part for part in parts if not part.optional and part.role != "patronymic"]
    order = _find_order(name, parts, core)
    family_at = 0 if order == "family-first" else len(core) - 1
    family = [] if order == "single" and not _has_article(parts) else core[family_at : family_at + 1]
    given = [part for part in core if not family or part is not family[0]]
    return PersonName(
        given=_forms(part for part in given if not part.initial),
        family=_forms(family),
        patronymic=_forms([part for part in parts if part.role == "patronymic"]) or _fathers(parts),
        particles=_forms(part for part in parts if part.role in ("particle", "article", "filial")),
        kunya=_kunya(parts),
        nisba=_forms(part for part in family if _is_nisba(part, parts)),
        honorifics=_forms(part for part in parts if part.role in ("honorific", "generation")),
        initials=_forms(part for part in given if part.initial),
        order=order,
    )


def _forms(parts: Iterable[NamePart]) -> tuple[str, ...]:
    return tuple(part.form for part in parts)


def _has_article(parts: Sequence[NamePart]) -> bool:
    return any(part.role in ("article", "particle") for part in parts)


def _find_order(name: str, parts: Sequence[NamePart], core: Sequence[NamePart]) -> str:
    if len(core) < 2:
        return "single"
    known = load_name_words(core[0].writing)
    fathers = [place for place, part in enumerate(parts) if part.role == "patronymic"]
    turned = fathers and parts[-1].role == "patronymic"
    eastern = core[0].writing in (HAN, LATIN) and "family" in (core[0].role, known.roles.get(core[0].form.casefold()))
    return "family-first" if turned or (eastern and "," not in name) else "given-first"


def _fathers(parts: Sequence[NamePart]) -> tuple[str, ...]:
    return tuple(b.form for a, b in itertools.pairwise(parts) if a.role == "filial")


def _kunya(parts: Sequence[NamePart]) -> tuple[str, ...]:
    return tuple(f"{a.form} {b.form}" for a, b in itertools.pairwise(parts) if a.role == "kunya")


def _is_nisba(part: NamePart, parts: Sequence[NamePart]) -> bool:
    """Tell whether a family name is an adjective of origin: with the article, and ending in -i."""
    before = parts[: parts.index(part)]
    article = part.letters != strip_prefix(part.letters, part.writing) or bool(before and before[-1].role == "article")
    return article and part.letters.endswith(("i", "и", "ی", "iy", "ий", "y"))
