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
        pairs = list(zip(owners, people, strict=True)) if len(people) == len(owners) else []
        for owner, person in pairs or _list_alternating(sheet, phrase, limit, by_first):
            yield replace(phrase, of=owner, of_reference=owner.reference), person


def _list_alternating(
    sheet: Sheet, phrase: OfficePhrase, limit: int, by_first: Mapping[int, Chunk]
) -> list[tuple[Chunk, Chunk]]:
    """Each further owner with the person right behind it: of "the presidents of A X and of B Y" B with Y."""
    first, core = by_first.get(phrase.stop), sheet.tokens[phrase.core].text
    morphology = sheet.tables.morphology
    if first is None or first.kind not in _PEOPLE or (morphology.singular(core) and not morphology.several(core)):
        return []
    found: list[tuple[Chunk, Chunk]] = []
    owner, person = _next_pair(sheet, first.stop, limit, by_first)
    while owner is not None and person is not None:
        found.append((owner, person))
        owner, person = _next_pair(sheet, person.stop, limit, by_first)
    return found


def _next_pair(
    sheet: Sheet, position: int, limit: int, by_first: Mapping[int, Chunk]
) -> tuple[Chunk | None, Chunk | None]:
    """The owner behind a comma or "and", and the person behind that."""
    mark = sheet.tokens[position] if position + 1 < limit else None
    joined = mark is not None and (mark.text in _COMMAS or mark.has(sheet.tables.listed("coordinators")))
    owner = by_first.get(position + 1) if joined else None
    if owner is None or owner.kind not in _OWNERS or "gen" not in _cases(sheet, owner):
        return None, None
    person = by_first.get(owner.stop)
    return owner, person if person is not None and person.kind in _PEOPLE else None


def _cases(sheet: Sheet, owner: Chunk) -> frozenset[str]:
    return sheet.tables.morphology.cases(sheet.tokens[owner.first].text)


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
