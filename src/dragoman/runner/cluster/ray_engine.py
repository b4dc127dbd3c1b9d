"""Ray Core: one remote task a shard, tried again by Ray where a process or a machine dies.

Ray Data is not used: over the same pages it took half as long again, and with faults it ended well with nothing done.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.errors import DragomanError, SourceError, UsageError
from dragoman.runner.cluster.engines import TRIES, Done, Fault, Result, Task

MEMORY = 256 * 1024 * 1024
"""Bytes of shared memory for results, of a Ray that is started here; tasks give little but lists of files."""

STARTS = 3
"""So often a Ray is started here before it is given up."""

_AHEAD = 3
"""So many tasks a worker are in flight."""


class RayEngine:
    """Tasks of Ray, on a cluster or on this machine."""

    name, threaded = "ray", True

    def __init__(self, workers: int, *, address: str | None = None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ImportError as error:
            raise UsageError("engine 'ray' needs the extra: pip install 'dragoman[cluster]'") from error
        self._ray: Any = ray
        self._mine = not ray.is_initialized()
        if self._mine:
            start_ray(ray, workers, address)
        self._workers = max(workers, int(self._ray.cluster_resources().get("CPU", workers)))

    @property
    def address(self) -> str:
        """Where another process finds the same cluster."""
        found: str = self._ray.get_runtime_context().gcs_address
        return found

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Yield what becomes of each task.

        Raises:
            DragomanError: Every task would fail in the same way.
        """
        remote = self._ray.remote(function).options(num_cpus=1, max_retries=TRIES - 1)
        stream, flying = iter(tasks), dict[Any, Task]()
        try:
            while True:
                while len(flying) < _AHEAD * self._workers and (task := next(stream, None)) is not None:
                    flying[remote.remote(task)] = task
                if not flying:
                    return
                ready, _ = self._ray.wait(list(flying), num_returns=1)
                for reference in ready:
                    yield Done(flying.pop(reference), self._take(reference))
        finally:
            for reference in flying:  # of a run that was left before its end
                self._ray.cancel(reference, force=True)

    def _take(self, reference: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except errors.RayTaskError as error:
            cause = error.cause
            if isinstance(cause, DragomanError):
                raise cause from None
            return Fault(f"{type(cause).__name__}: {cause}")
        except errors.RayError as error:
            return Fault(f"its process died {TRIES} times: {str(error).splitlines()[0]}")

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._mine:
            self._ray.shutdown()


def start_ray(ray: Any, workers: int, address: str | None) -> None:
    """Connect to a cluster, or start one here: again, where the processes of Ray did not come up in its time.

    On a busy machine they may not (github.com/ray-project/ray/issues/65983); all that Ray raises then is an Exception.

    Args:
        ray: The library.
        workers: How many processes read, where one is started.
        address: Where a cluster is, ``None`` to start one.

    Raises:
        SourceError: There is no Ray, now.
    """
    quiet = {"logging_level": "ERROR", "log_to_driver": False}
    here = {"num_cpus": workers, "include_dashboard": False, "object_store_memory": MEMORY}
    for start in range(1, STARTS + 1):
        try:
            ray.init(**({"address": address} if address else here), **quiet)
        except Exception as error:
            ray.shutdown()
            known = isinstance(error, ConnectionError | RuntimeError | OSError)
            if known or start == STARTS:
                raise SourceError(f"Ray does not answer: {error}", address or "", retryable=True) from error
        else:
            return
