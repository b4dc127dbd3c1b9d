"""``dragoman watch``: what is new at the sources of a user."""

import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.follow_deliver import deliver_after
from dragoman.views.cli.output import note, say, write_json
from dragoman.views.cli.session import Session, example
from dragoman.views.cli.signals import stop_on_signals

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.watch_answers import WatchView
    from dragoman.reading.sources.catalogue import Source

NAP = 30.0
"""The longest sleep in seconds, after which the clock is looked at again: it may have been set."""


class Stopped(KeyboardInterrupt):
    """The process was asked to end."""


@click.command(
    epilog=example("dragoman watch", "dragoman watch sources.toml --every 15m", "dragoman watch --all --json")
)
@click.argument("file", required=False, default="sources.toml", metavar="[FILE]")
@click.option("--every", metavar="TIME", help="Go on, and look at sources this often that say nothing else, as in 15m.")
@click.option("--all", "everything", is_flag=True, help="Ask all sources, and all that they led to, due or not.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a round.")
@click.pass_obj
def watch(session: Session, file: str, every: str | None, everything: bool, as_json: bool) -> None:
    """Ask the sources of a file for news, and print what is new since last time.

    FILE is sources.toml in the working folder if left out. A source is asked when its interval has passed; one without
    an interval is asked each time.
    """
    from dragoman.reading.sources.catalogue import load_catalogue, parse_interval

    interval = parse_interval(every, "--every") if every else None
    sources = load_catalogue(Path(file))  # says what is wrong before a chronicle is made
    if not session.settings.contact and any(source.is_remote for source in sources):
        note("no contact is set (contact in dragoman.toml, or DRAGOMAN_CONTACT): sites cannot tell you what they mind")
    with stop_on_signals(Stopped), session.open(create=True) as chronicle:
        if interval is None:
            _run_once(chronicle, sources, everything=everything, as_json=as_json)
        else:
            _Loop(chronicle, Path(file), interval, as_json=as_json).run(sources, everything=everything)


def _run_once(chronicle: "Dragoman", sources: "tuple[Source, ...]", *, everything: bool, as_json: bool) -> None:
    try:
        view = chronicle.watch(sources, everything=everything, told=False)
    except KeyboardInterrupt as error:
        note("dragoman: interrupted; what was stored is safe, and the next watch goes on from there")
        raise click.exceptions.Exit(143 if isinstance(error, Stopped) else 130) from None
    _tell(chronicle, view, as_json=as_json)


class _Loop:
    """Rounds without end; a signal ends them cleanly."""

    def __init__(self, chronicle: "Dragoman", file: Path, every: timedelta, *, as_json: bool) -> None:
        self._chronicle, self._file, self._every, self._as_json = chronicle, file, every, as_json

    def run(self, sources: "tuple[Source, ...]", *, everything: bool) -> None:
        """Watch until somebody asks to stop. The file is loaded before each round, so that it may be edited."""
        try:
            while True:
                self._round(sources, everything=everything)
                everything = False
                self._sleep(sources)
                sources = self._reload(sources)
        except KeyboardInterrupt:
            note("dragoman: stopped; what was stored is safe, and the next watch goes on from there")

    def _round(self, sources: "tuple[Source, ...]", *, everything: bool) -> None:
        from dragoman.errors import StoreError

        try:
            view = self._chronicle.watch(sources, every=self._every, everything=everything, told=False)
        except StoreError as error:  # somebody else may be at work; the next round may succeed
            note(f"dragoman: {error}")
            time.sleep(1)
            return
        if view.sources:
            _tell(self._chronicle, view, as_json=self._as_json)

    def _sleep(self, sources: "tuple[Source, ...]") -> None:
        from datetime import UTC, datetime

        while (due := self._chronicle.next_watch(sources, every=self._every)) is not None:
            time.sleep(min(max((due - datetime.now(UTC)).total_seconds(), 0.1), NAP))
            deliver_after(self._chronicle)  # digests and further attempts come due between rounds

    def _reload(self, sources: "tuple[Source, ...]") -> "tuple[Source, ...]":
        from dragoman.errors import UsageError
        from dragoman.reading.sources.catalogue import load_catalogue

        try:
            return load_catalogue(self._file)
        except UsageError as error:
            note(f"dragoman: {error}; going on with the sources as they were")
            return sources


def _tell(chronicle: "Dragoman", view: "WatchView", *, as_json: bool) -> None:
    """Print a round, and only then note that it was told."""
    if as_json:
        write_json([view])
    else:
        print_view(chronicle, view)
        sys.stdout.flush()
    chronicle.tell(view)
    deliver_after(chronicle)


def print_view(chronicle: "Dragoman", view: "WatchView") -> None:
    """Print what a round found: the sources, new pages, new events with their quotes, new conflicts."""
    from dragoman.views.cli.conflicts import print_conflict
    from dragoman.views.cli.output import print_table
    from dragoman.views.cli.watched import form_events, form_pages, form_runs, sum_up

    say(sum_up(view), "bold")
    if view.sources:
        print_table(form_runs(view.sources))
    if view.news.pages:
        say()
        print_table(form_pages(view.news.pages))
    if view.news.events:
        say()
        print_table(form_events(view.news.events))
    for conflict in view.news.conflicts:
        say()
        print_conflict(chronicle, conflict)
