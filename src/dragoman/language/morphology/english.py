"""English words: plurals and the endings of regular verbs."""

import re
from functools import lru_cache

from dragoman.language.morphology import Key
from dragoman.language.morphology.caseless import Caseless

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))
_CONTRACTION = re.compile(r"(?:n't|'(?:ll|ve|re|d|m))$")
_SHORTEST_PLURAL = 3
_SHORTEST_PART = 2
_APOSTROPHES = str.maketrans("’‘`", "'''")


class English(Caseless):
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
        next_one = 0
        for start, stop in spans:
            while next_one < len(dotted) and dotted[next_one][1] <= start:
                next_one += 1
            acronym = dotted[next_one] if next_one < len(dotted) else (stop, stop)
            if stop <= acronym[0]:
                joined.append((start, stop))
            elif start < acronym[0] - 1:
                joined.append((start, acronym[0] - 1))  # "China" of "China-U.S."
            if acronym[0] < stop and joined[-1:] != [acronym]:
                joined.append(acronym)
        return joined

    def tense(self, word: str) -> str | None:
        """Return ``past`` for a regular past form."""
        return "past" if word.lower().endswith("ed") else None

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the words as they stand."""
        return " ".join(words)


def _fold(word: str) -> str:
    return word.translate(_APOSTROPHES).casefold()


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[Key, ...]:
    folded = _fold(word)
    keys = [Key(folded), *_without_stops(folded), *_contracted(folded), *_hyphenated(word, folded)]
    if len(folded) > _SHORTEST_PLURAL and not word.isupper():
        keys += [Key(folded[: -len(ending)] + instead) for ending, instead in _ending(folded)]
    return tuple(keys)


def _without_stops(folded: str) -> list[Key]:
    """A dotted acronym is known without its full stops too."""
    return [Key(folded.replace(".", ""))] if "." in folded else []


def _ending(folded: str) -> list[tuple[str, str]]:
    """Return the plural ending of a word with what stands in its place in the singular."""
    fitting = [pair for pair in _ENDINGS if folded.endswith(pair[0])]
    return [] if folded.endswith("ss") else fitting[:1]


def _contracted(folded: str) -> list[Key]:
    """The verb or negation that an apostrophe joins to the word before it."""
    match = _CONTRACTION.search(folded)
    return [Key(match[0], lead=match.start()), Key(folded[: match.start()], tail=len(match[0]))] if match else []


def _hyphenated(word: str, folded: str) -> list[Key]:
    """The names in a compound: both parts where both are capitals, the first where only it is one."""
    first, hyphen, rest = word.partition("-")
    if not hyphen or "-" in rest or not first[:1].isupper() or min(len(first), len(rest)) < _SHORTEST_PART:
        return []
    keys = [Key(folded[: len(first)], tail=len(rest) + 1)]
    if rest[0].isupper():
        keys.append(Key(folded[len(first) + 1 :], lead=len(first) + 1))
    return keys
