"""``dragoman read``: pages into the chronicle."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import note, print_table, say, write_json
from dragoman.views.cli.session import Session, example, reader_option
from dragoman.views.cli.usage import end_run

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import ReadingView
    from dragoman.reading.sources import SourceOptions
    from dragoman.runner import Progress, ReadReport

NAMED_REJECTIONS = 5


@click.command(
    epilog=example(
        "dragoman read pages/ extra.html",
        "dragoman --store region.db read crawl.jsonl feed.xml",
        "dragoman read archive.csv --fields text=body,date=day",
        "dragoman read https://example.org/feed.xml",
        "dragoman --store :memory: read pages/ --json > readings.jsonl",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--json", "as_json", is_flag=True, help="Print the readings, one JSON object a line.")
@click.option("--fields", metavar="MAP", help="Which column or key holds what, such as text=body,date=day.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read.  [default: 1]")
@reader_option
@click.pass_obj
def read(
    session: Session,
    paths: tuple[str, ...],
    as_json: bool,
    fields: str | None,
    workers: int | None,
    reader: str | None,
) -> None:
    """Read pages into the chronicle.

    PATHS are files of any kind of source (text, HTML, JSON lines, CSV, feeds), folders, addresses to
    fetch (pages, feeds, sitemaps), or - for standard input. A page whose bytes the chronicle already holds, read by the
    same reader, is left alone; one that cannot be used is counted with its reason.
    """
    from dragoman.reading.sources import SCHEMES, SourceOptions, iterate_pages, parse_fields

    options = SourceOptions(fields=parse_fields(fields)) if fields else SourceOptions()
    iterate_pages(paths, options=options)  # says which path is missing before a chronicle is made
    if not session.settings.contact and any(path.lower().startswith(SCHEMES) for path in paths):
        note("no contact is set (contact in dragoman.toml, or DRAGOMAN_CONTACT): sites cannot tell you what they mind")
    with session.open(create=True, reader=reader) as chronicle:
        report = _read(chronicle, paths, options=options, workers=workers)
        if as_json:
            write_json(form_reading(reading) for reading in chronicle.readings(report))
        else:
            _print_report(report, chronicle)
    for line in explain_rejections(report):
        note(line)
    end_run(report, as_json=as_json)


def _read(
    chronicle: "Dragoman", paths: Sequence[str], *, options: "SourceOptions", workers: int | None
) -> "ReadReport":
    stand: list[Progress] = []
    try:
        with _show_progress(paths) as advance:

            def progress(now: "Progress") -> None:
                stand[:] = [now]
                advance(now)

            return chronicle.read(paths, options=options, workers=workers, progress=progress)
    except KeyboardInterrupt:
        done = stand[0].read + stand[0].unchanged if stand else 0
        note(f"dragoman: interrupted; pages stored and safe: {done}; the same command goes on from there")
        raise click.exceptions.Exit(130) from None


@contextmanager
def _show_progress(paths: Sequence[str]) -> "Iterator[Callable[[Progress], None]]":
    """Show a bar with pages a second on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from dragoman.reading.sources import count_pages
    from dragoman.views.cli.output import make_console

    speed = TextColumn("{task.fields[speed]:.1f} pages/s")
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Bar(*columns, console=make_console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=count_pages(paths), speed=0.0)
        yield lambda now: bar.update(task, completed=now.done, speed=now.done / now.seconds if now.seconds else 0.0)


def _print_report(report: "ReadReport", chronicle: "Dragoman") -> None:
    from dragoman.views.cli.output import make_table

    counts = chronicle.counts()
    speed = f" in {report.seconds:.1f} s ({report.total / report.seconds:.1f} pages/s)" if report.seconds else ""
    say(f"{report.total} {'page' if report.total == 1 else 'pages'}{speed}: {describe_report(report)}.")
    table = make_table("The chronicle holds", ("", {"justify": "right"}), "")
    for name, number, parts in (
        ("pages", counts.pages, counts.languages),
        ("names", sum(counts.entities.values()), counts.entities),
        ("tenures of offices", counts.tenures, {}),
        ("events", sum(counts.events.values()), counts.events),
        ("conflicts between reports", counts.conflicts, {}),
    ):
        table.add_row(name, f"{number:,}", _list_counts(parts))
    print_table(table)


def describe_report(report: "ReadReport") -> str:
    """Say what became of the pages of a run."""
    rejected = sum(report.rejected.values())
    reasons = f" ({_list_counts(report.rejected)})" if rejected else ""
    duplicate = f"{report.duplicate} duplicate, " if report.duplicate else ""
    return f"{report.read} read, {report.unchanged} unchanged, {duplicate}{rejected} rejected{reasons}"


def _list_counts(counts: Any) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


def explain_rejections(report: "ReadReport") -> Iterator[str]:
    """Yield a line for each of the first pages that could not be used, and one for the rest."""
    for rejected in report.rejections[:NAMED_REJECTIONS]:
        where = f": {rejected.where}" if rejected.where else ""
        yield f"rejected {rejected.address}: {rejected.reason}{where}"
    if len(report.rejections) > NAMED_REJECTIONS:
        left = len(report.rejections) - NAMED_REJECTIONS
        yield f"and {left} more rejected pages; dragoman doctor counts them by reason"


def form_reading(reading: "ReadingView") -> dict[str, Any]:
    """Return a reading as ``--json`` prints it; spans are left out, for they count in the text with its title."""
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(reading)
    for entity in made["entities"]:
        del entity["spans"]
    for fact in (*made["offices"], *made["events"]):
        del fact["span"]
    return made
