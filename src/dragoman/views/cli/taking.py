"""``dragoman import`` and ``dragoman follow import`` and ``export``: watch lists and judgements from files."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.errors import UsageError
from dragoman.following import LIST
from dragoman.views.cli.follow import follow
from dragoman.views.cli.output import note, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, json_option

if TYPE_CHECKING:
    from dragoman.chronicle.following.exchange import Taken

REFUSED = ("ambiguous", "refused")


@click.group("import", epilog=example("dragoman import lists desk.csv", "dragoman import judgements judged.json"))
def import_() -> None:
    """Take in what people wrote elsewhere: watch lists and judgements, from CSV or JSON."""


@import_.command(
    "judgements", epilog=example("dragoman import judgements judgements.csv", "dragoman import judgements -")
)
@click.argument("file")
@click.option("--by", metavar="NAME", help="Who decided, where a row does not say so.")
@json_option
@click.pass_obj
def import_judgements(session: Session, file: str, by: str | None, as_json: bool) -> None:
    """Take in judgements, as dragoman judgements --csv and --json print them.

    FILE is CSV, JSON lines or a JSON array; - is standard input. dragoman judge --from does the same.
    """
    from dragoman.views.cli.judge import take_in

    take_in(session, file, by, as_json=as_json)


@import_.command(
    "lists", epilog=example("dragoman import lists desk.csv", "dragoman import lists lists.json --list desk")
)
@click.argument("file")
@click.option(
    "--list", "name", metavar="NAME", default=LIST, help=f"The list of rows that name none.  [default: {LIST}]"
)
@json_option
@click.pass_obj
def import_lists(session: Session, file: str, name: str, as_json: bool) -> None:
    """Take in watch lists from CSV or JSON; the same as dragoman follow import."""
    _take_lists(session, file, name, as_json=as_json)


@follow.command("import", epilog=example("dragoman follow import desk.csv", "dragoman follow import - --list desk"))
@click.argument("file")
@click.option(
    "--list", "name", metavar="NAME", default=LIST, help=f"The list of rows that name none.  [default: {LIST}]"
)
@json_option
@click.pass_obj
def follow_import(session: Session, file: str, name: str, as_json: bool) -> None:
    """Follow what the rows of a file say.

    FILE is CSV with a header, JSON lines or a JSON array; - is standard input. Names may be in any script. One that
    several entities have is reported with them and left out; one that no page has waits.
    """
    _take_lists(session, file, name, as_json=as_json)


@follow.command("export", epilog=example("dragoman follow export > lists.csv", "dragoman follow export desk --json"))
@click.argument("name", required=False, metavar="[LIST]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def follow_export(session: Session, name: str | None, as_json: bool) -> None:
    """Print watch lists, or one, in the form that dragoman follow import takes."""
    from dragoman.chronicle.following.exchange import COLUMNS

    with session.open() as chronicle:
        rows = chronicle.export_lists(name)
    if as_json:
        write_json(rows)
    else:
        write_csv(COLUMNS, ([row.get(column) for column in COLUMNS] for row in rows))


def _take_lists(session: Session, file: str, name: str, *, as_json: bool) -> None:
    from dragoman.chronicle.following.exchange import parse_lists

    rows = parse_lists(_read(file))
    with session.open(create=True) as chronicle:
        made = chronicle.import_lists(rows, name=name)
    if as_json:
        write_json([made])
    else:
        say(describe_taken(made))
        for row in made.rows:
            if row.note:
                note(f"row {row.number}: {row.outcome}: {row.note}")
    if made.ignored:
        note(f"columns that mean nothing here: {', '.join(made.ignored)}")


def describe_taken(made: "Taken") -> str:
    """Write what became of the rows of a file.

    >>> from dragoman.chronicle.following.exchange import Taken
    >>> describe_taken(Taken({"added": 2, "ambiguous": 1}, ()))
    '2 followed, 0 known already, 0 wait for a page, 1 ambiguous, 0 refused'
    """
    counts = Counter(made.counts)
    words = {"added": "followed", "known": "known already", "waiting": "wait for a page"}
    return ", ".join(f"{counts[name]} {words.get(name, name)}" for name in (*words, *REFUSED))


def _read(file: str) -> str:
    try:
        return (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the watch lists cannot be read: {error}") from error
