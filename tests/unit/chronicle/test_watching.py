"""What the chronicle knows of watched sources."""

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.unit.chronicle.plain_reader import make_page

from dragoman.chronicle.answers import ConflictingValue, ConflictView, Quote
from dragoman.chronicle.database import open_engine, parse_address, write
from dragoman.chronicle.locking import hold_store
from dragoman.chronicle.news import is_new_conflict
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.upgrades import prepare_schema
from dragoman.chronicle.watch_answers import Seen
from dragoman.errors import StoreError
from dragoman.model import Duplicate, Page, Rejected, Span, Unchanged
from dragoman.reading.sources.catalogue import Source

VALLEY = Source(name="Valley", address="https://valley.example/rss", outlet="Valley Herald", reliability="cautious")
BEFORE = "2024-03-12T09:00:00Z"
NOW = "2024-03-12T10:00:00Z"
LATER = "2999-01-01T00:00:00Z"
SEEN = Seen("read", BEFORE, NOW, NOW)
STORY = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person]."
SECOND = """
INSERT INTO page VALUES (1, 'a1', 'one', '/one', NULL, NULL, NULL, 9, 'read', 'rules-1', '2024-01-01T00:00:00Z');
INSERT INTO judgement VALUES
  (7, 'a1:r1', 'a1:r2', 'different', 'ann', '2024-01-01T00:00:00Z', 'brothers', NULL, 'entity', 7, '', '', '', '');
"""


def test_the_upgrade_keeps_the_rows_of_primary_tables(tmp_path: Path) -> None:
    store = tmp_path / "old.db"
    engine = open_engine(parse_address(store))
    prepare_schema(engine, newest="0009")
    with sqlite3.connect(store) as connection:
        connection.executescript(SECOND)
        before = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("page", "judgement")]
    engine.dispose()
    prepare_schema(engine, newest="0010")
    with sqlite3.connect(store) as connection:
        after = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("page", "judgement")]
    assert (after, len(before[0]), len(before[1])) == (before, 1, 1)


def store_page(chronicle: SqlChronicle, store, text: str = STORY, name: str = "a") -> Page:
    store(chronicle, **{name: text})
    chronicle.refresh()
    return make_page(name, text)


@pytest.fixture
def watched(chronicle: SqlChronicle) -> SqlChronicle:
    chronicle.watching.enroll([VALLEY], now=BEFORE)
    return chronicle


def test_a_source_keeps_its_state_when_it_is_described_anew(watched: SqlChronicle) -> None:
    watched.watching.begin("Valley", now=NOW)
    watched.watching.finish("Valley", now=NOW, error="unreachable: no answer", lists={})
    watched.watching.enroll([replace(VALLEY, outlet="The Herald")], now=NOW)
    (health,) = watched.watching.health()
    assert (health.outlet, health.failures, health.error, health.added) == (
        "The Herald",
        1,
        "unreachable: no answer",
        BEFORE,
    )
    watched.watching.finish("Valley", now=NOW, lists={})
    (health,) = watched.watching.health()
    assert (health.failures, health.error, health.succeeded) == (0, "unreachable: no answer", NOW)


def test_what_is_said_of_sources_is_of_the_state_by_which_copies_are_known(watched: SqlChronicle) -> None:
    before = watched.pieces.fingerprint()
    watched.watching.begin("Valley", now=NOW)
    watched.watching.finish("Valley", now=NOW, error="unreachable: no answer", lists={})
    assert watched.pieces.fingerprint() == before
    seen = {before}
    for said in ({"reliability": "official"}, {"outlet": "The Herald"}, {"language": "ru"}):
        watched.watching.enroll([replace(VALLEY, **said)], now=NOW)
        seen.add(watched.pieces.fingerprint())
    assert len(seen) == 4


def test_a_run_that_was_cut_off_goes_on(watched: SqlChronicle) -> None:
    watched.watching.begin("Valley", now=BEFORE)
    watched.watching.begin("Valley", now=NOW)
    assert watched.watching.states()["Valley"].begun == BEFORE
    watched.watching.finish("Valley", now=NOW, cut=True, lists={})
    assert watched.watching.states()["Valley"].begun == BEFORE
    watched.watching.finish("Valley", now=NOW, lists={})
    assert watched.watching.states()["Valley"].begun is None


def test_a_page_is_news_once(watched: SqlChronicle, store) -> None:
    page = store_page(watched, store)
    assert watched.watching.settle("Valley", page, seen=SEEN) == "read"
    news = watched.watching.news()
    assert ([new.outlet for new in news.pages], [event.type for event in news.events]) == (["Valley Herald"], ["meet"])
    assert watched.watching.news() == news  # not told yet
    watched.watching.tell(news, now=NOW)
    assert watched.watching.news().pages == ()
    assert watched.watching.settle("Valley", Unchanged(page.name, page.address, page.sha256), seen=SEEN) == "unchanged"
    assert watched.watching.news().pages == ()


def test_what_a_killed_run_stored_is_news_and_what_was_read_before_is_not(watched: SqlChronicle, store) -> None:
    page = store_page(watched, store)
    unchanged = Unchanged(page.name, page.address, page.sha256)
    watched.watching.begin("Valley", now=BEFORE)
    assert watched.watching.settle("Valley", unchanged, seen=SEEN) == "read"
    assert len(watched.watching.news().pages) == 1
    watched.watching.enroll([replace(VALLEY, name="Other")], now=NOW)
    watched.watching.begin("Other", now=LATER)
    assert watched.watching.settle("Other", unchanged, seen=SEEN) == "unchanged"
    (page,) = watched.watching.news().pages
    assert page.sources == ("Valley",)


def test_the_same_bytes_under_another_address_are_a_duplicate(watched: SqlChronicle, store) -> None:
    page = store_page(watched, store)
    watched.watching.settle("Valley", page, seen=SEEN)
    copy = replace(page, name="copy", address="/copy")
    repeated = watched.recall(copy, reader="plain-1")
    assert isinstance(repeated, Duplicate)
    watched.watching.enroll([replace(VALLEY, name="Other")], now=NOW)
    assert watched.watching.settle("Other", repeated, seen=SEEN) == "duplicate"
    assert [new.sources for new in watched.watching.news().pages] == [("Valley",)]


def test_health_counts_what_a_source_gave(watched: SqlChronicle, store) -> None:
    watched.watching.settle("Valley", store_page(watched, store), seen=SEEN)
    undated = store_page(watched, store, "en - Herald\nsay | [Olga Brandt|person] spoke about the lake.", "b")
    watched.watching.settle("Valley", undated, seen=SEEN)
    watched.watching.settle("Valley", Rejected("c", "/c", "no-text"), seen=SEEN)
    watched.watching.settle("Valley", Rejected("c", "/c", "no-text"), seen=SEEN)
    (health,) = watched.watching.health()
    assert health.pages == {"read": 2, "no-text": 2}
    assert (health.share_read, health.languages, health.gave_page) == (0.5, {"en": 2}, NOW)
    assert (health.share_dated, health.newest, health.addresses) == (0.5, "2024-03-02", 3)


def test_what_addresses_held_is_remembered(watched: SqlChronicle) -> None:
    seen = Seen("list", BEFORE, NOW, NOW, "abc", None, '"one"', "Tue, 05 Mar 2024 10:00:00 GMT")
    watched.watching.finish("Valley", now=NOW, lists={"/rss": seen})
    assert watched.watching.seen("Valley") == {"/rss": seen}
    watched.watching.forget("Valley")
    assert (watched.watching.seen("Valley"), watched.watching.health()) == ({}, [])


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_only_one_watches_at_a_time(watched: SqlChronicle, path: Path) -> None:
    from dragoman.chronicle.sense import load_sense

    other = SqlChronicle(path, sense=load_sense(), patience=0.2)
    with watched.watching.hold(), pytest.raises(StoreError, match="another watch"), other.watching.hold():
        pass
    with other.watching.hold():
        pass
    other.close()


def value(name: str, *pages: str) -> ConflictingValue:
    return ConflictingValue(name, tuple(Quote("They met.", page, page, page, Span(0, 9), "en") for page in pages))


@pytest.mark.parametrize(
    ("values", "new"),
    [
        ((value("a", "old"), value("b", "new")), True),
        ((value("a", "old"), value("b", "older")), False),
        ((value("a", "old"), value("b", "older", "new")), False),
        ((value("a", "old"), value("b", "older"), value("c", "new")), False),
        ((value("a", "new"), value("b", "new")), True),
    ],
)
def test_a_conflict_is_new_that_would_be_none_without_the_new_pages(values, new) -> None:
    assert is_new_conflict(ConflictView("event:1", "when", values), {"new"}) is new


def test_who_delivers_keeps_no_writer_out(watched: SqlChronicle) -> None:
    with hold_store(watched.engine, patience=0.0, purpose="delivery"):
        watched.watching.begin("Valley", now=NOW)
        with hold_store(watched.engine, patience=0.0, purpose="watch"):
            watched.watching.begin("Valley", now=LATER)
    with write(watched.engine), hold_store(watched.engine, patience=0.0, purpose="delivery"):
        pass


def test_what_comes_after_pages_that_were_forgotten_is_news(watched: SqlChronicle, store) -> None:
    store_page(watched, store, name="first")
    watched.watching.settle("Valley", store_page(watched, store, STORY.replace("met", "saw"), "last"), seen=SEEN)
    watched.following.add("desk", "", {"who": "Karim Daler"})
    assert watched.watching.forget("Valley", pages=True) == 1
    watched.refresh()
    store_page(watched, store, STORY.replace("2024-03", "2024-06"), "next")
    watched.following.update()
    [alert] = watched.following.alerts("desk", "", reader="")
    assert (alert.kind, alert.event.reports[0].quote.page) == ("new", "next")
