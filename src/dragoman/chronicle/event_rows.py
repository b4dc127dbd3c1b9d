"""Rows of merged events: written whole, removed whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrected import fix_when, load_fixes
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, format_key, load_numbers, split_key
from dragoman.chronicle.rows import format_when, parse_when
from dragoman.meaning.events import EventReport, MergedEvent
from dragoman.model import When

Roles = tuple[tuple[str, str], ...]

_BASES = ("corrected", "stated", "counted", "inferred", "unknown")
_CHILDREN = ("event_participant", "event_topic", "event_facet", "event_report", "conflict", "event_detail", "event_key")
PERSON, BODY, TOPIC, LANGUAGE, OUTLET = "person", "body", "topic", "language", "outlet"
"""The fields of the facets of an event."""

Sources = tuple[tuple[str, str], ...]
"""The languages and outlets of the pages that report an event, as pairs of field and value."""


class Told(Struct, frozen=True):
    """An event with what its reports add: roles, the date with its basis, and who tells of it."""

    event: MergedEvent
    roles: Roles
    when: When
    sources: Sources = ()


def load_told(
    connection: Connection, events: Sequence[MergedEvent], reports: Mapping[Place, EventReport]
) -> tuple[Told, ...]:
    """Return events with roles and dates in the words of their reports."""
    by_key = {report.key: report for report in reports.values()}
    dates, sources = _load_dates(connection, reports), _load_sources(connection, {key[0] for key in reports})
    return tuple(
        Told(event, _gather_roles(event, by_key), _choose_date(event, dates), _gather_sources(event, sources))
        for event in events
    )


def digest_event(told: Told) -> str:
    """Return a digest of all that is told of an event."""
    said = {"event": told.event, "roles": told.roles, "when": told.when}
    return sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()[:32]


def load_sources(connection: Connection, ids: Iterable[str]) -> dict[str, Sources]:
    """Return who tells of events, as they are written now."""
    facet = derived.event_facet.c
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for piece in chunks(sorted(ids)):
        statement = select(facet.event_id, facet.field, facet.value).where(facet.event_id.in_(piece))
        for id, field, value in connection.execute(statement.where(facet.field.in_((LANGUAGE, OUTLET)))):
            found[id].append((field, value))
    return {id: tuple(sorted(pairs)) for id, pairs in found.items()}


def _load_sources(connection: Connection, pages: Iterable[int]) -> dict[str, Sources]:
    """Return language and outlet of pages by their sha256."""
    found: dict[str, Sources] = {}
    columns = schema.page.c.sha256, schema.article.c.language, schema.article.c.outlet
    for piece in chunks(sorted(pages)):
        rows = select(*columns).join_from(schema.page, schema.article).where(schema.page.c.id.in_(piece))
        for digest, language, outlet in connection.execute(rows):
            found[digest] = ((LANGUAGE, language), *([(OUTLET, outlet)] if outlet else []))
    return found


def _gather_sources(event: MergedEvent, sources: Mapping[str, Sources]) -> Sources:
    return tuple(sorted({pair for key in event.reports for pair in sources.get(split_key(key)[0], ())}))


def _gather_roles(event: MergedEvent, reports: Mapping[str, EventReport]) -> Roles:
    """Return each participant with each of the roles that the reports give it."""
    said = dict.fromkeys((entity, role) for key in sorted(event.reports) for role, entity in reports[key].roles)
    named = {entity for entity, _ in said}
    pairs = [*said, *((entity, "participant") for entity in event.participants if entity not in named)]
    return tuple((entity, role) for one in event.participants for entity, role in pairs if entity == one)


def _load_dates(connection: Connection, places: Iterable[Place]) -> dict[str, When]:
    """Return the date that each report gives, with how it is known."""
    mention, wanted = schema.event_mention, set(places)
    found = {}
    for piece in chunks(sorted({page for page, _ in wanted})):
        statement = select(mention, schema.page.c.sha256).join_from(mention, schema.page)
        fixes = load_fixes(connection, piece)
        for row in connection.execute(statement.where(mention.c.page_id.in_(piece))).mappings():
            place = row["page_id"], row["id"]
            if place in wanted:
                when = fix_when(parse_when(row, "dated") or When(), fixes.get(place, {}))
                found[format_key(row["sha256"], row["id"])] = when
    return found


def _choose_date(event: MergedEvent, dates: Mapping[str, When]) -> When:
    """Return the event's date in the words of the report that knows it best."""
    told = [(_BASES.index(dates[key].basis), key) for key in event.reports if dates[key].value == event.when]
    if told:
        return dates[min(told)[1]]
    return When(event.when, "inferred" if event.when else "unknown")


def remove_events(connection: Connection, ids: Iterable[str]) -> None:
    """Remove events with everything that belongs to them; their links go when links are brought up to date."""
    for piece in chunks(sorted(ids)):
        for table in (schema.metadata.tables[name] for name in _CHILDREN):
            connection.execute(delete(table).where(table.c.event_id.in_(piece)))
        connection.execute(delete(derived.event).where(derived.event.c.id.in_(piece)))


def write_events(connection: Connection, events: Sequence[Told]) -> None:
    """Write new events."""
    numbers = load_numbers(connection, {split_key(key)[0] for one in events for key in one.event.reports})
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in events:
        rows["event"].append(_event_row(one))
        for table, children in _child_rows(one, numbers).items():
            rows[table] += [{"event_id": one.event.id, **row} for row in children]
    for name in ("event", *_CHILDREN):
        insert_rows(connection, schema.metadata.tables[name], rows[name])


def _event_row(told: Told) -> dict[str, Any]:
    event = told.event
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "place": event.place,
        **format_when("dated", told.when),
        "first_day": first_day(event.when),
        "last_day": last_day(event.when),
        "seen": first_day(event.seen),
        "origins": event.origins,
        "digest": digest_event(told),
        "begun": _day(told, first_day(event.when)),
        "ended": _day(told, last_day(event.when)),
        "parties": len(set(event.participants)),
    }


def _day(told: Told, day: str | None) -> str:
    return day or first_day(told.event.seen) or ""


def _facets(told: Told) -> Iterable[tuple[str, str]]:
    yield from ((PERSON if who.startswith("person:") else BODY, who) for who in {who for who, _ in told.roles})
    yield from ((TOPIC, topic) for topic in set(told.event.topics))
    yield from told.sources


def _child_rows(told: Told, numbers: Mapping[str, int]) -> dict[str, list[dict[str, Any]]]:
    from dragoman.meaning.events import link_keys

    def part(key: str) -> dict[str, Any]:
        return {"page_id": numbers[split_key(key)[0]], "event_mention": split_key(key)[1]}

    event = told.event
    conflicts = {c.field: [(value, key) for value, keys in c.values for key in keys] for c in event.conflicts}
    return {
        "event_participant": [{"entity_id": e, "position": i, "role": r} for i, (e, r) in enumerate(told.roles)],
        "event_topic": [{"topic": topic} for topic in sorted(set(event.topics))],
        "event_facet": [
            {"field": field, "value": value, "begun": _day(told, first_day(event.when))}
            for field, value in sorted(_facets(told))
        ],
        "event_report": [part(key) for key in event.reports],
        "conflict": [
            {"field": field, "position": i, "value": value, **part(key)}
            for field, values in conflicts.items()
            for i, (value, key) in enumerate(values)
        ],
        "event_detail": [{**part(d.report), "what": d.what, "field": d.field, "value": d.value} for d in event.details],
        "event_key": [{"subject": subject} for subject in link_keys(event)],
    }
