"""Speakers without a name: "a source", "this diplomat". Where the verb comes last, a pronoun may go on with them."""

from collections.abc import Sequence

from dragoman.reading.sheet import Sheet

_REACH = 2


def find_unnamed_speakers(sheet: Sheet) -> list[int]:
    """Return the tokens of the body that are one source without a name, where the language writes the verb last.

    Such a noun follows "a" or "this" in the tables of the language.
    """
    if sheet.tables.pack.strategies["roles"] != "verb-final":
        return []
    nouns = sheet.tables.listed("unnamed_sources")
    marks = sheet.tables.any_of("articles", "demonstratives")
    body = (i for s in sheet.sentences if not s.is_title for i in range(s.first + 1, s.stop))
    return [i for i in body if sheet.tokens[i].has(nouns) and _any(sheet, range(max(i - _REACH, 0), i), marks)]


def is_unnamed_nearer(sheet: Sheet, speakers: Sequence[int], people: Sequence[int], position: int) -> bool:
    """Tell whether a pronoun goes on with a speaker without a name: one named later than, or ahead of, any person.

    Args:
        sheet: The working sheet.
        speakers: The tokens of speakers without a name.
        people: The first tokens of the persons before the pronoun.
        position: The token of the pronoun.
    """
    start = sheet.sentence_at(position).first
    before = [i for i in speakers if i < start]
    if not before:
        return False
    first = sheet.sentence_at(before[-1]).first
    later = [i for i in people if first <= i < start]
    return not later or (
        sheet.sentence_at(later[-1]).first == first and min(s for s in before if s >= first) < later[0]
    )


def _any(sheet: Sheet, positions: range, words: frozenset[str]) -> bool:
    return any(sheet.tokens[i].has(words) for i in positions)
