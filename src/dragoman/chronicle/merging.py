"""Brings events up to date: merges the reports of all pages and writes only what came out differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, format_key, split_key
from dragoman.chronicle.resolving import load_numbers, take_pending
from dragoman.chronicle.rows import format_when, parse_list, parse_when
from dragoman.chronicle.sense import Sense
from dragoman.meaning.events import EventReport, MergedEvent
from dragoman.model import Span, When

Roles = tuple[tuple[str, str], ...]


def refresh_events(connection: Connection, sense: Sense) -> None:
    """Merge the reports again, if any of them or of their participants changed."""
    if not take_pending(connection, "event"):
        return
    reports = load_reports(connection)
    merged = {event.id: event for event in sense.merge_events(tuple(reports.values()))}
    new = {key: _digest(event, reports) for key, event in merged.items()}
    old = {row[0]: row[1] for row in connection.execute(select(derived.event.c.id, derived.event.c.digest))}
    _remove_events(connection, {key for key, digest in old.items() if new.get(key) != digest})
    changed = [merged[key] for key, digest in sorted(new.items()) if old.get(key) != digest]
    _write_events(connection, changed, reports=reports, digests=new)
    log_changes(connection, "event", before=old, after=new)


def load_reports(connection: Connection) -> dict[str, EventReport]:
    """Load every report of an event with the entities that take part, by key, sorted."""
    members, roles = _load_entity_map(connection), _load_roles(connection)
    mention, article = schema.event_mention, schema.article
    statement = (
        select(
            mention,
            schema.page.c.sha256,
            article.c.text,
            article.c.published,
            article.c.outlet,
            article.c.language,
        )
        .join_from(mention, schema.page)
        .join(article, article.c.page_id == mention.c.page_id)
        .order_by(schema.page.c.sha256, mention.c.id)
    )
    rows = connection.execute(statement).mappings()
    found = (_report(row, roles[row["page_id"], row["id"]], members) for row in rows)
    return {report.key: report for report in found}


def _load_entity_map(connection: Connection) -> dict[Place, str]:
    table = derived.entity_member.c
    rows = connection.execute(select(table.page_id, table.referent, table.entity_id))
    return {(row[0], row[1]): row[2] for row in rows}


def _load_roles(connection: Connection) -> dict[Place, list[tuple[str, str]]]:
    role = schema.role.c
    found: dict[Place, list[tuple[str, str]]] = defaultdict(list)
    statement = select(role.page_id, role.event, role.name, role.referent).order_by(role.page_id, role.event, role.position)
    for row in connection.execute(statement):
        found[row[0], row[1]].append((row[2], row[3]))
    return found


def _report(row: Mapping[str, Any], roles: Iterable[tuple[str, str]], members: Mapping[Place, str]) -> EventReport:
    page = row["page_id"]
    taken = tuple((name, members[page, referent]) for name, referent in roles if (page, referent) in members)
    return EventReport(
        key=format_key(row["sha256"], row["id"]),
        page=row["sha256"],
        type=row["type"],
        participants=frozenset(entity for _, entity in taken),
        roles=taken,
        place=members.get((page, row["place"])) if row["place"] else None,
        when=parse_when(row, "dated") or When(),
        status=row["status"],
        published=row["published"],
        outlet=row["outlet"],
        quote=Span(row["sentence_start"], row["sentence_stop"]).of(row["text"]),
        language=row["language"],
        topics=parse_list(row["topics"]),
    )


def _digest(event: MergedEvent, reports: Mapping[str, EventReport]) -> str:
    roles = _gather_roles(event, reports)
    return sha256(msgspec.json.encode([event, roles], order="deterministic")).hexdigest()[:32]


def _gather_roles(event: MergedEvent, reports: Mapping[str, EventReport]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each participant once with the roles that the reports give it, most certain order first."""
    found: dict[str, list[str]] = {}
    for key in sorted(event.reports):
        for role, entity in reports[key].roles:
            found.setdefault(entity, []).append(role)
    for entity in sorted(set(event.participants) - found.keys()):
        found[entity] = ["participant"]
    return [(entity, tuple(dict.fromkeys(names))) for entity, names in found.items() if entity in event.participants]


def _remove_events(connection: Connection, ids: Iterable[str]) -> None:
    children = derived.event_participant, derived.event_topic, derived.event_report, derived.conflict
    for piece in chunks(sorted(ids)):
        for table in children:
            connection.execute(delete(table).where(table.c.event_id.in_(piece)))
        connection.execute(delete(derived.event).where(derived.event.c.id.in_(piece)))


def _write_events(
    connection: Connection, events: Sequence[MergedEvent], *, reports: Mapping[str, EventReport], digests: Mapping[str, str]
) -> None:
    numbers = load_numbers(connection, {split_key(key)[0] for event in events for key in event.reports})
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        rows["event"].append({**_event_row(event, reports), "digest": digests[event.id]})
        for table, children in _child_rows(event, reports, numbers).items():
            rows[table] += [{"event_id": event.id, **row} for row in children]
    for table in ("event", "event_participant", "event_topic", "event_report", "conflict"):
        insert_rows(connection, derived.metadata.tables[table], rows[table])


def _event_row(event: MergedEvent, reports: Mapping[str, EventReport]) -> dict[str, Any]:
    days = [day for key in event.reports if (day := first_day(reports[key].published))]
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "place": event.place,
        **format_when("dated", event.when),
        "first_day": first_day(event.when.value),
        "last_day": last_day(event.when.value),
        "seen": min(days, default=None),
        "origins": event.origins,
    }


def _child_rows(
    event: MergedEvent, reports: Mapping[str, EventReport], numbers: Mapping[str, int]
) -> dict[str, list[dict[str, Any]]]:
    parts = {key: (numbers[split_key(key)[0]], split_key(key)[1]) for key in event.reports}
    conflicts = [(c.field, i, v, parts[k]) for c in event.conflicts for i, (v, k) in enumerate(c.values)]
    return {
        "event_participant": [
            {"entity_id": entity, "position": i, "role": role}
            for i, (entity, role) in enumerate((e, r) for e, names in _gather_roles(event, reports) for r in names)
        ],
        "event_topic": [{"topic": topic} for topic in sorted(set(event.topics))],
        "event_report": [{"page_id": page, "event_mention": name} for page, name in parts.values()],
        "conflict": [
            {"field": field, "position": i, "value": value, "page_id": page, "event_mention": name}
            for field, i, value, (page, name) in conflicts
        ],
    }
