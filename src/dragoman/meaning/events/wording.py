"""Whether two sentences of one language use the same words, names included."""

from functools import lru_cache

from rapidfuzz import fuzz

from dragoman.language.scripts import fold
from dragoman.meaning.events.records import EventReport

REPEATED_QUOTE = 90.0
SHORTEST_QUOTE = 25
STEM = 5
SHORTEST_WORD = 4
SHARED_STEMS = 4
SHARED_PART = 0.5


def quotes_repeat(a: EventReport, b: EventReport) -> bool:
    """One sentence repeats the other nearly word for word."""
    if a.language != b.language:
        return False
    fewer, more = sorted((len(a.quote), len(b.quote)))
    if fewer < SHORTEST_QUOTE or 200 * fewer < REPEATED_QUOTE * (fewer + more):  # too short, whatever it says
        return False
    return texts_repeat(*sorted((a.quote, b.quote)))


@lru_cache(maxsize=1 << 14)
def texts_repeat(a: str, b: str) -> bool:
    """Tell whether two texts are nearly word for word the same."""
    return fuzz.ratio(a, b, score_cutoff=REPEATED_QUOTE) > 0


def quotes_resemble(a: EventReport, b: EventReport) -> bool:
    """The sentences, of one language, have a good part of their longer words in common, endings aside."""
    if a.language != b.language:
        return False
    left, right = stems(a.quote), stems(b.quote)
    shared = len(left & right)
    return shared >= SHARED_STEMS and shared >= SHARED_PART * min(len(left), len(right))


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text."""
    return frozenset(word[:STEM] for word in fold(text).split() if len(word) >= SHORTEST_WORD)
