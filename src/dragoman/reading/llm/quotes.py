"""Quotes: whether words stand in a text, letter by letter, and where. Only white space may differ."""

import re
from collections.abc import Iterator
from unicodedata import category

from dragoman.language.scripts import script_of
from dragoman.model import Span

LEAST_QUOTE = 8
"""Letters and signs of the shortest quote: fewer would be found on any page."""

MOST_GLUED = 3
"""Letters of prepositions, articles and conjunctions that Arabic script writes on to a name."""

_RUN = re.compile(r"\S+")


class FoldedText:
    """A text in which any white space is one space, with the way back to the text as it is."""

    def __init__(self, text: str) -> None:
        """Fold a text."""
        self._text = text
        self._places: list[int] = []
        words: list[str] = []
        for run in _RUN.finditer(text):
            if words:
                self._places.append(run.start() - 1)
            self._places.extend(range(run.start(), run.end()))
            words.append(run.group())
        self._folded = " ".join(words)

    def find_quote(self, quote: str) -> Span | None:
        """Return where a quote stands first, ``None`` where it does not, or where it is too short to mean anything."""
        folded = " ".join(quote.split())
        return self.find(folded) if len(folded) >= LEAST_QUOTE else None

    def find(self, words: str, inside: Span | None = None) -> Span | None:
        """Return where words stand first, in the text or in a part of it."""
        folded = " ".join(words.split())
        return next((s for s in self._find_all(folded) if inside is None or inside.covers(s)), None)

    def find_names(self, form: str) -> Iterator[Span]:
        """Yield where a name stands as words of its own; in Arabic script something short may be written on to it."""
        return (span for span in self._find_all(" ".join(form.split())) if self._is_whole(span))

    def _find_all(self, folded: str) -> Iterator[Span]:
        start = self._folded.find(folded) if folded else -1
        while start >= 0:
            stop = start + len(folded)
            yield Span(self._places[start], self._places[stop - 1] + 1)
            start = self._folded.find(folded, stop)

    def _is_whole(self, span: Span) -> bool:
        text = self._text
        if span.stop < len(text) and _is_letter(text[span.stop]):
            return False
        before = span.start
        while before > 0 and _is_letter(text[before - 1]):
            before -= 1
        glued = span.start - before
        return glued == 0 or (glued <= MOST_GLUED and script_of(text[before : span.stop]) == "Arab")


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or category(letter) == "Mn"


def is_name(form: str) -> bool:
    """Tell whether words may be a proper name: they have two letters, and a capital where their script has capitals."""
    letters = [letter for letter in form if letter.isalpha()]
    cased = [letter for letter in letters if letter.lower() != letter.upper()]
    return len(letters) > 1 and (not cased or any(letter.isupper() for letter in cased))
