"""Events as PLOVER and CAMEO have them, and what they lack."""

import json

import pytest
from msgspec.structs import replace
from tests.unit.exports.cases import NASTY, export, make_event

from dragoman.exports.cameo import CAMEO_COLUMNS
from dragoman.exports.plover import alpha_3
from dragoman.language.ontology import CONTEXTS, load_contexts
from dragoman.language.packs import load_pack
from dragoman.model import When


def read_record(**given: object) -> dict:
    return json.loads(export("plover", make_event(**given)))


def test_guest_acts_on_host_and_offices_give_the_country() -> None:
    record = read_record()
    (actor,), (recipient,) = record["actor"], record["recipient"]
    assert (actor["name"], actor["code"]) == ("Anna Petrova", None)
    assert (recipient["name"], recipient["code"]) == ("Karim Daler", "TJK")
    assert recipient["office"] == {"title": "foreign-minister", "of": "territory:TJ", "of_name": "Tajikistan"}
    assert recipient["identifier_id"] == "Q1"
    assert (record["event"], record["mode"]) == (["CONSULT"], ["visit"])
    assert record["context"] == ["natural_resource", "territory"]
    assert record["event_loc"]["code"] == "TJK" and record["text_info"] == {"sequence": 1, "start": 10, "end": 44}
    assert len(record["dragoman"]["reports"]) == 2 and record["dragoman"]["origins"] == 2


def test_an_office_counts_only_while_it_was_held() -> None:
    assert read_record(when=When("2020-01-01", "stated"))["recipient"][0]["office"] is None


@pytest.mark.parametrize(
    ("given", "type", "mode"),
    [
        ({"status": "planned"}, ["AGREE"], ["future"]),
        ({"status": "denied"}, ["REJECT"], ["negation"]),
        ({"when": When("2019-05", "stated")}, ["CONSULT"], ["visit", "historical"]),
        ({"type": "state"}, [], []),
    ],
)
def test_status_gives_type_and_auxiliary_mode(given: dict, type: list[str], mode: list[str]) -> None:
    record = read_record(**given)
    assert (record["event"], record["mode"]) == (type, mode)
    assert bool(record["dragoman"]["lacks"]) == (not type)


def test_a_row_of_a_table_may_name_another_type() -> None:
    row = next(row for row in load_pack("en").rows("frames") if row.get("plover"))
    event = make_event(type=row["type"], status="happened")
    first, second = event.reports
    told = replace(event, reports=(first, replace(second, rule=f"frames.tsv:{row.line}")))
    usual, chosen = (json.loads(export("plover", one))["event"] for one in (event, told))
    assert chosen == [row["plover"]] != usual


def test_the_source_has_its_original_title() -> None:
    assert read_record()["cite_info"]["title"] == "Встреча {у озера} & 100%"


@pytest.mark.parametrize(
    ("value", "date"),
    [("2024-03-12", "2024-03-12"), ("2024-03", None), ("2024", None), ("2024-03-12/2024-03-14", "2024-03-12")],
)
def test_no_day_is_made_of_a_month(value: str, date: str | None) -> None:
    record = read_record(when=When(value, "stated"))
    assert (record["date"], record["dragoman"]["when"]["edtf"]) == (date, value)
    assert (read_cameo(make_event(when=When(value, "stated")))[0]["date"] == "") == (value != "2024-03-12")


def test_only_contexts_of_the_manual_are_used() -> None:
    used = {context for contexts in load_contexts().values() for context in contexts}
    assert len(CONTEXTS) == 37 and used <= CONTEXTS and len(used) > 10


def read_cameo(*events: object) -> list[dict[str, str]]:
    head, *lines = export("cameo", *events).decode().splitlines()
    assert tuple(head.split("\t")) == CAMEO_COLUMNS
    return [dict(zip(CAMEO_COLUMNS, line.split("\t"), strict=True)) for line in lines]


def test_cameo_has_a_line_for_each_pair_of_sides() -> None:
    (line,) = read_cameo(make_event())
    assert (line["date"], line["source"], line["target"], line["code"]) == ("20240312", "---", "TJK", "04")
    lines = read_cameo(make_event(names=["a", "b", "c", "d"]), make_event(when=None, names=[]))
    assert len(lines) == 5 and (lines[4]["date"], lines[4]["source_name"]) == ("", "")


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_a_line(name: str) -> None:
    assert len(read_cameo(make_event(names=[name]))) == 1
    assert len(export("plover", make_event(names=[name])).splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "old"), [("FR", "FRA"), ("CD", "COD"), ("TL", "TLS"), ("MM", "MMR"), ("DE", "DEU"), ("YE", "YEM")]
)
def test_a_state_has_its_code_of_today(code: str, old: str) -> None:
    assert alpha_3(code) == old
