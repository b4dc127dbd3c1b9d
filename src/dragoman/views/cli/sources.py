"""``dragoman sources``: the sources that a user has described."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import print_table, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from dragoman.reading.sources.catalogue import Source

_COLUMNS = ("name", "address", "kind", "language", "outlet", "reliability", "interval", "fields")


@click.command(epilog=example("dragoman sources", "dragoman sources region.toml --json"))
@click.argument("file", required=False, default="sources.toml", metavar="[FILE]")
@output_options
@click.pass_obj
def sources(session: Session, file: str, form: str) -> None:
    """Check a file of sources and list them.

    FILE is sources.toml in the working folder if left out.
    """
    from dragoman.reading.sources.catalogue import load_catalogue

    rows = [_form(source) for source in load_catalogue(Path(file))]
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(_COLUMNS, [[_cell(row[column]) for column in _COLUMNS] for row in rows])
    else:
        _print(rows)


def _form(source: "Source") -> dict[str, Any]:
    row: dict[str, Any] = {column: getattr(source, column) for column in _COLUMNS}
    return row | {"interval": format_interval(source.interval), "fields": dict(source.fields)}


def format_interval(interval: timedelta | None) -> str | None:
    """Write an interval as it is written in ``sources.toml``.

    >>> format_interval(timedelta(minutes=90))
    '90m'
    """
    if interval is None:
        return None
    minutes = int(interval.total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ",".join(f"{ours}={theirs}" for ours, theirs in value.items())
    return "" if value is None else str(value)


def _print(rows: list[dict[str, Any]]) -> None:
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.output import make_table

    table = make_table("name", "kind", "language", "every", "address", "outlet", "note")
    for row in rows:
        shown = ("name", "kind", "language", "interval", "address", "outlet", "reliability")
        table.add_row(*(Cell(_cell(row[column])) for column in shown))
    print_table(table)
