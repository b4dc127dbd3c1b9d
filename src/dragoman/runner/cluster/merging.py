"""Merges the readings that lie in Parquet into a chronicle, or into tables of Parquet."""

from collections import Counter
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from dragoman.chronicle.preparing import PreparedPage, PreparedRejection
from dragoman.chronicle.sense import load_sense
from dragoman.errors import UsageError
from dragoman.runner.cluster.layout import LAYOUT, decode_rows
from dragoman.runner.cluster.places import join_place, list_places, read_place
from dragoman.runner.cluster.reading import MANIFESTS, Manifest

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle

Tell = Callable[[int, int], None]


class MergeReport(Struct, frozen=True):
    """What a merge came to: what became of how many pages, and the seconds that taking them in and deriving took."""

    pages: dict[str, int]
    taking: float
    deriving: float


def list_manifests(folder: str) -> list[Manifest]:
    """Return what the shards of some readings came to, in the order of the input.

    Raises:
        UsageError: There are no readings, or those of another version, which has to read them again.
    """
    named = list_places(join_place(folder, MANIFESTS), ".json")
    found = [msgspec.json.decode(content, type=Manifest) for name in named if (content := read_place(name))]
    if not found:
        raise UsageError(f"{folder}: no readings; dragoman cluster read writes them")
    others = {one.version for one in found} - {load_sense().version}
    if others or any(one.layout != LAYOUT for one in found):
        raise UsageError(f"{folder}: the readings are of another version of Dragoman; read them again")
    return sorted(found, key=lambda one: one.shard.number)


def merge_readings(folder: str, chronicle: "Chronicle", *, tell: Tell | None = None) -> MergeReport:
    """Take readings into a chronicle, in the order of the input, and derive what follows from them.

    What is derived is decided by the functions with which the chronicle was opened: those of
    :func:`~dragoman.runner.cluster.spreading.spread_sense` run on an engine.

    Args:
        folder: Where the readings lie.
        chronicle: Where they go.
        tell: Called with the number of pages that are taken in, and of all.

    Raises:
        StoreError: The chronicle failed; what was stored before is safe, and the same call goes on from there.
        UsageError: There are no readings that this version can use.
    """
    begun = perf_counter()
    manifests = list_manifests(folder)
    fates: Counter[str] = Counter(chronicle.take_in(_tell_all(_iterate(folder, manifests), manifests, tell)))
    taken = perf_counter()
    chronicle.refresh()
    return MergeReport(dict(fates), taken - begun, perf_counter() - taken)


def _iterate(folder: str, manifests: list[Manifest]) -> Iterator[PreparedPage | PreparedRejection]:
    for manifest in manifests:
        contents = (read_place(join_place(folder, name)) for name in manifest.files)
        rows = [row for content in contents if content for row in decode_rows(content)]
        yield from (row.prepared for row in sorted(rows, key=lambda row: row.place))


def _tell_all(
    pages: Iterator[PreparedPage | PreparedRejection], manifests: list[Manifest], tell: Tell | None
) -> Iterator[PreparedPage | PreparedRejection]:
    total = sum(manifest.pages for manifest in manifests)
    for number, page in enumerate(pages, start=1):
        yield page
        if tell:
            tell(number, total)
