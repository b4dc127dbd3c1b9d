"""``dragoman show``: a page with everything marked that was read from it, or an event with all its reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_console, make_table, print_table, say, write_json
from dragoman.views.cli.session import Session, example, json_option

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dragoman.chronicle.answers import EventView, Mark, PageView, Report
    from dragoman.views.cli.cells import Cell

STYLES = {
    "person": "bold cyan",
    "organisation": "bold magenta",
    "country": "bold green",
    "place": "bold yellow",
    "office": "italic",
    "event": "underline",
}
"""How a mark looks, the ones that cover more first where they overlap."""
DIRECTION = "direction"
"""Why signs of direction are left out: :data:`dragoman.reading.pages.directions.REASON`."""


@click.command(
    epilog=example(
        "dragoman show ru-2-vizit-v-dushanbe", "dragoman show event:1a2b3c4d5e", "dragoman show pages/one.html --json"
    )
)
@click.argument("name", metavar="PAGE|EVENT")
@click.option("--versions", is_flag=True, help="List the versions of the page, with what changed in each.")
@json_option
@click.pass_obj
def show(session: Session, name: str, versions: bool, as_json: bool) -> None:
    """Open an article or an event.

    An article has its names, offices and events marked; an event comes with each page's report of it. A page goes by
    its name, its address or the beginning of its SHA-256, an event by its id. Of a page with several versions this is
    the newest.
    """
    if versions:
        from dragoman.views.cli.versions import print_versions

        with session.open() as chronicle:
            print_versions(chronicle.versions(name), as_json=as_json)
        return
    from dragoman.chronicle.answers import EventView

    with session.open() as chronicle:
        view = chronicle.show(name)
    if as_json:
        write_json([view])
    elif isinstance(view, EventView):
        _print_event(view)
    else:
        _print_page(view)


def _print_page(page: "PageView") -> None:
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.wording import describe_feed_text, describe_note, describe_note_of, describe_when

    console = make_console()
    outlet, author = isolate(page.outlet or ""), isolate(page.author or "")
    head = (isolate(page.name), page.language, describe_when(page.published), outlet, author)
    say(" · ".join(filter(None, head)), "dim")
    say(f"{isolate(page.address)} · {page.sha256[:12]}", "dim")
    for source in page.sources:
        say(" · ".join(filter(None, (describe_note_of(source), source.language and f"in {source.language}"))), "dim")
    if page.from_feed:
        say(describe_feed_text(page), "yellow")
    if page.published.note:
        say(f"Published: {describe_note(page.published.note)}", "dim")
    console.print(_legend(coloured=console.color_system is not None))
    for paragraph in mark_text(page.text, page.marks, coloured=console.color_system is not None).split("\n"):
        console.print(Cell(paragraph) if paragraph.plain.strip() else "")
    say()
    print_table(_form_marks(page.marks, page.text))
    left_out = Counter(part.reason for part in page.left_out)
    for sign in (part.text for part in page.left_out if part.reason == DIRECTION):
        say(f"The page steers how it is shown: {isolate(sign)}", "yellow")
    if left_out:
        say("Left out of the page: " + ", ".join(f"{number} {reason}" for reason, number in left_out.items()), "dim")


def _legend(*, coloured: bool) -> "Text":
    from rich.text import Text

    if not coloured:
        return Text("[names] are marked; a list of everything read follows the text\n")
    parts: list[str | tuple[str, str]] = []
    for kind, style in STYLES.items():
        parts += [(kind, style), "  "]
    return Text.assemble(*parts, "\n")


def mark_text(text: str, marks: "Sequence[Mark]", *, coloured: bool) -> "Text":
    """Return an article with its marks: in colour, or, without colours, with the names in brackets."""
    from rich.text import Text

    if coloured:
        marked = Text(text)
        for kind, style in reversed(STYLES.items()):
            for mark in marks:
                if mark.kind == kind:
                    marked.stylize(style, mark.span.start, mark.span.stop)
        return marked
    for start, stop in reversed(list(_outermost(marks))):
        text = f"{text[:start]}[{text[start:stop]}]{text[stop:]}"
    return Text(text)


def _outermost(marks: "Sequence[Mark]") -> Iterator[tuple[int, int]]:
    """Yield the spans of names from left to right, of overlapping ones the first and longest."""
    end = 0
    names = (mark.span for mark in marks if mark.kind not in ("office", "event"))
    for span in sorted(names, key=lambda span: (span.start, -span.stop)):
        if span.start >= end and span.start < span.stop:
            yield span.start, span.stop
            end = span.stop


def _form_marks(marks: "Sequence[Mark]", text: str) -> "Table":
    from dragoman.views.cli.cells import Cell, join_names

    written: dict[tuple[str, str, str], dict[str, None]] = {}
    for mark in marks:
        words = mark.span.of(text) if mark.kind != "event" else ""
        written.setdefault((mark.kind, mark.label, mark.id), {})[words] = None
    table = make_table("read as", "stands for", ("written", {"ratio": 1}), ("id", {"no_wrap": True}))
    order = list(STYLES)
    for (kind, label, key), surfaces in sorted(written.items(), key=lambda pair: order.index(pair[0][0])):
        shown = join_names(surface for surface in surfaces if surface)
        table.add_row(Cell(kind, STYLES[kind]), Cell(label), Cell(shown, lines=3), key)
    return table


def _print_event(event: "EventView") -> None:
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import (
        describe_conflict,
        describe_event,
        describe_link,
        describe_pages,
        describe_when,
    )

    say(f"{describe_event(event)} · {describe_when(event.when)}", "bold")
    say(f"{event.id} · told by {describe_pages(event)} · {event.origins} independent", "dim")
    facts = make_table("", "", "id")
    for participant in event.participants:
        facts.add_row(Cell(", ".join(participant.roles)), Cell(participant.name, "bold"), participant.id)
    if event.place:
        facts.add_row("place", Cell(event.place.name), event.place.id)
    if event.topics:
        facts.add_row("topics", ", ".join(event.topics), "")
    print_table(facts)
    for conflict in event.conflicts:
        say(describe_conflict(conflict), "yellow")
    for linked in event.linked:
        say(f"{describe_link(linked)} · {linked.id}")
    reports = make_table(("says", {"width": 20}), ("sentence and page", {"ratio": 1}))
    for report in event.reports:
        reports.add_row(stack(*map(Cell, _say_report(report))), stack(*_quote_report(report)))
    print_table(reports)


def _say_report(report: "Report") -> Iterator[str]:
    from dragoman.views.cli.wording import describe_details, describe_note, describe_when

    yield describe_when(report.when)
    if report.when.note:
        yield describe_note(report.when.note)
    if report.status != "happened":
        yield report.status
    if report.place_basis in ("inferred", "dateline"):
        yield f"place {'from the dateline' if report.place_basis == 'dateline' else report.place_basis}"
    if report.reported_by:
        yield "according to " + ", ".join(report.reported_by)
    if report.adds:
        yield f"adds {describe_details(report.adds)}"
    if report.leaves_out:
        yield f"leaves out {describe_details(report.leaves_out)}"
    if report.dropped_by:
        yield f"no longer said by the newest version, {report.dropped_by[:12]}"


def _quote_report(report: "Report") -> "Iterator[Cell]":
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.wording import describe_source

    yield Cell(report.quote.text)
    yield Cell(describe_source(report.quote), "dim")
