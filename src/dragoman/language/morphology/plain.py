"""Words of a language that nothing is known about: case is folded, and ideographs stand alone."""

import re

from dragoman.language.morphology import Key
from dragoman.language.morphology.caseless import Caseless

_UNSPACED = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ELIDED = re.compile(r"[^\W\d_A-Z]['’](?=[A-ZÀ-Þ])")
_APOSTROPHES = str.maketrans("’‘`ʼʻ", "'''''")


class Plain(Caseless):
    """The folded word is its only key."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word."""
        return (Key(self.fold(word)),)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the folded word."""
        return (self.fold(word),)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the folded word."""
        return (self.fold(word),)

    def fold(self, word: str) -> str:
        """Return the word in small letters, with one kind of apostrophe."""
        return word.translate(_APOSTROPHES).casefold()

    def knows(self, word: str) -> bool:
        """Return false: there is no dictionary."""
        return False

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Part the ideographs of a run that is written without spaces, and a small article from a capital."""
        return [piece for span in spans for piece in _part(text, span)]

    def tense(self, word: str) -> str | None:
        """Return ``None``: no verb is known."""
        return None

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the words as they stand; ideographs without spaces."""
        spaced = not all(_UNSPACED.fullmatch(word) for word in words)
        return (" " if spaced else "").join(words)


def _part(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    start, stop = span
    pieces = []
    elided = _ELIDED.match(text, start, stop)
    if elided:
        pieces.append((start, elided.end()))
        start = elided.end()
    for match in _UNSPACED.finditer(text, start, stop):
        if match.start() > start:
            pieces.append((start, match.start()))
        pieces.append(match.span())
        start = match.end()
    if start < stop:
        pieces.append((start, stop))
    return pieces
