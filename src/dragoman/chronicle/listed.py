"""Brings the entities of states and cities up to date: their table ids say who they are, so that nothing is compared.

Half of all mentions are of them, and a state is named on every third page. So the database counts their names, and only
what came is written.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.listed_entities import Counted, write_listed
from dragoman.chronicle.marking import ALONE, read_alone, stand_alone
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.sides import ENTITY
from dragoman.chronicle.verdicts import load_verdicts, locate

LISTED = ("=territory:", "=city:")
KINDS: tuple[frozenset[str], ...] = (frozenset({"country"}), frozenset({"place"}), frozenset())
"""What bears such an id, all of one kind; whatever else does is compared by its names as well."""

_BLOCK, _MEMBER = derived.referent_block.c, derived.entity_member.c


def refresh_listed(connection: Connection, blocks: set[str], gone: set[str]) -> tuple[set[str], set[str]]:
    """Bring the entities of listed states and cities up to date, unless a person has ever judged about them.

    Args:
        connection: The database.
        blocks: The blocks that changed.
        gone: The entities that lost members.

    Returns:
        The blocks and the entities that are left to be resolved.
    """
    wanted = {block for block in blocks if block.startswith(LISTED)} - _judged_blocks(connection)
    if not wanted:
        return blocks, gone
    placed = _place(connection, blocks, wanted)
    counted = _count(connection, wanted)
    wanted = {block for block in wanted if block in placed and counted[block].kinds in KINDS}
    lost = {block for block in wanted if block[1:] in gone}
    wanted -= _find_mixed(connection, lost)
    lost &= wanted
    came = _find_new(connection, {block: placed[block] for block in wanted - lost})
    came |= {block: _find_homeless(connection, block) for block in lost}
    names = {block[1:]: counted[block] for block in wanted}
    homeless = {block[1:]: places for block, places in came.items()}
    write_listed(connection, names, came=homeless, lost={block[1:] for block in lost})
    alone = {stand_alone(*place) for block in wanted for place in placed[block]}
    return blocks - wanted - alone, gone - {block[1:] for block in wanted}


def _judged_blocks(connection: Connection) -> set[str]:
    """Return the blocks of all about whom a person has ever judged."""
    keys = set(locate(connection, load_verdicts(connection, about=ENTITY, withdrawn=True)).values())
    numbers = load_numbers(connection, {split_key(key)[0] for key in keys})
    places = {(numbers[split_key(key)[0]], split_key(key)[1]) for key in keys if split_key(key)[0] in numbers}
    found = _load_blocks(connection, places)
    return {block for blocks in found.values() for block in blocks}


def _place(connection: Connection, blocks: Collection[str], wanted: Collection[str]) -> dict[str, set[Place]]:
    """Return the changed members of the wanted blocks, where all of them have no other block and no other home."""
    marked: dict[int, set[str]] = defaultdict(set)
    for block in blocks:
        if block.startswith(ALONE):
            page, referent = read_alone(block)
            marked[page].add(referent)
    found: dict[str, set[Place]] = {block: set() for block in wanted}
    others: set[str] = set()
    for pages in chunks(sorted(marked)):
        places = {(page, referent) for page in pages for referent in marked[page]}
        homes = _load_homes(connection, places)
        for place, keys in _load_blocks(connection, places).items():
            first = next(iter(keys))
            if len(keys) > 1 or homes.get(place, first[1:]) != first[1:]:
                others |= keys
            elif first in found:
                found[first].add(place)
    return {block: places for block, places in found.items() if block not in others}


def _load_blocks(connection: Connection, places: Collection[Place]) -> dict[Place, set[str]]:
    """Return the blocks of members, but for those that each of them has alone."""
    found: dict[Place, set[str]] = defaultdict(set)
    for pages in chunks(sorted({page for page, _ in places})):
        statement = select(_BLOCK.page_id, _BLOCK.referent, _BLOCK.block).where(_BLOCK.page_id.in_(pages))
        for page, referent, block in connection.execute(statement):
            if (page, referent) in places and not block.startswith(ALONE):
                found[page, referent].add(block)
    return found


def _load_homes(connection: Connection, places: Collection[Place]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for pages in chunks(sorted({page for page, _ in places})):
        statement = select(_MEMBER.page_id, _MEMBER.referent, _MEMBER.entity_id).where(_MEMBER.page_id.in_(pages))
        found.update({(row[0], row[1]): row[2] for row in connection.execute(statement)})
    return found


def _count(connection: Connection, blocks: Collection[str]) -> dict[str, Counted]:
    """Count the names of the members of blocks."""
    kinds: dict[str, set[str]] = defaultdict(set)
    names: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    pages: Counter[str] = Counter()
    referent = schema.referent.c
    joined = (referent.page_id == _BLOCK.page_id) & (referent.id == _BLOCK.referent)
    parts = _BLOCK.block, referent.kind, referent.language, referent.name
    statement = select(*parts, func.count()).join_from(derived.referent_block, schema.referent, joined).group_by(*parts)
    paged = select(_BLOCK.block, func.count(_BLOCK.page_id.distinct())).group_by(_BLOCK.block)
    for piece in chunks(sorted(blocks)):
        for block, kind, language, name, number in connection.execute(statement.where(_BLOCK.block.in_(piece))):
            kinds[block].add(kind)
            names[block][language][name] += number
        pages.update({row[0]: row[1] for row in connection.execute(paged.where(_BLOCK.block.in_(piece)))})
    return {block: Counted(frozenset(kinds[block]), names[block], pages[block]) for block in blocks}


def _find_homeless(connection: Connection, block: str) -> set[Place]:
    """Return the members of a block that no entity has yet."""
    joined = (_MEMBER.page_id == _BLOCK.page_id) & (_MEMBER.referent == _BLOCK.referent)
    statement = select(_BLOCK.page_id, _BLOCK.referent).outerjoin_from(
        derived.referent_block, derived.entity_member, joined
    )
    homeless = statement.where(_BLOCK.block == block, _MEMBER.page_id.is_(None))
    return {(row.page_id, row.referent) for row in connection.execute(homeless)}


def _find_new(connection: Connection, placed: Mapping[str, set[Place]]) -> dict[str, set[Place]]:
    """Return of some members of each block those that no entity has yet."""
    homes = _load_homes(connection, set().union(*placed.values())).keys()
    return {block: places - homes for block, places in placed.items()}


def _find_mixed(connection: Connection, blocks: Collection[str]) -> set[str]:
    """Return the blocks of which some members belong to another entity."""
    joined = (_MEMBER.page_id == _BLOCK.page_id) & (_MEMBER.referent == _BLOCK.referent)
    found = set()
    for block in sorted(blocks):
        other = select(_MEMBER.entity_id).join_from(derived.referent_block, derived.entity_member, joined)
        if connection.execute(other.where(_BLOCK.block == block, _MEMBER.entity_id != block[1:]).limit(1)).first():
            found.add(block)
    return found
