"""Storing pages: once, in one transaction, replaced as a whole, lost never."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle import schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import insert_rows
from dragoman.chronicle.loading import load_readings
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import StoreError
from dragoman.model import Duplicate, Rejected, Unchanged

WRITER = """
import sys
from dragoman.chronicle import open_chronicle
from tests.unit.chronicle.plain_reader import PlainReader, make_page
chronicle = open_chronicle(sys.argv[1])
for number in range(100000):
    told = f"meet happened | [Karim Daler|person] met [Guest N{number}|person]."
    page = make_page(f"p{number}", "en 2024-03-02 Herald\\n" + told)
    chronicle.store(page, PlainReader().read(page))
    print(number, flush=True)
"""


def test_a_reading_comes_back_as_it_went_in(chronicle: SqlChronicle) -> None:
    page = make_page("lake-ru", PAGES["lake-ru"])
    reading = PlainReader().read(page)
    chronicle.store(page, reading)
    with chronicle.engine.connect() as connection:
        assert [found for _, found in load_readings(connection, [1])] == [reading]


def test_bytes_are_known_again_under_any_address(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    page = make_page("lake-en", PAGES["lake-en"])
    assert chronicle.recall(page, reader="plain-1") is None
    store(chronicle, **{"lake-en": PAGES["lake-en"]})
    assert chronicle.recall(page, reader="plain-1") == Unchanged("lake-en", page.address, page.sha256)
    copy = make_page("a-copy", PAGES["lake-en"])
    assert chronicle.recall(copy, reader="plain-1") == Duplicate(
        "a-copy", copy.address, copy.sha256, page.sha256, "bytes"
    )
    assert chronicle.recall(copy, reader="plain-1") == Unchanged("a-copy", copy.address, copy.sha256)
    assert [view.id for view in chronicle.readings()] == ["a-copy"]  # the least address names the page in any order
    assert chronicle.show("lake-en") == chronicle.show("a-copy")


def test_another_reader_reads_again_and_replaces(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    page = make_page("lake-en", PAGES["lake-en"])
    store(chronicle, **PAGES)
    before = chronicle.counts()
    assert chronicle.recall(page, reader="plain-2") is None
    store(chronicle, version="plain-2", **PAGES)
    assert chronicle.counts() == before
    assert chronicle.recall(page, reader="plain-2") == Unchanged("lake-en", page.address, page.sha256)


def test_what_a_page_no_longer_says_goes_away(lake: SqlChronicle) -> None:
    page = make_page("lake-en", PAGES["lake-en"])
    thinner = make_page("lake-en", "en 2024-03-02 Herald\nsay | [Karim Daler|person] was there.")
    lake.store(page, PlainReader("plain-2").read(thinner))
    assert lake.is_stale()
    lake.refresh()
    told = [report.quote.page for found in lake.timeline(EventQuery()) for report in found.reports]
    assert told == ["lake-ru", "lake-ru"]
    assert [quote.page for tenure in lake.office("chair") for quote in tenure.quotes] == ["later-en", "later-en"]


def test_storing_twice_changes_nothing(lake: SqlChronicle, store: Callable[..., None]) -> None:
    before = lake.digest()
    store(lake, **PAGES)
    assert lake.is_stale()
    lake.refresh()
    assert lake.digest() == before
    assert not lake.is_stale()


def test_rejections_are_stored_counted_and_remembered(chronicle: SqlChronicle) -> None:
    page = make_page("void", " ")
    rejected = Rejected("void", page.address, "empty", sha256=page.sha256)
    chronicle.reject(rejected, page=page, reader="plain-1")
    chronicle.reject(Rejected("gone", "pages/gone.txt", "unreadable", "no permission"), page=None, reader="plain-1")
    chronicle.reject(Rejected("gone", "pages/gone.txt", "unreadable", "no permission"), page=None, reader="plain-1")
    assert chronicle.counts().rejected == {"empty": 1, "unreadable": 1}
    assert chronicle.recall(page, reader="plain-1") == rejected
    assert chronicle.recall(page, reader="plain-2") is None


def test_a_page_that_can_be_read_after_all_is_no_rejection_any_more(chronicle: SqlChronicle) -> None:
    page = make_page("lake-en", PAGES["lake-en"])
    chronicle.reject(Rejected("lake-en", page.address, "no-text", sha256=page.sha256), page=page, reader="plain-0")
    chronicle.store(page, PlainReader().read(page))
    assert (chronicle.counts().rejected, chronicle.counts().pages) == ({}, 1)


def test_a_page_that_failed_in_the_reader_is_tried_again(chronicle: SqlChronicle) -> None:
    page = make_page("odd", "odd")
    chronicle.reject(Rejected("odd", page.address, "failed", "fault", page.sha256), page=page, reader="plain-1")
    assert chronicle.recall(page, reader="plain-1") is None


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_full_disk_is_a_store_error_and_loses_nothing(lake: SqlChronicle) -> None:
    before = lake.digest()

    @event.listens_for(lake.engine, "connect")
    def shrink(connection: sqlite3.Connection, record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    lake.engine.dispose()
    page = make_page("long", "en - -\n" + "say | [Karim Daler|person] spoke at length. " * 20000)
    with pytest.raises(StoreError, match="disk is full") as caught:
        lake.store(page, PlainReader().read(page))
    assert caught.value.exit_code == 4
    assert lake.digest() == before


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_store_that_another_writes_for_too_long_is_a_store_error(lake: SqlChronicle, path: Path) -> None:
    impatient = SqlChronicle(path, sense=load_sense(), patience=0.05)
    page = make_page("more", PAGES["lake-en"] + " ")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program has been writing"):
            impatient.store(page, PlainReader().read(page))
        assert len(list(impatient.readings())) == 3  # readers are not kept waiting
    impatient.close()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_read_only_database_can_be_asked_but_not_written(lake: SqlChronicle) -> None:
    @event.listens_for(lake.engine, "connect")
    def protect(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    lake.engine.dispose()
    page = make_page("more", PAGES["lake-en"] + " ")
    with pytest.raises(StoreError, match="cannot be written"):
        lake.store(page, PlainReader().read(page))
    assert lake.counts().pages == 3


def test_a_kill_loses_at_most_the_page_in_hand(path: Path, root: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    acknowledged = [int(next(writer.stdout)) for _ in range(12)]
    time.sleep(0.013)
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    writer.wait()
    chronicle = SqlChronicle(path, sense=load_sense())
    with chronicle.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        for table in (schema.page, schema.article, schema.content):
            stored = connection.execute(select(func.count()).select_from(table)).scalar_one()
            assert len(acknowledged) <= stored <= len(acknowledged) + 1
        assert connection.execute(select(func.count()).select_from(schema.role)).scalar_one() == 2 * stored
    assert chronicle.is_stale()
    chronicle.refresh()
    assert not chronicle.is_stale()
    told = [report.quote.page for found in chronicle.timeline(EventQuery()) for report in found.reports]
    assert sorted(told) == sorted(f"p{number}" for number in range(stored))
    chronicle.close()


def test_rows_in_bulk_that_cannot_be_written_are_a_store_error(lake: SqlChronicle) -> None:
    with read(lake.engine) as connection:
        row = dict(connection.execute(select(schema.page)).mappings().first() or {})
    with pytest.raises(StoreError), write(lake.engine) as connection:
        insert_rows(connection, schema.page, [row] * 30)
    assert lake.counts().pages == len(PAGES)
