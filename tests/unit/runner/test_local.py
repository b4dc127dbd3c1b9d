"""Runs: everything that comes in is counted, nothing that a page does stops them."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from sqlalchemy import func, select
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.chronicle import derived
from dragoman.chronicle.database import read
from dragoman.chronicle.search.asking import SearchQuery
from dragoman.chronicle.search.indexing import TEXT
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import PackError, SourceError
from dragoman.model import Page, Reading, Rejected
from dragoman.runner import Progress, local, read_pages
from dragoman.runner.local import RunOptions

MEETING = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."
PAGES = [make_page(f"p{number:02}", MEETING.format(number)) for number in range(20)]
BAD = [
    make_page("void", " "),
    make_page("odd", "explode"),
    Rejected("locked", "pages/locked.txt", "unreadable", "no permission"),
]


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(tmp_path / "chronicle.db", sense=load_sense())
    yield opened
    opened.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_counts_everything_that_came_in(chronicle: SqlChronicle, workers: int) -> None:
    seen: list[Progress] = []
    options = RunOptions(workers=workers, progress=seen.append)
    report = read_pages(chronicle, [*PAGES, *BAD], make_reader=make_plain_reader, options=options)
    assert (report.read, report.unchanged, report.total) == (20, 0, 23)
    assert report.rejected == {"empty": 1, "failed": 1, "unreadable": 1}
    assert sorted(name for name, _ in report.pages) == [page.name for page in PAGES]
    assert {r.name: r.where for r in report.rejections}["odd"] == "RuntimeError: a fault of the reader"
    assert [progress.done for progress in seen] == list(range(1, 24))
    assert chronicle.counts().rejected == report.rejected
    assert not chronicle.is_stale()


def test_a_second_run_finds_everything_unchanged(chronicle: SqlChronicle) -> None:
    read_pages(chronicle, [*PAGES, *BAD], make_reader=make_plain_reader)
    before = chronicle.digest()
    report = read_pages(chronicle, [*PAGES, *BAD], make_reader=make_plain_reader)
    assert (report.read, report.unchanged, report.total) == (0, 20, 23)
    assert report.rejected == {"empty": 1, "failed": 1, "unreadable": 1}
    assert [name for name, _ in report.pages] == [page.name for page in PAGES]
    assert chronicle.digest() == before


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bytes_that_fail_are_counted_each_time(chronicle: SqlChronicle, workers: int) -> None:
    odd = [make_page(f"odd{number}", "explode") for number in range(20)]
    report = read_pages(chronicle, [*odd, *PAGES], make_reader=make_plain_reader, options=RunOptions(workers=workers))
    assert (report.read, report.rejected) == (20, {"failed": 20})


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bytes_twice_in_one_run_are_read_once(chronicle: SqlChronicle, workers: int) -> None:
    twin = make_page("twin", PAGES[0].content.decode())
    options = RunOptions(workers=workers)
    report = read_pages(chronicle, [PAGES[0], twin, PAGES[1]], make_reader=make_plain_reader, options=options)
    assert (report.read, report.unchanged, report.duplicate) == (2, 0, 1)
    assert sorted(view.id for view in chronicle.readings(report.pages)) == ["p00", "p01", "twin"]


def test_workers_give_the_chronicle_of_one(chronicle: SqlChronicle, tmp_path: Path) -> None:
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    read_pages(chronicle, PAGES, make_reader=make_plain_reader)
    read_pages(other, PAGES, make_reader=make_plain_reader, options=RunOptions(workers=2, refresh_every=7))
    assert other.digest() == chronicle.digest()
    other.close()


def test_a_worker_that_dies_costs_only_the_page_that_killed_it(chronicle: SqlChronicle) -> None:
    deadly = make_page("deadly", "die")
    options = RunOptions(workers=2)
    report = read_pages(chronicle, [*PAGES[:5], deadly, *PAGES[5:]], make_reader=make_plain_reader, options=options)
    assert (report.read, report.rejected) == (20, {"crashed": 1})
    assert [(r.name, r.where) for r in report.rejections] == [("deadly", "the reading process was ended by SIGKILL")]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SourceError("connection lost", "https://example.org/feed")])
def test_a_run_that_is_cut_short_derives_what_it_read(chronicle: SqlChronicle, error: BaseException) -> None:
    def source() -> Iterator[Page]:
        yield from PAGES[:3]
        raise error

    with pytest.raises(type(error)):
        read_pages(chronicle, source(), make_reader=make_plain_reader)
    assert not chronicle.is_stale()
    assert sum(len(found.reports) for found in chronicle.timeline(EventQuery())) == 3


def test_a_long_run_derives_on_its_way_and_ever_more_rarely(chronicle: SqlChronicle) -> None:
    stale: list[bool] = []

    def source() -> Iterator[Page]:
        for page in PAGES[:10]:
            yield page
            stale.append(chronicle.is_stale())

    read_pages(chronicle, source(), make_reader=make_plain_reader, options=RunOptions(refresh_every=3))
    assert [number for number, late in enumerate(stale, 1) if not late] == [3, 9]


def test_sentences_are_indexed_while_others_are_read(chronicle: SqlChronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "INDEXED", 4)
    left: list[int] = []

    def count(_: object) -> None:
        kind = select(func.count()).where(derived.pending.c.kind == TEXT)
        with read(chronicle.engine) as connection:
            left.append(connection.execute(kind).scalar_one())

    read_pages(chronicle, PAGES[:10], make_reader=make_plain_reader, options=RunOptions(settled=count))
    assert left == [1, 2, 3, 0, 1, 2, 3, 0, 1, 2]
    assert chronicle.search(SearchQuery("daler")).total == 10


class _Broken(PlainReader):
    def read(self, page: Page) -> Reading | Rejected:
        raise PackError("not TOML", "data/languages/xx/words.toml", 3)


class _Careless(PlainReader):
    def read(self, page: Page) -> Reading | Rejected:
        reading = super().read(page)
        assert isinstance(reading, Reading)
        return Reading(reading.article, reading.referents[:1], reading.offices, reading.events, reading.reader)


def make_broken() -> _Broken:
    return _Broken()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_table_stops_the_run_and_rejects_nothing(chronicle: SqlChronicle, workers: int) -> None:
    with pytest.raises(PackError, match=r"words.toml:3: not TOML"):
        read_pages(chronicle, PAGES, make_reader=make_broken, options=RunOptions(workers=workers))
    assert (chronicle.counts().pages, chronicle.counts().rejected) == (0, {})


def test_a_reading_that_contradicts_itself_is_rejected(chronicle: SqlChronicle) -> None:
    report = read_pages(chronicle, PAGES[:1], make_reader=lambda: _Careless())
    assert [r.where for r in report.rejections] == ["the reading names referents that it does not list: r2"]


def test_a_name_that_is_not_valid_text_can_be_stored(chronicle: SqlChronicle) -> None:
    odd = make_page("caf\udce9", MEETING.format(1), address="pages/caf\udce9.txt")
    report = read_pages(chronicle, [odd, Rejected("b\udcff", "b\udcff", "empty")], make_reader=make_plain_reader)
    assert (report.pages[0][0], report.rejections[0].name) == ("caf\\udce9", "b\\udcff")
    assert [view.id for view in chronicle.readings()] == ["caf\\udce9"]


class _Forgetful(PlainReader):
    """Marks its readings as another reader's, as one does that is built over the rules."""

    def read(self, page: Page) -> Reading | Rejected:
        return PlainReader("plain-0").read(page)


class _Choice(Struct, frozen=True):
    """A choice of a reader as it goes to workers; each making leaves a file behind."""

    folder: str

    def __call__(self) -> PlainReader:
        Path(self.folder, f"{os.getpid()}-{time.monotonic_ns()}").touch()
        return _Forgetful()


def test_readings_are_marked_with_the_version_of_the_reader_that_ran(chronicle: SqlChronicle, tmp_path: Path) -> None:
    choice = _Choice(str(tmp_path))
    assert read_pages(chronicle, PAGES[:2], make_reader=choice).read == 2
    assert read_pages(chronicle, PAGES[:2], make_reader=choice).unchanged == 2


def test_pages_of_another_reader_are_read_again(chronicle: SqlChronicle) -> None:
    read_pages(chronicle, PAGES[:2], make_reader=make_plain_reader)
    assert read_pages(chronicle, PAGES[:2], make_reader=lambda: PlainReader("plain-2")).read == 2


def test_a_worker_makes_its_reader_once(chronicle: SqlChronicle, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    pages = [make_page(f"q{number}", MEETING.format(number)) for number in range(60)]
    assert read_pages(chronicle, pages, make_reader=_Choice(str(made)), options=RunOptions(2)).read == 60
    makers = [path.name.partition("-")[0] for path in made.iterdir()]
    assert len(makers) == len(set(makers)) <= 4, "the run, what starts the workers, and two of these"
