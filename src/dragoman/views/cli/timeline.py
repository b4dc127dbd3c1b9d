"""``dragoman timeline``: events by date."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import join, make_console, make_table, note, print_table, write_csv, write_json
from dragoman.views.cli.session import Session, event_conditions, example, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.answers import EventView

COLUMNS = (
    "id", "date", "basis", "type", "status", "participants", "roles", "place", "topics", "pages", "origins",
    "conflicts", "quote", "page",
)  # fmt: skip

WIDE, TOLD_NARROW, TOLD_WIDE = 110, 16, 26
"""From so many columns on, the column with the names of pages is as wide as most names."""


@click.command(
    epilog=example(
        "dragoman timeline --who Рахмон --with Тасмагамбетов",
        "dragoman timeline --type meet --since 2024-03 --until 2024-06",
        "dragoman timeline --topic energy --json",
    )
)
@event_conditions
@output_options
@click.pass_obj
def timeline(session: Session, /, form: str, **conditions: Any) -> None:
    """List events by date, each with its sentence.

    Conditions add up.
    """
    from dragoman.views.cli.suggestions import check_id, explain_no_events

    check_id("type", conditions["type"])
    check_id("topic", conditions["topic"])
    conditions["language"] = conditions.pop("told_in")
    with session.open() as chronicle:
        events = chronicle.timeline(**conditions)
        if form == "json":
            write_json(events)
        elif form == "csv":
            write_csv(COLUMNS, map(form_row, events))
        elif events:
            print_table(form_table(events))
        if not events:
            note(explain_no_events(chronicle, conditions))


def form_row(event: "EventView") -> tuple[object, ...]:
    """Return an event as a row of a spreadsheet; the quote is that of its first report."""
    first = event.reports[0].quote
    return (
        event.id,
        event.when.value,
        event.when.basis,
        event.type,
        event.status,
        join(p.name for p in event.participants),
        join("+".join(p.roles) for p in event.participants),
        event.place.name if event.place else None,
        join(event.topics),
        len(event.reports),
        event.origins,
        join(f"{c.field}: {' / '.join(v.value for v in c.values)}" for c in event.conflicts),
        first.text,
        first.page,
    )


def form_table(events: "Sequence[EventView]") -> "Table":
    """Return events as a table for reading: three or four lines each, the last the sentence."""
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import describe_event, describe_pages

    told = TOLD_WIDE if make_console().width >= WIDE else TOLD_NARROW
    table = make_table(
        ("when", {"width": 15}), ("what", {"width": 16}), ("who and where, and the sentence", {"ratio": 1}),
        ("told by", {"width": told}),
    )  # fmt: skip
    table.expand = True
    for event in events:
        value, basis = event.when.value or "no date", event.when.basis if event.when.value else _told(event)
        table.add_row(
            stack(Cell(value), Cell(basis, "dim") if basis != "stated" else None),
            stack(Cell(describe_event(event), "cyan"), Cell(event.id, "dim")),
            stack(Cell(_who_and_where(event)), *_evidence(event)),
            stack(Cell(describe_pages(event)), Cell(event.reports[0].quote.page, "dim", lines=2)),
        )
    return table


def _who_and_where(event: "EventView") -> str:
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.wording import describe_participants

    where = f"in {isolate(event.place.name)}" if event.place else ""
    return " · ".join(filter(None, (describe_participants(event.participants), where)))


def _told(event: "EventView") -> str:
    return f"told {event.seen}" if event.seen else ""


def _evidence(event: "EventView") -> Iterator[Any]:
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.wording import describe_conflict

    yield Cell(event.reports[0].quote.text, "dim", lines=2)
    for conflict in event.conflicts:
        yield Cell(describe_conflict(conflict), "yellow")
