"""Reads all pages of a chronicle anew, from the bytes that it keeps."""

from traceback import clear_frames

from dragoman.chronicle import Chronicle
from dragoman.errors import LimitError, SourceError
from dragoman.model import Rejected
from dragoman.runner.hands import hold_hands
from dragoman.runner.local import RunOptions
from dragoman.runner.reading import UNANSWERED, MakeReader, find_usage
from dragoman.runner.reports import ReadReport, Tally


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
    stopped = ""
    try:
        with hold_hands(reader, make_reader, workers=options.workers, limits=options.limits) as hands:
            for page, result in hands.read(chronicle.rebuilding.pages()):
                if not (isinstance(result, Rejected) and result.reason == UNANSWERED):
                    chronicle.rebuilding.keep(page, result, reader=reader.version)
                progress = tally.count(result if isinstance(result, Rejected) else page)
                if options.progress:
                    options.progress(progress)
    except (KeyboardInterrupt, SourceError) as error:
        clear_frames(error.__traceback__)  # what was cut off in a transaction lets go of the store
        chronicle.refresh()
        raise
    except LimitError as error:
        stopped = str(error)
    if not chronicle.rebuilding.left():
        chronicle.rebuilding.finish()
    chronicle.refresh()
    return tally.report(stopped=stopped, usage=find_usage(reader))
