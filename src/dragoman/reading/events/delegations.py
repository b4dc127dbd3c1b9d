"""Delegations: a body without a name that acts through whoever leads it ("a delegation headed by X arrived")."""

from dragoman.reading.sheet import Sheet

_COMMAS = frozenset(",،")
_LED_BY = 4
_BETWEEN = 9


def find_delegation(sheet: Sheet, first: int, opening: int) -> int:
    """Return the word for a delegation whose leader a phrase names, or -1.

    Between it and "led by" may stand whose delegation it is, and a comma, but no other mark.

    Args:
        sheet: The working sheet.
        first: The first token of the leader's phrase, titles included.
        opening: The first token of the sentence.
    """
    leading = _leading(sheet, first, opening)
    if leading < 0:
        return -1
    nouns = sheet.tables.listed("delegations")
    for position in range(leading - 1, max(opening, leading - _BETWEEN) - 1, -1):
        token = sheet.tokens[position]
        if token.has(nouns):
            return position
        if not token.is_word and not (token.text in _COMMAS and position == leading - 1):
            return -1
    return -1


def _leading(sheet: Sheet, first: int, opening: int) -> int:
    """Where the words for "led by" begin that end right before a phrase and its article, or -1."""
    articles = sheet.tables.listed("articles")
    while first > opening and sheet.tokens[first - 1].has(articles):
        first -= 1
    starts = range(max(opening, first - _LED_BY), first)
    return next((i for i in starts if any(m.stop == first for m in sheet.tables.leading.at(sheet.tokens, i))), -1)


def clitic_of(sheet: Sheet, head: int) -> str:
    """Return the proclitic written on the word for a delegation: "with a delegation" as one word."""
    nouns = sheet.tables.listed("delegations")
    return next((key.clitic for key in sheet.tokens[head].keys if key.text in nouns), "")
