"""What an entity is called: its names by language, the most frequent first, and the one for people."""

from collections import Counter
from collections.abc import Mapping

LABEL_LANGUAGE = "en"


def rank_names(counts: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """Return the names of each language in order: full ones before words that stand alone, then by how often."""
    return {language: _rank(counts[language]) for language in sorted(counts)}


def _rank(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (" " not in name, -counts[name], name)))


def choose_label(names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the first name in English, else in the first language that there is."""
    return names[LABEL_LANGUAGE if LABEL_LANGUAGE in names else min(names)][0]
