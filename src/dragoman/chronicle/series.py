"""The addresses by which a page is known as a version of another."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import insert_rows
from dragoman.chronicle.marking import mark
from dragoman.reading.pages.addresses import split_address, strip_tracking

SERIES = "series"
"""What is pending of this kind are addresses whose versions are to be told apart again."""


def write_series(connection: Connection, number: int) -> None:
    """Note under which addresses a page is known, and mark those that are new or left."""
    series, article, seen = derived.series.c, schema.article.c, schema.sighting.c
    told = connection.execute(select(article.canonical).where(article.page_id == number)).first()
    if told is None:
        return
    sightings = connection.execute(select(seen.address, seen.name).where(seen.page_id == number))
    keys = {told.canonical} if told.canonical else {name_series(row.address, row.name) for row in sightings}
    known = set(connection.scalars(select(series.key).where(series.page_id == number)))
    if gone := known - keys:
        connection.execute(delete(derived.series).where(series.page_id == number, series.key.in_(gone)))
    insert_rows(connection, derived.series, [{"page_id": number, "key": key} for key in sorted(keys - known)])
    mark(connection, SERIES, known ^ keys)


def forget_series(connection: Connection, number: int) -> None:
    """Forget the addresses of a page that goes, and mark them."""
    series = derived.series.c
    mark(connection, SERIES, connection.scalars(select(series.key).where(series.page_id == number)))
    for table in (derived.series, derived.version):
        connection.execute(delete(table).where(table.c.page_id == number))


def begin_series(connection: Connection, numbers: Iterable[int]) -> None:
    """Note the addresses of pages anew, and mark all."""
    connection.execute(delete(derived.series))
    for number in numbers:
        write_series(connection, number)


def name_series(address: str, name: str) -> str:
    r"""Return the key of what is seen at an address: of the web without tracking, of a file with the page's name.

    >>> name_series("https://example.org/a?utm_source=x", "a"), name_series("pages/a.txt", "a")
    ('https://example.org/a', 'pages/a.txt\na')
    """
    return strip_tracking(address) if split_address(address) else f"{address}\n{name}"
