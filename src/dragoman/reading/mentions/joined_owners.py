"""One office word for several people, where cases tell: "the foreign ministers of A and B, X and Y" in order."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_COMMAS = frozenset(",،")
_OWNERS = frozenset({"country", "organisation"})
_PEOPLE = frozenset({"person"})


def pair_owners(sheet: Sheet, phrases: list[OfficePhrase]) -> Iterator[tuple[OfficePhrase, Chunk]]:
    """Yield an office phrase for each of several owners with the person who holds it.

    Only where as many people follow as there are owners; other languages mark such a word by its plural.
    """
    if sheet.tables.pack.strategies["roles"] != "case":
        return
    by_first = {c.first: c for c in sorted(sheet.chunks, key=lambda c: c.stop)}
    for phrase in phrases:
        if phrase.of is None or phrase.of.kind not in _OWNERS:
            continue
        limit = sheet.sentence_at(phrase.core).stop
        more = _list_joined(sheet, (phrase.stop, limit), by_first, _OWNERS)
        owners = [phrase.of, *more]
        people = _list_joined(sheet, (owners[-1].stop, limit), by_first, _PEOPLE) if more else []
        if len(people) == len(owners):
            for owner, person in zip(owners, people, strict=True):
                yield replace(phrase, of=owner, of_reference=owner.reference), person


def _list_joined(
    sheet: Sheet, bounds: tuple[int, int], by_first: Mapping[int, Chunk], kinds: frozenset[str]
) -> list[Chunk]:
    """The chunks of some kinds from a token on, with nothing but commas, "and" and articles between them."""
    position, limit = bounds
    found: list[Chunk] = []
    links = sheet.tables.any_of("coordinators", "articles")
    while position < limit:
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind in kinds:
            found.append(chunk)
            position = chunk.stop
        elif sheet.tokens[position].text in _COMMAS or sheet.tokens[position].has(links):
            position += 1
        else:
            break
    return found
