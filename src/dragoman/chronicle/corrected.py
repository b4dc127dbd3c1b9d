"""What corrections make of the facts that pages tell: looked up for the pages whose facts are loaded."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrections import (
    DATE,
    NAMING,
    PARTICIPANT,
    PLACE,
    STATUS,
    TYPE,
    VERDICT,
    Correction,
    choose_latest,
    list_said,
    load_corrections,
    load_page_corrections,
    locate_facts,
    read_position,
)
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.sides import ENTITY, EVENT, OFFICE, Side, find_sides
from dragoman.meaning.events import EventReport
from dragoman.model import When

Fixes = Mapping[str, str | None]
"""What is said of one fact, by field; ``None`` says that there is no place, or no date.

Each participant that is corrected has a field of its own, with its role, ``None`` for one who takes no part.
"""

REJECTED = "reject"
CORRECTED: Literal["corrected"] = "corrected"


def load_fixes(connection: Connection, pages: Iterable[int]) -> dict[Place, Fixes]:
    """Return what people say of the reports of some pages, by page number and event mention.

    Cost:
        One query, and where there are corrections the reports of their pages.
    """
    digests = _load_digests(connection, pages)
    corrections = load_page_corrections(connection, digests, EVENT)
    if not corrections:
        return {}
    keys = locate_facts(connection, corrections)
    latest, said = choose_latest(corrections, keys), list_said(corrections, keys)
    homes = find_values(connection, [*latest.values(), *(one for _, one in said)])
    numbers = {sha256: number for sha256, number in digests.items()}
    found: dict[Place, dict[str, str | None]] = {}
    for (key, field), one in latest.items():
        value = homes.get(one.value) if field == PLACE and one.value.key else one.value.key or None
        if field == PLACE and one.value.key and value is None:
            continue  # no page names the place any more; what this page says counts until one does again
        sha256, mention = split_key(key)
        found.setdefault((numbers[sha256], mention), {})[field] = value
    for key, one in said:
        if one.value in homes:
            sha256, mention = split_key(key)
            fixes = found.setdefault((numbers[sha256], mention), {})
            fixes.pop(name_participant(homes[one.value]), None)  # what is said later counts, and comes later
            fixes[name_participant(homes[one.value])] = one.role or None
    return dict(found)


def name_participant(entity: str) -> str:
    """Return the field under which it is said whether, and in which role, an entity takes part."""
    return f"{PARTICIPANT} {entity}"


def split_participant(field: str) -> str:
    """Return the entity of such a field, nothing of others."""
    name, _, entity = field.partition(" ")
    return entity if name == PARTICIPANT else ""


def name_fixed(fixes: Fixes) -> tuple[str, ...]:
    """Return the names of the fields that people corrected, each once."""
    said = [field for field in (PLACE, DATE, TYPE, STATUS) if field in fixes]
    return (*said, *([PARTICIPANT] if any(map(split_participant, fixes)) else []))


def load_rejected_offices(connection: Connection, pages: Iterable[int] | None = None) -> set[tuple[int, int]]:
    """Return the page numbers and positions of office mentions that people rejected; those of all pages by default."""
    if pages is None:
        corrections = [one for one in load_corrections(connection) if one.about == OFFICE]
    else:
        corrections = load_page_corrections(connection, _load_digests(connection, pages), OFFICE)
    if not corrections:
        return set()
    latest = choose_latest(corrections, locate_facts(connection, corrections))
    rejected = {key for (key, field), one in latest.items() if field == VERDICT and one.value.key == REJECTED}
    numbers = load_numbers(connection, {split_key(key)[0] for key in rejected})
    return {(numbers[split_key(key)[0]], read_position(key)) for key in rejected}


def is_rejected(fixes: Fixes) -> bool:
    """Tell whether a person says that the page does not say so."""
    return fixes.get(VERDICT) == REJECTED


def fix_report(report: EventReport, fixes: Fixes, *, country: str | None) -> EventReport:
    """Return a report as people correct it; ``country`` is that of the corrected place."""
    changes: dict[str, Any] = {}
    if PLACE in fixes:
        changes |= {"place": fixes[PLACE], "country": country}
    if DATE in fixes:
        changes["when"] = fixes[DATE]
    changes |= {field: fixes[field] for field in (TYPE, STATUS) if field in fixes}
    return replace(report, **changes) if changes else report


def fix_roles(taken: Sequence[tuple[str, str]], fixes: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return pairs of role and entity as people correct them.

    >>> fix_roles([("host", "person:1"), ("guest", "person:2")], {"participant person:2": None})
    (('host', 'person:1'),)
    """
    fixed = tuple(taken)
    for field, role in fixes.items():
        entity = split_participant(field)
        if entity:
            fixed = tuple(pair for pair in fixed if pair[1] != entity)
            fixed += ((role, entity),) if role else ()
    return fixed


def fix_when(when: When, fixes: Fixes) -> When:
    """Return a date as people correct it."""
    return When(fixes[DATE], CORRECTED, when.words) if DATE in fixes else when


def _load_digests(connection: Connection, pages: Iterable[int]) -> dict[str, int]:
    """Return the numbers of the pages that somebody corrects anything of, by sha256."""
    page, corrected = schema.page.c, schema.correction.c
    found: dict[str, int] = {}
    for piece in chunks(sorted(set(pages))):
        named = select(corrected.page).where(corrected.withdrawn_at.is_(None))
        rows = connection.execute(select(page.sha256, page.id).where(page.id.in_(piece), page.sha256.in_(named)))
        found.update((row[0], row[1]) for row in rows)
    return found


def find_values(connection: Connection, corrections: Iterable[Correction]) -> dict[Side, str]:
    """Return the entity that each place or participant now is: that of a table id, or to which a member belongs."""
    values = [one.value for one in corrections if one.field in NAMING and one.value.key]
    named = [value for value in values if value.kind]
    keys = find_sides(connection, named, ENTITY)
    homes = find_member_homes(connection, list(keys.values()))
    found = {value: homes[keys[value]] for value in named if keys.get(value) in homes}
    tabled = {value.key: value for value in values if not value.kind}
    entity = derived.entity.c
    rows = connection.execute(select(entity.reference, entity.id).where(entity.reference.in_(sorted(tabled))))
    known = {row[0]: row[1] for row in rows}
    return found | {value: known.get(key, key) for key, value in tabled.items()}


def find_member_homes(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return the entity to which each member belongs now."""
    numbers = load_numbers(connection, {split_key(key)[0] for key in keys})
    member = derived.entity_member.c
    found: dict[Place, str] = {}
    for piece in chunks(sorted(numbers.values())):
        columns = select(member.page_id, member.referent, member.entity_id)
        rows = connection.execute(columns.where(member.page_id.in_(piece)))
        found.update({(row[0], row[1]): row[2] for row in rows})
    places = {key: (numbers.get(split_key(key)[0], 0), split_key(key)[1]) for key in keys}
    return {key: found[place] for key, place in places.items() if place in found}
