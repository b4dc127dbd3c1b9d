"""``dragoman follow``: watch lists of entities, pairs, offices and filters, and what is new about them."""

from typing import TYPE_CHECKING, Any

import click

from dragoman.following import LIST
from dragoman.views.cli.output import note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import NUMBER, Session, example, json_option, output_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.chronicle.following.answers import Followed

CONDITIONS = ("type", "place", "topic", "language", "outlet", "since", "until", "status", "q", "conflicts")
ALERT_COLUMNS = ("id", "list", "at", "kind", "what", "reasons", "event", "seen")
LIST_COLUMNS = ("id", "name", "entries", "alerts", "unread", "last")


def list_option(command: "Callable[..., Any]") -> "Callable[..., Any]":
    """Give a command ``--list``; it receives ``name``."""
    words = f"The watch list, by its name or number.  [default: {LIST}]"
    return click.option("--list", "name", metavar="NAME", default=LIST, help=words)(command)


@click.group(epilog=example("dragoman follow add Рахмон", "dragoman follow new", "dragoman follow seen"))
def follow() -> None:
    """Follow entities, pairs, offices and filters, and see what is new about them.

    What is followed stands in watch lists. New are events that no page reported before, each told once; where the
    date or place of an event is corrected, a conflict arises, or it is denied, that is told too. Sources are watched by
    dragoman watch, which brings watch lists up to date after each round.
    """


@follow.command("list", epilog=example("dragoman follow list", "dragoman follow list --json"))
@output_options
@click.pass_obj
def list_lists(session: Session, form: str) -> None:
    """List the watch lists, with how much of each is unread."""
    from dragoman.views.cli.followed import form_lists

    with session.open() as chronicle:
        found = chronicle.watch_lists()
    if form == "json":
        write_json(found)
    elif form == "csv":
        rows = ((one.id, one.name, len(one.entries), one.alerts, one.unread, one.last) for one in found)
        write_csv(LIST_COLUMNS, rows)
    elif found:
        print_table(form_lists(found))
    if not found:
        note("there is no watch list yet; dragoman follow add NAME makes one")


@follow.command(
    "add",
    epilog=example(
        "dragoman follow add 'Karim Daler'",
        "dragoman follow add Далер --with Petrova --list lake",
        "dragoman follow add --office secretary-general --of CSTO",
        "dragoman follow add --type meet --place Dushanbe --topic energy",
    ),
)
@click.argument("who", required=False, metavar="[NAME]")
@click.option("--with", "with_", metavar="NAME", help="Somebody else, for what both take part in.")
@click.option("--office", "title", metavar="TITLE", help="An office: tells when somebody else holds it.")
@click.option("--of", metavar="NAME", help="The country or body of the office.")
@click.option("--type", metavar="TYPE", help="A filter: a type of event, such as meet.")
@click.option("--place", metavar="NAME", help="A filter: where.")
@click.option("--topic", metavar="TOPIC", help="A filter: a topic, such as energy.")
@click.option("--language", metavar="TAG", help="A filter: the language of a page that reports it.")
@click.option("--outlet", metavar="WORDS", help="A filter: the outlet of a page that reports it.")
@click.option("--since", metavar="DATE", help="A filter: from this day, month or year on.")
@click.option("--until", metavar="DATE", help="A filter: up to this day, month or year.")
@click.option("--status", metavar="STATUS", help="A filter: happened, planned or denied.")
@click.option("--text", "q", metavar="WORDS", help="A filter: words of the sentence, as dragoman search has them.")
@click.option("--conflicts", is_flag=True, help="A filter: only events whose reports differ.")
@list_option
@json_option
@click.pass_obj
def add(session: Session, /, name: str, as_json: bool, **given: Any) -> None:
    """Follow an entity, a pair, an office, or a filter.

    NAME is in any script, or an id. A name that no page has yet waits for one; one that several entities have is not
    guessed. Conditions add up; with any of them, NAME and --with are conditions too.
    """
    wish = {key.rstrip("_"): str(value) for key, value in given.items() if value not in (None, False)}
    if given["conflicts"]:
        wish["conflicts"] = "1"
    if "title" not in wish and any(key in wish for key in CONDITIONS):
        wish["kind"] = "filter"
    with session.open(create=True) as chronicle:
        made = chronicle.follow(wish, name=name)
    if as_json:
        write_json([made])
    else:
        _tell(made, name)


def _tell(made: "Followed", name: str) -> None:
    state = "followed already" if made.known else "followed from now on"
    waits = ", once a page names it" if made.entry.waiting else ""
    say(f"{made.entry.label} ({made.entry.kind} {made.entry.id} of {name}): {state}{waits}")
    if made.entry.holders:
        say(f"held by {', '.join(made.entry.holders)}", "dim")
    for line in made.notes:
        note(line)


@follow.command("remove", epilog=example("dragoman follow remove 3", "dragoman follow remove --all --list lake"))
@click.argument("entry", type=NUMBER, required=False, metavar="[ENTRY]")
@click.option("--all", "everything", is_flag=True, help="Remove the whole list, with its alerts and deliveries.")
@list_option
@click.pass_obj
def remove(session: Session, entry: int | None, everything: bool, name: str) -> None:
    """Follow an entry of a list no longer.

    ENTRY is its number, as dragoman follow show prints it. What it told stays.
    """
    from dragoman.errors import UsageError

    if (entry is None) != everything:
        raise UsageError("name an entry by its number, or --all for the whole list")
    with session.open() as chronicle:
        if entry is None:
            chronicle.remove_watch_list(name)
            say(f"the watch list {name} is gone")
        else:
            say(f"{chronicle.unfollow(entry, name=name).label}: followed no longer")


@follow.command("show", epilog=example("dragoman follow show", "dragoman follow show lake --json"))
@click.argument("name", default=LIST, metavar="[LIST]")
@json_option
@click.pass_obj
def show(session: Session, name: str, as_json: bool) -> None:
    """Show what a list follows, and where its alerts are sent."""
    from dragoman.views.cli.followed import form_deliveries, form_entries

    with session.open() as chronicle:
        found, sent = chronicle.watch_list(name), chronicle.deliveries(name)
    if as_json:
        write_json([found])
        return
    say(f"{found.name}: {found.unread} unread of {found.alerts} alerts", "bold")
    print_table(form_entries(found.entries))
    if sent:
        say()
        print_table(form_deliveries(sent))


@follow.command(
    "new",
    epilog=example("dragoman follow new", "dragoman follow new --list lake --seen", "dragoman follow new --all --json"),
)
@click.option("--all", "everything", is_flag=True, help="Also what was seen before.")
@click.option("--seen", is_flag=True, help="Count as seen what is printed.")
@click.option("--limit", type=NUMBER, metavar="N", help="No more than N alerts, the latest.")
@list_option
@output_options
@click.pass_obj
def new(session: Session, /, name: str, everything: bool, seen: bool, limit: int | None, form: str) -> None:
    """Print what a list tells that was not seen yet, the latest first, each with its sentence."""
    from dragoman.views.cli.followed import form_alerts, form_row

    with session.open() as chronicle:
        found = chronicle.alerts(name, unseen=not everything, limit=limit)
        if form == "json":
            write_json(found)
        elif form == "csv":
            write_csv(ALERT_COLUMNS, map(form_row, found))
        elif found:
            print_table(form_alerts(found))
        if seen and found:
            chronicle.mark_seen(name, through=found[0].id)
    if not found:
        note(f"nothing new in the watch list {name}")


@follow.command("seen", epilog=example("dragoman follow seen", "dragoman follow seen --list lake --through 12"))
@click.option("--through", type=NUMBER, metavar="ALERT", help="Only alerts up to this number.")
@list_option
@click.pass_obj
def seen(session: Session, name: str, through: int | None) -> None:
    """Count as seen what a list told."""
    with session.open() as chronicle:
        number = chronicle.mark_seen(name, through=through)
    say(f"{number} alerts of {name} are seen now" if number else f"nothing of {name} was unread")
