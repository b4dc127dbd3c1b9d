"""What a correction is asked about: reports of events and offices on pages, by event, tenure or page."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrected import fix_when, load_fixes
from dragoman.chronicle.corrections import PLACE, STATUS, TYPE, read_position
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.members import Place, format_key, load_numbers, split_key
from dragoman.chronicle.rows import parse_when
from dragoman.chronicle.sides import EVENT, OFFICE, Side, load_known
from dragoman.chronicle.subjects import MEMBER, find_digests, form_side, list_members
from dragoman.errors import UnknownError
from dragoman.language.scripts import isolate
from dragoman.model import When


class Fact(Struct, frozen=True, gc=False):
    """A report or an office mention as it is told now, corrections included.

    ``type`` is that of the event or the title of the office; ``place`` an entity id.
    """

    about: str
    side: Side
    type: str
    status: str
    place: str
    when: str
    rule: str
    language: str


def find_facts(connection: Connection, names: Iterable[str]) -> list[Fact]:
    """Return the facts that names mean: ids of events or tenures, or ``PAGE#e1`` and ``PAGE#o1``.

    Raises:
        UsageError: One of them is none of these.
    """
    keys: dict[str, dict[str, None]] = {EVENT: {}, OFFICE: {}}
    for name in names:
        about, found = _find_keys(connection, name)
        keys[about].update(dict.fromkeys(sorted(found)))
    return [
        fact
        for about, load in ((EVENT, _load_reports), (OFFICE, _load_offices))
        for fact in load(connection, _find_sides(connection, list(keys[about]), about))
    ]


def _find_keys(connection: Connection, name: str) -> tuple[str, set[str]]:
    event, tenure = derived.event.c, derived.tenure.c
    if connection.execute(select(event.id).where(event.id == name)).first():
        return EVENT, list_members(connection, name, about=EVENT)
    if connection.execute(select(tenure.id).where(tenure.id == name)).first():
        return OFFICE, _list_observations(connection, name)
    match = MEMBER.fullmatch(name)
    if match and match["member"][0] in "eo":
        about = EVENT if match["member"].startswith("e") else OFFICE
        digests = find_digests(connection, match["page"])
        for known in load_known(connection, digests, about).values():
            for one in known:
                if split_key(one.key)[1] == match["member"]:
                    return about, {one.key}
    raise UnknownError(
        f"{isolate(name)} is no event, no tenure and no report of a page; name one by its id, or as PAGE#e1 (a report) "
        "or PAGE#o1 (an office); dragoman show PAGE and dragoman timeline list them"
    )


def _list_observations(connection: Connection, tenure: str) -> set[str]:
    seen = derived.tenure_observation.c
    statement = select(schema.page.c.sha256, seen.position).join_from(
        derived.tenure_observation, schema.page, schema.page.c.id == seen.page_id
    )
    rows = connection.execute(statement.where(seen.tenure_id == tenure))
    return {format_key(sha256, f"o{position}") for sha256, position in rows}


def find_tenures(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the tenure to which each office mention (``sha256:o1``) belongs now."""
    wanted = set(keys)
    numbers = load_numbers(connection, {split_key(key)[0] for key in wanted})
    seen = derived.tenure_observation.c
    found: dict[tuple[int, int], str] = {}
    for piece in chunks(sorted(numbers.values())):
        rows = connection.execute(select(seen.page_id, seen.position, seen.tenure_id).where(seen.page_id.in_(piece)))
        found.update({(row[0], row[1]): row[2] for row in rows})
    places = {key: (numbers.get(split_key(key)[0], 0), read_position(key)) for key in wanted}
    return {key: found[place] for key, place in places.items() if place in found}


def _find_sides(connection: Connection, keys: Sequence[str], about: str) -> dict[str, Side]:
    known = load_known(connection, {split_key(key)[0] for key in keys}, about)
    sides = {one.key: form_side(one) for found in known.values() for one in found}
    return {key: sides[key] for key in keys if key in sides}


def _load_reports(connection: Connection, sides: dict[str, Side]) -> list[Fact]:
    numbers = load_numbers(connection, {split_key(key)[0] for key in sides})
    mention, member = schema.event_mention, derived.entity_member.c
    found: dict[Place, Fact] = {}
    for piece in chunks(sorted(numbers.values())):
        fixes = load_fixes(connection, piece)
        named = connection.execute(
            select(member.page_id, member.referent, member.entity_id).where(member.page_id.in_(piece))
        )
        homes = {(row[0], row[1]): row[2] for row in named}
        statement = select(mention, schema.article.c.language).join_from(
            mention, schema.article, schema.article.c.page_id == mention.c.page_id
        )
        for row in connection.execute(statement.where(mention.c.page_id.in_(piece))).mappings():
            place = row["page_id"], row["id"]
            fixed = fixes.get(place, {})
            when = fix_when(parse_when(row, "dated") or When(), fixed).value or ""
            where = fixed.get(PLACE, homes.get((row["page_id"], row["place"] or ""))) or ""
            said = fixed.get(TYPE) or row["type"], fixed.get(STATUS) or row["status"]
            found[place] = Fact(EVENT, Side("", "", ""), *said, where, when, row["rule"], row["language"])
    return [
        _with_side(found[place], side)
        for key, side in sides.items()
        if (place := (numbers[split_key(key)[0]], split_key(key)[1])) in found
    ]


def _load_offices(connection: Connection, sides: dict[str, Side]) -> list[Fact]:
    numbers = load_numbers(connection, {split_key(key)[0] for key in sides})
    office = schema.office_mention
    found: dict[tuple[int, int], Fact] = {}
    for piece in chunks(sorted(numbers.values())):
        statement = select(office, schema.article.c.language).join_from(
            office, schema.article, schema.article.c.page_id == office.c.page_id
        )
        for row in connection.execute(statement.where(office.c.page_id.in_(piece))).mappings():
            said = row["title"], row["status"], "", "", row["rule"], row["language"]
            found[row["page_id"], row["position"]] = Fact(OFFICE, Side("", "", ""), *said)
    return [
        _with_side(found[place], side)
        for key, side in sides.items()
        if (place := (numbers[split_key(key)[0]], read_position(key))) in found
    ]


def _with_side(fact: Fact, side: Side) -> Fact:
    return replace(fact, side=side)
