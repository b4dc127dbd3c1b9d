"""``dragoman backup``, ``restore`` and ``verify``: a chronicle in one file, put back, and looked over."""

import click

from dragoman.views.cli.output import say, show_progress, write_json
from dragoman.views.cli.session import Session, example, json_option

AMISS = 4
"""The exit code where something is wrong: that of a chronicle that failed."""


@click.command(epilog=example("dragoman backup region-2024-03-12.db", "dragoman backup nightly.db --json"))
@click.argument("file", metavar="FILE")
@json_option
@click.pass_obj
def backup(session: Session, file: str, as_json: bool) -> None:
    """Write the chronicle into one file, as it is now.

    Others may read and write meanwhile. FILE may not be there yet; it is a chronicle of its own, of which every command
    can be asked by --store.
    """
    from dragoman.backups import back_up_chronicle

    with show_progress("backing up") as progress:
        made = back_up_chronicle(session.settings.store, file, settings=session.settings, progress=progress)
    if as_json:
        write_json([made])
    else:
        say(f"{_number(made.pages)} in {made.path}, {made.bytes:,} bytes")
        say(f"Its digest is {made.digest}.", "dim")


@click.command(
    epilog=example(
        "dragoman restore region-2024-03-12.db",
        "dragoman --store postgresql://ann@db.example.org/region restore region-2024-03-12.db",
    )
)
@click.argument("file", metavar="FILE")
@click.option("--replace", is_flag=True, help="Take the place of a chronicle in a file; that is kept beside.")
@json_option
@click.pass_obj
def restore(session: Session, file: str, replace: bool, as_json: bool) -> None:
    """Put a backup where the chronicle is.

    FILE is verified before anything is changed. There may be no chronicle yet, unless --replace is said; end what uses
    it first. A database of a server may hold nothing.
    """
    from dragoman.backups import restore_chronicle

    store, settings = session.settings.store, session.settings
    with show_progress("verifying") as progress:
        made = restore_chronicle(file, store, replace=replace, settings=settings, progress=progress)
    if as_json:
        write_json([made])
    else:
        say(f"Restored {_number(made.pages)} of {made.path}")
        say(f"Its digest is {made.digest}.", "dim")


def _number(pages: int) -> str:
    return f"{pages:,} {'page' if pages == 1 else 'pages'}"


@click.command(epilog=example("dragoman verify", "dragoman --store region-2024-03-12.db verify --json"))
@json_option
@click.pass_obj
def verify(session: Session, as_json: bool) -> None:
    """Look over the whole chronicle, or a backup.

    The file of the database has to be sound, every page to unpack and have its hash, and every mention, office, event
    and date to stand in its article's text and say the stored words. Lists what is wrong; the exit code is then 4.
    """
    from dragoman.backups import verify_chronicle

    with show_progress("verifying") as progress:
        faults = list(verify_chronicle(session.settings.store, settings=session.settings, progress=progress))
    if as_json:
        write_json(faults)
    else:
        for fault in faults:
            click.echo(f"{fault.what}: {fault.name} {fault.sha256[:12]}: {fault.where}")
        say(f"{len(faults):,} faults." if faults else "Nothing is wrong.")
    if faults:
        raise click.exceptions.Exit(AMISS)
