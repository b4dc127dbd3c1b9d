"""``dragoman pack``: the language packs."""

from typing import Any

import click

from dragoman.errors import PackError
from dragoman.views.cli.output import make_table, print_table, say, write_csv, write_json
from dragoman.views.cli.session import example, output_options

SHOWN = "tag name script direction tier offices titles places frames noise topics".split()


@click.group(epilog=example("dragoman pack list", "dragoman pack check ru"))
def pack() -> None:
    """List and check the language packs."""


@pack.command("list", epilog=example("dragoman pack list", "dragoman pack list --json"))
@output_options
def list_command(form: str) -> None:
    """List the languages with their tier and the sizes of their tables."""
    from dragoman.language.packs import COLUMNS, list_packs, load_pack

    packs = [load_pack(tag) for tag in list_packs()]
    rows: list[dict[str, Any]] = [
        {"tag": pack.tag, "name": pack.name, "script": pack.script, "direction": pack.direction, "tier": pack.tier}
        | {name: len(pack.rows(name)) for name in COLUMNS}
        for pack in packs
    ]
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(list(rows[0]), (list(row.values()) for row in rows))
    else:
        table = make_table(*SHOWN)
        for row in rows:
            table.add_row(*(str(row[name]) for name in SHOWN))
        print_table(table)


@pack.command("check", epilog=example("dragoman pack check", "dragoman pack check ru fa", "dragoman pack check ./uz"))
@click.argument("tags", nargs=-1, metavar="[TAG...]")
def check_command(tags: tuple[str, ...]) -> None:
    """Check the tables of all packs, or of those named by tag or folder.

    Reports the schema, duplicates, wrong scripts, unknown ids and malformed roles and shapes, with file and line; of
    a measured pack also where it is shallow: too few offices, event types without frames, states without a demonym.
    """
    from dragoman.language.checking import check_pack, find_folder
    from dragoman.language.packs import list_packs

    chosen = tags or list_packs()
    found = [finding for tag in chosen for finding in check_pack(find_folder(tag))]
    for finding in found:
        click.echo(str(finding))
    if found:
        number = f"{len(found)} mistake{'s' if len(found) > 1 else ''}"
        raise PackError(f"{number} in the tables of {', '.join(chosen)}; each line above says where")
    say(f"no mistakes in the tables of {', '.join(chosen)}")
