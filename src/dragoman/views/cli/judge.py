"""``dragoman judge``, ``merge``, ``split``, ``undo``, ``judgements``: what people decide about identity, and undo."""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, json_option, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.exchange import Imported
    from dragoman.chronicle.judged_answers import ContradictionView, CorrectionView, Judged, JudgementView

Command = TypeVar("Command", bound=Callable[..., Any])
NAMED_REFUSALS = 5
LISTED = 3


def decision_options(command: Command) -> Command:
    """Give a command ``--by``, ``--why`` and ``--json``."""
    command = json_option(command)
    command = click.option("--why", default="", metavar="WORDS", help="The reason, for those who read it later.")(
        command
    )
    return click.option("--by", metavar="NAME", help="Who decides.  [DRAGOMAN_AUTHOR; default: the user]")(command)


@click.command(
    epilog=example(
        "dragoman judge same person:21ab3c4d5e person:99ab3c4d5e --why 'his name before the marriage'",
        "dragoman judge different lake-en#r1 lake-ru#r2",
        "dragoman judge unsure event:21ab3c4d5e event:99ab3c4d5e",
        "dragoman judge --from judgements.csv",
    )
)
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]), required=False)
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--from", "source", metavar="FILE", help="Take in judgements from CSV or JSON lines; - for stdin.")
@decision_options
@click.pass_obj
def judge(  # noqa: PLR0913  one parameter an option
    session: Session,
    /,
    verdict: str | None,
    a: str | None,
    b: str | None,
    source: str | None,
    by: str | None,
    why: str,
    as_json: bool,
) -> None:
    """Decide whether two are the same.

    A and B are ids of entities or of events, or members: PAGE#r1 is what one page names, PAGE#e1 its report of an
    event. The latest verdict about a pair counts, and different stands above any chain of same; unsure takes back what
    was judged before.
    """
    if source is not None:
        if verdict is not None:
            raise UsageError("give either a verdict about two, or --from FILE")
        take_in(session, source, by, as_json=as_json)
        return
    if verdict is None or a is None or b is None:
        raise UsageError("name a verdict and two ids: dragoman judge same A B, or give --from FILE")
    with session.open() as chronicle:
        tell_decision(chronicle.judge(a, b, verdict, why=why, by=by), as_json=as_json)


@click.command(
    epilog=example("dragoman merge person:21ab3c4d5e person:99ab3c4d5e", "dragoman merge lake-en#e1 lake-ru#e2")
)
@click.argument("a")
@click.argument("b")
@decision_options
@click.pass_obj
def merge(session: Session, /, a: str, b: str, by: str | None, why: str, as_json: bool) -> None:
    """Make one of two entities or events.

    Like judge same, but also where parts of them were judged to be different before.
    """
    with session.open() as chronicle:
        tell_decision(chronicle.merge(a, b, why=why, by=by), as_json=as_json)


@click.command(
    epilog=example(
        "dragoman split person:21ab3c4d5e --pages lake-ru --pages lake-fa",
        "dragoman split person:21ab3c4d5e --mention 'K. Daler' --why 'his brother Kamol'",
        "dragoman split event:21ab3c4d5e --pages lake-ru",
    )
)
@click.argument("name", metavar="ENTITY|EVENT")
@click.option("--pages", "--page", "pages", multiple=True, metavar="PAGE", help="A page that tells of the other one.")
@click.option(
    "--mention",
    "--mentions",
    "mentions",
    multiple=True,
    metavar="NAME",
    help="A name, or PAGE#r1, that is the other one.",
)
@decision_options
@click.pass_obj
def split(  # noqa: PLR0913  one parameter an option
    session: Session,
    /,
    name: str,
    pages: tuple[str, ...],
    mentions: tuple[str, ...],
    by: str | None,
    why: str,
    as_json: bool,
) -> None:
    """Make two of one entity or event.

    What stands on the named pages, or has the named names, goes apart. Both options may be given several times.
    """
    with session.open() as chronicle:
        tell_decision(chronicle.split(name, pages=pages, mentions=mentions, why=why, by=by), as_json=as_json)


@click.command(epilog=example("dragoman undo", "dragoman undo 12"))
@click.argument("number", type=int, required=False, metavar="[ID]")
@json_option
@click.pass_obj
def undo(session: Session, number: int | None, as_json: bool) -> None:
    """Take back a judgement or a correction, the last one if none is named.

    It is withdrawn, not forgotten: dragoman judgements --all still lists it. Judging again brings it back.
    """
    with session.open() as chronicle:
        tell_decision(chronicle.undo(number), as_json=as_json)


@click.command(epilog=example("dragoman judgements", "dragoman judgements --all --csv > judgements.csv"))
@click.option("--all", "withdrawn", is_flag=True, help="Also those that were withdrawn.")
@output_options
@click.pass_obj
def judgements(session: Session, withdrawn: bool, form: str) -> None:
    """List what people have judged and corrected.

    What --json and --csv print, dragoman judge --from takes in again.
    """
    from dragoman.chronicle.correction_exchange import form_correction
    from dragoman.chronicle.exchange import COLUMNS, form_row

    with session.open() as chronicle:
        found = chronicle.judgements(withdrawn=withdrawn)
        facts = chronicle.corrections(withdrawn=withdrawn)
        broken = chronicle.contradictions()
    rows = [*map(form_row, found), *map(form_correction, facts)]
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))
    else:
        _print_decisions(found, facts)
    if not rows:
        note("nobody has judged anything; dragoman review shows what is uncertain")
    for line in map(describe_contradiction, broken):
        note(line)


def _print_decisions(found: "Sequence[JudgementView]", facts: "Sequence[CorrectionView]") -> None:
    if found:
        print_table(form_table(found))
    if facts:
        print_table(form_fact_table(facts))


def form_fact_table(found: "Sequence[CorrectionView]") -> "Table":
    """Return corrections as a table for reading, one row a decision."""
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.correct import describe_fact, describe_value

    table = make_table(
        ("", {"justify": "right"}), ("who and when", {"width": 17}), "says", ("about which fact", {"ratio": 1})
    )
    table.expand = True
    for decision, views in groupby(found, key=lambda view: view.decision):
        rows = list(views)
        first, facts = rows[0], list(dict.fromkeys(map(describe_fact, rows)))
        state = Cell("withdrawn", "yellow") if first.withdrawn else None
        left = Cell(f"and {len(facts) - LISTED} more", "dim") if len(facts) > LISTED else None
        why = Cell(first.why, "dim") if first.why else None
        said = [Cell(words, "cyan") for words in dict.fromkeys(map(describe_value, rows))]
        table.add_row(
            Cell(str(decision)), stack(Cell(first.by), Cell(first.when[:16].replace("T", " "), "dim")),
            stack(*said, state), stack(*map(Cell, facts[:LISTED]), left, why),
        )  # fmt: skip
    return table


def form_table(found: "Sequence[JudgementView]") -> "Table":
    """Return judgements as a table for reading, one row a decision."""
    from dragoman.views.cli.cells import Cell, stack

    table = make_table(
        ("", {"justify": "right"}), ("who and when", {"width": 17}), "verdict", ("about whom", {"ratio": 1})
    )
    table.expand = True
    for decision, views in groupby(found, key=lambda view: view.decision):
        rows = list(views)
        first = rows[0]
        state = Cell("withdrawn", "yellow") if first.withdrawn else None
        pairs = [Cell(describe_pair(view)) for view in rows[:LISTED]]
        left = Cell(f"and {len(rows) - LISTED} more pairs", "dim") if len(rows) > LISTED else None
        why = Cell(first.why, "dim") if first.why else None
        verdicts = " / ".join(sorted({view.verdict for view in rows}))
        table.add_row(
            Cell(str(decision)), stack(Cell(first.by), Cell(first.when[:16].replace("T", " "), "dim")),
            stack(Cell(verdicts, "cyan"), state), stack(*pairs, left, why),
        )  # fmt: skip
    return table


def describe_pair(view: "JudgementView") -> str:
    """Write the two sides of a judgement, each with its page and the entity or event that it belongs to now."""
    from dragoman.language.scripts import isolate

    sides = []
    for side in (view.a, view.b):
        home = side.id or "its page tells of it no more"
        name = side.name if view.about == "entity" else side.kind
        sides.append(f"{isolate(name)} ({isolate(side.page or side.sha256[:12])}#{side.member}, {home})")
    return " · ".join(sides)


def describe_contradiction(broken: "ContradictionView") -> str:
    """Write which judgement does not hold, and which stand against it."""
    against = ", ".join(str(one.decision) for one in broken.different)
    return (
        f"judgement {broken.same.decision} (same) does not hold: {against} (different) stands against it; "
        f"withdraw one with dragoman undo, or overrule with dragoman merge"
    )


def tell_decision(judged: "Judged", *, as_json: bool) -> None:
    """Print what a decision did."""
    if as_json:
        write_json([judged])
    else:
        for line in _describe(judged):
            say(line)
    for broken in judged.contradictions:
        note(describe_contradiction(broken))


def _describe(judged: "Judged") -> Iterator[str]:
    if judged.corrections:
        from dragoman.views.cli.correct import describe_corrections

        yield from describe_corrections(judged.corrections, LISTED)
        return
    first = judged.judgements[0]
    verdicts = " / ".join(sorted({one.verdict for one in judged.judgements}))
    state = "withdrawn" if first.withdrawn else f"kept, by {first.by}"
    yield f"judgement {judged.decision} ({verdicts}) {state}"
    for one in judged.judgements[:LISTED]:
        yield describe_pair(one)
    if len(judged.judgements) > LISTED:
        yield f"and {len(judged.judgements) - LISTED} more pairs"
    yield f"{'one' if len(judged.ids) == 1 else len(judged.ids)} now: {', '.join(judged.ids)}"


def take_in(session: Session, source: str, by: str | None, *, as_json: bool) -> None:
    """Take in the judgements of a file, and say what became of them."""
    from dragoman.chronicle.exchange import parse_rows

    rows = parse_rows(_read_source(source))
    with session.open() as chronicle:
        made = chronicle.add_judgements(rows, by=by)
    if as_json:
        write_json([made])
    else:
        say(describe_import(made))
    for line in made.notes[:NAMED_REFUSALS]:
        note(line)
    if len(made.notes) > NAMED_REFUSALS:
        note(f"and {len(made.notes) - NAMED_REFUSALS} more rows that were not taken in")


def _read_source(source: str) -> str:
    try:
        return (sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{source}: the judgements cannot be read: {error}") from error


def describe_import(made: "Imported") -> str:
    """Write what became of the rows of a file."""
    refused = sum(made.rejected.values())
    reasons = f" ({', '.join(f'{number} {reason}' for reason, number in made.rejected.items())})" if refused else ""
    waiting = f"; {made.waiting} wait for pages that are not read yet" if made.waiting else ""
    return f"{made.written} judgements taken in, {made.known} known already, {refused} refused{reasons}{waiting}"
