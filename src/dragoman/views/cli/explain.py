"""``dragoman explain``: every vote behind the reading of a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from dragoman.model import Explanation, Note, Rejected, Span

COLUMNS = ("page", "sentence", "start", "stop", "words", "step", "rule", "says", "verdict", "reason")
STYLES = {"kept": "green", "abstained": "dim", "overruled": "yellow"}
MARKS = {"kept": "+", "abstained": "?", "overruled": "-"}


@click.command(
    epilog=example(
        "dragoman explain pages/one.html",
        "dragoman explain ru-2-vizit-v-dushanbe --only event",
        "dragoman explain pages/one.html --verdict overruled",
        "dragoman explain pages/one.html --csv > votes.csv",
    )
)
@click.argument("page", metavar="PAGE")
@click.option("--only", "step", metavar="STEP", help="Only this step: gazetteer, tagger, office, event, merging ...")
@click.option("--verdict", type=click.Choice(list(STYLES)), help="Only votes with this outcome.")
@output_options
@click.pass_obj
def explain(session: Session, page: str, step: str | None, verdict: str | None, form: str) -> None:
    """Say why a page is read as it is: which rules voted, which abstained, and what was overruled.

    PAGE is a file (nothing is stored), - for standard input, or a page of the chronicle by its name, address or the
    beginning of its SHA-256.
    """
    from dragoman.model import Rejected

    explained = []
    for found in _explain(session, page):
        if isinstance(found, Rejected):
            where = f": {found.where}" if found.where else ""
            note(f"rejected {found.address}: {found.reason}{where}")
        else:
            explained.append(_narrow(found, step, verdict))
    if form == "json":
        write_json(explained)
    elif form == "csv":
        write_csv(COLUMNS, (row for one in explained for row in form_rows(one)))
    else:
        for one in explained:
            _print_explanation(one)


def _explain(session: Session, page: str) -> "Iterator[Explanation | Rejected]":
    from dragoman.running import explain_pages

    if page == "-" or Path(page).is_file():
        yield from explain_pages(page)
        return
    with session.open() as chronicle:
        yield chronicle.explain(page)


def _narrow(explanation: "Explanation", step: str | None, verdict: str | None) -> "Explanation":
    from msgspec.structs import replace

    wanted = (n for n in explanation.notes if step in (None, n.step) and verdict in (None, n.verdict))
    return replace(explanation, notes=tuple(wanted))


def split_by_sentence(explanation: "Explanation") -> "Iterator[tuple[Span, list[Note]]]":
    """Yield each sentence of the article that anything was said of, with its notes."""
    from dragoman.language.packs import load_pack
    from dragoman.language.segmentation import split_sentences

    article = explanation.reading.article
    parts = [part for part in (article.title_span, article.body_span) if part]
    spans = [span for part in parts for span in split_sentences(article.text, part, load_pack(article.language))]
    for span in spans:
        inside = [n for n in explanation.notes if span.start <= n.span.start < span.stop]
        if inside:
            yield span, inside


def form_rows(explanation: "Explanation") -> Iterator[tuple[object, ...]]:
    """Yield a row of a spreadsheet for each vote."""
    article = explanation.reading.article
    for number, (_, notes) in enumerate(split_by_sentence(explanation), start=1):
        for one in notes:
            words = one.span.of(article.text)
            place = (article.name, number, one.span.start, one.span.stop, words)
            yield (*place, one.step, one.rule, one.says, one.verdict, one.reason)


def _print_explanation(explanation: "Explanation") -> None:
    from dragoman.views.cli.cells import Cell

    article = explanation.reading.article
    counts = ", ".join(f"{sum(n.verdict == v for n in explanation.notes)} {v}" for v in STYLES)
    say(f"{article.name} · {article.language} · {explanation.reading.reader}", "dim")
    say(f"votes: {counts}", "dim")
    for span, notes in split_by_sentence(explanation):
        say()
        say(" ".join(span.of(article.text).split()), "bold")
        table = make_table(
            "", ("words", {"ratio": 2}), ("read as", {"ratio": 3}), ("by", {"ratio": 2}), ("", {"ratio": 3})
        )
        for one in notes:
            words, rule = (
                Cell(one.span.of(article.text)),
                one.rule if one.rule == one.step else f"{one.step} {one.rule}",
            )
            style = STYLES[one.verdict]
            table.add_row(Cell(MARKS[one.verdict], style), words, Cell(one.says, style), Cell(rule), Cell(one.reason))
        print_table(table)
    say()
    say("+ kept, ? abstained, - overruled", "dim")
