"""How alike two names are, in any scripts.

Each sound is written as a short code that opens with its consonant class, so that b and p, or v and f, differ by a
part of a letter and not by a whole one, and a vowel weighs less than a consonant. Parts of the two names are paired
in the best order; a name that one side writes as one word and the other as two is compared as a whole.
"""

from functools import lru_cache
from itertools import permutations
from operator import mul

from msgspec import Struct
from rapidfuzz.distance import Indel

from dragoman.language.romanisation import spell_name
from dragoman.language.skeleton import reduce_sounds

BARE_CEILING = 0.85
INITIAL_SCORE = 0.85
MOST_PARTS = 4
WORST_SHARE = 0.35
PART_COST = 0.05
WHOLE_COST = 0.07

_CODES = {
    "p": "PPp", "b": "PPb", "f": "FFf", "v": "FFv", "w": "FFuv", "W": "Fu", "t": "TTt", "d": "TTd", "T": "TSt",
    "D": "TSd", "Q": "TSs", "k": "KKk", "q": "KKq", "g": "KGg", "Y": "KJg", "G": "KGh", "s": "SSs", "z": "SSz",
    "c": "TSs", "S": "SSh", "Z": "JJz", "J": "JJg", "C": "JSh", "h": "Hh", "X": "HHk", "m": "MMm", "n": "NNn",
    "r": "RRr", "l": "LLl", "y": "i", "i": "i", "e": "e", "a": "a", "o": "o", "u": "u",
}  # fmt: skip
CODES = str.maketrans(_CODES)


class CodedName(Struct, frozen=True, gc=False):
    """A name ready to be compared: ``codes`` by part, given name first; ``skeletons`` the consonant classes of each."""

    codes: tuple[str, ...]
    initials: tuple[bool, ...]
    skeletons: tuple[str, ...]
    sounds: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether at least two parts are written out."""
        return sum(not initial for initial in self.initials) > 1


@lru_cache(maxsize=1 << 17)
def code_name(name: str, language: str | None = None) -> CodedName:
    """Prepare a name for comparison."""
    spoken = spell_name(name, language)
    return CodedName(
        codes=tuple(part.translate(CODES) for part in spoken.parts),
        initials=spoken.initials,
        skeletons=tuple(reduce_sounds(part) for part in spoken.parts),
        sounds=spoken.parts,
    )


def score_names(a: CodedName, b: CodedName) -> float:
    """Score two names, 0 to 1, in any order."""
    if not a.codes or not b.codes:
        return 0.0
    if len(a.codes) == 1 or len(b.codes) == 1:
        return _score_bare(a, b)
    few, many = (a, b) if (len(a.codes), a.codes) <= (len(b.codes), b.codes) else (b, a)
    return max(_score_parts(few, many), _score_whole(few, many) - WHOLE_COST)


def _score_bare(a: CodedName, b: CodedName) -> float:
    if len(a.codes) == len(b.codes):
        return score_part(a.codes[0], b.codes[0])
    short, long = (a, b) if len(a.codes) == 1 else (b, a)
    part = max(score_part(short.codes[0], code) * (1.0 if code is long.codes[-1] else 0.95) for code in long.codes)
    return max(part * BARE_CEILING, score_part(short.codes[0], "".join(long.codes)))


def _score_whole(a: CodedName, b: CodedName) -> float:
    straight = score_part("".join(a.codes), "".join(b.codes))
    turned = score_part("".join((*a.codes[1:], a.codes[0])), "".join(b.codes))
    return max(straight, turned * 0.97)


def _score_parts(few: CodedName, many: CodedName) -> float:
    """Score the best pairing of parts; the part that fits worst counts as much as all together."""
    rows, columns = range(min(len(few.codes), MOST_PARTS)), range(min(len(many.codes), MOST_PARTS))
    table = [[_score_pair(few, many, i=i, j=j) for j in columns] for i in rows]
    weights = [len(few.codes[i]) + 2 for i in rows]
    total = sum(weights)
    best = 0.0
    for order in permutations(columns, len(rows)):
        picked = [table[i][j] for i, j in zip(rows, order, strict=True)]
        mean = sum(map(mul, weights, picked)) / total
        best = max(best, (1 - WORST_SHARE) * mean + WORST_SHARE * min(picked))
    return best - PART_COST * (len(many.codes) - len(few.codes))


def _score_pair(a: CodedName, b: CodedName, *, i: int, j: int) -> float:
    if a.initials[i] or b.initials[j]:
        return INITIAL_SCORE if a.codes[i][:1] == b.codes[j][:1] else 0.0
    return score_part(a.codes[i], b.codes[j])


def score_part(a: str, b: str) -> float:
    """Score two coded parts, 0 to 1."""
    return float(Indel.normalized_similarity(a, b))
