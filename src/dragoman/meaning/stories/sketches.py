"""Sketches of texts: how much of one page's wording another repeats, from a few numbers a page.

Source: bottom-k sketches of word shingles (Broder 1997).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2s

from msgspec import Struct

from dragoman.language.scripts import fold

SIZE = 64
SHINGLE = 3
PROBES = 8
"""The smallest hashes, by which repeated texts find each other: with half of the runs in common, nearly all do."""

LEAST_WORDS = 20
"""The fewest words by which one text is known for the same as another."""

REPEATED = 0.4
"""So much of the wording is in common where one text reports in the other's words, most of them untouched."""

CONTAINED = 0.75
"""So much of the shorter text stands in the longer one where one was cut from the other."""

LEAST_PART = 0.3
"""The least share of the longer text that a cut one may be: a round-up of news repeats none of its parts."""

FEWEST = 0.2
"""Where less is in common, neither text repeats the other nor was cut from it, whatever their lengths."""

_WORD = re.compile(r"\w+")


class Wording(Struct, frozen=True, gc=False):
    """The words of a text in a few numbers: the smallest hashes of its runs, how many these are, one digest of all.

    ``digest`` is empty for a text of fewer than :data:`LEAST_WORDS` words, which formulas repeat by themselves.
    """

    sketch: tuple[int, ...]
    runs: int
    digest: str


@lru_cache(maxsize=4)
def read_wording(text: str) -> Wording:
    """Return the wording of a text, the same however its letters, marks and spaces are written.

    The last ones are remembered, for a page is asked about when it is read and when it is stored.
    """
    words = _WORD.findall(fold(text))
    runs = {" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}
    sketch = tuple(sorted(_hash_run(run) for run in runs)[:SIZE])
    digest = blake2s(" ".join(words).encode(), digest_size=16).hexdigest() if len(words) >= LEAST_WORDS else ""
    return Wording(sketch, len(runs), digest)


def sketch_text(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's runs of three words, rising; none for a text of fewer words."""
    return read_wording(text).sketch


def _hash_run(run: str) -> int:
    return int.from_bytes(blake2s(run.encode(), digest_size=4).digest())


def resemblance(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimate the share of runs that two texts have in common, of all runs of both; 0 where either has none.

    >>> resemblance((1, 2, 3), (2, 3, 4))
    0.5
    """
    if not a or not b:
        return 0.0
    left, right = set(a), set(b)
    smallest = sorted(left | right)[: max(len(a), len(b))]
    return sum(value in left and value in right for value in smallest) / len(smallest)


def containment(resembling: float, runs: int, others: int) -> float:
    """Estimate the share of the shorter text's runs that the longer one has too, from what both texts have in common.

    >>> containment(1 / 3, 50, 100)
    0.75
    """
    shorter = min(runs, others)
    return min(1.0, resembling / (1 + resembling) * (runs + others) / shorter) if shorter else 0.0


def is_repeated(resembling: float, runs: int, others: int) -> bool:
    """Tell whether one of two texts repeats the other, changed here and there or cut short.

    Args:
        resembling: The :func:`resemblance` of their sketches.
        runs: How many runs the one has, 0 where that is not known.
        others: How many the other has.
    """
    if resembling >= REPEATED:
        return True
    part = min(runs, others) / max(runs, others, 1)
    return part >= LEAST_PART and containment(resembling, runs, others) >= CONTAINED
