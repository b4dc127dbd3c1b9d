"""What the commands of one call share: the chronicle that is meant, and the options that all commands know."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.config import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


NUMBER = click.IntRange(1, 2**31 - 1)
"""A number of something, or how many; the store knows none that is greater."""


@dataclass
class Session:
    """One call of the command line."""

    store: str | None = None
    debug: bool = False

    @property
    def settings(self) -> "Settings":
        """The settings, with what the command line says."""
        from dragoman.config import load_settings

        return load_settings(flags={"store": self.store})

    @contextmanager
    def open(self, *, create: bool = False, reader: str | None = None) -> "Iterator[Dragoman]":
        """Open the chronicle that is meant.

        Args:
            create: Whether to make a chronicle where there is none.
            reader: The reader that the command line names.

        Raises:
            StoreError: There is none and none is to be made, or it cannot be opened.
            UsageError: A temporary chronicle is asked a question, or there is no such reader.
        """
        from dragoman.app import TEMPORARY, open_dragoman
        from dragoman.chronicle.accounts.acting import Actor, acting
        from dragoman.config import load_settings

        settings = load_settings(flags={"store": self.store, "reader": reader})
        if settings.store in TEMPORARY and not create:
            raise UsageError(f"store {settings.store!r} is empty at every start; only read can use it")
        with acting(Actor(how="cli")), open_dragoman(settings=settings, create=create) as chronicle:
            yield chronicle


_EVENT_CONDITIONS = (
    click.option("--who", metavar="NAME", help="Who takes part: a name in any script, or an id."),
    click.option("--with", "with_", metavar="NAME", help="Who takes part as well."),
    click.option("--type", metavar="TYPE", help="A type of event, such as meet."),
    click.option("--place", metavar="NAME", help="Where."),
    click.option("--topic", metavar="TOPIC", help="A topic, such as energy."),
    click.option("--since", metavar="DATE", help="From this day, month or year on."),
    click.option("--until", metavar="DATE", help="Up to this day, month or year."),
    click.option("--status", type=click.Choice(["happened", "planned", "denied"]), help="What became of it."),
    click.option("--told-in", metavar="TAG", help="The language of a page that tells of it, such as fa."),
    click.option("--outlet", metavar="NAME", help="Any part of the name of an outlet that tells of it."),
    click.option("--office", metavar="OFFICE", help="An office that somebody who takes part held then."),
    click.option("--text", metavar="QUERY", help="What a sentence that tells of it must say, as search takes it."),
    click.option("--conflicts", is_flag=True, default=None, help="Only events on which reports differ."),
    click.option("--limit", type=NUMBER, metavar="N", help="No more than N events, the earliest."),
)


def output_options(command: Command) -> Command:
    """Give a command ``--json`` and ``--csv``; it receives ``form``: table, json or csv."""
    command = click.option("--csv", "form", flag_value="csv", help="Print a table for a spreadsheet.")(command)
    command = click.option("--json", "form", flag_value="json", help="Print one JSON object a line.")(command)
    return click.option("--table", "form", flag_value="table", default="table", hidden=True)(command)


def event_conditions(command: Command) -> Command:
    """Give a command the conditions on events, by which it receives ``who``, ``with_``, ``type`` and so on."""
    for option in reversed(_EVENT_CONDITIONS):
        command = option(command)
    return command


def json_option(command: Command) -> Command:
    """Give a command ``--json`` alone; it receives ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def reader_option(command: Command) -> Command:
    """Give a command ``--reader``; it receives ``reader``, a name that the settings check."""
    words = "What reads the pages: rules, encoder or llm.  [default: rules]"
    return click.option("--reader", metavar="NAME", help=words)(command)


def example(*lines: str) -> str:
    """Return the end of a help text: examples that can be typed as they stand."""
    return "\b\nExamples:\n" + "\n".join(f"  $ {line}" for line in lines)
