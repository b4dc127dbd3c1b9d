"""Adjectives of states that are other words or names as well, and that an office of a state beside them makes sure."""

from msgspec.structs import replace

from dragoman.language.gazetteer_tables import territory_kind
from dragoman.reading.sheet import Chunk, Sheet

OFFICES_OF_STATES = frozenset(
    {"head-of-state", "head-of-government", "president", "foreign-minister", "defence-minister", "ambassador"}
)
_LONGEST = 5
"""Words that an office may have before its adjective."""

_ARTICLE = "ال"


def settle_adjectives(sheet: Sheet, chunks: list[Chunk]) -> list[Chunk]:
    """Make sure of weak adjectives of one state beside an office that states alone have: "the Georgian president".

    Before the office, save where adjectives follow their nouns; there behind it, with the article as it has: "الرئيس
    المالي". In Persian such a word behind an office may be a family name, and stays as it is.
    """
    return [replace(c, weak=False) if c.weak and c.kind == "demonym" and _is_settled(sheet, c) else c for c in chunks]


def _is_settled(sheet: Sheet, chunk: Chunk) -> bool:
    tables, tokens = sheet.tables, sheet.tokens
    roles = tables.pack.strategies["roles"]
    if roles == "verb-final" or not _is_of_one_state(sheet, chunk):
        return False
    if not tables.writes_article_on:
        return any(m.value.office in OFFICES_OF_STATES for m in tables.offices.at(tokens, chunk.stop))
    if not tokens[chunk.first].text.startswith(_ARTICLE):
        return False
    return not OFFICES_OF_STATES.isdisjoint(offices_before(sheet, chunk.first))


def offices_before(sheet: Sheet, position: int) -> list[str]:
    """Return the offices whose words end right before a token."""
    starts = range(max(0, position - _LONGEST), position)
    found = (m for start in starts for m in sheet.tables.offices.at(sheet.tokens, start))
    return [m.value.office for m in found if m.stop == position]


def _is_of_one_state(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell an adjective of one country alone: "Congolese" is of two."""
    same = (m for m in sheet.tables.gazetteer.at(sheet.tokens, chunk.first) if m.stop == chunk.stop)
    return {m.value.reference for m in same if territory_kind(m.value.reference) == "country"} == {chunk.reference}
