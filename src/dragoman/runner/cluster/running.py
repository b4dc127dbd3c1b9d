"""Reads a whole input by an engine, and says what it came to."""

from collections import Counter
from collections.abc import Callable, Sequence
from time import perf_counter

from msgspec import Struct

from dragoman.model import Rejected
from dragoman.runner.cluster.engines import Engine, Fault
from dragoman.runner.cluster.layout import reject_row
from dragoman.runner.cluster.reading import Manifest, ReadTask, drop_others, read_shard, write_shard

Tell = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class ClusterReport(Struct, frozen=True):
    """What a run came to; ``lost`` are the shards that no process lived to the end of, with the reason."""

    read: int
    rejected: dict[str, int]
    shards: int
    seconds: float
    lost: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        """Pages that are accounted for."""
        return self.read + sum(self.rejected.values())


def read_shards(engine: Engine, tasks: Sequence[ReadTask], *, tell: Tell | None = None) -> ClusterReport:
    """Read shards; what was read before, by the same reader in the same way, is left alone, other shards are removed.

    A shard whose process dies each time it is tried is rejected as a whole, and is tried again with the next run.

    Args:
        engine: What reads.
        tasks: The shards, all of one input into one folder.
        tell: Called after each shard.

    Raises:
        PackError: A table is wrong, so that no page could be read.
    """
    drop_others(tasks)
    begun, read, rejected, lost = perf_counter(), 0, Counter[str](), list[tuple[str, str]]()
    for number, done in enumerate(engine.run(read_shard, tasks), start=1):
        manifest = done.result
        if isinstance(manifest, Fault):
            lost.append((" ".join(done.task.shard.files[:1]), manifest.where))
            manifest = _give_up(done.task, manifest)
        read += manifest.read
        rejected.update(manifest.rejected)
        if tell:
            tell(number, len(tasks))
    return ClusterReport(read, dict(sorted(rejected.items())), len(tasks), perf_counter() - begun, tuple(sorted(lost)))


def _give_up(task: ReadTask, fault: Fault) -> Manifest:
    """Reject a shard as a whole, under no reader, so that the next run tries it again."""
    rows = [
        reject_row(place, Rejected(file.rpartition("/")[2], file, "crashed", fault.where), None, reader="")
        for place, file in enumerate(task.shard.files[:1])
    ]
    return write_shard(task, rows, reader="")
