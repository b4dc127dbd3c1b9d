"""Brings tenures up to date: infers again every office of which a mention, a holder or a body changed."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, delete, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.corrected import load_rejected_offices
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, format_key, load_numbers, split_key
from dragoman.chronicle.representing import mark_events_of
from dragoman.chronicle.resolving import take_pending
from dragoman.chronicle.rows import Row, format_list, parse_list
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.writing import base_title
from dragoman.meaning.offices import OfficeObservation, Tenure
from dragoman.model import Span

_CHAIR = "chair"
_STATE = "territory:"
_STATE_OFFICES = frozenset(
    {"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister", "deputy-minister"}
)


def refresh_tenures(connection: Connection, sense: Sense) -> None:
    """Infer the tenures of every office title that is pending."""
    pending = take_pending(connection, "office")
    if not pending:
        return
    titles = sorted(pending | {_CHAIR})  # whose state a chair is held for is told by other offices
    members = _load_entity_map(connection)
    references = load_references(connection)
    rejected = load_rejected_offices(connection)
    refused = name_observations(connection, rejected)
    for title in titles:
        observations = _load_observations(connection, title, members=members, references=references)
        observations = tuple(one for one in observations if one.key not in refused)
        if title == _CHAIR:
            observations = _add_lands(connection, observations, members, rejected=rejected)
        before = _load_tenures(connection, title)
        _remove_tenures(connection, before)
        _write_tenures(connection, title, tenures=sense.infer_tenures(observations))
        after = _load_tenures(connection, title)
        log_changes(connection, "tenure", before=before, after=after)
        mark_events_of(connection, before.values(), after.values())


def name_observations(connection: Connection, places: Collection[tuple[int, int]]) -> set[str]:
    """Return the keys of the observations at some positions of pages."""
    page = schema.page.c
    digests: dict[int, str] = {}
    for piece in chunks(sorted({number for number, _ in places})):
        rows = connection.execute(select(page.id, page.sha256).where(page.id.in_(piece)))
        digests.update((row[0], row[1]) for row in rows)
    return {format_key(digests[number], str(position)) for number, position in places}


def load_references(connection: Connection) -> dict[str, str]:
    """Return the entity of each table id that the chronicle names."""
    entity = derived.entity.c
    rows = connection.execute(select(entity.reference, entity.id).where(entity.reference.is_not(None)))
    return {row[0]: row[1] for row in rows.all()[::-1]}


def _load_entity_map(connection: Connection) -> dict[Place, str]:
    table, office = derived.entity_member.c, schema.office_mention.c
    pages = select(office.page_id).distinct()
    rows = connection.execute(select(table.page_id, table.referent, table.entity_id).where(table.page_id.in_(pages)))
    return {(row.page_id, row.referent): row.entity_id for row in rows}


def _load_observations(
    connection: Connection, title: str, *, members: Mapping[Place, str], references: Mapping[str, str]
) -> tuple[OfficeObservation, ...]:
    office, article = schema.office_mention, schema.article
    statement = (
        select(office, schema.page.c.sha256, article.c.text, article.c.published)
        .join_from(office, schema.page)
        .join(article, article.c.page_id == office.c.page_id)
        .where((office.c.title == title) | office.c.title.startswith(f"{title}/", autoescape=True))
        .order_by(schema.page.c.sha256, office.c.position)
    )
    rows = connection.execute(statement).mappings()
    return tuple(_observe(row, members, references) for row in rows if (row["page_id"], row["holder"]) in members)


def _observe(row: Row, members: Mapping[Place, str], references: Mapping[str, str]) -> OfficeObservation:
    of = members.get((row["page_id"], row["of"])) if row["of"] else None
    return OfficeObservation(
        key=format_key(row["sha256"], str(row["position"])),
        holder=members[row["page_id"], row["holder"]],
        title=row["title"],
        of=of or references.get(row["of_reference"] or ""),
        of_reference=row["of_reference"],
        status=row["status"],
        published=row["published"],
        since=row["since"],
        until=row["until"],
        acting=bool(row["acting"]),
        page=row["sha256"],
        quote=Span(row["sentence_start"], row["sentence_stop"]).of(row["text"]),
    )


def _add_lands(
    connection: Connection,
    observations: Sequence[OfficeObservation],
    members: Mapping[Place, str],
    *,
    rejected: Collection[tuple[int, int]],
) -> tuple[OfficeObservation, ...]:
    """Say of which state each holder is, by the state offices that any page gives it."""
    office = schema.office_mention.c
    held = select(office.page_id, office.position, office.holder, office.title, office.of_reference)
    lands: dict[str, set[str]] = {}
    for row in connection.execute(held.where(office.of_reference.startswith(_STATE))):
        holder = members.get((row.page_id, row.holder))
        if (row.page_id, row.position) in rejected:
            continue
        if holder is not None and base_title(row.title) in _STATE_OFFICES:
            lands.setdefault(holder, set()).add(row.of_reference)
    return tuple(replace(one, lands=tuple(sorted(lands.get(one.holder, ())))) for one in observations)


def _load_tenures(connection: Connection, title: str) -> dict[str, Row]:
    statement = select(derived.tenure).where(derived.tenure.c.office == title)
    return {row["id"]: dict(row) for row in connection.execute(statement).mappings()}


def _remove_tenures(connection: Connection, tenures: Mapping[str, object]) -> None:
    for piece in chunks(sorted(tenures)):
        connection.execute(delete(derived.tenure_observation).where(derived.tenure_observation.c.tenure_id.in_(piece)))
        connection.execute(delete(derived.tenure).where(derived.tenure.c.id.in_(piece)))


def _write_tenures(connection: Connection, title: str, *, tenures: Sequence[Tenure]) -> None:
    named = {name_tenure(tenure): tenure for tenure in tenures}
    insert_rows(connection, derived.tenure, [_tenure_row(key, title, tenure) for key, tenure in named.items()])
    observed = {split_key(key)[0] for tenure in tenures for key in tenure.observations}
    numbers = load_numbers(connection, observed)
    rows = [
        {
            "tenure_id": key,
            "page_id": numbers[split_key(seen)[0]],
            "position": int(split_key(seen)[1]),
            "ordinal": ordinal,
        }
        for key, tenure in named.items()
        for ordinal, seen in enumerate(dict.fromkeys(tenure.observations))
    ]
    insert_rows(connection, derived.tenure_observation, rows)


def name_tenure(tenure: Tenure) -> str:
    """Return the id of a tenure: a digest of its office, its holder and its least observation."""
    parts = tenure.title, tenure.of or "", tenure.holder, min(tenure.observations, default="")
    return "tenure:" + sha256("\n".join(parts).encode()).hexdigest()[:16]


def _tenure_row(key: str, title: str, tenure: Tenure) -> dict[str, Any]:
    return {
        "id": key,
        "office": base_title(title),
        "title": tenure.title,
        "of": tenure.of,
        "holder": tenure.holder,
        "started": tenure.start,
        "stopped": tenure.stop,
        "first_seen": tenure.first_seen,
        "last_seen": tenure.last_seen,
        "ended_by": tenure.ended_by,
        "over": int(tenure.over),
        "contested_by": format_list(tuple(tenure.contested_by)),
        "acting": int(tenure.acting),
        "not_before": tenure.not_before,
        "side": tenure.side,
    }


def load_tenures(connection: Connection, *where: ColumnElement[bool]) -> list[tuple[str, Tenure]]:
    """Return the tenures of a condition with their ids, by office, then by time."""
    table = derived.tenure.c
    first = func.coalesce(table.started, table.first_seen, table.stopped, "9999")
    rows = connection.execute(
        select(derived.tenure).where(*where).order_by(table.title, table.of, first, table.id)
    ).all()
    seen = _load_observed(connection, [row.id for row in rows])
    return [(row.id, _parse_tenure(row._mapping, seen.get(row.id, ()))) for row in rows]


def _load_observed(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    table = derived.tenure_observation.c
    found: dict[str, tuple[str, ...]] = {}
    for piece in chunks(ids):
        statement = (
            select(table.tenure_id, schema.page.c.sha256, table.position)
            .join_from(derived.tenure_observation, schema.page, schema.page.c.id == table.page_id)
            .where(table.tenure_id.in_(piece))
            .order_by(table.tenure_id, table.ordinal)
        )
        for tenure, digest, position in connection.execute(statement):
            found[tenure] = (*found.get(tenure, ()), format_key(digest, str(position)))
    return found


def _parse_tenure(row: Row, observations: tuple[str, ...]) -> Tenure:
    return Tenure(
        title=row["title"],
        of=row["of"],
        holder=row["holder"],
        start=row["started"],
        stop=row["stopped"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        observations=observations,
        contested_by=parse_list(row["contested_by"]),
        ended_by=row["ended_by"],
        over=bool(row["over"]),
        acting=bool(row["acting"]),
        not_before=row["not_before"],
        side=row["side"],
    )
