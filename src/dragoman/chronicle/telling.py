"""Loads events with their participants, reports and conflicts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, Table, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import ConflictingValue, ConflictView, EventView, Participant, Quote, Report
from dragoman.chronicle.changing import load_newest
from dragoman.chronicle.comparing import Details, label_value, load_details, load_linked
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.labels import Labels, load_labels
from dragoman.chronicle.members import Place
from dragoman.chronicle.quoting import load_reports
from dragoman.chronicle.rows import Row, parse_when
from dragoman.model import When

Rows = Mapping[str, Sequence[Row]]


def load_event_views(connection: Connection, ids: Sequence[str], *, reports: int | None = None) -> Iterator[EventView]:
    """Yield events in the order of their ids; one without a report left is not shown.

    Args:
        connection: The database.
        ids: The events.
        reports: No more than so many reports of each, the first that came out; all if left out.
    """
    for piece in chunks(ids, 250):
        yield from _load_piece(connection, piece, most=reports)


def _load_piece(connection: Connection, ids: Sequence[str], *, most: int | None) -> Iterator[EventView]:
    statement = select(derived.event).where(derived.event.c.id.in_(ids))
    heads = {row["id"]: row for row in connection.execute(statement).mappings()}
    taking, topics = (
        _children(connection, derived.event_participant, ids),
        _children(connection, derived.event_topic, ids),
    )
    told, conflicts = _children(connection, derived.event_report, ids), _children(connection, derived.conflict, ids)
    numbers = {key: len(rows) for key, rows in told.items()}
    if most is not None:
        told, conflicts = _choose_first(connection, told, most), _choose_said(conflicts, most)
    reports = load_reports(connection, (_place(row) for rows in (*told.values(), *conflicts.values()) for row in rows))
    named = [row["entity_id"] for rows in taking.values() for row in rows]
    said = [row["value"] for rows in conflicts.values() for row in rows]
    entities = load_labels(connection, [*named, *said, *(row["place"] for row in heads.values() if row["place"])])
    details, linked = load_details(connection, ids), load_linked(connection, ids)
    newest = load_newest(connection, {row["page_id"] for rows in told.values() for row in rows})
    for key in (key for key in ids if key in heads):
        mine = tuple(sorted(_reports(key, told[key], reports=reports, details=details), key=_report_order))
        mine = tuple(_mark_dropped(mine, newest))
        if mine:
            row = heads[key]
            yield EventView(
                id=key,
                type=row["type"],
                when=parse_when(row, "dated") or When(),
                place=_participant(row["place"], (), entities) if row["place"] else None,
                participants=tuple(_participants(taking[key], entities)),
                status=row["status"],
                topics=tuple(topic["topic"] for topic in topics[key]),
                reports=mine,
                origins=row["origins"],
                conflicts=tuple(_conflicts(conflicts[key], reports, entities)),
                seen=row["seen"],
                linked=linked.get(key, ()),
                told=numbers[key],
            )


def _choose_first(connection: Connection, told: Rows, most: int) -> Rows:
    """Return the reports of each event that came out first."""
    many = {row["page_id"] for rows in told.values() if len(rows) > most for row in rows}
    published: dict[int, tuple[str, str]] = {}
    for piece in chunks(sorted(many)):
        columns = schema.page.c.id, schema.article.c.published, schema.page.c.sha256
        statement = select(*columns).join_from(schema.page, schema.article).where(schema.page.c.id.in_(piece))
        published.update({row[0]: (row[1] or "9999", row[2]) for row in connection.execute(statement)})

    def order(row: Row) -> tuple[str, str, str]:
        return *published.get(row["page_id"], ("9999", "")), row["event_mention"]

    return {key: sorted(rows, key=order)[:most] if len(rows) > most else rows for key, rows in told.items()}


def _choose_said(conflicts: Rows, most: int) -> Rows:
    """Return a few of the reports that give each value of what reports differ on."""
    found: dict[str, list[Row]] = defaultdict(list)
    for key, rows in conflicts.items():
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for row in rows:
            counts[row["field"], row["value"]] += 1
            if counts[row["field"], row["value"]] <= most:
                found[key].append(row)
    return found


def _reports(event: str, rows: Sequence[Row], *, reports: Mapping[Place, Report], details: Details) -> Iterator[Report]:
    for place in map(_place, rows):
        if place in reports:
            adds, leaves_out = (details.get((event, place, what), ()) for what in ("adds", "leaves-out"))
            yield replace(reports[place], adds=adds, leaves_out=leaves_out)


def _mark_dropped(reports: Sequence[Report], newest: Mapping[str, str]) -> Iterator[Report]:
    """Mark the reports of older versions of pages whose newest version has none."""
    told = {report.quote.sha256 for report in reports}
    for report in reports:
        now = newest.get(report.quote.sha256)
        yield report if now is None or now in told else replace(report, dropped_by=now)


def _children(connection: Connection, table: Table, ids: Sequence[str]) -> Rows:
    found: dict[str, list[Row]] = defaultdict(list)
    statement = select(table).where(table.c.event_id.in_(ids)).order_by(*table.primary_key)
    for row in connection.execute(statement).mappings():
        found[row["event_id"]].append(row)
    return found


def _place(row: Row) -> Place:
    return row["page_id"], row["event_mention"]


def _report_order(report: Report) -> tuple[str, str, int]:
    return report.quote.published or "9999", report.quote.sha256, report.quote.span.start


def _participants(rows: Sequence[Row], entities: Labels) -> Iterator[Participant]:
    roles: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["position"]):
        roles.setdefault(row["entity_id"], []).append(row["role"])
    for entity, names in roles.items():
        yield _participant(entity, tuple(names), entities)


def _participant(entity: str, roles: tuple[str, ...], entities: Labels) -> Participant:
    kind, label = entities.get(entity, ("", entity))
    return Participant(entity, kind, label, roles)


def _conflicts(rows: Sequence[Row], reports: Mapping[Place, Report], entities: Labels) -> Iterator[ConflictView]:
    fields: dict[str, dict[str, list[Quote]]] = {}
    for row in rows:
        if _place(row) in reports:
            quotes = fields.setdefault(row["field"], {}).setdefault(row["value"], [])
            quotes.append(reports[_place(row)].quote)
    for field, values in fields.items():
        told = (
            ConflictingValue(value, tuple(quotes), label_value(value, entities)) for value, quotes in values.items()
        )
        yield ConflictView(rows[0]["event_id"], field, tuple(told))
