"""The archive: bytes come back as they came, faults are found, and what is let go takes nothing else along."""

import sqlite3
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.chronicle.database import write
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.model import Page, Told
from dragoman.runner.rebuilding import rebuild_pages


def change(chronicle: SqlChronicle, statement: str, *values: object) -> None:
    with write(chronicle.engine) as connection:
        connection.execute(text(statement), dict(zip(["value"], values, strict=False)))


def test_figures_count_pages_and_bytes_before_and_after_packing(lake: SqlChronicle) -> None:
    figures = lake.archive.figures()
    packed = sum(len(zlib.compress(text.encode(), 6)) for text in PAGES.values())
    assert (figures.pages, figures.without_bytes) == (len(PAGES), 0)
    assert (figures.bytes, figures.packed) == (sum(len(text.encode()) for text in PAGES.values()), packed)
    assert figures.ratio == pytest.approx(figures.bytes / packed)


def test_an_empty_archive_has_no_ratio(chronicle: SqlChronicle) -> None:
    assert (chronicle.archive.figures().ratio, list(chronicle.archive.list())) == (0.0, [])


def test_bytes_come_back_as_they_came(lake: SqlChronicle) -> None:
    found = {page.name: page for page in lake.archive.pages()}
    assert {name: page.content.decode() for name, page in found.items()} == PAGES
    assert [page.name for page in lake.archive.pages(["pages/lake-ru.txt", "lake-ru"])] == ["lake-ru"]
    assert all(page.fetched for page in found.values()), "where nothing else is known, the time of storing"


def test_a_page_that_is_not_there_is_a_usage_error(lake: SqlChronicle) -> None:
    with pytest.raises(UsageError, match="no page 'nowhere'"):
        list(lake.archive.pages(["nowhere"]))


def test_the_list_has_every_page_with_its_sizes(lake: SqlChronicle) -> None:
    rows = list(lake.archive.list())
    assert [row.name for row in rows] == sorted(PAGES)
    assert all(row.packed and row.bytes == len(PAGES[row.name].encode()) for row in rows)


def test_a_sound_chronicle_has_no_faults(lake: SqlChronicle) -> None:
    seen = []
    assert list(lake.archive.verify(lambda done, total: seen.append((done, total)))) == []
    assert seen[-1] == (len(PAGES), len(PAGES))


@pytest.mark.parametrize(
    ("statement", "values", "what"),
    [
        ("UPDATE content SET content = :value WHERE page_id = 1", [b"no zlib"], "bytes-unreadable"),
        ("UPDATE content SET content = :value WHERE page_id = 1", [zlib.compress(b"other words")], "bytes-differ"),
        ("UPDATE content SET content = substr(content, 1, 40) WHERE page_id = 1", [], "bytes-unreadable"),
        ("UPDATE page SET length = length + 1 WHERE id = 1", [], "bytes-differ"),
        ("DELETE FROM article WHERE page_id = 1", [], "no-text"),
        ("UPDATE article SET body_stop = 100000 WHERE page_id = 1", [], "span-outside"),
        ("UPDATE mention SET stop = 100000 WHERE page_id = 1 AND referent = 'r1'", [], "span-outside"),
        ("UPDATE mention SET surface = 'Nobody' WHERE page_id = 1 AND referent = 'r1'", [], "surface-differs"),
        ("UPDATE office_mention SET sentence_stop = -1 WHERE page_id = 1", [], "span-outside"),
        ("UPDATE event_mention SET trigger_start = 9, trigger_stop = 4 WHERE page_id = 1", [], "span-outside"),
        ("UPDATE event_report SET event_mention = 'e77' WHERE page_id = 1", [], "report-without-page"),
    ],
)
def test_what_is_wrong_is_found(lake: SqlChronicle, statement: str, values: list[object], what: str) -> None:
    change(lake, statement, *values)
    faults = list(lake.archive.verify())
    assert {fault.what for fault in faults} == {what}
    assert all(fault.where for fault in faults)


def test_bytes_that_are_let_go_leave_texts_and_evidence(lake: SqlChronicle) -> None:
    before = lake.digest()
    assert lake.archive.prune("all") == 0
    assert lake.archive.prune("none") == len(PAGES)
    figures = lake.archive.figures()
    assert (figures.pages, figures.without_bytes) == (0, len(PAGES))
    assert (lake.digest(), list(lake.archive.verify())) == (before, [])
    assert [row.packed for row in lake.archive.list()] == [None] * len(PAGES)
    with pytest.raises(UsageError, match="not kept any more"):
        list(lake.archive.pages(["lake-en"]))


def test_a_rebuild_leaves_pages_without_bytes_as_they_were_read(lake: SqlChronicle) -> None:
    before = lake.digest()
    lake.archive.prune("none")
    assert rebuild_pages(lake, make_reader=make_plain_reader).total == 0
    assert lake.digest() == before


def test_days_count_from_fetching_or_else_from_storing(chronicle: SqlChronicle) -> None:
    for name, fetched in (("old", "2024-01-01T10:00:00+00:00"), ("new", "2024-03-01T10:00:00Z"), ("today", None)):
        page = make_page(name, f"en - Herald\nsay | [Karim Daler|person] rested {name}.")
        page = Page(page.name, page.address, page.content, page.sha256, fetched=fetched)
        chronicle.store(page, PlainReader().read(page))
    assert chronicle.archive.prune("days:30", today=date(2024, 3, 20)) == 1
    assert [page.name for page in chronicle.archive.pages()] == ["new", "today"]


@pytest.mark.parametrize("keep", ["", "days:0", "days:x", "some", "days:-3"])
def test_other_words_for_keeping_are_a_usage_error(lake: SqlChronicle, keep: str) -> None:
    with pytest.raises(UsageError, match="'all', 'none', or 'days:'"):
        lake.archive.prune(keep)


def test_metadata_of_markup_is_stored_and_comes_back(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    from msgspec.structs import replace

    page = make_page("told", "en 2024-03-01 Herald\nsay | [Karim Daler|person] rested.")
    reading = PlainReader().read(page)
    about = {"canonical": "https://example.org/told", "updated": "2024-03-02", "paywalled": True}
    chronicle.store(page, replace(reading, article=replace(reading.article, **about)))
    article = chronicle.article("told")
    assert {name: getattr(article, name) for name in about} == about


def test_a_chronicle_of_the_schema_before_keeps_its_rows(tmp_path: Path) -> None:
    from dragoman.chronicle.database import open_engine, parse_address
    from dragoman.chronicle.upgrades import prepare_schema

    store = tmp_path / "old.db"
    engine = open_engine(parse_address(store))
    prepare_schema(engine, newest="0008")
    with sqlite3.connect(store) as connection:
        connection.execute(
            "INSERT INTO page VALUES (1, 'a1', 'one', '/one', NULL, NULL, NULL, 9, 'read', 'r', '2024-01-01T00:00:00Z')"
        )
        connection.execute(
            "INSERT INTO article (page_id, language, text, body_start, body_stop, published_basis, published_words,"
            " published_note) VALUES (1, 'en', 'Words', 0, 5, 'unknown', '', '')"
        )
        connection.execute("INSERT INTO content VALUES (1, 'zlib', x'00')")
    prepare_schema(engine)
    with sqlite3.connect(store) as connection:
        rows = connection.execute("SELECT text, canonical, updated, paywalled FROM article").fetchall()
        kept = connection.execute("SELECT coding FROM content").fetchall()
    assert (rows, kept) == ([("Words", None, None, 0)], [("zlib",)])
    engine.dispose()


def test_what_a_feed_said_is_kept_with_the_page_and_its_text_only_where_it_was_read(chronicle: SqlChronicle) -> None:
    from msgspec.structs import replace

    told = Told(by="feed", published="2024-03-01", text="They met.", holds="summary")
    page = replace(make_page("told", "en 2024-03-01 Herald\nsay | [Karim Daler|person] rested."), told=told)
    reading = PlainReader().read(page)
    chronicle.store(page, reading)
    (kept,) = chronicle.archive.pages()
    assert kept.told == Told(by="feed", published="2024-03-01")
    chronicle.store(page, replace(reading, article=replace(reading.article, from_feed="summary")))
    (kept,) = chronicle.archive.pages()
    assert kept.told == told
    view = chronicle.show("told")
    assert (view.from_feed, view.missing) == ("summary", None)
