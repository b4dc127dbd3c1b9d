"""What is exported is read back by libraries that know nothing of Dragoman."""

import csv
import io
import json
import re
from datetime import date

import bibtexparser
import feedparser
import icalendar
import networkx
import pytest
from lxml import etree
from pyarrow import parquet
from pyld import jsonld
from tests.unit.exports.cases import NASTY, export, make_event, make_quote, make_tenure

from dragoman.chronicle.cells import guard, unguard
from dragoman.exports.columns import TABLES
from dragoman.model import When

NO_DATE = make_event("event:0", when=None)
CLEAN = re.compile(r"[\x00-\x1f\x7f\ufffe\ufffd\u202e\u2066-\u2069]|\s")


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_an_event_with_all_its_evidence() -> None:
    first, second = read_csv(export("csv", make_event(), NO_DATE))
    assert (first["date"], first["precision"], first["basis"], first["origins"]) == (
        "2024-03-12",
        "day",
        "counted",
        "2",
    )
    assert (first["address"], first["quote_start"], first["quote_stop"]) == (make_quote(1).address, "10", "44")
    assert [one["quote"]["text"] for one in json.loads(first["evidence"])] == [make_quote(1).text, "Daler met Petrova."]
    assert (first["plover"], first["plover_mode"], first["cameo"]) == ("CONSULT", "visit", "04")
    assert (second["date"], second["precision"], second["first_day"], second["seen"]) == ("", "none", "", "2024-03-13")


@pytest.mark.parametrize("name", NASTY)
def test_no_cell_is_a_formula_and_every_cell_can_be_had_back(name: str) -> None:
    (row,) = read_csv(export("csv", make_event(names=[name])))
    assert unguard(row["participants"]) == name
    assert not any(cell[:1] in "=+-@\t\r" for cell in row.values() if cell)
    assert guard(guard("-1")) == "''-1" and unguard(unguard("''-1")) == "-1"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_csv_and_parquet_agree(table: str) -> None:
    given = {"tenures": [make_tenure()], "entities": []}
    rows = read_csv(export("csv", make_event(), NO_DATE, subject=table, **given))
    read = parquet.read_table(io.BytesIO(export("parquet", make_event(), NO_DATE, subject=table, **given)))
    columns = [column.name for column in TABLES[table]]
    assert read.column_names == columns and read.num_rows == len(rows)
    assert all(read.schema.field(name).metadata[b"meaning"] for name in columns)
    for row, record in zip(rows, read.to_pylist(), strict=True):
        assert list(row) == columns
        assert {k: v for k, v in row.items() if v} == {k: as_cell(v) for k, v in record.items() if as_cell(v)}


def as_cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def test_atom_says_languages_and_holds_every_sentence() -> None:
    content = export("atom", make_event(), NO_DATE, base="https://dragoman.example/")
    feed = feedparser.parse(content)
    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.language) == (0, "atom10", "Lake & Co", "en")
    assert [entry.id.partition("/event/")[2] for entry in feed.entries] == ["event%3A1", "event%3A0"]
    first = feed.entries[0]
    assert first.updated == "2024-03-13T00:00:00Z" and "2 independent origins" in first.content[0].value
    assert {link.href for link in first.links if link.rel == "via"} == {make_quote(1).address, make_quote(2).address}
    raw = etree.fromstring(content).find(".//{*}content").text
    assert f'<blockquote lang="fa" dir="rtl" cite="{make_quote(1).address.replace("&", "&amp;")}">' in raw
    assert [tag.term for tag in first.tags] == ["meet", "energy", "border"]


@pytest.mark.parametrize("name", NASTY)
def test_xml_and_json_feeds_survive_any_name(name: str) -> None:
    event = make_event(names=[name], quotes=[make_quote(text=name)])
    root = etree.fromstring(export("atom", event))
    wanted = CLEAN.sub("", name)
    assert wanted in CLEAN.sub("", root.find(".//{*}entry/{*}title").text)
    assert wanted in CLEAN.sub("", etree.HTML(root.find(".//{*}content").text).findtext(".//blockquote"))
    item = json.loads(export("jsonfeed", event))["items"][0]
    assert wanted in CLEAN.sub("", item["title"]) and "\u202e" not in item["title"]
    assert item["_dragoman"]["reports"][0]["quote"]["text"] == name


def test_json_feed_has_what_the_standard_asks_for() -> None:
    feed = json.loads(export("jsonfeed", make_event(), NO_DATE))
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["language"] == "en"
    assert all(item["id"] and item["content_html"] for item in feed["items"])
    when = feed["items"][0]["_dragoman"]["when"]
    assert (when["edtf"], when["precision"], when["basis"], when["words"]) == ("2024-03-12", "day", "counted", "دیروز")


@pytest.mark.parametrize(
    ("value", "start", "stop"),
    [
        ("2024-03-12", date(2024, 3, 12), date(2024, 3, 13)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2023", date(2023, 1, 1), date(2024, 1, 1)),
        ("2022-01-06/2022-01-07", date(2022, 1, 6), date(2022, 1, 8)),
    ],
)
def test_calendar_entries_span_what_the_date_leaves_open(value: str, start: date, stop: date) -> None:
    calendar = icalendar.Calendar.from_ical(export("ics", make_event(when=When(value, "stated"))))
    (entry,) = calendar.walk("VEVENT")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt, entry["X-DRAGOMAN-DATE"]) == (start, stop, value)
    assert (str(entry["UID"]), str(entry["STATUS"]), entry["GEO"].to_ical()) == ("event:1", "CONFIRMED", "38.5;68.75")
    assert make_quote(1).text in entry["DESCRIPTION"]


def test_calendar_marks_what_is_planned_and_keeps_what_no_page_dates() -> None:
    events = [make_event(status="planned"), make_event(status="denied"), NO_DATE]
    calendar = icalendar.Calendar.from_ical(export("ics", *events))
    assert [str(one["STATUS"]) for one in calendar.walk("VEVENT")] == ["TENTATIVE", "CANCELLED"]
    (journal,) = calendar.walk("VJOURNAL")
    assert "DTSTART" not in journal and journal["X-DRAGOMAN-PRECISION"] == "none"


@pytest.mark.parametrize("name", NASTY)
def test_calendar_lines_are_short_and_survive_any_name(name: str) -> None:
    content = export("ics", make_event(names=[name]))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (entry,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert CLEAN.sub("", name) in CLEAN.sub("", str(entry["SUMMARY"]))


@pytest.mark.parametrize("name", NASTY)
def test_network_is_read_by_networkx(name: str) -> None:
    events = [make_event(names=["Karim Daler", name]), make_event("event:2", when=None, names=["Karim Daler", name])]
    events += [make_event("event:3", status="denied", names=["a", "b", "c"])]
    graph = networkx.read_gexf(io.BytesIO(export("gexf", *events)))
    assert set(graph) == {"person:0", "person:2"}
    assert CLEAN.sub("", graph.nodes["person:2"]["label"]) == CLEAN.sub("", name)
    assert graph.nodes["person:0"]["label_fa"] == "کریم دالر"
    edge = graph.edges["person:0", "person:2"]
    assert (edge["events"], edge["undated"], edge["origins"], edge["start"]) == (2, 1, 4, "2024-03-12")
    assert (edge["quote"], edge["start_offset"], edge["address"]) == (make_quote(1).text, 10, make_quote(1).address)


def test_bibtex_cites_each_page_once_with_its_original_title() -> None:
    content = export("bibtex", make_event(), NO_DATE).decode()
    entries = read_bibtex(content)
    assert len(entries) == 2
    first = next(iter(entries.values()))
    assert (first["date"], first["urldate"], first["langid"]) == ("2024-03-13", "2024-03-14", "persian")
    assert "Встреча" in first["title"] and first["annotation"] == make_quote(1).text
    assert first["url"].replace("\\", "") == make_quote(1).address


def read_bibtex(content: str) -> dict[str, dict[str, str]]:
    library = bibtexparser.parse_string(content)
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


@pytest.mark.parametrize("name", NASTY)
def test_bibtex_survives_any_sentence(name: str) -> None:
    ((_, entry),) = read_bibtex(export("bibtex", make_event(quotes=[make_quote(text=name)])).decode()).items()
    assert {"title", "url", "langid"} <= set(entry)


def test_csl_has_dates_as_parts_and_the_sentence() -> None:
    first, second = json.loads(export("csl", make_event(), NO_DATE))
    assert first["issued"] == {"date-parts": [[2024, 3, 13]]} and first["accessed"] == {"date-parts": [[2024, 3, 14]]}
    assert (first["language"], first["title"], first["URL"]) == (
        "fa",
        "Встреча {у озера} & 100%",
        make_quote(1).address,
    )
    assert first["custom"]["quote"]["start"] == 10 and second["note"] == "Daler met Petrova."


def test_linked_data_expands_without_fetching_and_loses_nothing() -> None:
    document = json.loads(export("jsonld", make_event(names=["Karim Daler", NASTY[1]]), NO_DATE))
    first, second = jsonld.expand(document)
    schema, ours = "https://schema.org/", "https://dragoman.invalid/terms#"
    assert first["@type"] == [f"{schema}Event"] and f"{schema}startDate" not in second
    assert first[f"{ours}basis"] == [{"@value": "counted"}] and first[f"{ours}origins"] == [{"@value": 2}]
    person = first[f"{schema}attendee"][0][f"{schema}attendee"][0]
    names = {one["@language"]: one["@value"] for one in person[f"{schema}name"]}
    assert names == {"en": "Karim Daler", "ru": "Карим Далер", "fa": "کریم دالر"}
    quoted = first[f"{schema}subjectOf"][0]
    assert quoted[f"{schema}text"] == [{"@value": make_quote(1).text, "@language": "fa"}]
    again = jsonld.expand(jsonld.compact([first, second], document["@context"]))
    assert jsonld.normalize(again) == jsonld.normalize(document) != ""


@pytest.mark.parametrize(
    ("value", "start", "stop"),
    [
        ("2024-03", "2024-03", None),
        ("2024-03-12/2024-03-14", "2024-03-12", "2024-03-14"),
        ("2024-03-12", "2024-03-12", None),
    ],
)
def test_linked_data_have_dates_as_exact_as_they_are_known(value: str, start: str, stop: str | None) -> None:
    (node,) = json.loads(export("jsonld", make_event(when=When(value, "stated"))))["@graph"]
    assert (node["startDate"], node.get("endDate")) == (start, stop)


def test_linked_data_of_entities_has_their_offices() -> None:
    from tests.unit.exports.cases import describe

    entities = describe(["person:0"]).values()
    (person,) = jsonld.expand(json.loads(export("jsonld", subject="entities", entities=entities)))
    office = person["https://schema.org/hasOccupation"][0]
    assert office["https://schema.org/roleName"] == [{"@value": "foreign-minister"}]
    assert office["https://schema.org/subjectOf"]
