"""``dragoman cluster``: reading and merging on many machines, or on this one in the same way."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.views.cli.output import note, say, show_progress, write_json
from dragoman.views.cli.session import Session, example, json_option, reader_option

if TYPE_CHECKING:
    from dragoman.runner.cluster.running import ClusterReport

Command = TypeVar("Command", bound=Callable[..., Any])

LOST = 1
"""The exit code where a shard was lost, and the next run has to try it again."""

_NAMED = 5


def _engine_options(command: Command) -> Command:
    """Give a command the options that choose an engine."""
    address = click.option("--address", metavar="ADDRESS", help="A cluster of Ray, such as auto or ray://head:10001.")
    workers = click.option(
        "--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Tasks at once on this machine."
    )
    engine = click.option(
        "--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="What runs the tasks."
    )
    return engine(workers(address(command)))


@click.group()
def cluster() -> None:
    """Read and merge on many machines, with Ray, or on this one.

    The chronicle is the same as that of dragoman read. Needs the extra: pip install 'dragoman[cluster]'.
    """


@cluster.command(
    name="read",
    epilog=example(
        "dragoman cluster read crawl.jsonl readings/",
        "dragoman cluster read --engine ray --address auto s3://news/warc/ s3://news/readings/",
        "dragoman cluster read --pages 200 pages.parquet archive.warc.gz readings/",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.argument("output", metavar="READINGS")
@_engine_options
@click.option("--fields", metavar="MAP", help="Which column or key holds what, such as text=body,date=day.")
@click.option("--pages", type=click.IntRange(min=1), metavar="N", help="About so many pages a shard.  [default: 500]")
@reader_option
@json_option
@click.pass_obj
def read_(session: Session, /, paths: tuple[str, ...], output: str, as_json: bool, **options: Any) -> None:
    """Read pages into Parquet.

    PATHS are files and folders of any kind of source, and tables of Parquet; READINGS is a folder. Either may lie in an
    object store (s3://). Input is cut into shards; one that was read before is left alone, so that the same command
    goes on where it was stopped. Exit code 1: a shard was lost, and the same command tries it again.
    """
    from dragoman.clustering import plan_shards, read_cluster

    chosen = {name: options[name] for name in ("reader", "fields", "pages")}
    tasks = plan_shards(paths, output, settings=session.settings, **chosen)
    with show_progress("reading shards") as tell:
        run = {name: options[name] for name in ("engine", "workers", "address")}
        report = read_cluster(tasks, tell=tell, **run)
    if as_json:
        write_json([report])
    else:
        _print_report(report)
    for file, where in report.lost[:_NAMED]:
        note(f"lost {file}: {where}")
    if report.lost:
        note(f"dragoman: {len(report.lost)} of {report.shards} shards are lost; the same command tries them again")
        raise click.exceptions.Exit(LOST)


def _print_report(report: "ClusterReport") -> None:
    speed = f" in {report.seconds:.1f} s ({report.total / report.seconds:.1f} pages/s)" if report.seconds else ""
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in report.rejected.items())
    rejected = f"{sum(report.rejected.values()):,} rejected" + (f" ({reasons})" if reasons else "")
    say(f"{report.total:,} pages of {report.shards:,} shards{speed}: {report.read:,} read, {rejected}.")


@cluster.command(
    name="merge",
    epilog=example(
        "dragoman --store news.db cluster merge readings/",
        "dragoman --store postgresql://ann@db.example.org/news cluster merge --engine ray s3://news/readings/",
        "dragoman cluster merge readings/ --tables merged/",
    ),
)
@click.argument("readings", metavar="READINGS")
@_engine_options
@click.option(
    "--joins", type=click.Choice(["duckdb", "daft"]), default="duckdb", show_default=True,
    help="What finds candidates: here, or (daft) on the cluster as well.",
)  # fmt: skip
@click.option("--tables", metavar="FOLDER", help="Write the merged tables as Parquet, and keep no chronicle.")
@json_option
@click.pass_obj
def merge(session: Session, /, readings: str, tables: str | None, as_json: bool, **options: Any) -> None:
    """Merge readings into the chronicle, or with --tables into Parquet.

    READINGS is what dragoman cluster read wrote. Pages that the chronicle holds already are left alone.
    """
    from dragoman.clustering import merge_cluster

    store = None if tables else session.settings.store
    with show_progress("taking pages in") as tell:
        run = {name: options[name] for name in ("engine", "workers", "address", "joins")}
        report, digest = merge_cluster(
            readings, store=store, tables=tables, settings=session.settings, tell=tell, **run
        )
    if as_json:
        write_json([{**_form(report), "digest": digest}])
        return
    fates = ", ".join(f"{number:,} {fate}" for fate, number in report.pages.items())
    say(f"{sum(report.pages.values()):,} pages: {fates}.")
    say(f"Taken in within {report.taking:.1f} s, merged within {report.deriving:.1f} s.")
    say(f"The chronicle has the digest {digest}.", "dim")


def _form(report: Any) -> dict[str, Any]:
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(report)
    return made
