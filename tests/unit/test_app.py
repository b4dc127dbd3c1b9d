"""The Python interface, with the project's own reader."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import msgspec
import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

import dragoman
from dragoman import app
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle

PLAIN = """en 2024-03-02 Herald
meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675].
"""
ENGLISH = """Tajik president receives guest

Dushanbe, 5 March 2024. President of Tajikistan Karim Daler met the Prime Minister of Kazakhstan Askar Dzhunusov in \
Dushanbe on Tuesday. The two sides discussed trade and energy, and agreed to meet again in Astana later in the year.
"""


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "choose_reader", lambda settings, name=None: nullcontext(make_plain_reader))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(PLAIN)
    (pages / "two.txt").write_text(PLAIN.replace("Herald", "Courier"))
    (pages / "void.txt").write_text(" ")
    return pages


def test_the_package_is_light_to_import() -> None:
    code = """
import sys, time
start = time.process_time()
import dragoman
spent = time.process_time() - start
heavy = [m for m in ("sqlalchemy", "alembic", "numpy", "click", "msgspec", "dragoman.model") if m in sys.modules]
assert not heavy, heavy
print(spent)
"""
    spent = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5)]
    assert min(spent) < 0.1


@pytest.mark.usefixtures("plain")
def test_reading_and_asking(tmp_path: Path, folder: Path) -> None:
    with dragoman.open(tmp_path / "news.db") as chronicle:
        report = chronicle.read([folder])
        assert (report.read, report.unchanged, report.rejected) == (2, 0, {"empty": 1})
        assert chronicle.read(str(folder)).unchanged == 2
        [event] = chronicle.timeline(who="Карим Далер", type="meet")
        assert sorted(r.quote.outlet or "" for r in event.reports) == ["Courier", "Herald"]
        assert chronicle.who("Daler")[0].label == "Karim Daler"
        assert chronicle.office("chair") == []
        assert chronicle.show("one").outlet == "Herald"
        assert chronicle.counts().pages == 2
        assert [found.kind for found in chronicle.entities(kind="place")] == ["place"]
        assert chronicle.conflicts() == []
        assert len(chronicle.digest()) == 64


@pytest.mark.usefixtures("plain")
def test_readings_of_a_run_are_in_the_form_of_the_scorer(tmp_path: Path, folder: Path) -> None:
    with dragoman.open(tmp_path / "news.db") as chronicle:
        report = chronicle.read([folder / "two.txt", folder / "one.txt"])
        readings = [json.loads(msgspec.json.encode(view)) for view in chronicle.readings(report)]
    assert [reading["id"] for reading in readings] == ["two", "one"]
    for reading in readings:
        assert set(reading) >= {"id", "lang", "title", "published", "text", "entities", "offices", "events"}
        assert {"id", "kind", "name", "mentions"} <= set(reading["entities"][0])
        [event] = reading["events"]
        assert {"type", "participants", "place", "date", "status", "quote"} <= set(event)
        assert event["quote"] in reading["text"]
        assert {*event["participants"], event["place"]} == {entity["id"] for entity in reading["entities"]}
    assert readings[0]["entities"][0]["id"] == readings[1]["entities"][0]["id"]


def test_the_default_reader_reads_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(ENGLISH)
    with dragoman.open(tmp_path / "news.db") as chronicle:
        report = chronicle.read(tmp_path / "page.txt")
        assert (report.read, report.rejected) == (1, {})
        [reading] = chronicle.readings(report)
        assert (reading.id, reading.lang) == ("page", "en")
        assert "Karim Daler" in {surface for entity in reading.entities for surface in entity.mentions}
        assert all(event.reports for event in chronicle.timeline())


def test_opening_finishes_what_a_kill_left(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    killed = SqlChronicle(path, sense=load_sense())
    page = make_page("one", PLAIN)
    killed.store(page, PlainReader().read(page))
    assert killed.is_stale()
    killed.close()
    with dragoman.open(path) as chronicle:
        assert [event.type for event in chronicle.timeline()] == ["meet"]


def test_who_may_only_read_still_gets_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.db"
    stale = SqlChronicle(path, sense=load_sense())
    page = make_page("one", PLAIN)
    stale.store(page, PlainReader().read(page))
    stale.close()

    def refuse(self: SqlChronicle) -> None:
        raise dragoman.StoreError("the file cannot be written")

    monkeypatch.setattr(SqlChronicle, "refresh", refuse)
    with dragoman.open(path) as chronicle:
        assert chronicle.counts().pages == 1
        assert chronicle.timeline() == []


def test_the_store_is_that_of_the_settings_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_STORE", "here.db")
    dragoman.open().close()
    assert (tmp_path / "here.db").is_file()
    dragoman.open(settings=dragoman.Settings(store="there.db")).close()
    assert (tmp_path / "there.db").is_file()
    with pytest.raises(dragoman.StoreError, match="there is no chronicle"):
        dragoman.open("nowhere.db", create=False)


def test_a_missing_page_is_a_usage_error_and_stores_nothing(tmp_path: Path) -> None:
    with dragoman.open(tmp_path / "news.db") as chronicle:
        with pytest.raises(dragoman.UsageError, match="no such file"):
            chronicle.read(tmp_path / "none.txt")
        assert chronicle.counts().pages == 0


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        dragoman.shut  # noqa: B018
    assert set(dragoman.__all__) <= set(dir(dragoman))


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, text=True, check=True)
    assert "timeline" in done.stdout
