"""``dragoman copy``: a chronicle into another database."""

import click

from dragoman.views.cli.output import say, show_progress, write_json
from dragoman.views.cli.session import Session, example, json_option


@click.command(
    epilog=example(
        "dragoman copy region.db postgresql://ann@db.example.org/region",
        "dragoman copy postgresql://ann@db.example.org/region region.db",
    )
)
@click.argument("source", metavar="FROM")
@click.argument("goal", metavar="TO")
@json_option
@click.pass_obj
def copy(session: Session, source: str, goal: str, as_json: bool) -> None:
    """Copy a chronicle into another database.

    FROM and TO are files or addresses of databases; TO may hold no pages. Everything is copied, also what people
    decided, in one transaction, and compared at the end. FROM may be read and written meanwhile.
    """
    from dragoman.copying import copy_chronicle

    with show_progress("copying rows") as progress:
        copied = copy_chronicle(source, goal, settings=session.settings, progress=progress)
    if as_json:
        write_json([{"rows": copied.rows, "digest": copied.digest}])
    else:
        say(f"{sum(copied.rows.values()):,} rows copied, {copied.rows.get('page', 0):,} of them pages")
        say(f"Both chronicles have the digest {copied.digest}.", "dim")
