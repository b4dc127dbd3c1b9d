"""English holders behind a body that no table knows: "Chief of Staff of the Harbour Office John Doe"."""

from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_REACH = 9
_MARKS = frozenset({"'s", "’s", "'", "’", "-"})
_LINKS = ("of", "articles", "coordinators")


def find_far_holder(
    sheet: Sheet, phrase: OfficePhrase, starts: dict[int, Chunk], following: dict[int, OfficePhrase]
) -> Chunk | None:
    """Return the person whose name ends the noun phrase that an office begins with "of", or ``None``.

    Only words with capitals, articles, "of" and "and" stand between, and no other office, which would be theirs.
    """
    tokens, tables = sheet.tokens, sheet.tables
    position, end = phrase.stop, sheet.sentence_at(phrase.core).stop
    opens = position < end and tokens[position].has(tables.listed("possessive_links"))
    if tables.pack.strategies["roles"] != "subject-verb" or phrase.plural or not opens:
        return None
    for at in range(position, min(end, position + _REACH)):
        if at in starts:
            return starts[at] if starts[at].stop - at > 1 else None
        token = tokens[at]
        links = token.text in _MARKS or any(token.has(tables.listed(name)) for name in _LINKS)
        if at in following or not (links or (token.is_word and token.is_capital)):
            return None
    return None
