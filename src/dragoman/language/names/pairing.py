"""The words of two names paired one to one, in any order, with what each pair speaks for."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.language.names.coding import CodedName, CodedWord
from dragoman.language.names.costs import INITIAL, NOTHING, Evidence, weigh_words
from dragoman.language.names.parsing import NamePart

PAIRED_FROM = 0.30
SURE = 0.85
SPLIT_FROM, DOUBTED = 0.5, 0.6
VARIANT_SHARE = 0.9
FEW_WORDS = 2
NEARLY = 2
LONGEST = 40


class WordPair(Struct, frozen=True, gc=False):
    """Words of one name paired with words of the other: places, and what speaks for it; ``variant`` if through one."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    evidence: Evidence
    variant: bool = False


def pair_words(a: CodedName, b: CodedName) -> list[WordPair]:
    """Pair the words of two names one to one, the pair that speaks loudest first; what is split on one side is joined.

    Cost: at most 64 pairs of words.
    """
    rights = [(j, b.words[j]) for j in b.core]
    found = [
        pair
        for i, word in ((i, a.words[i]) for i in a.core)
        for j, other in rights
        if word.classes & other.classes and (pair := _weigh_pair(word, other, places=(i, j)))
    ]
    found.sort(key=lambda pair: (-pair.evidence.nats * pair.evidence.share, pair.left, pair.right))
    if not found and min(len(a.core), len(b.core)) > 1 and not _sound_alike(a, b):
        return found
    chosen = _choose(a, b, found)
    loose = max(len(a.core), len(b.core)) > FEW_WORDS or -1 in (a.classes, b.classes)
    if loose and any(pair.evidence.share < DOUBTED for pair in chosen):
        sure = _choose(a, b, [pair for pair in found if pair.evidence.share >= DOUBTED])
        return max(chosen, sure, key=_add_up)
    return chosen


def _add_up(pairs: Sequence[WordPair]) -> float:
    return sum(pair.evidence.nats * pair.evidence.share for pair in pairs)


def _choose(a: CodedName, b: CodedName, found: Sequence[WordPair]) -> list[WordPair]:
    chosen: list[WordPair] = []
    left: set[int] = set()
    right: set[int] = set()
    for pair in found:
        if pair.left[0] not in left and pair.right[0] not in right:
            chosen.append(pair)
            left.add(pair.left[0])
            right.add(pair.right[0])
    if len(left) < len(a.core) or len(right) < len(b.core):
        chosen += _pair_split(a, b, left=left, right=right)
    if chosen and all(pair.evidence.share >= SURE for pair in chosen) and len(left) == len(a.core) == len(b.core):
        return chosen
    return _join_neighbours(a, b, chosen)


def _sound_alike(a: CodedName, b: CodedName) -> bool:
    """Tell whether two names may be the same sounds cut otherwise: they have nearly the same classes of consonants."""
    return -1 in (a.classes, b.classes) or (a.classes ^ b.classes).bit_count() <= NEARLY


def _weigh_pair(a: CodedWord, b: CodedWord, *, places: tuple[int, int]) -> WordPair | None:
    left, right = (places[0],), (places[1],)
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
    """Pair words that are alone with two or three words of the other name that are alone and stand together."""
    chosen: list[WordPair] = []
    while best := _find_split(a, b, left=left, right=right):
        left.update(best.left)
        right.update(best.right)
        chosen.append(best)
    return chosen


def _find_split(a: CodedName, b: CodedName, *, left: set[int], right: set[int]) -> WordPair | None:
    found = []
    lone = [i for i in range(len(a.words)) if i not in left], [j for j in range(len(b.words)) if j not in right]
    for i in (i for i in lone[0] if i in a.core):
        found += [_weigh_joined(a, b, left=(i,), right=run) for run in _runs(lone[1])]
    for j in (j for j in lone[1] if j in b.core):
        found += [_weigh_joined(a, b, left=run, right=(j,)) for run in _runs(lone[0])]
    best = max(found, key=lambda pair: pair.evidence.nats * pair.evidence.share, default=None)
    return best if best and best.evidence.share >= SPLIT_FROM else None


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
    writings = (a.words[left[0]].part.writing, b.words[right[0]].part.writing)
    x, y = _join_letters(a, left), _join_letters(b, right)
    known = x and y and len(x[0]) < LONGEST and len(y[0]) < LONGEST
    return WordPair(left, right, _weigh_spellings(x, y, writings=writings) if known else NOTHING)


def _join_letters(name: CodedName, places: tuple[int, ...]) -> tuple[str, ...]:
    if len(places) == 1:
        return name.words[places[0]].spellings
    words = [name.words[place] for place in places]
    plain = "".join(word.part.letters for word in words)
    other = "".join(word.variants[0] if word.variants else word.part.letters for word in words)
    return tuple(dict.fromkeys(form for form in (plain, other) if form))
