"""Writes answers: JSON lines, CSV, and tables in which no cell reorders its neighbours."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

PLAIN_WIDTH = 100
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for an old code page."""


def write_json(records: Iterable[Any]) -> None:
    """Write one JSON object a line, in UTF-8 whatever the terminal's encoding is."""
    import msgspec

    stream = sys.stdout.buffer
    for record in records:
        stream.write(msgspec.json.encode(record) + b"\n")
    stream.flush()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table for spreadsheets: UTF-8 with a byte order mark, a header, empty cells for what is unknown.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    import csv
    import io

    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(columns)
    writer.writerows([_form_cell(cell) for cell in row] for row in rows)
    stream = sys.stdout.buffer
    stream.write((BYTE_ORDER_MARK + page.getvalue()).encode())
    stream.flush()


def _form_cell(cell: object) -> object:
    from dragoman.chronicle.cells import guard

    return "" if cell is None else guard(cell) if isinstance(cell, str) else cell


def join(values: Iterable[object]) -> str:
    """Join what shares a cell of a spreadsheet."""
    return "; ".join(str(value) for value in values)


def make_console(*, stderr: bool = False) -> "Console":
    """Make the console for one of the two streams; one that is no terminal is 100 columns wide and has no colour."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def show_progress(label: str) -> "Iterator[Callable[[int, int], None]]":
    """Show a bar on standard error, where that is a terminal; yields what is told of how much is done, and of all."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=make_console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def make_table(*columns: str | tuple[str, dict[str, Any]]) -> "Table":
    """Make an open table; a column is its heading, or heading and rich options."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False, header_style="bold")
    for column in columns:
        heading, options = column if isinstance(column, tuple) else (column, {})
        table.add_column(heading, **options)
    return table


def print_table(table: "RenderableType") -> None:
    """Print a table to standard output."""
    make_console().print(table)


def say(words: str = "", style: str = "") -> None:
    """Print a line or paragraph to standard output."""
    from dragoman.views.cli.cells import Cell

    console = make_console()
    if words:
        console.print(Cell(words, style))
    else:
        console.print()


def note(words: str) -> None:
    """Print a line to standard error: a remark that is not part of the answer."""
    click.echo(words, err=True)
