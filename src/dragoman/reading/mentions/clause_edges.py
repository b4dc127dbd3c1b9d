"""Commas that end an adverbial phrase, and part the office in it from the name behind: "by order of the X, Y ..."."""

from dragoman.reading.sheet import Sheet

_COMMAS = frozenset("،,")
_PARTING = frozenset("،,؛;:")


def ends_adverbial(sheet: Sheet, first: int, names: range) -> bool:
    """Tell, where the verb comes last, whether an office and the name behind its comma are two people.

    They are where the clause opens with a preposition that governs the office, and no second comma closes the name, as
    it would close an apposition: "با حکم وزیر کشور، X" against "به گفته وزیر کشور، X،".

    Args:
        sheet: The working sheet.
        first: The first token of the office phrase.
        names: The tokens of the name.
    """
    tables, tokens = sheet.tables, sheet.tokens
    if tables.pack.strategies["roles"] != "verb-final" or tokens[names.start - 1].text not in _COMMAS:
        return False
    start, sentence = first, sheet.sentence_at(first)
    while start > sentence.first and tokens[start - 1].text not in _PARTING:
        start -= 1
    closed = names.stop < sentence.stop and tokens[names.stop].text in _COMMAS
    return start < first and not closed and tokens[start].has(tables.listed("prepositions"))
