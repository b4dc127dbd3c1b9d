"""Brings the entities of states and cities up to date: their table ids say who they are, so that nothing is compared.

Half of all mentions are of them, and a state is named on every third page. So the database counts their names, and only
what came is written.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from msgspec import Struct
from sqlalchemy import Connection, Select, delete, func, literal, select, update

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.marking import ALONE, read_alone, stand_alone
from dragoman.chronicle.members import Place, load_numbers, load_surfaces, split_key
from dragoman.chronicle.moving import mark_moved, mark_owned
from dragoman.chronicle.sides import ENTITY
from dragoman.chronicle.verdicts import load_verdicts, locate
from dragoman.language.scripts import fold
from dragoman.meaning.entities.naming import choose_label, rank_names

LISTED = ("=territory:", "=city:")
KINDS: tuple[frozenset[str], ...] = (frozenset({"country"}), frozenset({"place"}), frozenset())
"""What bears such an id, all of one kind; whatever else does is compared by its names as well."""

_BLOCK, _MEMBER, _ENTITY = derived.referent_block.c, derived.entity_member.c, derived.entity.c


class Counted(Struct, frozen=True):
    """What the pages make of a table id: its kinds, how often they write each name, and how many pages there are."""

    kinds: frozenset[str]
    names: dict[str, Counter[str]]
    pages: int


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
    for block in sorted(wanted):
        came = _find_new(connection, block, None if block in lost else placed[block])
        _refresh(connection, block[1:], counted[block], came=came, lost=block in lost)
    alone = {stand_alone(*place) for block in wanted for place in placed[block]}
    return blocks - wanted - alone, gone - {block[1:] for block in wanted}


def _refresh(connection: Connection, name: str, counted: Counted, *, came: set[Place], lost: bool) -> None:
    """Write an entity whose members came, or were lost."""
    before = connection.execute(select(derived.entity).where(_ENTITY.id == name)).mappings().first()
    head = _head(name, counted)
    left = _drop_members(connection, name) if lost else 0
    if not counted.pages:
        connection.execute(delete(derived.entity).where(_ENTITY.id == name))
    elif before is None:
        insert_rows(connection, derived.entity, [head])
    elif dict(before) != head:
        connection.execute(update(derived.entity).where(_ENTITY.id == name).values(head))
    members = [{"page_id": page, "referent": referent, "entity_id": name} for page, referent in sorted(came)]
    insert_rows(connection, derived.entity_member, members)
    renamed = _write_names(connection, name, counted)
    _write_forms(connection, name, counted, came=came, lost=lost)
    same = before is not None and dict(before) == head and not (came or left or renamed)
    states = {name: 0} if before else {}, {name: 0 if same else 1} if counted.pages else {}
    log_changes(connection, "entity", before=states[0], after=states[1])
    mark_moved(connection, came, _digests(connection, came))
    if (before is None) is bool(counted.pages):
        mark_owned(connection, [name])


def _head(name: str, counted: Counted) -> dict[str, object]:
    names = rank_names(counted.names)
    label = choose_label(names) if names else ""
    return {
        "id": name,
        "kind": min(counted.kinds, default=""),
        "label": label,
        "reference": name,
        "pages": counted.pages,
    }


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


def _homeless(block: str) -> Select[tuple[int, str]]:
    """Select the members of a block that no entity has yet."""
    joined = (_MEMBER.page_id == _BLOCK.page_id) & (_MEMBER.referent == _BLOCK.referent)
    statement = select(_BLOCK.page_id, _BLOCK.referent).outerjoin_from(
        derived.referent_block, derived.entity_member, joined
    )
    return statement.where(_BLOCK.block == block, _MEMBER.page_id.is_(None))


def _find_new(connection: Connection, block: str, places: Collection[Place] | None) -> set[Place]:
    """Return the members of a block that no entity has yet, of some places if they are given."""
    if places is None:
        return {(row.page_id, row.referent) for row in connection.execute(_homeless(block))}
    return set(places) - _load_homes(connection, places).keys()


def _find_mixed(connection: Connection, blocks: Collection[str]) -> set[str]:
    """Return the blocks of which some members belong to another entity."""
    joined = (_MEMBER.page_id == _BLOCK.page_id) & (_MEMBER.referent == _BLOCK.referent)
    found = set()
    for block in sorted(blocks):
        other = select(_MEMBER.entity_id).join_from(derived.referent_block, derived.entity_member, joined)
        if connection.execute(other.where(_BLOCK.block == block, _MEMBER.entity_id != block[1:]).limit(1)).first():
            found.add(block)
    return found


def _drop_members(connection: Connection, name: str) -> int:
    """Remove the members of an entity that no longer have its id; returns how many."""
    mine = (_BLOCK.page_id == _MEMBER.page_id) & (_BLOCK.referent == _MEMBER.referent) & (_BLOCK.block == f"={name}")
    kept = select(literal(1)).where(mine).exists()
    return connection.execute(delete(derived.entity_member).where(_MEMBER.entity_id == name, ~kept)).rowcount


def _write_names(connection: Connection, name: str, counted: Counted) -> bool:
    """Write the names of an entity where they are others now; tells whether they are."""
    table = derived.alias
    columns = table.c.language, table.c.position, table.c.name
    known = {tuple(row) for row in connection.execute(select(*columns).where(table.c.entity_id == name))}
    named = {
        (language, position, one)
        for language, names in rank_names(counted.names).items()
        for position, one in enumerate(names)
    }
    if known == named:
        return False
    connection.execute(delete(table).where(table.c.entity_id == name))
    keys = ("language", "position", "name")
    insert_rows(connection, table, [{"entity_id": name, **dict(zip(keys, row, strict=True))} for row in sorted(named)])
    return True


def _write_forms(connection: Connection, name: str, counted: Counted, *, came: set[Place], lost: bool) -> None:
    """Write the forms by which an entity is found: those that came, or all where some may be no more."""
    table = derived.name_key
    known = set(connection.scalars(select(table.c.folded).where(table.c.entity_id == name)))
    written = {one for names in counted.names.values() for one in names}
    surfaces = (
        _load_forms(connection, name) if lost else {f for fs in load_surfaces(connection, came).values() for f in fs}
    )
    forms = {fold(form) for form in written | surfaces} - {""}
    if lost:
        for piece in chunks(sorted(known - forms)):
            connection.execute(delete(table).where(table.c.entity_id == name, table.c.folded.in_(piece)))
    insert_rows(connection, table, [{"folded": form, "entity_id": name} for form in sorted(forms - known)])


def _load_forms(connection: Connection, name: str) -> set[str]:
    mention = schema.mention.c
    joined = (mention.page_id == _BLOCK.page_id) & (mention.referent == _BLOCK.referent)
    statement = select(mention.surface).join_from(derived.referent_block, schema.mention, joined).distinct()
    return set(connection.scalars(statement.where(_BLOCK.block == f"={name}", mention.form == "name")))


def _digests(connection: Connection, places: Iterable[Place]) -> dict[str, int]:
    page = schema.page.c
    found: dict[str, int] = {}
    for piece in chunks(sorted({page for page, _ in places})):
        found.update(
            (row[0], row[1]) for row in connection.execute(select(page.sha256, page.id).where(page.id.in_(piece)))
        )
    return found
