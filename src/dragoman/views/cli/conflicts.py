"""``dragoman conflicts``: where reports of one event do not agree, or give one office to two."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import ConflictView

COLUMNS = ("event", "about", "field", "value", "language", "page", "outlet", "published", "quote")


@click.command(epilog=example("dragoman conflicts", "dragoman conflicts --csv > conflicts.csv"))
@output_options
@click.pass_obj
def conflicts(session: Session, form: str) -> None:
    """List where reports of one event differ, or give one office to two holders at one time.

    Each side comes with its sentences. No verdict is given.
    """
    with session.open() as chronicle:
        found = chronicle.conflicts()
        if form == "json":
            write_json(found)
        elif form == "csv":
            write_csv(COLUMNS, (row for conflict in found for row in form_rows(conflict)))
        else:
            for conflict in found:
                print_conflict(chronicle, conflict)
        if not found:
            note(f"no reports differ among {sum(chronicle.counts().events.values())} events")


def form_rows(conflict: "ConflictView") -> Iterator[tuple[object, ...]]:
    """Yield a row of a spreadsheet for each sentence of each side."""
    for value in conflict.values:
        for quote in value.quotes:
            source = (quote.language, quote.page, quote.outlet, quote.published)
            yield (conflict.event, conflict.about, conflict.field, value.name or value.value, *source, quote.text)


def print_conflict(chronicle: "Dragoman", conflict: "ConflictView") -> None:
    """Print a conflict: what it is about, and each side with its sentences."""
    from dragoman.chronicle.answers import EventView
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import describe_event, describe_participants, describe_source

    event = chronicle.show(conflict.event) if conflict.event else None
    if isinstance(event, EventView):
        say(f"{describe_event(event)}: {describe_participants(event.participants)}", "bold")
    elif conflict.about:
        say(f"{isolate(conflict.about)}: two holders at one time", "bold")
    say(conflict.event or " ".join(conflict.tenures), "dim")
    table = make_table((conflict.field, {"max_width": 24}), ("sentence and page", {"ratio": 1}))
    for value in conflict.values:
        parts = [part for quote in value.quotes for part in (Cell(quote.text), Cell(describe_source(quote), "dim"))]
        table.add_row(Cell(value.name or value.value, "yellow"), stack(*parts))
    print_table(table)
    say()
