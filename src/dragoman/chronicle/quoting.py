"""Loads the sentences that say a fact."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Table, and_, func, select

from dragoman.chronicle import schema
from dragoman.chronicle.answers import Quote, Report
from dragoman.chronicle.corrected import Fixes, fix_when, load_fixes, name_fixed
from dragoman.chronicle.corrections import PLACE, STATUS, VERDICT
from dragoman.chronicle.dialects import chunks, lies_in
from dragoman.chronicle.labels import Labels, load_labels
from dragoman.chronicle.members import Place, format_key
from dragoman.chronicle.rows import Row, parse_list, parse_when
from dragoman.chronicle.source_notes import load_source_notes, name_outlet
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.model import Span, When

_AROUND = (
    schema.page.c.sha256,
    schema.page.c.name.label("page_name"),
    schema.page.c.address,
    schema.article.c.language,
    schema.article.c.outlet,
    schema.article.c.published,
)


def load_reports(connection: Connection, places: Iterable[Place]) -> dict[Place, Report]:
    """Return the reports of event mentions, by page number and mention id."""
    rows = _load(connection, schema.event_mention, column="id", places=places)
    names = _load_names(connection, rows)
    fixes = load_fixes(connection, {row["page_id"] for row in rows})
    labels = load_labels(connection, {fixed[PLACE] or "" for fixed in fixes.values() if PLACE in fixed})
    reports = {(row["page_id"], row["id"]): _report(row, names) for row in rows}
    return {place: _fix(report, fixes.get(place), labels) for place, report in reports.items()}


def _fix(report: Report, fixes: Fixes | None, labels: Labels) -> Report:
    """Return a report as people correct it, which says what they corrected."""
    if not fixes:
        return report
    said = {"corrected": name_fixed(fixes)}
    if PLACE in fixes:
        place = fixes[PLACE]
        report = replace(report, place=labels.get(place, ("", place))[1] if place else None, place_basis="corrected")
    return replace(
        report,
        when=fix_when(report.when, fixes),
        status=fixes.get(STATUS) or report.status,
        accepted=fixes.get(VERDICT) == "accept",
        **said,
    )


def _load_names(connection: Connection, rows: Iterable[Row]) -> dict[Place, str]:
    """Return the names, as their own pages give them, of those whom reports are told by."""
    referent = schema.referent.c
    places = {(row["page_id"], name) for row in rows for name in (*parse_list(row["reported_by"]), row["place"] or "")}
    found: dict[Place, str] = {}
    for piece in chunks(sorted(places), 250):
        statement = select(referent.page_id, referent.id, referent.name)
        statement = statement.where(lies_in(referent.page_id, referent.id, piece))
        found.update({(row[0], row[1]): row[2] for row in connection.execute(statement)})
    return found


def load_office_quotes(connection: Connection, places: Iterable[tuple[int, int]]) -> dict[str, Quote]:
    """Return the sentences of office mentions, by observation key."""
    rows = _load(connection, schema.office_mention, column="position", places=places)
    return {format_key(row["sha256"], str(row["position"])): quote_row(row) for row in rows}


def quote_row(row: Row) -> Quote:
    """Return the sentence of a mention that was loaded with its page and article."""
    span = Span(row["sentence_start"], row["sentence_stop"])
    return Quote(
        text=" ".join(row["said"].split()),
        page=row["page_name"],
        address=row["address"],
        sha256=row["sha256"],
        span=span,
        language=row["language"],
        outlet=name_outlet(row["outlet"], row["sources"]),
        published=row["published"],
        sources=row["sources"],
    )


def _load(
    connection: Connection, table: Table, *, column: str, places: Iterable[tuple[int, Any]], whole: bool = False
) -> list[Row]:
    """Load mentions with what is said of their pages, and the text of the sentence, or with ``whole`` of the page."""
    found: list[Row] = []
    wanted, text = set(places), schema.article.c.text
    said = (
        text if whole else func.substr(text, table.c.sentence_start + 1, table.c.sentence_stop - table.c.sentence_start)
    )
    for piece in chunks(sorted(wanted), 250):
        statement = (
            select(table, *_AROUND, said.label("said"))
            .join_from(table, schema.page)
            .join(schema.article, and_(schema.article.c.page_id == table.c.page_id))
            .where(lies_in(table.c.page_id, table.c[column], piece))
        )
        rows = [r for r in connection.execute(statement).mappings() if (r["page_id"], r[column]) in wanted]
        notes = load_source_notes(connection, (row["page_id"] for row in rows))
        found += ({**row, "sources": notes.get(row["page_id"], ())} for row in rows)
    return found


def _report(row: Row, names: Mapping[Place, str]) -> Report:
    reporters = tuple(names.get((row["page_id"], name), name) for name in parse_list(row["reported_by"]))
    return Report(
        quote=quote_row(row),
        when=parse_when(row, "dated") or When(),
        status=row["status"],
        reported_by=reporters,
        place=names.get((row["page_id"], row["place"] or "")),
        place_basis=row["place_basis"],
        rule=row["rule"],
        key=format_key(row["sha256"], row["id"]),
    )


def load_naming_quotes(connection: Connection, places: Iterable[Place]) -> dict[Place, tuple[Quote, ...]]:
    """Return the sentences that name referents, each sentence once, in the order of the page."""
    found: dict[Place, dict[Span, Quote]] = {}
    for row in _load(connection, schema.mention, column="referent", places=places, whole=True):
        if row["form"] == "name":
            span = _sentence_around(row["said"], row["start"], language=row["language"])
            said = {"sentence_start": span.start, "sentence_stop": span.stop, "said": span.of(row["said"])}
            quote = quote_row({**row, **said})
            found.setdefault((row["page_id"], row["referent"]), {})[span] = quote
    return {place: tuple(quotes[span] for span in sorted(quotes)) for place, quotes in found.items()}


def _sentence_around(text: str, position: int, *, language: str) -> Span:
    """Return the sentence of a position, its line where the language has no pack."""
    start, stop = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = Span(start, stop if stop >= 0 else len(text))
    if language not in list_packs():
        return line
    sentences = split_sentences(text, line, load_pack(language))
    return next((span for span in sentences if span.start <= position < span.stop), line)
