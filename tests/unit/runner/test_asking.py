"""Runs of a reader that asks somebody else: no answer is asked for again, and limits end a run in good order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import LimitError, SourceError
from dragoman.model import Page, Reading, Rejected, Usage
from dragoman.runner import read_pages
from dragoman.runner.local import RunOptions
from dragoman.runner.rebuilding import rebuild_pages

MEETING = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."
PAGES = [make_page(f"p{number}", MEETING.format(number)) for number in range(4)]


class Asking(PlainReader):
    """Answers about pages as it is told: by default about all, else not at all, or until a limit or an end."""

    def __init__(self, silent: str = "", end: Exception | None = None, after: int = 0) -> None:
        super().__init__("asking-1")
        self.silent, self.end, self.left = silent, end, after

    def read(self, page: Page) -> Reading | Rejected:
        if page.name == self.silent:
            return Rejected(page.name, page.address, "unanswered", "500", page.sha256)
        if self.end is not None and self.left == 0:
            raise self.end
        self.left -= 1
        return super().read(page)

    def usage(self) -> Usage:
        return Usage(calls=7)


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(tmp_path / "chronicle.db", sense=load_sense())
    yield opened
    opened.close()


def make_limited() -> Asking:
    return Asking(end=LimitError("the budget is used up"), after=2)


def test_a_page_without_an_answer_is_counted_and_asked_about_again(chronicle: SqlChronicle) -> None:
    report = read_pages(chronicle, PAGES, make_reader=lambda: Asking(silent="p1"))
    assert (report.read, report.rejected) == (3, {"unanswered": 1})
    assert chronicle.counts().rejected == {}
    report = read_pages(chronicle, PAGES, make_reader=Asking)
    assert (report.read, report.unchanged) == (1, 3)


def test_an_earlier_reading_stays_where_there_is_no_answer(chronicle: SqlChronicle) -> None:
    read_pages(chronicle, PAGES, make_reader=make_plain_reader)
    before = chronicle.digest()
    read_pages(chronicle, PAGES[1:2], make_reader=lambda: Asking(silent="p1"))
    assert chronicle.digest() == before


def test_a_limit_ends_a_run_in_good_order(chronicle: SqlChronicle) -> None:
    report = read_pages(chronicle, PAGES, make_reader=make_limited)
    assert (report.read, report.stopped, report.usage) == (2, "the budget is used up", Usage(calls=7))
    assert not chronicle.is_stale()
    assert read_pages(chronicle, PAGES, make_reader=Asking).read == 2


def test_a_limit_ends_a_run_of_workers(chronicle: SqlChronicle) -> None:
    report = read_pages(chronicle, PAGES, make_reader=make_limited, options=RunOptions(2))
    assert report.stopped == "the budget is used up"
    assert not chronicle.is_stale()


def test_an_endpoint_that_is_gone_ends_a_run_and_says_so(chronicle: SqlChronicle) -> None:
    with pytest.raises(SourceError, match="nobody there"):
        read_pages(chronicle, PAGES, make_reader=lambda: Asking(end=SourceError("nobody there"), after=1))
    assert chronicle.counts().pages == 1
    assert not chronicle.is_stale()


@pytest.mark.parametrize("end", [LimitError("the budget is used up"), SourceError("nobody there")])
def test_a_rebuild_that_is_cut_short_goes_on_later(chronicle: SqlChronicle, end: Exception) -> None:
    read_pages(chronicle, PAGES, make_reader=make_plain_reader)
    asking = Asking(end=end, after=1)
    try:
        assert rebuild_pages(chronicle, make_reader=lambda: asking).stopped == "the budget is used up"
    except SourceError:
        assert isinstance(end, SourceError)
    assert chronicle.counts().pages == 4
    assert chronicle.rebuilding.left() == 3
    assert rebuild_pages(chronicle, make_reader=Asking).read == 3
    assert chronicle.rebuilding.left() == 0


def test_a_rebuild_leaves_a_page_without_an_answer_as_it_was(chronicle: SqlChronicle) -> None:
    read_pages(chronicle, PAGES, make_reader=make_plain_reader)
    report = rebuild_pages(chronicle, make_reader=lambda: Asking(silent="p1"))
    assert (report.read, report.rejected) == (3, {"unanswered": 1})
    assert (chronicle.counts().pages, chronicle.rebuilding.left()) == (4, 1)


def test_a_reader_that_asks_nobody_has_no_usage(chronicle: SqlChronicle) -> None:
    assert read_pages(chronicle, PAGES, make_reader=make_plain_reader).usage is None
