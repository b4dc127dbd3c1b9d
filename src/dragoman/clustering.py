"""Reading and merging on many machines, from Python."""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.config import Settings
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.runner.cluster.merging import MergeReport
    from dragoman.runner.cluster.reading import ReadTask
    from dragoman.runner.cluster.running import ClusterReport

Tell = Callable[[int, int], None]


def _check_extra() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise UsageError("readings are kept as Parquet, which needs the extra: pip install 'dragoman[cluster]'")


def plan_shards(
    paths: Iterable[str],
    output: str,
    *,
    settings: Settings | None = None,
    reader: str | None = None,
    fields: str | None = None,
    pages: int | None = None,
) -> "list[ReadTask]":
    """Cut input into shards, each with all that is needed to read it anywhere.

    Args:
        paths: Files and folders, on this machine or in an object store (``s3://...``).
        output: The folder for the readings, likewise.
        settings: The settings; the default ones if left out.
        reader: ``rules`` or ``encoder``; as the settings say if left out.
        fields: Which column or key holds what, such as ``text=body``.
        pages: About how many pages a shard has, where a file can be cut.

    Raises:
        UsageError: There is no such input or reader, or the extra is not installed.
    """
    _check_extra()
    from dragoman.reading.readers import LLM, ReaderChoice, check_reader
    from dragoman.reading.sources import parse_fields
    from dragoman.runner.cluster.reading import ReadTask
    from dragoman.runner.cluster.shards import PAGES, list_shards
    from dragoman.runner.limits import Limits

    given = settings or Settings()
    name = check_reader(reader or given.reader)
    if name == LLM:
        raise UsageError("reader 'llm' keeps one count of its cost on one machine; use dragoman read for it")
    limits = Limits(given.page_seconds, given.page_megabytes)
    told = tuple(parse_fields(fields).items()) if fields else ()
    shards = list_shards(paths, pages=pages or PAGES)
    return [ReadTask(shard, output, ReaderChoice(name), limits, told) for shard in shards]


def read_cluster(
    tasks: "list[ReadTask]", *, engine: str = "local", workers: int = 2, address: str | None = None,
    tell: Tell | None = None,
) -> "ClusterReport":  # fmt: skip
    """Read shards by an engine; those that were read before are left alone.

    Args:
        tasks: What :func:`plan_shards` gives.
        engine: ``local`` or ``ray``.
        workers: How many read at once, where the engine is started here.
        address: That of a cluster of Ray.
        tell: Called with the number of shards that are done, and of all.
    """
    from msgspec.structs import replace

    from dragoman.runner.cluster.engines import hold_engine
    from dragoman.runner.cluster.running import read_shards

    with hold_engine(engine, workers=workers, address=address) as held:
        return read_shards(held, [replace(task, fresh=held.threaded) for task in tasks], tell=tell)


def merge_cluster(  # noqa: PLR0913  where from, where to, and by what
    folder: str,
    *,
    store: str | None = None,
    tables: str | None = None,
    engine: str = "local",
    joins: str = "duckdb",
    workers: int = 2,
    address: str | None = None,
    settings: Settings | None = None,
    tell: Tell | None = None,
) -> "tuple[MergeReport, str]":
    """Merge readings into a chronicle, or into tables of Parquet, or both.

    Args:
        folder: Where the readings lie.
        store: The chronicle; one that is forgotten if left out.
        tables: A folder for tables of Parquet.
        engine: ``local`` or ``ray``.
        joins: ``duckdb`` or ``daft``, which joins on Ray where that is the engine.
        workers: How many tasks run at once, where the engine is started here.
        address: That of a cluster of Ray.
        settings: The settings; the default ones if left out.
        tell: Called with the number of pages that are taken in, and of all.

    Returns:
        What the merge came to, and the digest of the chronicle.

    Raises:
        UsageError: There are no readings, or nowhere for the result to go, or the extra is not installed.
        StoreError: The chronicle failed.
    """
    _check_extra()
    from dragoman.chronicle.sense import load_sense
    from dragoman.chronicle.sql import SqlChronicle
    from dragoman.chronicle.tabling import write_tables
    from dragoman.runner.cluster.engines import hold_engine
    from dragoman.runner.cluster.joining import open_joins
    from dragoman.runner.cluster.merging import list_manifests, merge_readings
    from dragoman.runner.cluster.spreading import Spread, spread_sense

    if not store and not tables:
        raise UsageError("the merged chronicle needs a place: a store, or a folder for tables")
    list_manifests(folder)
    patience = (settings or Settings()).patience
    with (
        tempfile.TemporaryDirectory(prefix="dragoman-cluster-") as draft,
        hold_engine(engine, workers=workers, address=address) as held,
    ):
        sense = spread_sense(load_sense(), Spread(held, open_joins(joins, workers=workers, address=held.address)))
        chronicle = SqlChronicle(store or str(Path(draft, "draft.db")), sense=sense, patience=patience)
        try:
            report = merge_readings(folder, chronicle, tell=tell)
            if tables:
                write_tables(chronicle.engine, Path(tables))
            return report, chronicle.digest()
        finally:
            chronicle.close()
