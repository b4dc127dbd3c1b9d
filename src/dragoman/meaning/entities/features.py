"""What speaks for and against two full names being one person."""

from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from dragoman.meaning.entities.names import CodedName, score_part

TURNED_FLOOR = 0.78
OFFICE_WEIGHT = 0.06
DROPPED_COST = 0.04
TURNED_COST = 0.02
OTHER_NAME_CEILING = 0.72
SHORTEST_STEM = 3
SUFFIX_SOUNDS = ("ov", "ev", "of", "ef", "uf", "if", "i")


class Floors(Struct, frozen=True, gc=False):
    """How alike given and family names have to be for two names to be compared any further."""

    given: float
    family: float


ACROSS_SCRIPTS = Floors(0.70, 0.74)
IN_ONE_SCRIPT = Floors(0.82, 0.85)
OFFICE_IN_COMMON = Floors(0.62, 0.66)


class Halves(Struct, frozen=True, gc=False):
    """One way to cut a name in two: given and family as sounds with their codes; ``dropped`` counts parts left out."""

    given: str
    family: str
    given_sounds: str
    family_sounds: str
    initial: bool
    dropped: int


class FullScore(Struct, frozen=True, gc=False):
    """How alike two full names are, their halves apart; ``other_name`` where the family names differ by a suffix."""

    score: float
    given: float
    family: float
    other_name: bool = False


NOTHING_ALIKE = FullScore(0.0, 0.0, 0.0)


def score_full_names(a: CodedName, b: CodedName, *, floors: Floors = ACROSS_SCRIPTS) -> FullScore:
    """Score two full names; zero where one of the halves does not fit in any order.

    Args:
        a: A full name.
        b: Another.
        floors: How alike the halves have to be; less where something else already speaks for one person.
    """
    best = NOTHING_ALIKE
    for first in cut_name(a):
        for second in cut_name(b):
            if not (first.dropped and second.dropped):
                best = max(
                    best, _score_halves(first, second, floors=floors), key=lambda full: (full.score, full.family)
                )
    return best


@lru_cache(maxsize=1 << 16)
def cut_name(name: CodedName) -> tuple[Halves, ...]:
    """Return the ways to cut a name into given and family, the usual one first."""
    last = len(name.codes)
    cuts = [(range(cut), range(cut, last)) for cut in range(last - 1, 0, -1)]
    if last > 2:
        cuts += [(range(1), range(last - 1, last)), (range(1, last - 1), range(last - 1, last))]
    return tuple(_cut(name, given=given, family=family) for given, family in cuts)


def _cut(name: CodedName, *, given: range, family: range) -> Halves:
    return Halves(
        given="".join(name.codes[i] for i in given),
        family="".join(name.codes[i] for i in family),
        given_sounds="".join(name.sounds[i] for i in given),
        family_sounds="".join(name.sounds[i] for i in family),
        initial=all(name.initials[i] for i in given),
        dropped=len(name.codes) - len(given) - len(family),
    )


def _score_halves(a: Halves, b: Halves, *, floors: Floors) -> FullScore:
    return max(_score_straight(a, b, floors=floors), _score_turned(a, b), key=lambda full: full.score)


def _score_straight(a: Halves, b: Halves, *, floors: Floors) -> FullScore:
    family = score_part(a.family, b.family)
    if family < floors.family:
        return NOTHING_ALIKE
    given = _score_given(a, b)
    if given < floors.given:
        return NOTHING_ALIKE
    other = is_other_name(a.family_sounds, b.family_sounds)
    score = 0.45 * given + 0.55 * family - DROPPED_COST * (a.dropped + b.dropped)
    return FullScore(min(score, OTHER_NAME_CEILING) if other else score, given, family, other)


def _score_turned(a: Halves, b: Halves) -> FullScore:
    if a.dropped or b.dropped:
        return NOTHING_ALIKE
    given = score_part(a.given, b.family)
    family = score_part(a.family, b.given) if given >= TURNED_FLOOR else 0.0
    if family < TURNED_FLOOR:
        return NOTHING_ALIKE
    return FullScore((given + family) / 2 - TURNED_COST, given, family)


def _score_given(a: Halves, b: Halves) -> float:
    if a.initial or b.initial:
        return 0.9 if a.given[:1] == b.given[:1] else 0.0
    return score_part(a.given, b.given)


def is_other_name(a: str, b: str) -> bool:
    """Tell whether two family names, as sounds, differ by a family suffix: a name, and another made from it.

    Of two that are as long as each other either may be the one that was made.
    """
    short, long = sorted((a, b), key=len)
    made = [(short, long), (long, short)] if len(short) == len(long) else [(short, long)]
    return any(_adds_suffix(*pair, suffix=suffix) for pair in made for suffix in SUFFIX_SOUNDS)


def _adds_suffix(short: str, long: str, *, suffix: str) -> bool:
    like_it = ("i", "y", "e") if suffix == "i" else ("v", "f", "W")
    stem = long.removesuffix(suffix)
    if stem == long or len(stem) < SHORTEST_STEM or short.endswith(like_it):
        return False
    return Levenshtein.normalized_similarity(stem, short) > Levenshtein.normalized_similarity(long, short)


def is_misspelling(a: CodedName, b: CodedName) -> bool:
    """Tell whether two full names differ by one sound of the family name only."""
    if len(a.sounds) != len(b.sounds) or a.sounds[:-1] != b.sounds[:-1]:
        return False
    return min(len(a.sounds[-1]), len(b.sounds[-1])) > 2 and Levenshtein.distance(a.sounds[-1], b.sounds[-1]) <= 1
