"""Two names compared with the reasons, and a name looked up among many."""

from collections.abc import Iterable

from msgspec import Struct

from dragoman.meaning.entities.features import OTHER_NAME_CEILING, is_other_name, score_full_names
from dragoman.meaning.entities.names import CodedName, code_name, score_names

SHORT_NAMES_FLOOR = 0.8
SEARCH_FLOOR = 0.5
ALIKE = 0.82


class NameScore(Struct, frozen=True, gc=False):
    """How alike two names are, 0 to 1, and why, in sentences."""

    score: float
    reasons: tuple[str, ...] = ()


def compare_names(a: str, b: str, *, language_a: str | None = None, language_b: str | None = None) -> NameScore:
    """Compare two names and say why the score is what it is.

    Args:
        a: A name in any script.
        b: Another.
        language_a: BCP 47 tag of the first; without it the script decides.
        language_b: The same for the second.

    >>> compare_names("Шамиль Жуков", "Shamil Zhukov").score > 0.9
    True
    """
    first, second = code_name(a, language_a), code_name(b, language_b)
    if not first.codes or not second.codes:
        return NameScore(0.0, ("one of the names has no letters that can be read",))
    return NameScore(_score(first, second), tuple(_reasons(first, second)))


def search_names(query: str, names: Iterable[tuple[str, str, str]], *, limit: int = 10) -> list[tuple[str, float]]:
    """Find the names most like a query, in any script.

    Args:
        query: A name, full or bare.
        names: Triples of id, name and language; an id may come with many names.
        limit: The most answers wanted.

    Returns:
        Pairs of id and score, best first; each id once, with the score of its best name.

    Cost:
        One comparison a name, about 20 microseconds.
    """
    coded = code_name(query)
    best: dict[str, float] = {}
    for key, name, language in names:
        score = _score(coded, code_name(name, language))
        if score > max(SEARCH_FLOOR, best.get(key, 0.0)):
            best[key] = score
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def _score(a: CodedName, b: CodedName) -> float:
    score = score_names(a, b)
    if score < SHORT_NAMES_FLOOR and a.skeletons == b.skeletons and len("".join(a.skeletons)) == 1:
        return 0.0  # with one consonant each, as acronyms have, the vowels must be the same
    return min(score, OTHER_NAME_CEILING) if score > OTHER_NAME_CEILING and _differ_by_suffix(a, b) else score


def _differ_by_suffix(a: CodedName, b: CodedName) -> bool:
    return is_other_name(a.sounds[-1], b.sounds[-1])


def _reasons(a: CodedName, b: CodedName) -> Iterable[str]:
    if a.skeletons == b.skeletons:
        yield f"the consonants are the same: {' '.join(a.skeletons)}"
    if a.full and b.full:
        full = score_full_names(a, b)
        yield f"the given names are {_degree(full.given)}"
        yield f"the family names are {_degree(full.family)}"
    elif a.full or b.full:
        yield "one of them is a bare name, which others may share"
    elif a.skeletons != b.skeletons:
        yield f"the sounds are {_degree(score_names(a, b))}"
    if _differ_by_suffix(a, b):
        yield "the family names differ by a suffix, which makes another name"


def _degree(score: float) -> str:
    return f"alike ({score:.2f})" if score >= ALIKE else f"close ({score:.2f})" if score > 0 else "different"
