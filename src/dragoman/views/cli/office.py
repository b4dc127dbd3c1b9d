"""``dragoman office``: who held an office, and when."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import join, make_table, note, print_table, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import TenureView
    from dragoman.views.cli.cells import Cell

COLUMNS = (
    "id", "title", "of", "of_name", "holder", "name", "names", "start", "stop", "first_seen", "last_seen",
    "ended_by", "over", "standing", "contested_by", "acting", "gap", "provenance", "quote", "page",
)  # fmt: skip


@click.command(
    epilog=example(
        "dragoman office secretary-general CSTO",
        "dragoman office secretary-general ОДКБ --on 2022-02-01",
        "dragoman office 'министр иностранных дел' Таджикистан --json",
    )
)
@click.argument("title")
@click.argument("of", required=False)
@click.option("--on", metavar="DATE", help="Only who held it on that day, month or year, best known first.")
@click.option(
    "--reference/--no-reference", default=None, help="Also what the shipped reference (Wikidata) says, marked as such."
)
@output_options
@click.pass_obj
def office(session: Session, title: str, of: str | None, on: str | None, reference: bool | None, form: str) -> None:
    """List who held an office, and when.

    Each tenure comes with a sentence that says so.

    TITLE is an id such as secretary-general, or a word for it in a language that has a pack. OF is a country or an
    organisation by any of its names; without it, all of them.
    """
    from dragoman.views.cli.suggestions import check_title, explain_no_tenure

    check_title(title)
    with session.open() as chronicle:
        tenures = chronicle.office(title, of, on=on, reference=reference)
        if form == "json":
            write_json(map(form_record, tenures))
        elif form == "csv":
            write_csv(COLUMNS, map(form_row, tenures))
        elif tenures:
            print_table(form_table(tenures, _name_all(chronicle, tenures)))
        if not tenures:
            note(explain_no_tenure(chronicle, title, of=of, on=on))


def _name_all(chronicle: "Dragoman", tenures: "Sequence[TenureView]") -> dict[str, str]:
    """Return the names of holders and of those who rival them, who need not be holders of what was asked for."""
    names = {tenure.holder: tenure.name for tenure in tenures}
    rivals = {one for tenure in tenures for one in tenure.contested_by if one not in names}
    return names | {id: view.label for id, view in chronicle.describe(sorted(rivals)).items()}


def form_record(tenure: "TenureView") -> dict[str, Any]:
    """Return a tenure as ``--json`` prints it: with ``quote``, the first of its sentences, beside them all."""
    import msgspec

    record: dict[str, Any] = msgspec.to_builtins(tenure)
    return record | {"quote": tenure.quotes[0].text if tenure.quotes else None}


def form_row(tenure: "TenureView") -> tuple[object, ...]:
    """Return a tenure as a row of a spreadsheet; the quote is its first."""
    quote = tenure.quotes[0] if tenure.quotes else None
    return (
        tenure.id,
        tenure.title,
        tenure.of,
        tenure.of_name,
        tenure.holder,
        tenure.name,
        join(f"{tag}: {' | '.join(forms)}" for tag, forms in sorted(tenure.names.items())),
        tenure.start,
        tenure.stop,
        tenure.first_seen,
        tenure.last_seen,
        tenure.ended_by,
        tenure.over,
        tenure.standing,
        join(tenure.contested_by),
        tenure.acting,
        tenure.gap,
        tenure.provenance,
        quote.text if quote else None,
        quote.page if quote else None,
    )


def form_table(tenures: "Sequence[TenureView]", names: "Mapping[str, str]") -> "Table":
    """Return tenures as a table for reading; ``names`` has those of holders and rivals by id."""
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import IN_REFERENCE, STANDING, describe_interval, describe_office

    table = make_table(
        ("holder", {"max_width": 22}), ("from", {"width": 15}), ("until", {"width": 17}),
        ("office, and the sentence", {"ratio": 1}),
    )  # fmt: skip
    table.expand = True
    for tenure in tenures:
        start, stop = describe_interval(tenure)
        standing = IN_REFERENCE if tenure.provenance else STANDING
        said = [Cell(standing[tenure.standing], "green")] if tenure.standing in standing else []
        quotes = [Cell(quote.text, "dim", lines=3) for quote in tenure.quotes[:1]]
        pages = [Cell(_count_quotes(tenure), "dim")] if quotes else []
        office = stack(Cell(describe_office(tenure)), *_list_remarks(tenure, names), *said, *quotes, *pages)
        table.add_row(Cell(tenure.name, "bold"), Cell(start), Cell(stop), office)
    return table


def _list_remarks(tenure: "TenureView", names: "Mapping[str, str]") -> "list[Cell]":
    """Return what is to be known of a tenure beside its sentences: gaps, rivals, and that no page says it."""
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import Cell

    remarks = []
    if tenure.provenance:
        remarks.append(Cell(tenure.provenance, "magenta"))
    if tenure.gap:
        remarks.append(Cell(f"no holder is known before, {' to '.join(tenure.gap.split('/'))}", "dim"))
    if tenure.contested_by:
        others = ", ".join(isolate(names.get(one, one)) for one in tenure.contested_by)
        said = "the pages name another at that time" if tenure.provenance else "another is said to hold it at that time"
        remarks.append(Cell(f"{said}: {others}", "yellow"))
    return remarks


def _count_quotes(tenure: "TenureView") -> str:
    number = len(tenure.quotes)
    first = tenure.quotes[0].page
    return first if number == 1 else f"{number} sentences, first in {first}"
