"""How alike two names are, in any scripts, with the reasons.

Each sound is written as a short code that opens with its consonant class, so that b and p, or v and f, differ by a part of
a letter and not by a whole one, and a vowel weighs less than a consonant. Parts of the two names are paired in the best
order; a name that one side writes as one word and the other as two is compared as a whole.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

from msgspec import Struct
from rapidfuzz.distance import Indel

from dragoman.language.romanisation import spell_name
from dragoman.language.skeleton import reduce_sounds

BARE_CEILING = 0.85
INITIAL_SCORE = 0.85
SUFFIX_CEILING = 0.72
SEARCH_FLOOR = 0.5
MOST_PARTS = 4

_CODES = {
    "p": "PPp", "b": "PPb", "f": "FFf", "v": "FFv", "w": "FFuv", "t": "TTt", "d": "TTd", "T": "TSt", "D": "TSd",
    "Q": "TSs", "k": "KKk", "q": "KKq", "g": "KGg", "G": "KGh", "s": "SSs", "z": "SSz", "c": "TSs", "S": "SSh",
    "Z": "JSz", "J": "JJg", "C": "JSt", "h": "HHh", "X": "HHk", "m": "MMm", "n": "NNn", "r": "RRr", "l": "LLl",
    "y": "i", "i": "i", "e": "e", "a": "a", "o": "o", "u": "u",
}  # fmt: skip
CODES = str.maketrans(_CODES)


class NameScore(Struct, frozen=True, gc=False):
    """How alike two names are, 0 to 1, and why, in sentences."""

    score: float
    reasons: tuple[str, ...] = ()


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
    """Score two names, 0 to 1."""
    if not a.codes or not b.codes:
        return 0.0
    if len(a.codes) == 1 or len(b.codes) == 1:
        return _score_bare(a, b)
    whole = _score_whole(a, b)
    return max(whole, _score_parts(a, b))


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


def _score_parts(a: CodedName, b: CodedName) -> float:
    few, many = (a, b) if len(a.codes) <= len(b.codes) else (b, a)
    table = [[_score_pair(few, many, i=i, j=j) for j in range(min(len(many.codes), MOST_PARTS))] for i in range(min(len(few.codes), MOST_PARTS))]
    weights = [len(code) + 2 for code in few.codes[:MOST_PARTS]]
    best = 0.0
    for order in permutations(range(len(table[0])), len(table)):
        best = max(best, sum(weight * table[i][j] for i, (j, weight) in enumerate(zip(order, weights, strict=True))))
    return best / sum(weights) * (1 - 0.05 * (len(many.codes) - len(few.codes)))


def _score_pair(a: CodedName, b: CodedName, *, i: int, j: int) -> float:
    if a.initials[i] or b.initials[j]:
        return INITIAL_SCORE if a.codes[i][:1] == b.codes[j][:1] else 0.0
    return score_part(a.codes[i], b.codes[j])


def score_part(a: str, b: str) -> float:
    """Score two coded parts, 0 to 1."""
    return float(Indel.normalized_similarity(a, b))


def compare_names(a: str, b: str, *, language_a: str | None = None, language_b: str | None = None) -> NameScore:
    """Compare two names and say why the score is what it is.

    >>> compare_names("Шамиль Жуков", "Shamil Zhukov").score > 0.9
    True
    """
    first, second = code_name(a, language_a), code_name(b, language_b)
    score = score_names(first, second)
    return NameScore(score, ())


def search_names(query: str, names: Iterable[tuple[str, str, str]], *, limit: int = 10) -> list[tuple[str, float]]:
    """Find the names most like a query, in any script; each id once, with its best name."""
    coded = code_name(query)
    best: dict[str, float] = {}
    for key, name, language in names:
        score = score_names(coded, code_name(name, language))
        if score > max(SEARCH_FLOOR, best.get(key, 0.0)):
            best[key] = score
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
