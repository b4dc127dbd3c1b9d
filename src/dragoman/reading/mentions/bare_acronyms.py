"""Acronyms of bodies that neither a table lists nor the page explains: "the head of the CLC", "the CLC said".

Few capitals in a row name a body; a measure, a weapon or a form of company is written in the same way. So the grammar
has to say that it acts: it is led by somebody, it speaks, or it does what only bodies do.
"""

from collections.abc import Collection

from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_FEWEST, _MOST = 3, 6
_SHOUTING = 2
RULE = "bare-acronym"


def find_bare_acronyms(sheet: Sheet, phrases: Collection[OfficePhrase]) -> list[Chunk]:
    """Return the acronyms outside every chunk that act as bodies somewhere on the page, wherever they stand on it."""
    if sheet.tables.pack.script == "Arab":
        return []
    loud = [i for i, token in enumerate(sheet.tokens) if token.is_capital and _is_row(token.text)]
    if not loud:
        return []
    covered = {i for c in sheet.chunks for i in range(c.first, c.stop)}
    covered |= {i for p in phrases for i in range(p.core, p.core_stop)}
    open_ = [i for i in loud if i not in covered and _may_name(sheet, i)]
    if not open_:
        return []
    led = {p.core_stop for p in phrases}
    acting = {sheet.tokens[i].text for i in open_ if _is_led(sheet, i, led) or _acts(sheet, i)}
    named = (i for i in open_ if sheet.tokens[i].text in acting)
    tokens = sheet.tokens
    return [Chunk("organisation", i, i + 1, tokens[i].start, tokens[i].stop, RULE, value="acronym") for i in named]


def _is_row(text: str) -> bool:
    """Tell a few capitals in a row, not one of them again and again."""
    return _FEWEST <= len(text) <= _MOST and text.isalpha() and text.isupper() and len(set(text)) > 1


def _may_name(sheet: Sheet, position: int) -> bool:
    """Tell a row of capitals that is no word, no form of company and no part of a line in capitals."""
    text = sheet.tokens[position].text
    if sheet.tables.morphology.knows(text) or sheet.tables.heads.at(sheet.tokens, position):
        return False
    sentence = sheet.sentence_at(position)
    beside = range(max(sentence.first, position - _SHOUTING), min(sentence.stop, position + _SHOUTING + 1))
    loud = (sheet.tokens[i].text for i in beside if i != position)
    behind = sheet.tokens[position + 1].text if position + 1 < sentence.stop else ""
    return not any(len(word) > 1 and word.isupper() for word in loud) and behind[:1] not in tuple("«\"“„'0123456789")


def _is_led(sheet: Sheet, position: int, led: Collection[int]) -> bool:
    """Tell what an office right before is an office of."""
    tables, before = sheet.tables, position
    while before - 1 >= 0 and before not in led and _is_link(sheet, before - 1):
        before -= 1
    linked = before < position or tables.pack.strategies["roles"] == "case"
    return before in led and linked


def _is_link(sheet: Sheet, position: int) -> bool:
    return sheet.tokens[position].has(sheet.tables.any_of("possessive_links", "articles"))


def _acts(sheet: Sheet, position: int) -> bool:
    """Tell what speaks, or does what only bodies do, right behind its name."""
    sentence, tables = sheet.sentence_at(position), sheet.tables
    if position + 1 >= sentence.stop:
        return False
    verb = sheet.tokens[position + 1]
    doing = verb.has(tables.any_of("speech_verbs", "acts_of_bodies"))
    return doing and not tables.morphology.first_person(verb.text)
