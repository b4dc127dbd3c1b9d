"""Sketches of texts: how much of one page's wording another repeats, from a few numbers a page.

Source: bottom-k sketches of word shingles (Broder 1997).
"""

import re
from collections.abc import Sequence
from hashlib import blake2s

from dragoman.language.scripts import fold

SIZE = 64
SHINGLE = 3
PROBES = 8
"""The smallest hashes, by which repeated texts find each other: with half of the runs in common, nearly all do."""

REPEATED = 0.5
_WORD = re.compile(r"\w+")


def sketch_text(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's runs of three words, rising; none for a text of fewer words."""
    words = _WORD.findall(fold(text))
    runs = {" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(_hash_run(run) for run in runs)[:SIZE])


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
