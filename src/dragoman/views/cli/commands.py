"""The command ``dragoman`` with everything below it."""

import click

from dragoman import __version__
from dragoman.views.cli import (
    archive,
    backup,
    brief,
    cluster,
    conflicts,
    copy,
    correct,
    doctor,
    explain,
    export,
    follow,
    judge,
    mcp,
    name,
    office,
    pack,
    read,
    rebuild,
    review,
    search,
    serve,
    show,
    sources,
    stories,
    taking,
    timeline,
    users,
    vectors,
    watch,
    who,
)
from dragoman.views.cli.session import Session, example


class OrderedGroup(click.Group):
    """Lists its commands in the order in which they are used, not by alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they were added."""
        return list(self.commands)


@click.group(
    cls=OrderedGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("dragoman read pages/", "dragoman timeline --who Рахмон --since 2024", "dragoman who رحمان"),
)
@click.option(
    "--store",
    metavar="PATH|URL",
    help="The chronicle: a file or the address of a database; :memory: is forgotten at the end. "
    "[DRAGOMAN_STORE; default: dragoman.db]",
)
@click.option("--debug", is_flag=True, help="Show the trace of an error.")
@click.version_option(__version__, prog_name="dragoman", message="%(prog)s %(version)s")
@click.pass_obj
def dragoman(session: Session, store: str | None, debug: bool) -> None:
    """Read diplomatic and security news in Russian, Arabic, Persian and English into one chronicle."""
    session.store, session.debug = store, debug


for command in (
    read.read,
    timeline.timeline,
    search.search,
    who.who,
    name.name,
    office.office,
    show.show,
    explain.explain,
    stories.stories,
    conflicts.conflicts,
    review.review,
    judge.judge,
    judge.merge,
    judge.split,
    correct.accept,
    correct.reject,
    correct.correct,
    judge.undo,
    judge.judgements,
    export.export,
    serve.serve,
    users.user,
    users.key,
    users.audit,
    taking.import_,
    follow.follow,
    brief.brief,
    mcp.mcp,
    watch.watch,
    sources.sources,
    archive.archive,
    cluster.cluster,
    copy.copy,
    backup.backup,
    backup.restore,
    backup.verify,
    rebuild.rebuild,
    vectors.vectors,
    pack.pack,
    doctor.doctor,
):
    dragoman.add_command(command)
