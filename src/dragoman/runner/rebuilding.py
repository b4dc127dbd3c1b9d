"""Reads all pages of a chronicle anew, from the bytes that it keeps."""

from collections.abc import Iterator
from itertools import islice

from dragoman.chronicle import Chronicle
from dragoman.errors import LimitError, SourceError
from dragoman.model import Page, Rejected
from dragoman.runner.local import RunOptions
from dragoman.runner.reports import ReadReport, Tally
from dragoman.runner.workers import SHARD, UNANSWERED, MakeReader, Outcome, Reader, Workers, find_usage, read_safely


def rebuild_pages(chronicle: Chronicle, *, make_reader: MakeReader, options: RunOptions | None = None) -> ReadReport:
    """Read every stored page anew and derive everything from that; judgements stay and are applied.

    Each page is one transaction; one about which the reader gets no answer stays as it was, and is left. After a kill
    the next call goes on where it was; until then the chronicle answers from what was read anew and what was there
    before.

    Args:
        chronicle: The chronicle.
        make_reader: Makes the reader; a function of a module, so that workers can call it.
        options: How to run.

    Raises:
        StoreError: The chronicle failed; what was stored before is safe.
        SourceError: What the reader asks does not answer.
    """
    options = options or RunOptions()
    reader, tally = make_reader(), Tally()
    chronicle.rebuilding.begin(reader.version)
    pages, here = chronicle.rebuilding.pages(), options.workers == 1
    stopped = ""
    read = _read_here(reader, pages) if here else _read_with(Workers(make_reader, options.workers), pages)
    try:
        for page, result in read:
            if not (isinstance(result, Rejected) and result.reason == UNANSWERED):
                chronicle.rebuilding.keep(page, result, reader=reader.version)
            progress = tally.count(result if isinstance(result, Rejected) else page)
            if options.progress:
                options.progress(progress)
    except (KeyboardInterrupt, SourceError):
        chronicle.refresh()
        raise
    except LimitError as error:
        stopped = str(error)
    if not chronicle.rebuilding.left():
        chronicle.rebuilding.finish()
    chronicle.refresh()
    return tally.report(stopped=stopped, usage=find_usage(reader))


def _read_here(reader: Reader, pages: Iterator[Page]) -> Iterator[Outcome]:
    for page in pages:
        yield page, read_safely(reader, page)


def _read_with(pool: Workers, pages: Iterator[Page]) -> Iterator[Outcome]:
    try:
        while shard := list(islice(pages, SHARD)):
            yield from pool.submit(shard)
        yield from pool.finish()
    finally:
        pool.close()
