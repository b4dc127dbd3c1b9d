"""Quotation marks and the names of bodies: a name in quotes after its head, and long quotations that name none."""

from dragoman.reading.sheet import Sentence, Sheet

_OPENING = frozenset('«"“')
_CLOSING = frozenset('»"”')
_LONGEST = 6


def find_quoted_end(sheet: Sheet, position: int, sentence: Sentence) -> int | None:
    """Return where a short name in quotation marks ends that begins at a token, or ``None``."""
    tokens = sheet.tokens
    if position >= sentence.stop or tokens[position].text not in _OPENING:
        return None
    inside = range(position + 1, min(position + _LONGEST, sentence.stop))
    closing = next((i for i in inside if tokens[i].text in _CLOSING), None)
    return closing + 1 if closing is not None and closing > position + 1 else None


def find_quoted_name(sheet: Sheet, position: int, stop: int) -> tuple[int, int] | None:
    """Return the bounds of what stands in quotation marks between a token and ``stop``, or ``None``."""
    tokens = sheet.tokens
    if stop - position < len("«x»") or tokens[position].text not in _OPENING or tokens[stop - 1].text not in _CLOSING:
        return None
    return position + 1, stop - 1


def find_long_quotes(sheet: Sheet, sentence: Sentence) -> set[int]:
    """Return the tokens inside long quotations: the title of a conference or paper names no bodies by its words.

    Only where the subject comes first, for elsewhere such marks enclose speech.
    """
    found: set[int] = set()
    if sheet.tables.pack.strategies["roles"] != "subject-verb":
        return found
    opened: int | None = None
    for position in range(sentence.first, sentence.stop):
        mark = sheet.tokens[position].text
        if opened is None and mark in _OPENING:
            opened = position
        elif opened is not None and mark in _CLOSING:
            found.update(range(opened, position) if position - opened > _LONGEST + 1 else ())
            opened = None
    return found
