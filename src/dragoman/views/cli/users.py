"""``dragoman user``, ``dragoman key`` and ``dragoman audit``: who may use a chronicle, and who changed what."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import join, make_table, note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, json_option, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.accounts.answers import AuditEntry, KeyView, UserView

ROLES = click.Choice(["reader", "reviewer", "admin"])
SCOPES = click.Choice(["read", "judge", "watch", "admin"])
LOGGED = ("id", "at", "who", "how", "what", "ids", "address")


@click.group(epilog=example("dragoman user add olga --role admin", "dragoman user list"))
def user() -> None:
    """Say who may use the pages of a chronicle.

    A chronicle without users is for this machine alone, and needs no login.
    """


@user.command("add", epilog=example("dragoman user add olga --role admin", "dragoman user add далер < password.txt"))
@click.argument("name")
@click.option("--role", type=ROLES, default="reader", show_default=True, help="What the user may do.")
@click.pass_obj
def add_user(session: Session, name: str, role: str) -> None:
    """Add a user; the first one is an admin.

    The password is asked for, or read from standard input where that is no terminal.
    """
    with session.open(create=True) as chronicle:
        password = _ask_password(name)
        view = chronicle.add_user(name, password, role=role)
    say(f"{view.name} may sign in as {view.role}")


@user.command("list", epilog=example("dragoman user list", "dragoman user list --json"))
@output_options
@click.pass_obj
def list_users(session: Session, form: str) -> None:
    """List users with their roles."""
    with session.open() as chronicle:
        found = chronicle.users()
    if form == "json":
        write_json(found)
    elif form == "csv":
        rows = [(one.id, one.name, one.role, one.created, one.disabled) for one in found]
        write_csv(("id", "name", "role", "created", "disabled"), rows)
    elif found:
        print_table(form_users(found))
    else:
        note("there are no users; whoever opens this chronicle may do everything")


@user.command("password", epilog=example("dragoman user password olga"))
@click.argument("name")
@click.pass_obj
def set_password(session: Session, name: str) -> None:
    """Give a user another password, which ends all sessions of that user.

    It is asked for, or read from standard input where that is no terminal.
    """
    with session.open() as chronicle:
        view = chronicle.set_password(name, _ask_password(name))
    say(f"{view.name} has a new password")


@user.command("role", epilog=example("dragoman user role olga reviewer"))
@click.argument("name")
@click.argument("role", type=ROLES)
@click.pass_obj
def set_role(session: Session, name: str, role: str) -> None:
    """Give a user another role: reader, reviewer (decides and corrects) or admin (manages users as well)."""
    with session.open() as chronicle:
        view = chronicle.set_role(name, role)
    say(f"{view.name} is {view.role} now")


@user.command("disable", epilog=example("dragoman user disable olga", "dragoman user disable olga --undo"))
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the user in again.")
@click.pass_obj
def disable(session: Session, name: str, undo: bool) -> None:
    """Shut a user out at once, keys and sessions too; what the user decided stays."""
    with session.open() as chronicle:
        view = chronicle.enable_user(name) if undo else chronicle.disable_user(name)
    say(f"{view.name} may {'not ' if view.disabled else ''}sign in")


@click.group(epilog=example("dragoman key add olga --scope read", "dragoman key list"))
def key() -> None:
    """Give programs keys to the pages and the API of a chronicle that has users."""


@key.command(
    "add", epilog=example("dragoman key add olga", "dragoman key add olga --scope read --scope judge --days 90")
)
@click.argument("name", metavar="USER")
@click.option(
    "--scope", "scopes", type=SCOPES, multiple=True, default=("read",), help="What it may do; may be repeated."
)
@click.option("--label", default="", metavar="WORDS", help="What it is for.")
@click.option("--days", type=click.IntRange(1, 3660), metavar="N", help="How long it lasts; until revoked if left out.")
@json_option
@click.pass_obj
def add_key(
    session: Session, /, name: str, scopes: tuple[str, ...], label: str, days: int | None, as_json: bool
) -> None:
    """Make a key for a user, and print it this once.

    It allows what both its scopes and the role of its user allow.
    """
    with session.open() as chronicle:
        made = chronicle.add_key(name, scopes, label=label, days=days)
    if as_json:
        write_json([made])
    else:
        click.echo(made.key)
        note("keep it like a password; it is not shown again. Programs send it as: Authorization: Bearer KEY")


@key.command("list", epilog=example("dragoman key list", "dragoman key list olga --json"))
@click.argument("name", required=False, metavar="[USER]")
@output_options
@click.pass_obj
def list_keys(session: Session, name: str | None, form: str) -> None:
    """List keys, those of a user or all; not the keys themselves, which are told only when they are made."""
    with session.open() as chronicle:
        found = chronicle.api_keys(name)
    if form == "json":
        write_json(found)
    elif form == "csv":
        columns = ("prefix", "user", "label", "scopes", "created", "used", "expires", "revoked")
        rows = [[getattr(one, c) if c != "scopes" else join(one.scopes) for c in columns] for one in found]
        write_csv(columns, rows)
    elif found:
        print_table(form_keys(found))
    else:
        note("there are no keys")


@key.command("revoke", epilog=example("dragoman key revoke k3nq7w2xhd"))
@click.argument("prefix", metavar="KEY")
@click.pass_obj
def revoke_key(session: Session, prefix: str) -> None:
    """Let a key open nothing any more; its first ten letters, as in the list, are enough."""
    with session.open() as chronicle:
        view = chronicle.revoke_key(prefix)
    say(f"{view.prefix} of {view.user} opens nothing any more")


@click.command(
    epilog=example("dragoman audit", "dragoman audit --who olga --what judge", "dragoman audit --csv > audit.csv")
)
@click.option("--who", metavar="NAME", help="Only what this user did.")
@click.option("--what", metavar="WORDS", help="Only what begins so, such as judge or user role.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, metavar="N", help="At most N.")
@click.option("--before", metavar="ID", help="Only what came before the entry of this id.")
@output_options
@click.pass_obj
def audit(session: Session, /, who: str | None, what: str | None, limit: int, before: str | None, form: str) -> None:
    """Show who judged or changed what, when, how and from where, the latest first.

    Nothing is ever taken out of this log; the database itself refuses.
    """
    with session.open() as chronicle:
        page = chronicle.audit_log(limit=limit, cursor=before, who=who, what=what)
    if form == "json":
        write_json(page.entries)
    elif form == "csv":
        write_csv(LOGGED, ([_cell(getattr(one, column)) for column in LOGGED] for one in page.entries))
    elif page.entries:
        print_table(form_log(page.entries))
    else:
        note("nothing of that kind has been changed")
    if page.cursor:
        note(f"there is more: --before {page.cursor}")


def form_users(found: "Sequence[UserView]") -> "Table":
    """Return users as a table for reading."""
    from dragoman.views.cli.cells import Cell

    table = make_table("name", "role", "since", "")
    for one in found:
        table.add_row(Cell(one.name), one.role, one.created[:10], Cell("shut out" if one.disabled else "", "red"))
    return table


def form_keys(found: "Sequence[KeyView]") -> "Table":
    """Return keys as a table for reading."""
    from dragoman.views.cli.cells import Cell

    table = make_table("key", "user", "for", "may", "made", "last used", "ends")
    for one in found:
        end = f"revoked {one.revoked[:10]}" if one.revoked else (one.expires or "")[:10]
        table.add_row(
            one.prefix, Cell(one.user), Cell(one.label), " ".join(one.scopes), one.created[:10],
            (one.used or "never")[:10], Cell(end, "red" if one.revoked else ""),
        )  # fmt: skip
    return table


def form_log(entries: "Sequence[AuditEntry]") -> "Table":
    """Return entries of the log as a table for reading."""
    from dragoman.views.cli.cells import Cell, join_names

    table = make_table(("", {"justify": "right"}), "when", "who", "how", "what", ("about", {"ratio": 1}), "from")
    table.expand = True
    for one in entries:
        about = Cell(join_names(one.ids), lines=4)
        moment = one.at[:16].replace("T", " ")
        table.add_row(str(one.id), moment, Cell(one.who), one.how, Cell(one.what), about, Cell(one.address))
    return table


def _cell(value: object) -> object:
    return join(value) if isinstance(value, tuple) else value


def _ask_password(name: str) -> str:
    """Ask twice at a terminal; elsewhere the first line of standard input is the password.

    Raises:
        UsageError: There is none.
    """
    if sys.stdin.isatty():
        asked: str = click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise UsageError("standard input has no password; its first line is one")
    return password
