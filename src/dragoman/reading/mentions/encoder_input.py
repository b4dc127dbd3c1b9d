"""What the encoder is shown: the words of a sentence in pieces, written in one way however the text is spaced."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.language.pieces import PieceTable

MOST_PIECES = 96
_CLOSERS = frozenset(".,:;!?)]}»”’…%،؛؟٪。，、；：！？）》」")
_OPENERS = frozenset("([{«“‘（《「")
_WORD = re.compile(r"\d+(?:[.,:٫/]\d+)*(?!\w)|\w+(?:[-‐‑'’\u200c]\w+)*|[^\w\s]")
Bounds = tuple[int, int]


class Line(NamedTuple):
    """A stretch of text as the encoder reads it.

    ``pieces`` are numbers of the table; ``starts`` the place of each in the text, in code points; ``words`` the index
    of each word's first piece, which ideographs may share.
    """

    pieces: list[int]
    starts: list[int]
    words: list[int]


def find_words(text: str, start: int = 0, stop: int | None = None) -> list[Bounds]:
    """Return the words and marks of a text in a language whose words nothing is known about."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if stop is None else stop)]


def write_lines(text: str, words: Sequence[Bounds], table: PieceTable) -> Iterator[Line]:
    """Yield the words of one sentence as lines of at most ``MOST_PIECES`` pieces, cut between words.

    Marks that close stand close to the word before them, and what follows a mark that opens stands close to it,
    whatever the white space, for corpora and pages differ in it. Ideographs are split together, as they are written.

    Args:
        text: The text.
        words: Where its words and marks are.
        table: The pieces.
    """
    line, before = Line([], [], []), None
    for group in _groups(text, words):
        start, stop = group[0][0], group[-1][1]
        split = table.split(text[start:stop], before is None or _is_spaced(text, before, (start, stop)))
        numbers = split.numbers[:MOST_PIECES] or (table.unknown,)
        places = split.starts[:MOST_PIECES] or (0,)
        if line.pieces and len(line.pieces) + len(numbers) > MOST_PIECES:
            yield line
            line = Line([], [], [])
        line.words.extend(len(line.pieces) + bisect_right(places, word[0] - start) - 1 for word in group)
        line.pieces.extend(numbers)
        line.starts.extend(start + place for place in places)
        before = group[-1]
    if line.pieces:
        yield line


def _groups(text: str, words: Sequence[Bounds]) -> Iterator[list[Bounds]]:
    """Yield each word by itself, and ideographs that follow one another together."""
    group: list[Bounds] = []
    for word in words:
        joins = group and group[-1][1] == word[0] and _is_ideograph(text, word) and _is_ideograph(text, group[-1])
        if group and not joins:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _is_ideograph(text: str, word: Bounds) -> bool:
    return word[1] - word[0] == 1 and "\u2e80" <= text[word[0]] <= "\ufaff" and text[word[0]].isalpha()


def _is_spaced(text: str, before: Bounds, word: Bounds) -> bool:
    """Tell whether a word is shown with a space before it."""
    if text[word[0] : word[1]] in _CLOSERS or text[before[0] : before[1]] in _OPENERS:
        return False
    return before[1] < word[0]
