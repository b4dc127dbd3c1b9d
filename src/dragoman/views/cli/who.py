"""``dragoman who``: whom a name means."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import join, make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.answers import EntityView, TenureView

SHOWN_EVENTS = 5
CERTAIN = 0.999
COLUMNS = ("id", "kind", "name", "names", "reference", "pages", "offices", "events", "score")


@click.command(
    epilog=example(
        "dragoman who Рахмон",
        "dragoman who 'إمام علي رحمان' --json",
        "dragoman who organisation:csto",
        "dragoman who Рахмон --why",
    )
)
@click.argument("name")
@click.option("--why", is_flag=True, help="Also show why its names are one, and which names were kept apart.")
@output_options
@click.pass_obj
def who(session: Session, name: str, why: bool, form: str) -> None:
    """Show whom a name means, in any script.

    Prints, best first, the names by language, the offices with their intervals and the latest events of each. NAME may
    be in any script, and any spelling that comes near. With --why each decision about its identity follows with its
    probability and reasons.
    """
    from dragoman.views.cli.suggestions import explain_unknown_name
    from dragoman.views.cli.why import print_links

    with session.open() as chronicle:
        found = chronicle.who(name)
        if form == "json":
            write_json([{"entity": one, "links": chronicle.links(one.id)} for one in found] if why else found)
        elif form == "csv":
            write_csv(COLUMNS, map(form_row, found))
        elif found:
            _print_found(found)
            if why:
                print_links(chronicle.links(found[0].id))
        if not found:
            note(explain_unknown_name(chronicle, name))


def form_row(entity: "EntityView") -> tuple[object, ...]:
    """Return an entity as a row of a spreadsheet."""
    names = (f"{tag}: {' | '.join(forms)}" for tag, forms in sorted(entity.names.items()))
    return (
        entity.id,
        entity.kind,
        entity.label,
        join(names),
        entity.reference,
        entity.pages,
        join(f"{tenure.title} of {tenure.of_name or tenure.of or '?'}" for tenure in entity.offices),
        len(entity.events),
        entity.score,
    )


def _print_found(found: "Sequence[EntityView]") -> None:
    from dragoman.language.scripts import isolate

    same = [entity for entity in found[1:] if entity.score >= CERTAIN <= found[0].score]
    for number, entity in enumerate([found[0], *same]):
        if number:
            say()
        _print_card(entity)
    others = [entity for entity in found[1:] if entity not in same]
    if others:
        say()
        say("Less likely: " + ", ".join(f"{isolate(e.label)} ({e.kind}, {e.score:.2f}, {e.id})" for e in others), "dim")


def _print_card(entity: "EntityView") -> None:
    from dragoman.views.cli.cells import Cell, join_names

    pages = f"{entity.pages} {'page' if entity.pages == 1 else 'pages'}"
    say(entity.label, "bold")
    say(" · ".join(filter(None, (entity.kind, pages, entity.id, entity.reference, _lies(entity)))), "dim")
    names = make_table("", "names by language")
    for tag, forms in sorted(entity.names.items()):
        names.add_row(tag, Cell(join_names(forms)))
    print_table(names)
    if entity.offices:
        say()
        print_table(_form_offices(entity.offices))
    if entity.events:
        _print_events(entity)


def _lies(entity: "EntityView") -> str:
    """Write where a city lies, and what a body belongs to."""
    if entity.coordinates is None:
        return f"part of {entity.part_of}" if entity.part_of else ""
    latitude, longitude = entity.coordinates
    return f"in {entity.country} at {latitude:.2f}, {longitude:.2f}"


def _form_offices(offices: "Sequence[TenureView]") -> "Table":
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import describe_interval, describe_office

    table = make_table(("from", {"width": 15}), ("until", {"width": 17}), ("office, and the sentence", {"ratio": 1}))
    table.expand = True
    for tenure in offices:
        start, stop = describe_interval(tenure)
        quotes = [Cell(quote.text, "dim", lines=2) for quote in tenure.quotes[:1]]
        table.add_row(Cell(start), Cell(stop), stack(Cell(describe_office(tenure)), *quotes))
    return table


def _print_events(entity: "EntityView") -> None:
    from dragoman.views.cli.timeline import form_table

    say()
    print_table(form_table(entity.events[-SHOWN_EVENTS:]))
    left = len(entity.events) - SHOWN_EVENTS
    if left > 0:
        say(f"and {left} earlier events: dragoman timeline --who {entity.id}", "dim")
