"""``dragoman search``: sentences in any script."""

from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import make_console, make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import NUMBER, Session, example, output_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table
    from rich.text import Text

    from dragoman.chronicle.search.answers import SearchAnswer, SearchedEntity, SearchHit

COLUMNS = ("date", "language", "outlet", "page", "title", "sentence", "entities", "events", "score", "by meaning")
FACETS = ("language", "type", "year", "outlet", "entity")
MOST_NAMES, MOST_FORMS = 5, 8


@click.command(
    epilog=example(
        "dragoman search 'переговоры Вализода'",
        "dragoman search 'transit who:بایتلنوف type:meet date:2024'",
        "dragoman search '\"energy minister\" -Tashkent' --by-date",
        "dragoman search Демирсой --exact",
        "dragoman search 'свержение правительства' --meaning",
    )
)
@click.argument("query")
@click.option("--exact", is_flag=True, help="Search names as they are written alone, not in other scripts.")
@click.option("--not-entity", "not_entities", multiple=True, metavar="ID", help="No name means this entity.")
@click.option("--meaning", is_flag=True, help="Also what means the same in other words; see dragoman vectors.")
@click.option("--by-date", is_flag=True, help="The latest first, not the most relevant.")
@click.option("--limit", type=NUMBER, default=20, metavar="N", help="No more than N sentences.  [20]")
@click.option("--after", "cursor", metavar="CURSOR", help="What follows the sentences that ended in this cursor.")
@output_options
@click.pass_obj
def search(session: Session, /, query: str, by_date: bool, form: str, **options: Any) -> None:
    """Search sentences in any script.

    QUERY is one argument: words in any form and language, "phrases", fields, and - before what must not be there. The
    fields are type: who: with: place: topic: language: outlet: office: and date: (2023, 2023-03, 2023-01..2023-06). A
    name finds its entity in every script; whom it was taken for stands above the answer. Begin a query with -- before
    it where its first word has a minus.
    """
    with session.open() as chronicle:
        answer = chronicle.search(query, order="date" if by_date else "relevance", **options)
        if form == "json":
            write_json([answer])
        elif form == "csv":
            write_csv(COLUMNS, map(form_row, answer.hits))
        else:
            print_answer(answer)
        if not answer.hits:
            note(f"no sentence on {chronicle.counts().pages} pages")


def form_row(hit: "SearchHit") -> tuple[object, ...]:
    """Return a sentence as a row of a spreadsheet."""
    from dragoman.views.cli.output import join

    quote = hit.quote
    return (
        quote.published,
        quote.language,
        quote.outlet,
        quote.page,
        hit.title,
        quote.text,
        join(dict.fromkeys(one.name for one in hit.entities)),
        join(f"{one.type} ({one.id})" for one in hit.events),
        hit.score,
        hit.by_meaning,
    )


def print_answer(answer: "SearchAnswer") -> None:
    """Print who was searched for, the sentences with what matched in bold, and the counts."""
    for entity in answer.entities:
        say(describe_entity(entity), "dim")
    if answer.relaxed:
        say("No sentence has all of it; these have most.", "yellow")
    if not answer.hits:
        return
    if answer.entities or answer.relaxed:
        say()
    print_table(form_table(answer.hits))
    say()
    least = "" if answer.complete else "at least "
    say(f"{len(answer.hits)} of {least}{answer.total} sentences")
    for line in describe_facets(answer):
        say(line, "dim")
    if answer.cursor:
        say(f"what follows: --after {answer.cursor}", "dim")


def describe_entity(entity: "SearchedEntity") -> str:
    """Write whom some words were taken for, and under which names."""
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import join_names

    forms = list(dict.fromkeys(form for tag in sorted(entity.names) for form in entity.names[tag]))
    more = f" and {len(forms) - MOST_FORMS} more" if len(forms) > MOST_FORMS else ""
    names = join_names(forms[:MOST_FORMS])
    return f"{isolate(entity.words)} as {isolate(entity.name)} ({entity.kind}, {entity.id}): {names}{more}"


def describe_facets(answer: "SearchAnswer") -> "Iterable[str]":
    """Yield a line for each field that tells sentences apart."""
    from dragoman.language.scripts import isolate

    for field in FACETS:
        found = [facet for facet in answer.facets if facet.field == field]
        if len(found) > 1:
            yield f"{field}: " + ", ".join(f"{isolate(facet.name)} {facet.count}" for facet in found)


def form_table(hits: "Sequence[SearchHit]") -> "Table":
    """Return sentences as a table for reading."""
    from dragoman.views.cli.cells import Cell, join_names, stack
    from dragoman.views.cli.wording import describe_source

    table = make_table(("when", {"width": 10}), ("sentence, and where it stands", {"ratio": 1}))
    table.expand = True
    coloured = make_console().color_system is not None
    for hit in hits:
        names = list(dict.fromkeys(one.name for one in hit.entities))[:MOST_NAMES]
        told = ", ".join(f"{one.type} {one.id}" for one in hit.events)
        found = "found by meaning" if hit.by_meaning else ""
        about = " · ".join(filter(None, (found, join_names(names), told)))
        table.add_row(
            Cell(hit.quote.published or "no date"),
            stack(
                Cell(mark_sentence(hit, coloured=coloured)),
                Cell(describe_source(hit.quote), "dim"),
                Cell(about, "cyan") if about else None,
            ),
        )
    return table


def mark_sentence(hit: "SearchHit", *, coloured: bool) -> "Text":
    """Return a sentence with what matched in bold, or in brackets where there is no colour."""
    from rich.text import Text

    text, marked, last = hit.quote.text, Text(), 0
    for start, stop in hit.marked:
        marked.append(text[last:start])
        marked.append(text[start:stop] if coloured else f"[{text[start:stop]}]", "bold yellow")
        last = stop
    return marked.append(text[last:])
