"""The columns of tables, each with its kind and its meaning: what CSV and Parquet write, and the data dictionary."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from dragoman.chronicle.answers import Detail, EntityView, EventView, Quote, Report, TenureView
from dragoman.chronicle.days import first_day, last_day
from dragoman.exports.facts import form_quote, form_report
from dragoman.exports.matter import Matter
from dragoman.language.ontology import choose_plover_type, load_cameo_roots

Told = tuple[EventView, int]
"""One report of an event: the event, and which of its reports, from 0."""


class Column(NamedTuple):
    """One column: ``kind`` is ``text``, ``integer``, ``number``, ``boolean`` or ``list`` (of texts)."""

    name: str
    kind: str
    meaning: str
    get: Callable[[Any], Any]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _quote_columns(get: Callable[[Any], Quote | None], which: str) -> tuple[Column, ...]:
    def of(name: str) -> Callable[[Any], Any]:
        def value(record: Any) -> Any:
            quote = get(record)
            return form_quote(quote)[name] if quote else None

        return value

    return (
        Column("quote", "text", f"the sentence of {which}, in its script", of("text")),
        Column("quote_language", "text", "language of the sentence (BCP 47)", of("language")),
        Column("page", "text", "name of its page", of("page")),
        Column("address", "text", "address of its page", of("address")),
        Column("sha256", "text", "SHA-256 of the page's bytes", of("sha256")),
        Column(
            "quote_start", "integer", "where the sentence begins in the article's text, in code points", of("start")
        ),
        Column("quote_stop", "integer", "where it ends (not included)", of("stop")),
        Column("outlet", "text", "who published the page", of("outlet")),
        Column("published", "text", "the page's date (EDTF)", of("published")),
    )


def find_plover(event: EventView) -> tuple[str | None, str | None]:
    """Return type and mode in PLOVER, by the first report whose own rule names one that the table does not."""
    usual = choose_plover_type((event.type, event.status), "", language="en")
    for report in event.reports:
        found = choose_plover_type((event.type, event.status), report.rule, language=report.quote.language)
        if found != usual:
            return (found.type, found.mode or None) if found else (None, None)
    return (usual.type, usual.mode or None) if usual else (None, None)


def _days(get: Callable[[Any], str | None]) -> tuple[Column, Column]:
    return (
        Column("first_day", "text", "first day of the date (ISO 8601), for sorting", lambda one: first_day(get(one))),
        Column("last_day", "text", "last day of the date", lambda one: last_day(get(one))),
    )


def _list_conflicts(event: EventView) -> list[str]:
    return [f"{c.field}: {' / '.join(v.name or v.value for v in c.values)}" for c in event.conflicts]


def _list_evidence(event: EventView) -> str:
    return _json([form_report(report) for report in event.reports])


def _list_details(details: Iterable[Detail]) -> list[str]:
    return [f"{one.field}: {one.name}" for one in details]


EVENTS = (
    Column("id", "text", "id of the event", lambda e: e.id),
    Column("date", "text", "when it happened (EDTF); empty where no page says", lambda e: e.when.value),
    *_days(lambda e: e.when.value),
    Column("precision", "text", "`day`, `month`, `year`, `interval` or `none`", lambda e: e.when.precision),
    Column("basis", "text", "`corrected`, `stated`, `counted`, `inferred` or `unknown`", lambda e: e.when.basis),
    Column("seen", "text", "day on which it was first told", lambda e: e.seen),
    Column("type", "text", "type of event", lambda e: e.type),
    Column("status", "text", "`happened`, `planned` or `denied`", lambda e: e.status),
    Column("plover", "text", "type in PLOVER; empty where it has none", lambda e: find_plover(e)[0]),
    Column("plover_mode", "text", "mode in PLOVER", lambda e: find_plover(e)[1]),
    Column("cameo", "text", "root code in CAMEO", lambda e: load_cameo_roots().get(e.type)),
    Column("participants", "list", "who took part, by label", lambda e: [p.name for p in e.participants]),
    Column("participant_ids", "list", "the same by id", lambda e: [p.id for p in e.participants]),
    Column("roles", "list", "their roles, joined by `+`", lambda e: ["+".join(p.roles) for p in e.participants]),
    Column("place", "text", "where", lambda e: e.place.name if e.place else None),
    Column("place_id", "text", "the same by id", lambda e: e.place.id if e.place else None),
    Column("topics", "list", "topics, by id", lambda e: list(e.topics)),
    Column("reports", "integer", "how many pages report it", lambda e: len(e.reports)),
    Column("origins", "integer", "how many of them are independent", lambda e: e.origins),
    Column("languages", "list", "languages of the reports", lambda e: sorted({r.quote.language for r in e.reports})),
    Column("conflicts", "list", "on what the reports differ, `field: one / other`", _list_conflicts),
    *_quote_columns(lambda e: e.reports[0].quote if e.reports else None, "the first report"),
    Column("evidence", "text", "all reports as JSON: sentence, page, offsets, date, status", _list_evidence),
)  # fmt: skip


def _report(told: Told) -> Report:
    return told[0].reports[told[1]]


REPORTS = (
    Column("event", "text", "id of the event", lambda t: t[0].id),
    Column("number", "integer", "which report of the event, from 1", lambda t: t[1] + 1),
    Column("type", "text", "type of event", lambda t: t[0].type),
    Column("status", "text", "what this page says: `happened`, `planned` or `denied`", lambda t: _report(t).status),
    Column("date", "text", "when it happened as this page says (EDTF)", lambda t: _report(t).when.value),
    *_days(lambda t: _report(t).when.value),
    Column("precision", "text", "`day`, `month`, `year`, `interval` or `none`", lambda t: _report(t).when.precision),
    Column("basis", "text", "how this page's date is known", lambda t: _report(t).when.basis),
    Column("words", "text", "the words that the date came from", lambda t: _report(t).when.words),
    Column("place", "text", "the place in the page's own words", lambda t: _report(t).place),
    Column("place_basis", "text", "`stated`, `inferred`, `dateline` or `corrected`", lambda t: _report(t).place_basis),
    Column("reported_by", "list", "whom the page quotes, outermost first", lambda t: list(_report(t).reported_by)),
    Column("adds", "list", "what no other page says", lambda t: _list_details(_report(t).adds)),
    Column("leaves_out", "list", "what others say, not this page", lambda t: _list_details(_report(t).leaves_out)),
    Column("rule", "text", "what found it: a row of a table, or a model", lambda t: _report(t).rule),
    *_quote_columns(lambda t: _report(t).quote, "the report"),
)  # fmt: skip


def _first_quote(tenure: TenureView) -> Quote | None:
    return tenure.quotes[0] if tenure.quotes else None


OFFICES = (
    Column("id", "text", "id of the tenure", lambda t: t.id),
    Column("title", "text", "the office", lambda t: t.title),
    Column("of", "text", "id of the country or body", lambda t: t.of),
    Column("of_name", "text", "its label", lambda t: t.of_name),
    Column("holder", "text", "id of the holder", lambda t: t.holder),
    Column("name", "text", "label of the holder", lambda t: t.name),
    Column("names", "text", "names of the holder by language, as JSON", lambda t: _json(t.names)),
    Column("start", "text", "beginning that pages state (EDTF)", lambda t: t.start),
    Column("stop", "text", "end that pages state (EDTF)", lambda t: t.stop),
    Column("first_seen", "text", "date of the first page that saw the holder in office", lambda t: t.first_seen),
    Column("last_seen", "text", "date of the last one", lambda t: t.last_seen),
    Column("ended_by", "text", "date of the first page that speaks of a former holder", lambda t: t.ended_by),
    Column("not_before", "text", "date of the last page that calls the holder incoming", lambda t: t.not_before),
    Column("over", "boolean", "whether it is over", lambda t: t.over),
    Column("acting", "boolean", "whether the holder stands in for another", lambda t: t.acting),
    Column("contested_by", "list", "ids of others said to hold it at that time", lambda t: list(t.contested_by)),
    Column("gap", "text", "days before on which no page knows a holder (EDTF)", lambda t: t.gap),
    Column("provenance", "text", "empty for what pages say, else the reference", lambda t: t.provenance),
    *_quote_columns(_first_quote, "the first page that says so"),
    Column("evidence", "text", "all sentences as JSON", lambda t: _json([form_quote(q) for q in t.quotes])),
)  # fmt: skip


def _coordinate(place: int) -> Callable[[EntityView], float | None]:
    return lambda entity: entity.coordinates[place] if entity.coordinates else None


ENTITIES = (
    Column("id", "text", "id of the entity", lambda e: e.id),
    Column("kind", "text", "`person`, `organisation`, `country`, `place`", lambda e: e.kind),
    Column("label", "text", "how it is called in tables", lambda e: e.label),
    Column("names", "text", "names by language, the most frequent first, as JSON", lambda e: _json(e.names)),
    Column("pages", "integer", "how many pages name it", lambda e: e.pages),
    Column("country", "text", "id of its country", lambda e: e.country),
    Column("part_of", "text", "id of the body or country above it", lambda e: e.part_of),
    Column("latitude", "number", "degrees north (WGS 84)", _coordinate(0)),
    Column("longitude", "number", "degrees east", _coordinate(1)),
    Column("external", "text", "ids elsewhere by scheme, as JSON", lambda e: _json(e.external)),
)  # fmt: skip

TABLES: Mapping[str, tuple[Column, ...]] = {
    "events": EVENTS, "reports": REPORTS, "offices": OFFICES, "entities": ENTITIES,
}  # fmt: skip
"""The columns of each table, by what its rows are."""


def list_records(matter: Matter, table: str) -> Iterator[Any]:
    """Yield what the rows of a table are made of."""
    if table == "reports":
        return ((event, number) for event in matter.events for number in range(len(event.reports)))
    return iter({"events": matter.events, "offices": matter.tenures, "entities": matter.entities}[table])
