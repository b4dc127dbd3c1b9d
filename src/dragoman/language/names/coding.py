"""Names made ready for comparison, once: what each word is worth, how else it is spelled, which sounds it has."""

from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from math import log
from operator import or_

from msgspec import Struct

from dragoman.language.gazetteer_tables import load_name_parts
from dragoman.language.names.costs import INITIAL, information
from dragoman.language.names.folding import HAN, WRITINGS, fold_word
from dragoman.language.names.parsing import NamePart, clean_name, cut_name, strip_prefix
from dragoman.language.names.spelling import find_languages, respell
from dragoman.language.names.tables import NameWords, load_name_words
from dragoman.language.romanisation import load_alphabet
from dragoman.language.skeleton import CLASSES, VOWEL_ONLY, reduce_sounds

ALPHABETS = {"latn": "en", "cyrl": "ru", "ar": "ar", "fa": "fa", "hani": "en"}
CLASS_NAMES = tuple(sorted(set(CLASSES.values())))
FEW_CLASSES = 2
MOST_WORDS = 8
MOST_SAID = 16.0
SHORTEST_BARE = 2


class CodedWord(Struct, frozen=True, gc=False):
    """A word ready for comparison.

    ``says`` is how many nats sharing it is worth, ``variants`` its other forms, ``spellings`` the same word with and
    without an article written onto it, ``classes`` its classes of consonants as bits: words that share none are
    strangers; ``generation`` is the number or mark that tells a son from his father.
    """

    part: NamePart
    says: float
    variants: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    classes: int = 0
    generation: str = ""


class CodedName(Struct, frozen=True, gc=False):
    """A name ready for comparison, made once: its words, those that may be missing included.

    ``core`` are the places of the others; ``full`` tells whether at least two words are written out, ``classes`` the
    classes of consonants of the whole name (-1 for one in Chinese characters), ``marked`` whether a father's name or a
    number is there.
    """

    words: tuple[CodedWord, ...]
    core: tuple[int, ...]
    full: bool
    classes: int
    marked: bool


def assemble(words: tuple[CodedWord, ...]) -> CodedName:
    """Make a name of its words."""
    core = tuple(place for place, word in enumerate(words) if not word.part.optional)
    han = any(word.part.writing == HAN for word in words)
    return CodedName(
        words,
        core,
        full=sum(not words[place].part.initial for place in core) > 1,
        classes=-1 if han else reduce(or_, (word.classes for word in words if word.classes > 0), 0),
        marked=any(word.generation or word.part.role == "patronymic" for word in words),
    )


@lru_cache(maxsize=1 << 17)
def code_name(name: str, language: str | None = None) -> CodedName:
    """Prepare a name for comparison, once.

    Args:
        name: A person's name in any script.
        language: BCP 47 tag; without it the script decides.
    """
    languages = find_languages(clean_name(name), language)
    return assemble(tuple(_code_word(part, languages) for part in cut_name(name, language)[:MOST_WORDS]))


def _code_word(part: NamePart, languages: tuple[str, ...] = ()) -> CodedWord:
    letters = min(information(part.letters, part.writing), MOST_SAID)
    says = INITIAL.nats if part.initial else min(letters, _rarity(part.letters, part.writing))
    known = load_name_words(part.writing)
    variants = tuple(fold_word(form, part.writing) for form in known.variants.get(part.form.casefold(), ()))
    bare = strip_prefix(part.letters, part.writing)
    others = respell(part.form, part.writing, languages) if languages and not part.initial else ()
    return CodedWord(
        part,
        says,
        variants=variants,
        spellings=tuple(dict.fromkeys((bare, part.letters, *_assimilated(part.letters, known), *others))),
        classes=reduce(or_, (_class_bits(form, part.writing) for form in (part.letters, *variants))),
        generation=known.generations.get(part.form.casefold(), "") if part.role == "generation" else "",
    )


def _assimilated(letters: str, known: NameWords) -> Iterable[str]:
    """Yield a word of two joined by an article without it: "Najm al-Din" is said, and written elsewhere, Necmeddin."""
    for ending in known.joined_back:
        for prefix in known.prefixes:
            if ending.startswith(prefix) and letters.endswith(ending) and len(letters) > len(ending) + 1:
                bare = ending[len(prefix) :]
                if len(bare) > SHORTEST_BARE:
                    yield letters[: -len(ending)] + bare


def _class_bits(letters: str, writing: str) -> int:
    """Return the classes of consonants of a word as bits; all of them where it has fewer than two."""
    classes = find_classes(letters, writing)
    if len(classes) < FEW_CLASSES or writing not in WRITINGS or writing == HAN:
        return -1
    return sum(1 << place for place, name in enumerate(CLASS_NAMES) if name in classes)


@lru_cache(maxsize=1 << 16)
def find_classes(letters: str, writing: str) -> str:
    """Return the classes of consonants of a folded word, in order; empty where it has none."""
    if writing not in WRITINGS:
        return letters
    classes = reduce_sounds(load_alphabet(ALPHABETS[writing]).sounds(letters))
    return "" if classes == VOWEL_ONLY else classes


def _rarity(letters: str, writing: str) -> float:
    counts, total = _count_names(writing)
    if not total:
        return MOST_SAID
    return -log((counts.get(letters, 0) + 0.5) / (total + 1))


@cache
def _count_names(writing: str) -> tuple[dict[str, int], int]:
    tag = {"latn": "en", "cyrl": "ru"}.get(writing, writing)
    counts: dict[str, int] = {}
    for form, (given, family) in load_name_parts(tag).items() if writing in WRITINGS else ():
        letters = fold_word(form, writing)
        counts[letters] = counts.get(letters, 0) + given + family
    return counts, sum(counts.values())
