"""Tables of what a watch finds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.views.cli.output import make_table

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.answers import EventView
    from dragoman.chronicle.watch_answers import NewPage, SourceRun, WatchView

SHOWN_PAGES = 50


def sum_up(view: "WatchView") -> str:
    """Say in one line what a round found.

    >>> from dragoman.chronicle.watch_answers import News, WatchView
    >>> sum_up(WatchView("2024-03-12T09:30:00Z", (), 2, News()))
    '2024-03-12 09:30 UTC · 0 sources asked, 2 not due · nothing new'
    """
    news = view.news
    moment = view.at.replace("T", " ")[:16]
    waiting = f", {view.waiting} not due" if view.waiting else ""
    found = (
        _number(len(news.pages), "new page"),
        _number(len(news.events), "new event"),
        _number(len(news.conflicts), "new conflict"),
    )
    told = ", ".join(found) if news.pages else "nothing new"
    again = f", {_number(news.retold, 'event')} told again" if news.retold else ""
    return f"{moment} UTC · {_number(len(view.sources), 'source')} asked{waiting} · {told}{again}"


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def form_runs(runs: "Sequence[SourceRun]") -> "Table":
    """Return what each source gave."""
    from dragoman.views.cli.cells import Cell

    right = {"justify": "right"}
    table = make_table(
        "source",
        *((heading, right) for heading in ("read", "unchanged", "duplicate", "rejected", "not asked")),
        ("remark", {"ratio": 1}),
    )
    for run in runs:
        numbers = run.read, run.unchanged, run.duplicate, sum(run.rejected.values()), run.unasked
        remark, style = describe_run(run)
        table.add_row(Cell(run.name), *(str(number) for number in numbers), Cell(remark, style))
    return table


def describe_run(run: "SourceRun") -> tuple[str, str]:
    """Say what did not go well, and how to show it."""
    if run.error:
        return run.error, "red"
    reasons = ", ".join(f"{number} {reason}" for reason, number in run.rejected.items())
    return "; ".join(filter(None, (f"stopped {run.cut}" if run.cut else "", reasons))), "dim"


def form_pages(pages: "Sequence[NewPage]") -> "Table":
    """Return new pages, a line or two each."""
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import Cell, stack

    table = make_table(
        ("new page", {"ratio": 1}), ("published", {"width": 16}), ("lang", {"width": 5}), ("source", {"width": 20})
    )
    table.expand = True
    for page in pages[:SHOWN_PAGES]:
        version = " · a new version" if page.version_of else ""
        title = Cell(page.title or page.name, lines=2)
        where = Cell(f"{isolate(page.address)}{version}", "dim", lines=1)
        sources = ", ".join(map(isolate, page.sources))
        table.add_row(stack(title, where), page.published or "undated", page.language, Cell(sources, lines=2))
    if len(pages) > SHOWN_PAGES:
        table.add_row(f"and {len(pages) - SHOWN_PAGES} more", "", "", "")
    return table


def form_events(events: "Sequence[EventView]") -> "Table":
    """Return new events as the timeline does."""
    from dragoman.views.cli.timeline import form_table

    return form_table(events)
