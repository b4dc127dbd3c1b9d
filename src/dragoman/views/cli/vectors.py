"""``dragoman vectors``: what is needed to search by meaning."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from dragoman.views.cli.output import note, say, write_json
from dragoman.views.cli.session import Session, example, json_option


@click.command(epilog=example("dragoman vectors", "dragoman search 'ousting the government' --meaning"))
@click.option("--forget", is_flag=True, help="Forget all vectors instead.")
@json_option
@click.pass_obj
def vectors(session: Session, forget: bool, as_json: bool) -> None:
    """Make the vectors of sentences, to search by meaning.

    dragoman search --meaning, and the switch on the page Search, then find sentences that say the same in other words
    or another language. It needs the extra vectors, pip install 'dragoman[vectors]'. Pages that have vectors are passed
    over, so run it again after reading, say from cron; interrupt it at any time.
    """
    with session.open() as chronicle:
        if forget:
            gone = chronicle.forget_vectors()
            say(f"the vectors of {gone:,} pages are forgotten")
            return
        try:
            with _show_progress() as advance:
                made = chronicle.make_vectors(progress=advance)
        except KeyboardInterrupt:
            note("dragoman: interrupted; what was made is kept, and the same command goes on from there")
            raise click.exceptions.Exit(130) from None
        figures = chronicle.vector_figures()
    if as_json:
        write_json([{"made": made, "pages": figures.pages, "with_vectors": figures.with_vectors}])
    else:
        say(f"vectors of {made:,} pages made; {figures.with_vectors:,} of {figures.pages:,} pages have them")


@contextmanager
def _show_progress() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dragoman.views.cli.output import make_console

    columns = (TextColumn("vectors of pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=make_console(stderr=True), transient=True) as bar:
        task = bar.add_task("vectors", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
