"""Reads one shard: the unit of work of every engine, which knows none of them.

It may be called any number of times, also twice at once: files are written whole, under names that follow from the
shard, and the list of them is written last. Who is killed in the middle leaves nothing that is taken for a result.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec import Struct

from dragoman.chronicle.preparing import PreparedRejection, prepare_page
from dragoman.chronicle.sense import load_sense
from dragoman.errors import PackError
from dragoman.model import Page, Reading, Rejected
from dragoman.reading.pages.intake import printable_name
from dragoman.reading.readers import ReaderChoice
from dragoman.reading.sources.origin import SourceOptions
from dragoman.runner.cluster.inputs import iterate_shard
from dragoman.runner.cluster.layout import LAYOUT, Row, day_of, encode_rows, reject_row
from dragoman.runner.cluster.places import join_place, list_places, read_place, remove_place, write_place
from dragoman.runner.cluster.shards import Shard
from dragoman.runner.limits import Limits
from dragoman.runner.reading import MakeReader, reject_page
from dragoman.runner.workers import Workers

MANIFESTS = "shards"


class ReadTask(Struct, frozen=True):
    """A shard with all that is needed to read it anywhere.

    ``fresh`` is for processes that have threads, as those of Ray: pages are then read by a process that shares nothing
    with this one, which takes some seconds to begin, once.
    """

    shard: Shard
    output: str
    make_reader: MakeReader = ReaderChoice()
    limits: Limits = Limits()
    fields: tuple[tuple[str, str], ...] = ()
    hint: str | None = None
    fresh: bool = False

    @property
    def options(self) -> SourceOptions:
        """What is said of the source: which column holds what, and the language that it promises."""
        return SourceOptions(fields=dict(self.fields), hint=self.hint)

    @property
    def digest(self) -> str:
        """A digest of all that is asked for beside the shard and the reader."""
        return sha256(msgspec.json.encode((sorted(self.fields), self.hint, self.limits))).hexdigest()


class Manifest(Struct, frozen=True):
    """What a shard came to: its files, how many pages were read, and how many rejected by reason.

    ``asked`` is the digest of the task; what an older version wrote has none.
    """

    shard: Shard
    files: tuple[str, ...]
    read: int
    rejected: dict[str, int]
    reader: str
    version: str
    layout: int = LAYOUT
    asked: str = ""

    @property
    def pages(self) -> int:
        """All that came in."""
        return self.read + sum(self.rejected.values())


def read_shard(task: ReadTask) -> Manifest:
    """Read a shard into Parquet; a page that cannot be read, or does not end, is rejected with its reason.

    Args:
        task: The shard, and where its readings go.

    Returns:
        What it came to; of a shard that was read before by the same reader in the same way, what it came to then.

    Raises:
        PackError: A table is wrong, so that no page could be read.
    """
    reader = _name_reader(task.make_reader)
    known = load_manifest(task.output, task.shard)
    if known and is_done(known, task, reader=reader):
        return known
    rows = list(_read_rows(task, reader))
    return write_shard(task, rows, reader=reader)


def write_shard(task: ReadTask, rows: list[Row], *, reader: str) -> Manifest:
    """Write the rows of a shard by day, and then what it came to; days that it no longer has are removed."""
    days: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        days[day_of(row)].append(row)
    files = []
    for day, told in sorted(days.items()):
        name = f"day={day}/{task.shard.name}.parquet"
        write_place(join_place(task.output, name), encode_rows(told))
        files.append(name)
    rejected = Counter(one.rejected.reason for row in rows if isinstance(one := row.prepared, PreparedRejection))
    read = len(rows) - sum(rejected.values())
    reasons = dict[str, int](sorted(rejected.items()))
    manifest = Manifest(task.shard, tuple(files), read, reasons, reader, load_sense().version, asked=task.digest)
    before = load_manifest(task.output, task.shard)
    for name in sorted({*before.files} - {*files}) if before else ():
        remove_place(join_place(task.output, name))
    write_place(_name_manifest(task.output, task.shard), msgspec.json.encode(manifest))
    return manifest


def load_manifest(output: str, shard: Shard) -> Manifest | None:
    """Return what a shard came to before, ``None`` where nothing says."""
    content = read_place(_name_manifest(output, shard))
    return msgspec.json.decode(content, type=Manifest) if content else None


def is_done(manifest: Manifest, task: ReadTask, *, reader: str) -> bool:
    """Tell whether a shard need not be read again: the same was asked, and read by the same reader and rules."""
    same = (manifest.shard, manifest.asked, manifest.reader) == (task.shard, task.digest, reader)
    return same and (manifest.layout, manifest.version) == (LAYOUT, load_sense().version)


def drop_others(tasks: Sequence[ReadTask]) -> None:
    """Remove what lies beside these shards in their folder: shards of input that was cut in another way, or is gone."""
    numbers = {task.shard.number for task in tasks}
    for output in {task.output for task in tasks}:
        for name in list_places(join_place(output, MANIFESTS), ".json"):
            content = read_place(name)
            found = msgspec.json.decode(content, type=Manifest) if content else None
            if found and found.shard.number not in numbers:
                for file in found.files:
                    remove_place(join_place(output, file))
                remove_place(name)  # the last, so that who is stopped in the middle finds it again


def _name_manifest(output: str, shard: Shard) -> str:
    return join_place(output, MANIFESTS, f"{shard.name}.json")


def _read_rows(task: ReadTask, reader: str) -> Iterator[Row]:
    """Yield the rows of a shard in the order in which its pages came in."""
    items = [_make_printable(one) for one in iterate_shard(task.shard, task.options)]
    pages = [one for one in items if isinstance(one, Page)]
    workers = _keep_workers(task.make_reader, task.limits, task.fresh)
    made: dict[int, Reading | Rejected] = {id(page): result for page, result in workers.read(pages)}
    for place, one in enumerate(items):
        result = made[id(one)] if isinstance(one, Page) else one
        if isinstance(one, Page) and isinstance(result, Reading):
            yield _prepare(place, one, result)
        elif isinstance(result, Rejected):
            yield reject_row(place, result, one if isinstance(one, Page) else None, reader=reader)


def _prepare(place: int, page: Page, reading: Reading) -> Row:
    """Return the row of a page; one whose rows cannot be worked out is rejected, and does not take its shard along."""
    try:
        return Row(place, prepare_page(page, reading, sense=load_sense(), index=True))
    except PackError:
        raise
    except Exception as error:  # noqa: BLE001  the edge of a worker: one page must not stop a shard
        fault = reject_page(page, f"{type(error).__name__}: {error}")
        return reject_row(place, fault, page, reader=reading.reader)


def _make_printable(one: Page | Rejected) -> Page | Rejected:
    return msgspec.structs.replace(one, name=printable_name(one.name), address=printable_name(one.address))


@lru_cache(maxsize=1)
def _keep_workers(make_reader: MakeReader, limits: Limits, fresh: bool) -> Workers:
    """Return the process that reads for this one; it stays from shard to shard, and ends with this one."""
    return Workers(make_reader, 1, limits=limits, fresh=fresh)


@lru_cache(maxsize=4)
def _name_reader(make_reader: MakeReader) -> str:
    return make_reader().version
