"""``dragoman rebuild``: everything anew from the stored pages."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import note, say, write_json
from dragoman.views.cli.read import describe_report, explain_rejections
from dragoman.views.cli.session import Session, example, json_option, reader_option
from dragoman.views.cli.usage import end_run

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.runner import Progress


@click.command(epilog=example("dragoman rebuild", "dragoman --store region.db rebuild --workers 2"))
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read.  [default: 1]")
@reader_option
@json_option
@click.pass_obj
def rebuild(session: Session, workers: int | None, reader: str | None, as_json: bool) -> None:
    """Read all stored pages anew and derive everything from them.

    Judgements are kept and applied. Interrupt it at any time: what was stored before stays readable, and the same
    command goes on where it was.
    """
    with session.open(reader=reader) as chronicle:
        try:
            with _show_progress(chronicle) as advance:
                report = chronicle.rebuild(workers=workers, progress=advance)
        except KeyboardInterrupt:
            note("dragoman: interrupted; the chronicle is safe, and the same command goes on from there")
            raise click.exceptions.Exit(130) from None
        digest = chronicle.digest()
        kept = len(chronicle.judgements())
        lost = chronicle.archive.figures().without_bytes
    if as_json:
        made = {"read": report.read, "rejected": report.rejected, "seconds": report.seconds}
        write_json([{**made, "without_bytes": lost, "judgements": kept, "digest": digest}])
    else:
        speed = f" in {report.seconds:.1f} s ({report.total / report.seconds:.1f} pages/s)" if report.seconds else ""
        say(f"{report.total} pages{speed}: {describe_report(report)}; {kept} judgements applied.")
    if lost:
        note(f"{lost} pages stay as they were read: their bytes are not kept any more (keep_bytes)")
    for line in explain_rejections(report):
        note(line)
    end_run(report, as_json=as_json)


@contextmanager
def _show_progress(chronicle: "Dragoman") -> "Iterator[Callable[[Progress], None]]":
    """Show a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from dragoman.views.cli.output import make_console

    speed = TextColumn("{task.fields[speed]:.1f} pages/s")
    columns = (TextColumn("rebuilding"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Bar(*columns, console=make_console(stderr=True), transient=True) as bar:
        task = bar.add_task("rebuilding", total=chronicle.begin_rebuild(), speed=0.0)
        yield lambda now: bar.update(task, completed=now.done, speed=now.done / now.seconds if now.seconds else 0.0)
