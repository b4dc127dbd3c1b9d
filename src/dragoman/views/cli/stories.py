"""``dragoman stories``: pages that tell of one thing."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import join, make_table, note, print_table, write_csv, write_json
from dragoman.views.cli.session import NUMBER, Session, example, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.page_answers import StoryPageView, StoryView

COLUMNS = (
    "story", "headline", "since", "until", "languages", "outlets", "names", "page", "language", "outlet", "published",
    "title", "copy_of",
)  # fmt: skip
SHOWN_PAGES = 6

_COPIES = {"text": "same text", "near": "nearly the same text"}


@click.command(
    epilog=example(
        "dragoman stories --since 2024-03-12 --until 2024-03-17",
        "dragoman stories --pages 5 --json",
        "dragoman stories --csv > stories.csv",
    )
)
@click.option("--since", metavar="DATE", help="With a page from this day, month or year on.")
@click.option("--until", metavar="DATE", help="With a page up to this day, month or year.")
@click.option("--pages", type=NUMBER, default=2, show_default=True, metavar="N", help="Of N pages or more.")
@click.option("--limit", type=NUMBER, metavar="N", help="No more than N stories, the earliest.")
@output_options
@click.pass_obj
def stories(session: Session, /, form: str, **conditions: Any) -> None:
    """List stories: pages that tell of one thing, in whatever language.

    Each comes with its days, languages, outlets and pages, and with the names that its pages share.
    """
    with session.open() as chronicle:
        found = chronicle.stories(**conditions)
        if form == "json":
            write_json(found)
        elif form == "csv":
            write_csv(COLUMNS, (row for story in found for row in form_rows(story)))
        elif found:
            print_table(form_table(found))
        if not found:
            note(f"no story of {conditions['pages']} pages or more among {chronicle.counts().pages} pages")


def form_rows(story: "StoryView") -> Iterator[tuple[object, ...]]:
    """Yield a row of a spreadsheet for each page of a story."""
    head = (
        story.id, story.headline, story.since, story.until, join(story.languages), join(story.outlets),
        join(name.name for name in story.names),
    )  # fmt: skip
    for page in story.pages:
        yield (*head, page.name, page.language, page.outlet, page.published, page.title, page.copy_of)


def form_table(stories: "Sequence[StoryView]") -> "Table":
    """Return stories as a table for reading: headline, shared names, and a line for each of the first pages."""
    from dragoman.views.cli.cells import Cell, stack

    table = make_table(
        ("when", {"width": 10}), ("languages", {"width": 12}), ("headline, shared names, pages", {"ratio": 1})
    )
    table.expand = True
    for story in stories:
        more = len(story.pages) - SHOWN_PAGES
        table.add_row(
            stack(*(Cell(day) for day in _days(story))),
            stack(Cell(" ".join(story.languages), "cyan"), Cell(f"{len(story.pages)} pages", "dim")),
            stack(
                Cell(story.headline),
                Cell(_names(story)) if story.names else None,
                *(Cell(_source(page), "dim") for page in story.pages[:SHOWN_PAGES]),
                Cell(f"and {more} more", "dim") if more > 0 else None,
                Cell(story.id, "dim"),
            ),
        )
    return table


def _days(story: "StoryView") -> tuple[str, ...]:
    if story.since is None or story.until is None:
        return ("no date",)
    return (story.since,) if story.since == story.until else (story.since, story.until)


def _names(story: "StoryView") -> str:
    from dragoman.language.scripts import isolate

    return "names: " + ", ".join(isolate(name.name) for name in story.names)


def _source(page: "StoryPageView") -> str:
    """Write where a page of a story stands: name, outlet, language, and whether its text is another page's."""
    from dragoman.language.scripts import isolate

    copied = _COPIES.get(page.copy_kind or "", "same text") if page.copy_of and page.copy_of != page.sha256 else ""
    parts = (isolate(page.name), isolate(page.outlet or ""), page.language, page.published or "undated", copied)
    return " · ".join(part for part in parts if part)
