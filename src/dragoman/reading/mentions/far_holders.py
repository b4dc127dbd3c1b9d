"""English holders behind a body that no table knows: "Chief of Staff of the Harbour Office John Doe"."""

from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_REACH = 14
_MARKS = frozenset({"'s", "’s", "'", "’", "-"})
_LINKS = ("of", "articles", "coordinators")


def find_far_holder(
    sheet: Sheet, phrase: OfficePhrase, starts: dict[int, Chunk], following: dict[int, OfficePhrase]
) -> Chunk | None:
    """Return the person whose name ends the noun phrase that an office begins with "of", or ``None``.

    Only words with capitals, articles, "of", "and" and the pack's ``office_links`` ("in", "on") stand between, and no
    other office, which would be theirs. The body of the office may end the phrase and its name go on: "director of the
    Department of Harbours | and Fisheries".
    """
    tokens, tables = sheet.tokens, sheet.tables
    position, end = phrase.stop, sheet.sentence_at(phrase.core).stop
    opens = position < end and _opens(sheet, phrase, position)
    if tables.pack.strategies["roles"] != "subject-verb" or phrase.plural or not opens:
        return None
    for at in range(position, min(end, position + _REACH)):
        if at in starts:
            return starts[at] if starts[at].stop - at > 1 else None
        token = tokens[at]
        links = token.text in _MARKS or any(token.has(tables.listed(name)) for name in _LINKS)
        links = links or token.has(tables.listed("office_links"))
        joins = token.has(tables.any_of("office_links", "coordinators")) and at + 1 in starts
        if joins or at in following or not (links or (token.is_word and token.is_capital)):
            return None
    return None


def _opens(sheet: Sheet, phrase: OfficePhrase, position: int) -> bool:
    """Tell "of", or what goes on with the name of a body that an office phrase ends with."""
    token, tables = sheet.tokens[position], sheet.tables
    if token.has(tables.listed("possessive_links")):
        return True
    body = phrase.of is not None and phrase.of.kind == "organisation" and phrase.of.stop == position
    return body and (token.is_capital or token.has(tables.any_of("office_links", "coordinators")))
