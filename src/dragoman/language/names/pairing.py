"""The words of two names paired one to one, in any order, with what each pair speaks for."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import log

from msgspec import Struct

from dragoman.language.gazetteer_tables import load_name_parts
from dragoman.language.names.costs import NOTHING, Evidence, information, weigh_words
from dragoman.language.names.folding import WRITINGS, fold_word
from dragoman.language.names.parsing import NamePart, cut_name, strip_prefix
from dragoman.language.names.tables import load_name_words
from dragoman.language.romanisation import load_alphabet
from dragoman.language.skeleton import CLASSES, VOWEL_ONLY, reduce_sounds

ALPHABETS = {"latn": "en", "cyrl": "ru", "ar": "ar", "fa": "fa"}
CLASS_NAMES = tuple(sorted(set(CLASSES.values())))
FEW_CLASSES = 2
PAIRED_FROM = 0.30
SURE = 0.85
SPLIT_FROM = 0.5
INITIAL = Evidence(1.5, 0.6)
MOST_WORDS = 8
MOST_SAID = 16.0
VARIANT_SHARE = 0.9


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
    """A name ready for comparison, made once: its words, those that may be missing included."""

    words: tuple[CodedWord, ...]
    core: tuple[int, ...]

    @property
    def full(self) -> bool:
        """Whether at least two words are written out."""
        return sum(not self.words[place].part.initial for place in self.core) > 1


class WordPair(Struct, frozen=True, gc=False):
    """Words of one name paired with words of the other: places, and what speaks for it; ``variant`` if through one."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    evidence: Evidence
    variant: bool = False


@lru_cache(maxsize=1 << 17)
def code_name(name: str, language: str | None = None) -> CodedName:
    """Prepare a name for comparison, once.

    Args:
        name: A person's name in any script.
        language: BCP 47 tag; without it the script decides.
    """
    words = tuple(_code_word(part) for part in cut_name(name, language)[:MOST_WORDS])
    return CodedName(words, tuple(place for place, word in enumerate(words) if not word.part.optional))


def _code_word(part: NamePart) -> CodedWord:
    letters = min(information(part.letters, part.writing), MOST_SAID)
    says = INITIAL.nats if part.initial else min(letters, _rarity(part.letters, part.writing))
    known = load_name_words(part.writing)
    forms = known.variants.get(part.form.casefold(), ())
    bare = strip_prefix(part.letters, part.writing)
    spellings = (part.letters,) if bare == part.letters else (bare, part.letters)
    return CodedWord(
        part,
        says,
        variants=tuple(fold_word(form, part.writing) for form in forms),
        spellings=spellings,
        classes=_class_bits(part.letters, part.writing),
        generation=known.generations.get(part.form.casefold(), "") if part.role == "generation" else "",
    )


def _class_bits(letters: str, writing: str) -> int:
    """Return the classes of consonants of a word as bits; all of them where it has fewer than two."""
    classes = find_classes(letters, writing)
    if len(classes) < FEW_CLASSES or writing not in WRITINGS:
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
    return -log((counts.get(letters, 0) + 0.5) / (total + 1))


@cache
def _count_names(writing: str) -> tuple[dict[str, int], int]:
    tag = {"latn": "en", "cyrl": "ru"}.get(writing, writing)
    counts: dict[str, int] = {}
    for form, (given, family) in load_name_parts(tag).items() if writing in WRITINGS else ():
        letters = fold_word(form, writing)
        counts[letters] = counts.get(letters, 0) + given + family
    return counts, sum(counts.values())


def pair_words(a: CodedName, b: CodedName) -> list[WordPair]:
    """Pair the words of two names one to one, the pair that speaks loudest first; what is split on one side is joined.

    Cost: at most 64 pairs of words.
    """
    found = [pair for i in a.core for j in b.core if (pair := _weigh_pair(a.words[i], b.words[j], places=(i, j)))]
    found.sort(key=lambda pair: (-pair.evidence.nats * pair.evidence.share, pair.left, pair.right))
    chosen: list[WordPair] = []
    left: set[int] = set()
    right: set[int] = set()
    for pair in found:
        if pair.left[0] not in left and pair.right[0] not in right:
            chosen.append(pair)
            left.add(pair.left[0])
            right.add(pair.right[0])
    if not chosen and min(len(a.core), len(b.core)) > 1:
        return chosen
    if len(left) < len(a.core) or len(right) < len(b.core):
        chosen += _pair_split(a, b, left=left, right=right)
    if chosen and all(pair.evidence.share >= SURE for pair in chosen) and len(left) == len(a.core) == len(b.core):
        return chosen
    return _join_neighbours(a, b, chosen)


def _weigh_pair(a: CodedWord, b: CodedWord, *, places: tuple[int, int]) -> WordPair | None:
    left, right = (places[0],), (places[1],)
    if not (a.classes & b.classes or a.variants or b.variants):
        return None
    if a.part.initial or b.part.initial:
        return WordPair(left, right, INITIAL) if _same_start(a.part, b.part) else None
    writings = (a.part.writing, b.part.writing)
    best, variant = _weigh_spellings(a.spellings, b.spellings, writings=writings), False
    if best.share < SURE and (a.variants or b.variants):
        for x, y in _variants(a, b):
            other = weigh_words(x, y, writings=writings)
            if other.share * VARIANT_SHARE > best.share:
                best, variant = Evidence(other.nats * VARIANT_SHARE, other.share * VARIANT_SHARE), True
    return WordPair(left, right, best, variant) if best.share >= PAIRED_FROM else None


def _weigh_spellings(a: tuple[str, ...], b: tuple[str, ...], *, writings: tuple[str, str]) -> Evidence:
    if len(a) == len(b) == 1:
        return weigh_words(a[0], b[0], writings=writings)
    found = (weigh_words(x, y, writings=writings) for x in a for y in b)
    return max(found, key=lambda evidence: (evidence.share, evidence.nats))


def _variants(a: CodedWord, b: CodedWord) -> Iterable[tuple[str, str]]:
    for x in (a.part.letters, *a.variants):
        for y in (b.part.letters, *b.variants):
            yield x, y


def _same_start(a: NamePart, b: NamePart) -> bool:
    if a.initial and b.initial and a.writing == b.writing:
        return a.letters[:1] == b.letters[:1]
    shorter = (len(a.letters) if a.initial else 9, len(b.letters) if b.initial else 9)
    size = min(shorter)
    x = a.letters[:size] if a.initial else a.letters[: size + 1]
    y = b.letters[:size] if b.initial else b.letters[: size + 1]
    tries = ((x, y), (a.letters[:1], b.letters[:1]), (x, b.letters[:1]), (a.letters[:1], y))
    return any(weigh_words(p, q, writings=(a.writing, b.writing)).nats > 0 for p, q in tries)


def _pair_split(a: CodedName, b: CodedName, *, left: set[int], right: set[int]) -> list[WordPair]:
    """Pair a word that is alone with two or three words of the other name that are alone and stand together."""
    found = []
    lone = [i for i in range(len(a.words)) if i not in left], [j for j in range(len(b.words)) if j not in right]
    for i in (i for i in lone[0] if i in a.core):
        found += [_weigh_joined(a, b, left=(i,), right=run) for run in _runs(lone[1])]
    for j in (j for j in lone[1] if j in b.core):
        found += [_weigh_joined(a, b, left=run, right=(j,)) for run in _runs(lone[0])]
    best = max(found, key=lambda pair: pair.evidence.nats * pair.evidence.share, default=None)
    if best is None or best.evidence.share < SPLIT_FROM:
        return []
    left.update(best.left)
    right.update(best.right)
    return [best]


def _runs(places: Sequence[int]) -> list[tuple[int, ...]]:
    runs = [tuple(range(first, first + size)) for first in places for size in (2, 3)]
    return [run for run in runs if set(run) <= set(places)]


def _join_neighbours(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> list[WordPair]:
    """Let a pair that is not sure take in a word beside it that is still alone: "Le Pen" is one word elsewhere."""
    joined = list(pairs)
    for number, pair in enumerate(joined):
        if pair.evidence.share < SURE and pair.evidence is not INITIAL:
            others = [*joined[:number], *joined[number + 1 :]]
            options = [pair, *_widened(a, b, pair, others=others)]
            joined[number] = max(options, key=lambda option: option.evidence.share * option.evidence.nats)
    return joined


def _widened(a: CodedName, b: CodedName, pair: WordPair, *, others: Sequence[WordPair]) -> Iterable[WordPair]:
    taken_left = {place for other in others for place in other.left}
    taken_right = {place for other in others for place in other.right}
    lefts = [pair.left, *_wider(pair.left, taken_left, len(a.words))]
    rights = [pair.right, *_wider(pair.right, taken_right, len(b.words))]
    for left in lefts:
        for right in rights:
            if (len(left) > 1) != (len(right) > 1):
                yield _weigh_joined(a, b, left=left, right=right)


def _wider(places: tuple[int, ...], taken: set[int], length: int) -> Iterable[tuple[int, ...]]:
    first, last = places[0], places[-1]
    before, after = first - 1 >= 0 and first - 1 not in taken, last + 1 < length and last + 1 not in taken
    if before:
        yield (first - 1, *places)
    if after:
        yield (*places, last + 1)
    if before and after:
        yield (first - 1, *places, last + 1)


def _weigh_joined(a: CodedName, b: CodedName, *, left: tuple[int, ...], right: tuple[int, ...]) -> WordPair:
    x = "".join(a.words[place].part.letters for place in left)
    y = "".join(b.words[place].part.letters for place in right)
    writings = (a.words[left[0]].part.writing, b.words[right[0]].part.writing)
    known = x and y and len(x) < 40 and len(y) < 40
    return WordPair(left, right, weigh_words(x, y, writings=writings) if known else NOTHING)
