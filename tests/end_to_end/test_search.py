"""Searching the example pages from the command line and from Python."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call

import dragoman

FSI, PDI = "\u2068", "\u2069"


@pytest.fixture(scope="module")
def store(copy_examples: Callable[[], Path]) -> Path:
    return copy_examples()


def ask(store: Path, *words: object) -> Ended:
    ended = call("--store", store, "search", *words)
    assert ended.code == 0, ended.errors
    return ended


def test_a_name_is_found_in_four_languages(store: Path) -> None:
    answer = json.loads(ask(store, "Демирсой", "--json").output)
    assert {hit["quote"]["language"] for hit in answer["hits"]} >= {"en", "fa", "ru"}
    [entity] = answer["entities"]
    assert entity["name"] == "Orhan Demirsoy"
    narrow = json.loads(ask(store, "Демирсой", "--exact", "--json").output)
    assert {hit["quote"]["language"] for hit in narrow["hits"]} == {"ru"}
    without = json.loads(ask(store, "Демирсой", "--not-entity", entity["id"], "--json").output)
    assert without["entities"] == []


def test_the_table_says_whom_a_name_means_and_marks_it(store: Path) -> None:
    output = ask(store, "Демирсой", "--limit", 2).output
    assert "Orhan Demirsoy" in output
    assert "[" in output
    assert "2 of " in output
    assert "--after" in output
    assert output.count(FSI) == output.count(PDI)


def test_the_cursor_goes_on(store: Path) -> None:
    first = json.loads(ask(store, "who:Valizoda", "--limit", 3, "--json").output)
    second = json.loads(ask(store, "who:Valizoda", "--limit", 3, "--after", first["cursor"], "--json").output)
    pages = [[(hit["quote"]["sha256"], hit["quote"]["span"]) for hit in one["hits"]] for one in (first, second)]
    assert len(pages[0]) == len(pages[1]) == 3
    assert not [one for one in pages[0] if one in pages[1]]


def test_a_spreadsheet_has_a_row_for_each_sentence(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(store, "type:meet", "--by-date", "--csv").output.lstrip("\ufeff"))))
    assert len(rows) > 3
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)
    assert all("meet" in row["events"] for row in rows)


def test_a_wrong_field_is_an_error_that_names_the_others(store: Path) -> None:
    ended = call("--store", store, "search", "colour:red")
    assert ended.code == 2
    assert "no field 'colour'; allowed: type, who, with, place" in ended.errors


def test_nothing_found_is_an_answer(store: Path) -> None:
    ended = ask(store, "submarine")
    assert ended.output.strip() == ""
    assert "no sentence on 16 pages" in ended.errors


def test_python_searches_too(store: Path) -> None:
    with dragoman.open(store) as chronicle:
        answer = chronicle.search("وزير الخارجية", limit=3)
        assert isinstance(answer, dragoman.SearchAnswer)
        assert {hit.quote.language for hit in answer.hits} == {"ar"}
        for hit in answer.hits:
            assert hit.highlights
            assert hit.quote.span.of(chronicle.show(hit.quote.page).text) == hit.quote.text
