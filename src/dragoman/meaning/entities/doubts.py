"""Bodies and places that may be one, and those that may be two names too many: a person should say.

What the tables do not list is told apart by written names alone, which says too little across languages. How probable
it is that two are one is a rule of thumb, told in sentences.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product

from msgspec import Struct

from dragoman.language.scripts import fold
from dragoman.meaning.entities.comparison import compare_names
from dragoman.meaning.entities.names import code_name

KINDS = ("organisation", "place")
ALIKE = 0.8
LEAST_SOUNDS = 3
LEAST_LETTERS = 3
MOST_LETTERS = 7
CROWDED = 40
"""Of more that share a key, none is compared with more than so many."""
NAMES = 6
UNCERTAIN = (0.2, 0.9)
LOOSE = 0.9
"""Names of one that are less alike than this are asked about."""


class Clue(Struct, frozen=True, gc=False):
    """What speaks for or against two being one, by how much, and in words."""

    weight: float
    sentence: str


SOUNDS = Clue(0.7, "The names sound alike.")
SOUNDS_NEARLY = Clue(0.45, "The names sound nearly alike.")
LETTERS = Clue(0.5, "One may be the initials of the other.")
ONE_COUNTRY = Clue(0.1, "Both lie in, or belong to, one country.")
TWO_COUNTRIES = Clue(-0.55, "They lie in, or belong to, two countries.")
ONE_PAGE = Clue(-0.25, "One page names both, as if they were two.")
LISTED = Clue(0.05, "One of them is listed in a table, and the other one is not.")


class Named(Struct, frozen=True, gc=False):
    """A body or a place with its names (pairs of language and name), and the pages that name it."""

    id: str
    kind: str
    names: tuple[tuple[str, str], ...]
    listed: bool = False
    country: str | None = None
    pages: frozenset[int] = frozenset()


class NameDoubt(Struct, frozen=True, gc=False):
    """Two that may be one, or one with two names that may be two, in which case ``a`` and ``b`` are the same."""

    a: str
    b: str
    names: tuple[str, str]
    probability: float
    reasons: tuple[str, ...]


def find_name_doubts(named: Iterable[Named], judged: Collection[frozenset[str]] = ()) -> list[NameDoubt]:
    """Return what is uncertain about bodies and places, in no order of value.

    Two that tables list under two ids are two. What is ``judged`` (pairs of ids, or one id alone) is not asked again.

    Cost:
        Linear in the names, times those that share their sounds.
    """
    listed = sorted((one for one in named if one.kind in KINDS), key=lambda one: one.id)
    apart = (
        doubt for a, b in _pairs(listed) if frozenset((a.id, b.id)) not in judged and (doubt := _weigh_apart(a, b))
    )
    together = (
        doubt
        for one in listed
        if not one.listed and frozenset((one.id,)) not in judged and (doubt := _weigh_together(one))
    )
    return [*_ask_once(apart), *together]


def _ask_once(doubts: Iterable[NameDoubt]) -> Iterator[NameDoubt]:
    """Of many that bear the same two names, ask about one pair; the next one comes once that is judged."""
    seen: set[frozenset[str]] = set()
    for doubt in doubts:
        names = frozenset(fold(name) for name in doubt.names)
        if names not in seen:
            seen.add(names)
            yield doubt


def _pairs(named: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    blocks: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for one in named:
        for key in sorted({key for name in one.names[:NAMES] for key in _keys(*name)}):
            blocks[one.kind, key].append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in combinations(block[:CROWDED], 2):
            if (a.id, b.id) not in seen and not (a.listed and b.listed):
                seen.add((a.id, b.id))
                yield a, b


def _keys(language: str, name: str) -> Iterator[str]:
    """Yield the consonants of a name, its first and last word's openings, and its initials."""
    skeletons = code_name(name, language).skeletons
    sounds = "".join(skeletons)
    if len(sounds) >= LEAST_SOUNDS:
        yield sounds
        yield f"{skeletons[0][:2]}+{skeletons[-1][:3]}"
    if letters := _initials(name) or _acronym(name):
        yield f"={letters}"


def _initials(name: str) -> str | None:
    """Return the initials of a name of several words that begin with a capital."""
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    several = len(name.split()) > 2 and LEAST_LETTERS <= len(letters) <= MOST_LETTERS
    return letters.casefold() if several else None


def _acronym(name: str) -> str | None:
    short = LEAST_LETTERS <= len(name) <= MOST_LETTERS and name.isupper() and name.isalpha()
    return name.casefold() if short else None


def _weigh_apart(a: Named, b: Named) -> NameDoubt | None:
    told = [
        (clue, one[1], other[1])
        for one, other in product(a.names[:NAMES], b.names[:NAMES])
        if (clue := _compare(one, other))
    ]
    if not told:
        return None
    first, one, other = max(told, key=lambda entry: (entry[0].weight, entry[1:]))
    clues = [first]
    if a.country and b.country:
        clues.append(ONE_COUNTRY if a.country == b.country else TWO_COUNTRIES)
    clues += [ONE_PAGE] if a.pages & b.pages else []
    clues += [LISTED] if a.listed or b.listed else []
    probability = round(sum(clue.weight for clue in clues), 2)
    if not UNCERTAIN[0] <= probability <= UNCERTAIN[1]:
        return None
    return NameDoubt(a.id, b.id, (one, other), probability, tuple(clue.sentence for clue in clues))


def _compare(one: tuple[str, str], other: tuple[str, str]) -> Clue | None:
    a, b = one[1], other[1]
    if (_initials(a) and _initials(a) == _acronym(b)) or (_acronym(a) and _acronym(a) == _initials(b)):
        return LETTERS
    score = _score(one, other)
    return SOUNDS if score >= LOOSE else SOUNDS_NEARLY if score >= ALIKE else None


def _score(one: tuple[str, str], other: tuple[str, str]) -> float:
    return compare_names(one[1], other[1], language_a=one[0], language_b=other[0]).score


def _weigh_together(one: Named) -> NameDoubt | None:
    """Return the doubt about the two names of one that are least alike."""
    names = {fold(name): (language, name) for language, name in one.names[:NAMES]}
    pairs = [(_score(x, y), x[1], y[1]) for x, y in combinations(names.values(), 2)]
    if not pairs or min(pairs)[0] >= LOOSE:
        return None
    score, a, b = min(pairs)
    return NameDoubt(one.id, one.id, (a, b), round(score, 2), ("Its names sound only nearly alike.",))
