"""``dragoman name``: names of persons compared, and looked up."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import NUMBER, Session, example, json_option, output_options

if TYPE_CHECKING:
    from dragoman.names import Candidate


@click.group(epilog=example("dragoman name compare Рахмон رحمان", "dragoman name candidates 'إمام علي رحمان'"))
def name() -> None:
    """Compare names of persons, and look them up."""


@name.command(
    epilog=example(
        "dragoman name compare 'Шамиль Жуков' 'Shamil Zhukov'",
        "dragoman name compare 'Жан Леруа' 'Jean Leroy' --json",
        "dragoman name compare 'Сироджиддин' 'سراج‌الدین' --language-b fa",
    )
)
@click.argument("a")
@click.argument("b")
@click.option("--language-a", metavar="TAG", help="The language of A; without it the script decides.")
@click.option("--language-b", metavar="TAG", help="The language of B; without it the script decides.")
@json_option
def compare(a: str, b: str, language_a: str | None, language_b: str | None, as_json: bool) -> None:
    """Say how likely two names are one person's, and why.

    A and B may be in any script. The probability is that of the nearest name in a list; who it is, only context tells.
    """
    from dragoman import names

    score = names.compare(a, b, language_a=language_a, language_b=language_b)
    if as_json:
        write_json([score])
        return
    say(f"{score.value:.2f}  {'likely one person' if score.same else 'likely two persons'}", "bold")
    for reason in score.reasons:
        say(f"- {reason}")


@name.command(
    epilog=example(
        "dragoman name candidates 'Shamil Zhukov'",
        "dragoman name candidates 'شامل جوكوف' --names people.txt --limit 3 --json",
    )
)
@click.argument("wanted", metavar="NAME")
@click.option(
    "--names",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A text file, one name a line.",
)
@click.option("--limit", type=NUMBER, default=10, show_default=True, help="The most names to print.")
@output_options
@click.pass_obj
def candidates(session: Session, wanted: str, path: Path | None, limit: int, form: str) -> None:
    """List the names that are most likely a person's.

    Looks through the names of persons in the chronicle, or of a file.
    """
    from dragoman import names

    found = names.candidates(wanted, among=_read_names(path) if path else _known_names(session), limit=limit)
    if form == "json":
        write_json(found)
    elif form == "csv":
        write_csv(("name", "value"), ((one.name, one.value) for one in found))
    elif found:
        _print_found(found)
    if not found:
        note(f"no name like {wanted}")


def _read_names(path: Path) -> Iterable[str]:
    from dragoman.errors import UsageError

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text: {error.reason} at byte {error.start}") from error
    return [line.strip() for line in lines if line.strip()]


def _known_names(session: Session) -> Iterable[str]:
    with session.open() as chronicle:
        people = chronicle.entities(kind="person")
        return sorted({form for entity in people for forms in entity.names.values() for form in forms})


def _print_found(found: "list[Candidate]") -> None:
    from dragoman.views.cli.cells import Cell

    table = make_table(("likely", {"justify": "right"}), "name")
    for one in found:
        table.add_row(f"{one.value:.2f}", Cell(one.name))
    print_table(table)
