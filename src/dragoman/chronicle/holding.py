"""Brings tenures up to date: infers again every office of which a mention, a holder or a body changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, delete, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.corrected import load_rejected_offices
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import format_key
from dragoman.chronicle.representing import mark_events_of
from dragoman.chronicle.resolving import take_pending
from dragoman.chronicle.rows import Row, format_list, parse_list
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.writing import base_title
from dragoman.meaning.offices import OfficeObservation, Tenure

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
    references = load_references(connection)
    rejected = load_rejected_offices(connection)
    refused = name_observations(connection, rejected)
    for title in titles:
        observations = _load_observations(connection, title, references)
        places = {one.key: place for one, place in observations if one.key not in refused}
        seen = tuple(one for one, _ in observations if one.key in places)
        if title == _CHAIR:
            seen = _add_lands(connection, seen, rejected)
        _replace_tenures(connection, title, sense.infer_tenures(seen), places=places)


def _replace_tenures(
    connection: Connection, title: str, tenures: Sequence[Tenure], *, places: Mapping[str, tuple[int, int]]
) -> None:
    """Write the tenures of a title that came out differently, and mark what depends on them."""
    named = {name_tenure(tenure): tenure for tenure in tenures}
    after = {key: _tenure_row(key, title, tenure) for key, tenure in named.items()}
    told = {key: tuple(places[seen] for seen in dict.fromkeys(one.observations)) for key, one in named.items()}
    before, known = _load_tenures(connection, title), _load_places(connection, title)
    changed = {
        key
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key) or known.get(key, ()) != told.get(key, ())
    }
    _remove_tenures(connection, changed & before.keys())
    written = sorted(changed & after.keys())
    insert_rows(connection, derived.tenure, [after[key] for key in written])
    rows = [
        {"tenure_id": key, "page_id": page, "position": position, "ordinal": ordinal}
        for key in written
        for ordinal, (page, position) in enumerate(told[key])
    ]
    insert_rows(connection, derived.tenure_observation, rows)
    log_changes(connection, "tenure", before=before, after=after)
    holders = {state[key]["holder"] for state in (before, after) for key in changed & state.keys()}
    mark_events_of(
        connection, *([row for row in state.values() if row["holder"] in holders] for state in (before, after))
    )


def _load_places(connection: Connection, title: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the pages and positions that the tenures of a title were seen at so far, in their order."""
    seen, tenure = derived.tenure_observation.c, derived.tenure.c
    statement = (
        select(seen.tenure_id, seen.page_id, seen.position)
        .join_from(derived.tenure_observation, derived.tenure, tenure.id == seen.tenure_id)
        .where(tenure.office == title)
        .order_by(seen.tenure_id, seen.ordinal)
    )
    rows = groupby(connection.execute(statement), key=itemgetter(0))
    return {key: tuple((page, position) for _, page, position in places) for key, places in rows}


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


def _load_observations(
    connection: Connection, title: str, references: Mapping[str, str]
) -> list[tuple[OfficeObservation, tuple[int, int]]]:
    """Return what pages say of the holders of an office, each with its page and position."""
    office, article = schema.office_mention, schema.article
    held, owner = derived.entity_member.alias(), derived.entity_member.alias()
    statement = (
        select(office, schema.page.c.sha256, article.c.published, held.c.entity_id, owner.c.entity_id.label("owner"))
        .join_from(office, schema.page)
        .join(article, article.c.page_id == office.c.page_id)
        .join(held, (held.c.page_id == office.c.page_id) & (held.c.referent == office.c.holder))
        .outerjoin(owner, (owner.c.page_id == office.c.page_id) & (owner.c.referent == office.c.of))
        .where((office.c.title == title) | office.c.title.startswith(f"{title}/", autoescape=True))
    )
    return [(_observe(row, references), (row.page_id, row.position)) for row in connection.execute(statement)]


def _observe(row: Any, references: Mapping[str, str]) -> OfficeObservation:
    return OfficeObservation(
        key=format_key(row.sha256, str(row.position)),
        holder=row.entity_id,
        title=row.title,
        of=row.owner or references.get(row.of_reference or ""),
        of_reference=row.of_reference,
        status=row.status,
        published=row.published,
        since=row.since,
        until=row.until,
        acting=bool(row.acting),
        page=row.sha256,
    )


def _add_lands(
    connection: Connection, observations: Sequence[OfficeObservation], rejected: Collection[tuple[int, int]]
) -> tuple[OfficeObservation, ...]:
    """Say of which state each holder is, by the state offices that any page gives it."""
    office, held = schema.office_mention.c, derived.entity_member.c
    joined = (held.page_id == office.page_id) & (held.referent == office.holder)
    columns = office.page_id, office.position, office.title, office.of_reference, held.entity_id
    statement = select(*columns).join_from(derived.entity_member, schema.office_mention, joined)
    lands: dict[str, set[str]] = {}
    for piece in chunks(sorted({one.holder for one in observations})):
        for row in connection.execute(statement.where(held.entity_id.in_(piece))):
            state = (row.of_reference or "").startswith(_STATE) and base_title(row.title) in _STATE_OFFICES
            if state and (row.page_id, row.position) not in rejected:
                lands.setdefault(row.entity_id, set()).add(row.of_reference)
    return tuple(replace(one, lands=tuple(sorted(lands.get(one.holder, ())))) for one in observations)


def _load_tenures(connection: Connection, title: str) -> dict[str, Row]:
    statement = select(derived.tenure).where(derived.tenure.c.office == title)
    return {row["id"]: dict(row) for row in connection.execute(statement).mappings()}


def _remove_tenures(connection: Connection, tenures: Iterable[str]) -> None:
    for piece in chunks(sorted(tenures)):
        connection.execute(delete(derived.tenure_observation).where(derived.tenure_observation.c.tenure_id.in_(piece)))
        connection.execute(delete(derived.tenure).where(derived.tenure.c.id.in_(piece)))


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
        select(derived.tenure).where(*where).order_by(table.title, func.coalesce(table.of, ""), first, table.id)
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
