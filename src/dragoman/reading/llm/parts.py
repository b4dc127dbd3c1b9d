"""Long pages: the parts of a text that are asked about one by one, each with the end of the one before."""

from collections.abc import Iterator

OVERLAP = 500
MOST_PARTS = 4
_BREAKS = ("\n\n", "\n", ". ", " ")


def split_text(text: str, size: int) -> tuple[list[str], int]:
    """Return the parts of a text, and how many characters at its end are in none.

    Args:
        text: The text of a page.
        size: Characters of a part at most; a part ends where a paragraph does, or a sentence, or a word.
    """
    parts, stop = [], 0
    for start, end in _cut(text, size):
        parts.append(text[start:end])
        stop = end
        if len(parts) == MOST_PARTS:
            break
    return parts, len(text) - stop


def _cut(text: str, size: int) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > size:
        stop = _find_break(text, start + size * 2 // 3, start + size)
        yield start, stop
        start = max(stop - min(OVERLAP, size // 4), start + 1)
        start = max(text.find(" ", start, stop), start)
    yield start, len(text)


def _find_break(text: str, first: int, last: int) -> int:
    """Return where a stretch is best broken: behind its last paragraph, else behind a line, sentence or word."""
    for sign in _BREAKS:
        place = text.rfind(sign, first, last)
        if place >= 0:
            return place + len(sign)
    return last
