"""Brings tenures up to date: infers again every office of which a mention, a holder or a body changed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, format_key
from dragoman.chronicle.resolving import load_numbers, take_pending
from dragoman.chronicle.rows import format_list, format_when, parse_when
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.writing import base_title
from dragoman.meaning.offices import OfficeObservation, Tenure
from dragoman.model import Span


def refresh_tenures(connection: Connection, sense: Sense) -> None:
    """Infer the tenures of every office title that is pending."""
    titles = sorted(take_pending(connection, "office"))
    if not titles:
        return
    members = _load_entity_map(connection)
    references = load_references(connection)
    for title in titles:
        observations = _load_observations(connection, title, members=members, references=references)
        before = _load_tenures(connection, title)
        _remove_tenures(connection, before)
        _write_tenures(connection, title, tenures=sense.infer_tenures(observations))
        log_changes(connection, "tenure", before=before, after=_load_tenures(connection, title))


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


def _observe(row: Mapping[str, Any], members: Mapping[Place, str], references: Mapping[str, str]) -> OfficeObservation:
    of = members.get((row["page_id"], row["of"])) if row["of"] else None
    return OfficeObservation(
        key=format_key(row["sha256"], str(row["position"])),
        holder=members[row["page_id"], row["holder"]],
        title=row["title"],
        of=of or references.get(row["of_reference"] or ""),
        of_reference=row["of_reference"],
        status=row["status"],
        published=row["published"],
        since=parse_when(row, "since"),
        until=parse_when(row, "until"),
        page=row["sha256"],
        quote=Span(row["sentence_start"], row["sentence_stop"]).of(row["text"]),
    )


def _load_tenures(connection: Connection, title: str) -> dict[str, object]:
    statement = select(derived.tenure).where(derived.tenure.c.office == title)
    return {row.id: tuple(row) for row in connection.execute(statement)}


def _remove_tenures(connection: Connection, tenures: Mapping[str, object]) -> None:
    for piece in chunks(sorted(tenures)):
        connection.execute(delete(derived.tenure_observation).where(derived.tenure_observation.c.tenure_id.in_(piece)))
        connection.execute(delete(derived.tenure).where(derived.tenure.c.id.in_(piece)))


def _write_tenures(connection: Connection, title: str, *, tenures: Sequence[Tenure]) -> None:
    named = {name_tenure(tenure): tenure for tenure in tenures}
    insert_rows(connection, derived.tenure, [_tenure_row(key, title, tenure) for key, tenure in named.items()])
    observed = {key.partition(":")[0] for tenure in tenures for key in tenure.observations}
    numbers = load_numbers(connection, observed)
    rows = [
        {"tenure_id": key, "page_id": numbers[seen.partition(":")[0]], "position": int(seen.partition(":")[2])}
        for key, tenure in named.items()
        for seen in dict.fromkeys(tenure.observations)
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
        "of_reference": getattr(tenure, "of_reference", None),
        "holder": tenure.holder,
        **format_when("started", tenure.start),
        **format_when("stopped", tenure.stop),
        "first_seen": tenure.first_seen,
        "last_seen": tenure.last_seen,
        "contested_by": format_list(tuple(tenure.contested_by)),
    }
