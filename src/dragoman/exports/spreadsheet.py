"""CSV for spreadsheets: UTF-8 with a byte order mark, and no cell that a spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterator

from dragoman.chronicle.cells import guard
from dragoman.exports.columns import TABLES, list_records
from dragoman.exports.matter import Matter

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for an old code page."""

_ROWS = 200


def write_csv(matter: Matter, table: str) -> Iterator[bytes]:
    """Yield a table as RFC 4180 has it. Lists are joined by ``; ``, what is unknown is empty."""
    columns = TABLES[table]
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    page.write(BYTE_ORDER_MARK)
    writer.writerow(column.name for column in columns)
    for number, record in enumerate(list_records(matter, table), 1):
        writer.writerow(_cell(column.get(record)) for column in columns)
        if number % _ROWS == 0:
            yield _take(page)
    yield _take(page)


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return guard("; ".join(value))
    return guard(value) if isinstance(value, str) else value


def _take(page: io.StringIO) -> bytes:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text.encode("utf-8", "replace")
