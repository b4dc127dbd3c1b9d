"""Watch lists in files: taken row by row, and written so that they come back."""

import csv
import io
import json
from csv import DictWriter

import pytest
from tests.unit.chronicle.test_following import DALER, Store, read, report

from dragoman.chronicle.exchange import parse_rows
from dragoman.chronicle.following.exchange import COLUMNS, Taken, form_rows, parse_lists, take_rows
from dragoman.chronicle.sql import SqlChronicle

LISTS = """list,who,with,title,of,type,place,entity_kind,remark
lake,Karim Daler,,,,,,,first
lake,Далер Карим,Анну Петрову,,,,,,
lake,,,chair,Lake Council,,,,
lake,,,,,meet,Bishkek,,
,Nobody Known,,,,,,,
,,,king of the hill,,,,,
,,,,,dance,,,
"""


def take(chronicle: SqlChronicle, text: str) -> Taken:
    return take_rows(chronicle.following, parse_lists(text), name="watch", owner="")


def test_each_row_is_taken_by_itself(lake: SqlChronicle) -> None:
    made = take(lake, LISTS)
    assert [row.outcome for row in made.rows] == ["added", "added", "added", "added", "waiting", "refused", "refused"]
    assert made.ignored == ("remark",)
    assert "no office" in made.rows[5].note
    assert "no type 'dance'" in made.rows[6].note
    assert [entry.kind for entry in lake.following.find("lake", "", reader="").entries] == [
        "entity", "pair", "office", "filter",
    ]  # fmt: skip
    again = take(lake, LISTS)
    assert again.counts == {"known": 5, "refused": 2}


def test_a_name_of_several_is_reported_with_candidates(lake: SqlChronicle, store: Store) -> None:
    lind = "[Otto Lind|person]"
    read(
        lake, store, one=report("visit happened 2024", f"{lind} rested."), two=report("call happened 2020", f"{lind}.")
    )
    lake.judgements.split("Otto Lind", pages=["two"], by="ann")
    made = take(lake, "who\nOtto Lind\nKarim Daler\n")
    assert [row.outcome for row in made.rows] == ["ambiguous", "added"]
    assert [one.name for one in made.rows[0].candidates] == ["Otto Lind", "Otto Lind"]
    ids = [one.id for one in made.rows[0].candidates]
    assert take(lake, f"who_id\n{ids[0]}\n").counts == {"added": 1}


@pytest.mark.parametrize("form", ["csv", "lines", "array"])
def test_lists_come_back_as_they_went(lake: SqlChronicle, form: str) -> None:
    take(lake, LISTS)
    before = [row for view in lake.following.lists("", reader="") for row in form_rows(view)]
    text = write(before, form)
    for view in lake.following.lists("", reader=""):
        lake.following.remove(view.name, "")
    made = take(lake, text)
    assert made.counts == {"added": 4, "waiting": 1}
    assert [row for view in lake.following.lists("", reader="") for row in form_rows(view)] == before


def write(rows: list[dict[str, str]], form: str) -> str:
    if form == "lines":
        return "\n".join(map(json.dumps, rows))
    if form == "array":
        return json.dumps(rows, indent=2, ensure_ascii=False)
    page = io.StringIO()
    writer = DictWriter(page, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()


def test_elsewhere_names_count_where_ids_are_not_known(lake: SqlChronicle, store: Store) -> None:
    rows = "who,who_id\nKarim Daler,person:0000000000\n"
    assert take(lake, rows).counts == {"added": 1}
    assert take(lake, "who_id\nperson:0000000000\n").counts == {"refused": 1}


def test_a_waiting_name_of_a_file_takes_effect(lake: SqlChronicle, store: Store) -> None:
    take(lake, "who\nOtto Lind\n")
    read(lake, store, new=report("visit happened 2024-06-01", f"{DALER} met [Otto Lind|person]."))
    assert len(lake.following.alerts("watch", "", reader="")) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('[{"who": "a"},\n {"who": "b"}]', [{"who": "a"}, {"who": "b"}]),
        ('{"who": "a"}\n{"who": "b"}', [{"who": "a"}, {"who": "b"}]),
        ('{\n "who": "a",\n "conflicts": true\n}', [{"who": "a", "conflicts": "1"}]),
        ("who\r\na\r\n", [{"who": "a"}]),
    ],
    ids=["array", "lines", "object", "csv"],
)
def test_every_form_of_a_file_is_read(text: str, rows: list[dict[str, str]]) -> None:
    assert parse_rows(text) == rows


def test_what_is_malformed_is_said(lake: SqlChronicle) -> None:
    assert take(lake, '{"who": "a"}\n{"who": ').rows[1].outcome == "refused"
    assert take(lake, "[1]").rows[0].note == "no JSON object"
    assert take(lake, "who\na,b,c\n").rows[0].outcome == "refused"


def test_what_no_reader_can_take_is_malformed_and_ends_nothing() -> None:
    usual = csv.field_size_limit(1_000)
    try:
        [row, broken] = parse_rows(f"who\r\na\r\n{'b' * 2_000}\r\n")
    finally:
        csv.field_size_limit(usual)
    assert row == {"who": "a"}
    assert "field larger than field limit" in broken["malformed"]
    [deep, fine] = parse_rows("{" + '"a": {' * 20_000 + "\n" + '{"who": "a"}')
    assert (list(deep), fine) == (["malformed"], {"who": "a"})
