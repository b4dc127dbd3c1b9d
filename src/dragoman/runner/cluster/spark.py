"""Spark: the same function over the same shards, as ``mapInArrow``, for those whose cluster is Spark.

A Spark job reads; ``dragoman cluster merge`` then merges what it left, on any engine.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.runner.cluster.reading import Manifest, ReadTask, drop_others, read_shard

SCHEMA = "manifest string"


def read_with_spark(session: Any, tasks: Iterable[ReadTask]) -> list[Manifest]:
    """Read shards as one Spark job, a partition a shard, and return what each came to.

    Spark itself tries again what a dead executor took with it: set ``spark.task.maxFailures``, on one machine with
    ``local[2,4]``. Tasks travel pickled, so that driver and executors need the same version of Dragoman.

    Args:
        session: A ``SparkSession``.
        tasks: The shards, all of one input into one folder; their places must be the same for every executor.
    """
    import pickle

    chosen = list(tasks)
    drop_others(chosen)
    packed = [(pickle.dumps(msgspec.structs.replace(task, fresh=True)),) for task in chosen]
    if not packed:
        return []
    frame = session.createDataFrame(packed, "task binary").repartition(len(packed))
    rows = frame.mapInArrow(_read_batches, SCHEMA).collect()
    return [msgspec.json.decode(row.manifest, type=Manifest) for row in rows]


def _read_batches(batches: Iterator[Any]) -> Iterator[Any]:
    """Read the shards of Arrow batches, and yield what each came to."""
    import pickle

    import pyarrow as pa

    for batch in batches:
        for packed in batch.column("task").to_pylist():
            manifest = msgspec.json.encode(read_shard(pickle.loads(packed))).decode()
            yield pa.RecordBatch.from_pydict({"manifest": [manifest]})
