"""Chooses how pages are read: the reader that settings name, and the limits and numbers of a run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.config import Settings

if TYPE_CHECKING:
    from dragoman.model import Explanation, Rejected
    from dragoman.reading.reader import Reader
    from dragoman.runner import Progress
    from dragoman.runner.local import RunOptions


def choose_options(
    settings: Settings, workers: int | None, *, progress: "Callable[[Progress], None] | None"
) -> "RunOptions":
    """Return how to run: as the settings say, with another number of workers where one is given."""
    from dragoman.runner.limits import Limits
    from dragoman.runner.local import RunOptions

    limits = Limits(settings.page_seconds, settings.page_megabytes)
    return RunOptions(workers or settings.workers, settings.refresh_every, progress, limits)


@contextmanager
def choose_reader(settings: Settings, name: str | None = None) -> "Iterator[Callable[[], Reader]]":
    """Give what makes the reader of a name, or that of the settings; workers call it too.

    For a language model this says, the first time, where pages are sent, and keeps the count of a run in a file that
    its processes share.

    Raises:
        UsageError: No endpoint is set.
    """
    from dragoman.reading.readers import LLM, ReaderChoice

    if (name or settings.reader) != LLM:
        yield ReaderChoice(name or settings.reader)
        return
    from tempfile import TemporaryDirectory

    from dragoman.reading.llm.notice import announce
    from dragoman.reading.llm.options import check_options

    announce(check_options(settings.llm))
    with TemporaryDirectory(prefix="dragoman-llm-") as folder:
        ledger = Path(folder, "ledger.jsonl")
        ledger.touch(mode=0o600)
        yield ReaderChoice(LLM, settings.llm, str(ledger))


def explain_pages(path: str | Path) -> "Iterator[Explanation | Rejected]":
    """Read the pages of a file and yield every vote behind each reading: what was kept, abstained or was overruled.

    Nothing is stored. :meth:`~dragoman.app.Dragoman.explain` does the same for a page of a chronicle.

    Args:
        path: A file of text or HTML, a file of JSON lines, or ``-`` for standard input.

    Raises:
        UsageError: There is no such file.
    """
    from dragoman.model import Page, Unchanged
    from dragoman.reading.reader import RuleReader
    from dragoman.reading.sources.files import iterate_pages

    reader, pages = RuleReader(), iterate_pages([path])
    used = (page for page in pages if not isinstance(page, Unchanged))
    return (reader.explain(page) if isinstance(page, Page) else page for page in used)
