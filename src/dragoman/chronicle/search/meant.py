"""Finds the entities that words of a query name, in any script, by the index of names."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.naming import COMPARABLE, PLAUSIBLE, list_references
from dragoman.chronicle.sense import Sense
from dragoman.language.morphology import Morphology, load_morphology
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.scripts import fold
from dragoman.language.terms import guess_languages
from dragoman.meaning.entities.blocking import bare_blocks, bare_key, spelling_keys

CERTAIN = 0.78
"""The least likeness to a name of several words, which may be two names, and of a word that a dictionary has."""

MOST_WORDS, MOST_ENTITIES, SHORTEST = 5, 8, 3


class Meant(Struct, frozen=True, gc=False):
    """The words from ``first`` to ``stop`` (exclusive) name some entities."""

    first: int
    stop: int
    entities: tuple[str, ...]


def find_meant(connection: Connection, words: Sequence[str], sense: Sense) -> list[Meant]:
    """Return the stretches of words that name entities, the longest first where they overlap."""
    found: list[Meant] = []
    taken: set[int] = set()
    for first, stop in _windows(len(words)):
        if taken.isdisjoint(range(first, stop)):
            name = words[first:stop]
            entities = _find_written(connection, name) or _find_near(connection, name, sense)
            if entities:
                found.append(Meant(first, stop, tuple(entities[:MOST_ENTITIES])))
                taken |= set(range(first, stop))
    return found


def _windows(number: int) -> Iterator[tuple[int, int]]:
    for length in range(min(number, MOST_WORDS), 0, -1):
        for first in range(number - length + 1):
            yield first, first + length


def _find_written(connection: Connection, words: Sequence[str]) -> list[str]:
    """Return the entities whose id this is, or that a page or a table calls so."""
    name = " ".join(words)
    entity, written = derived.entity.c, derived.name_key.c
    known = connection.scalars(select(entity.id).where((entity.id == name) | (entity.reference == name))).all()
    if known:
        return sorted(known)
    forms = {fold(form) for form in (name, *_nominatives(words))}
    found = set(connection.scalars(select(written.entity_id).where(written.folded.in_(forms))))
    references = {key for form in forms for key in list_references(form)}
    found |= set(connection.scalars(select(entity.id).where(entity.reference.in_(references))))
    return sorted(found)


def _nominatives(words: Sequence[str]) -> Iterator[str]:
    for morphology in _morphologies(" ".join(words)):
        yield morphology.base_name(tuple(words))


def _morphologies(text: str) -> list[Morphology]:
    tags = [tag for tag in guess_languages(text) if tag in list_packs()]
    return [load_morphology(load_pack(tag).strategies["morphology"]) for tag in tags]


def _find_near(connection: Connection, words: Sequence[str], sense: Sense) -> list[str]:
    """Return the people whose names sound like these words, none of which is an ordinary word of its language."""
    if any(len(word) < SHORTEST or _is_ordinary(word) for word in words):
        return []
    doubtful = len(words) > 1 or any(_is_known(word) for word in words)
    name = " ".join(words)
    candidates = (one for one in _load_candidates(connection, name) if len(one[1].split()) >= len(words))
    scores = dict(sense.search_names(name, candidates))
    least = max(CERTAIN if doubtful else PLAUSIBLE, COMPARABLE * max(scores.values(), default=0.0))
    return [key for key, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) if score >= least]


def _is_ordinary(word: str) -> bool:
    """Tell a word that is hardly meant as a name: a dictionary has it, and no capital says otherwise."""
    return not word[0].isupper() and _is_known(word)


def _is_known(word: str) -> bool:
    return any(morphology.knows(word) for morphology in _morphologies(word))


def _load_candidates(connection: Connection, name: str) -> list[tuple[str, str, str]]:
    """Return the names of the entities whose full or bare names share a key with a name."""
    languages = guess_languages(name)
    keys = {key for tag in languages for key in (*spelling_keys(name, tag), bare_key(name, tag))}
    blocks = {block for tag in languages for block in bare_blocks(name, tag)}
    listed, alias = derived.spelling.c, derived.alias.c
    blocked, member = derived.referent_block.c, derived.entity_member.c
    same = (member.page_id == blocked.page_id) & (member.referent == blocked.referent)
    bare = select(member.entity_id).join_from(derived.referent_block, derived.entity_member, same)
    ids = set(connection.scalars(bare.where(blocked.block.in_(blocks)).distinct()))
    for piece in chunks(sorted(connection.scalars(select(listed.name).where(listed.key.in_(keys)).distinct()))):
        ids |= set(connection.scalars(select(alias.entity_id).where(alias.name.in_(piece)).distinct()))
    found: list[tuple[str, str, str]] = []
    for piece in chunks(sorted(ids)):
        rows = connection.execute(select(alias.entity_id, alias.name, alias.language).where(alias.entity_id.in_(piece)))
        found += [(row[0], row[1], row[2]) for row in rows]
    return found
