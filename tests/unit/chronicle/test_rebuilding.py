"""Pages read anew from the bytes that the chronicle keeps."""

from collections.abc import Callable

from sqlalchemy import delete, select
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_plain_reader

from dragoman.chronicle import schema
from dragoman.chronicle.database import write
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page, Reading, Rejected
from dragoman.runner.local import RunOptions
from dragoman.runner.rebuilding import rebuild_pages


class Fussy(PlainReader):
    """A reader that cannot use pages in Russian."""

    def read(self, page: Page) -> Reading | Rejected:
        if page.content.startswith(b"ru "):
            return Rejected(page.name, page.address, "unknown-language", sha256=page.sha256)
        return super().read(page)


def make_fussy_reader() -> PlainReader:
    return Fussy("fussy-1")


def make_newer_reader() -> PlainReader:
    return PlainReader("plain-2")


def test_a_rebuild_changes_nothing_where_the_reader_is_the_same(lake: SqlChronicle) -> None:
    before = lake.digest()
    report = rebuild_pages(lake, make_reader=make_plain_reader)
    assert (report.read, report.rejected) == (len(PAGES), {})
    assert (lake.digest(), lake.rebuilding.left(), lake.is_stale()) == (before, 0, False)


def test_workers_rebuild_as_one_process_does(lake: SqlChronicle) -> None:
    before, seen = lake.digest(), []
    rebuild_pages(lake, make_reader=make_plain_reader, options=RunOptions(2, progress=seen.append))
    assert (lake.digest(), seen[-1].done) == (before, len(PAGES))


def test_a_page_that_cannot_be_used_any_more_keeps_its_bytes(lake: SqlChronicle) -> None:
    before = lake.digest()
    report = rebuild_pages(lake, make_reader=make_fussy_reader)
    assert (report.read, report.rejected) == (2, {"unknown-language": 1})
    assert (lake.counts().pages, lake.counts().rejected) == (2, {"unknown-language": 1})
    assert rebuild_pages(lake, make_reader=make_plain_reader).read == 3
    assert lake.digest() == before


def test_a_rebuild_that_was_cut_short_goes_on_and_reads_again_what_another_reader_read(lake: SqlChronicle) -> None:
    before = lake.counts()
    assert lake.rebuilding.begin("plain-1") == 3
    first = next(lake.rebuilding.pages())
    lake.rebuilding.keep(first, PlainReader().read(first), reader="plain-1")
    assert lake.counts().pages == 3
    lake.refresh()
    assert (lake.counts(), lake.rebuilding.left(), lake.is_stale()) == (before, 2, False)
    assert lake.rebuilding.begin("plain-1") == 2
    assert rebuild_pages(lake, make_reader=make_newer_reader).read == 3
    assert {view.reader for name in PAGES if (view := lake.show(name))} == {"plain-2"}  # type: ignore[union-attr]


def test_an_empty_chronicle_has_nothing_to_rebuild(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    assert rebuild_pages(chronicle, make_reader=make_plain_reader).total == 0
    store(chronicle, **PAGES)
    assert rebuild_pages(chronicle, make_reader=make_plain_reader).read == 3


def test_a_rebuild_ends_though_bytes_of_pages_that_it_has_left_are_gone(lake: SqlChronicle) -> None:
    assert lake.rebuilding.begin("plain-1") == 3
    first = next(lake.rebuilding.pages())
    with write(lake.engine) as connection:
        number = select(schema.page.c.id).where(schema.page.c.sha256 == first.sha256)
        connection.execute(delete(schema.content).where(schema.content.c.page_id.in_(number)))
    assert rebuild_pages(lake, make_reader=make_newer_reader).read == 2
    assert lake.rebuilding.left() == 0
