"""The chronicle's own views, unchanged, as JSON: one object a line."""

from collections.abc import Iterator

import msgspec

from dragoman.exports.columns import list_records
from dragoman.exports.matter import Matter


def write_lines(matter: Matter, table: str) -> Iterator[bytes]:
    """Yield one view a line."""
    for record in list_records(matter, table):
        yield msgspec.json.encode(record) + b"\n"
