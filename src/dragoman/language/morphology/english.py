"""English words: plurals and the endings of regular verbs."""

import re
from functools import lru_cache

from dragoman.language.morphology import Cases, Key

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))
_APOSTROPHES = str.maketrans("’‘`", "'''")


class English:
    """Folds case and apostrophes and adds the singular of a plural as a key."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, and its singular where it looks like a plural."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word alone."""
        return (_fold(word),)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the same keys as ``index``."""
        return self.index(word)

    def fold(self, word: str) -> str:
        """Return the folded surface."""
        return _fold(word)

    def knows(self, word: str) -> bool:
        """Ask simplemma's dictionary."""
        from simplemma import is_known

        return is_known(word.lower(), "en")

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join the letters of dotted acronyms such as ``U.S.`` that stand as single letters and full stops."""
        joined: list[tuple[int, int]] = []
        dotted = [m.span() for m in re.finditer(r"\b(?:[A-Z]\.){2,}", text)]
        for span in spans:
            inside = next((d for d in dotted if d[0] <= span[0] < d[1]), None)
            if inside is None:
                joined.append(span)
            elif not joined or joined[-1] != inside:
                joined.append(inside)
        return joined

    def cases(self, word: str) -> Cases:
        """English nouns show no case."""
        return frozenset()

    def tense(self, word: str) -> str | None:
        """Return ``past`` for a regular past form."""
        return "past" if word.lower().endswith("ed") else None

    def base_name(self, words: tuple[str, ...]) -> str:
        """Return the words as they stand."""
        return " ".join(words)


def _fold(word: str) -> str:
    return word.translate(_APOSTROPHES).casefold()


@lru_cache(maxsize=65536)
def _keys(word: str) -> tuple[Key, ...]:
    folded = _fold(word)
    keys = [Key(folded)]
    if "." in folded:
        keys.append(Key(folded.replace(".", "")))
    if len(folded) > 3 and not word.isupper():
        for ending, instead in _ENDINGS:
            if folded.endswith(ending) and not folded.endswith("ss"):
                keys.append(Key(folded[: -len(ending)] + instead))
                break
    return tuple(keys)
