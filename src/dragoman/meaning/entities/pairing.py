"""Which full names are worth scoring: those that share a key, and of which a look at the letters rules nothing out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, product

from msgspec import Struct
from rapidfuzz.distance import Indel

from dragoman.meaning.entities.blocking import pair_keys
from dragoman.meaning.entities.features import OFFICE_IN_COMMON, TURNED_FLOOR
from dragoman.meaning.entities.names import CodedName

SLACK = 0.001
"""For what is lost when numbers are rounded."""

ENDS_ALIKE = 0.5
WHOLE_FLOOR = min(OFFICE_IN_COMMON.given, OFFICE_IN_COMMON.family) - SLACK
TURNED_WHOLE_FLOOR = TURNED_FLOOR - SLACK
TWO_WORDS = 2


class Letters(Struct, frozen=True, gc=False):
    """The letters of a name at a glance; those of a ``plain`` one are two words, both written out."""

    straight: str
    turned: str
    last: str
    others: tuple[str, ...]
    plain: bool


def list_pairs(names: Mapping[str, CodedName], *, fresh: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield each pair of keys whose names share a key and may score above zero, once, the lesser first.

    Args:
        names: The full names.
        fresh: Of each pair at least one is among these, if they are given.

    Cost:
        Quadratic in the names that share a key, at less than a microsecond a pair.
    """
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        for block in pair_keys(names[key]):
            blocks[block].append(key)
    letters = {key: look_at(name) for key, name in names.items()}
    seen: set[tuple[str, str]] = set()
    for sharing in blocks.values():
        for a, b in _combine(sharing, fresh):
            if may_be_alike(letters[a], letters[b]) and (a, b) not in seen:
                seen.add((a, b))
                yield a, b


def _combine(sharing: list[str], fresh: Collection[str] | None) -> Iterator[tuple[str, str]]:
    if fresh is None:
        yield from combinations(sharing, 2)
        return
    new = [key for key in sharing if key in fresh]
    yield from combinations(new, 2)
    known = [key for key in sharing if key not in fresh] if new else []
    yield from ((a, b) if a < b else (b, a) for a, b in product(new, known))


def look_at(name: CodedName) -> Letters:
    """Return the letters of a name at a glance."""
    codes = name.codes
    plain = len(codes) == TWO_WORDS and not any(name.initials)
    return Letters("".join(codes), "".join((*codes[1:], codes[0])), codes[-1], name.sounds[:-1], plain)


def may_be_alike(a: Letters, b: Letters) -> bool:
    """Tell whether two names may score above zero, by a comparison far faster than scoring.

    Two names of which both halves are alike are alike as a whole, at least as much as the half that is less so.
    """
    if not (a.plain and b.plain) or a.others == b.others:
        return True
    alike = Indel.normalized_similarity
    if alike(a.straight, b.straight, score_cutoff=WHOLE_FLOOR) and alike(a.last, b.last, score_cutoff=ENDS_ALIKE):
        return True
    return alike(a.turned, b.straight, score_cutoff=TURNED_WHOLE_FLOOR) > 0
