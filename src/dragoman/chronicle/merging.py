"""Brings events up to date: merges the reports of all pages and writes only what came out differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, format_key, split_key
from dragoman.chronicle.resolving import load_numbers, take_pending
from dragoman.chronicle.rows import Row, format_when, parse_list, parse_when
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.verdicts import load_judgements
from dragoman.language.organisation_tables import is_outlet
from dragoman.meaning.events import EventReport, MergedEvent
from dragoman.model import Span, When

Roles = tuple[tuple[str, str], ...]

_BASES = ("stated", "counted", "inferred", "unknown")


class _Told(Struct, frozen=True):
    """An event with what its reports add: roles, the date with its basis, and the day of the first report."""

    event: MergedEvent
    roles: Roles
    when: When
    seen: str | None


def refresh_events(connection: Connection, sense: Sense) -> None:
    """Merge the reports again, if any of them or of their participants changed."""
    if not take_pending(connection, "event"):
        return
    reports, dates = load_reports(connection), _load_dates(connection)
    told = [
        _Told(event, _gather_roles(event, reports), _choose_date(event, dates), _first_seen(event, reports))
        for event in sense.merge_events(tuple(reports.values()), load_judgements(connection, EVENT))
    ]
    new = {one.event.id: _digest(one) for one in told}
    old = {row[0]: row[1] for row in connection.execute(select(derived.event.c.id, derived.event.c.digest))}
    _remove_events(connection, {key for key, digest in old.items() if new.get(key) != digest})
    _write_events(connection, [one for one in told if old.get(one.event.id) != new[one.event.id]])
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
            derived.story_page.c.copy_of,
        )
        .join_from(mention, schema.page)
        .join(article, article.c.page_id == mention.c.page_id)
        .outerjoin(derived.story_page, derived.story_page.c.page_id == mention.c.page_id)
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
    statement = select(role.page_id, role.event, role.name, role.referent).order_by(
        role.page_id, role.event, role.position
    )
    for row in connection.execute(statement):
        found[row[0], row[1]].append((row[2], row[3]))
    return found


def _report(row: Row, roles: Iterable[tuple[str, str]], members: Mapping[Place, str]) -> EventReport:
    page = row["page_id"]
    taken = tuple((name, members[page, referent]) for name, referent in roles if (page, referent) in members)
    return EventReport(
        key=format_key(row["sha256"], row["id"]),
        page=row["sha256"],
        type=row["type"],
        participants=tuple(dict.fromkeys(entity for _, entity in taken)),
        roles=taken,
        place=members.get((page, row["place"])) if row["place"] else None,
        when=row["dated"],
        status=row["status"],
        published=row["published"],
        outlet=_source(row, members),
        quote=Span(row["sentence_start"], row["sentence_stop"]).of(row["text"]),
        language=row["language"],
        topics=parse_list(row["topics"]),
        copy_of=row["copy_of"],
    )


def _source(row: Row, members: Mapping[Place, str]) -> str | None:
    """Return the innermost outlet that the page names for an event, else the page's own.

    An agency quoted by five papers is one origin; a person whom five papers heard is not.
    """
    told = (members.get((row["page_id"], name), name) for name in reversed(parse_list(row["reported_by"])))
    return next((name for name in told if is_outlet(name)), row["outlet"])


def _digest(told: _Told) -> str:
    return sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()[:32]


def _first_seen(event: MergedEvent, reports: Mapping[str, EventReport]) -> str | None:
    return min((day for key in event.reports if (day := first_day(reports[key].published))), default=None)


def _gather_roles(event: MergedEvent, reports: Mapping[str, EventReport]) -> Roles:
    """Return each participant with each of the roles that the reports give it."""
    said = dict.fromkeys((entity, role) for key in sorted(event.reports) for role, entity in reports[key].roles)
    named = {entity for entity, _ in said}
    pairs = [*said, *((entity, "participant") for entity in event.participants if entity not in named)]
    return tuple((entity, role) for one in event.participants for entity, role in pairs if entity == one)


def _load_dates(connection: Connection) -> dict[str, When]:
    """Return the date that each report gives, with how it is known."""
    mention = schema.event_mention
    statement = select(mention, schema.page.c.sha256).join_from(mention, schema.page)
    rows = connection.execute(statement).mappings()
    return {format_key(row["sha256"], row["id"]): parse_when(row, "dated") or When() for row in rows}


def _choose_date(event: MergedEvent, dates: Mapping[str, When]) -> When:
    """Return the event's date in the words of the report that knows it best."""
    told = [(_BASES.index(dates[key].basis), key) for key in event.reports if dates[key].value == event.when]
    if told:
        return dates[min(told)[1]]
    return When(event.when, "inferred" if event.when else "unknown")


def _remove_events(connection: Connection, ids: Iterable[str]) -> None:
    children = derived.event_participant, derived.event_topic, derived.event_report, derived.conflict
    for piece in chunks(sorted(ids)):
        for table in children:
            connection.execute(delete(table).where(table.c.event_id.in_(piece)))
        connection.execute(delete(derived.event).where(derived.event.c.id.in_(piece)))


def _write_events(connection: Connection, events: Sequence[_Told]) -> None:
    numbers = load_numbers(connection, {split_key(key)[0] for one in events for key in one.event.reports})
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in events:
        rows["event"].append(_event_row(one))
        for table, children in _child_rows(one, numbers).items():
            rows[table] += [{"event_id": one.event.id, **row} for row in children]
    for table in ("event", "event_participant", "event_topic", "event_report", "conflict"):
        insert_rows(connection, schema.metadata.tables[table], rows[table])


def _event_row(told: _Told) -> dict[str, Any]:
    event = told.event
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "place": event.place,
        **format_when("dated", told.when),
        "first_day": first_day(event.when),
        "last_day": last_day(event.when),
        "seen": told.seen,
        "origins": event.origins,
        "digest": _digest(told),
    }


def _child_rows(told: _Told, numbers: Mapping[str, int]) -> dict[str, list[dict[str, Any]]]:
    def part(key: str) -> dict[str, Any]:
        return {"page_id": numbers[split_key(key)[0]], "event_mention": split_key(key)[1]}

    conflicts = {c.field: [(value, key) for value, keys in c.values for key in keys] for c in told.event.conflicts}
    return {
        "event_participant": [{"entity_id": e, "position": i, "role": r} for i, (e, r) in enumerate(told.roles)],
        "event_topic": [{"topic": topic} for topic in sorted(set(told.event.topics))],
        "event_report": [part(key) for key in told.event.reports],
        "conflict": [
            {"field": field, "position": i, "value": value, **part(key)}
            for field, values in conflicts.items()
            for i, (value, key) in enumerate(values)
        ],
    }
