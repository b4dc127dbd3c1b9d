"""``dragoman follow webhook``, ``mail``, ``deliver`` ...: where alerts are sent, and how that goes."""

from typing import TYPE_CHECKING

import click

from dragoman.views.cli.follow import follow, list_option
from dragoman.views.cli.output import note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import NUMBER, Session, example, json_option, output_options

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.deliveries.carrying import Carried

PARCEL_COLUMNS = (
    "id",
    "delivery",
    "kind",
    "target",
    "state",
    "alerts",
    "attempts",
    "made",
    "next",
    "done",
    "error",
    "key",
)


@follow.command("webhook", epilog=example("dragoman follow webhook https://hooks.example/dragoman --list lake"))
@click.argument("address")
@click.option("--language", metavar="TAG", default="en", help="The language of headings.  [default: en]")
@list_option
@json_option
@click.pass_obj
def webhook(session: Session, /, address: str, language: str, name: str, as_json: bool) -> None:
    """Send the alerts of a list to an address, as signed JSON.

    Prints the secret by which the receiver verifies the signature.
    """
    with session.open() as chronicle:
        made = chronicle.add_webhook(address, name=name, language=language)
    if as_json:
        write_json([made])
    else:
        say(f"delivery {made.id}: alerts of {made.list} go to {made.target}")
        say(f"secret: {made.options['secret']}")


@follow.command(
    "mail", epilog=example("dragoman follow mail ann@desk.example --period day --hour 5 --language fa --list lake")
)
@click.argument("address")
@click.option("--period", type=click.Choice(["each", "day", "week"]), default="day", help="How often.  [default: day]")
@click.option("--hour", type=click.IntRange(0, 23), metavar="HOUR", help="The hour of a digest, in UTC.  [default: 6]")
@click.option("--language", metavar="TAG", default="en", help="The language of the mail.  [default: en]")
@list_option
@json_option
@click.pass_obj
def mail(  # noqa: PLR0913  one parameter an option
    session: Session, /, address: str, period: str, hour: int | None, language: str, name: str, as_json: bool
) -> None:
    """Send the alerts of a list by mail, as they come or as a digest.

    The server that takes mail stands in the table [mail] of the settings.
    """
    with session.open() as chronicle:
        made = chronicle.add_mail(address, name=name, period=period, hour=hour, language=language)
        served = bool(chronicle.settings.mail.host)
    if as_json:
        write_json([made])
    else:
        say(f"delivery {made.id}: alerts of {made.list} go to {made.target}")
    if not served:
        note("no server is set that takes mail: mail.host and mail.sender in dragoman.toml")


@follow.command("stop", epilog=example("dragoman follow stop 2 --list lake"))
@click.argument("delivery", type=NUMBER)
@list_option
@click.pass_obj
def stop(session: Session, delivery: int, name: str) -> None:
    """Send alerts of a list there no longer.

    DELIVERY is a number, as dragoman follow show prints it.
    """
    with session.open() as chronicle:
        chronicle.remove_delivery(delivery, name=name)
    say(f"delivery {delivery} of {name} is gone")


@follow.command("parcels", epilog=example("dragoman follow parcels --state dead", "dragoman follow parcels --json"))
@click.option("--state", type=click.Choice(["waiting", "sent", "dead"]), help="Only those.")
@click.option("--retry", is_flag=True, help="Let the dead ones wait for another try.")
@output_options
@click.pass_obj
def parcels(session: Session, state: str | None, retry: bool, form: str) -> None:
    """List what is to be sent, was sent, or could not be."""
    with session.open() as chronicle:
        if retry:
            note(f"{chronicle.revive()} parcels wait for another try")
        found = chronicle.parcels(state=state)
    if form == "json":
        write_json(found)
    elif form == "csv":
        write_csv(PARCEL_COLUMNS, ([getattr(one, column) for column in PARCEL_COLUMNS] for one in found))
    else:
        from dragoman.views.cli.cells import Cell, stack
        from dragoman.views.cli.output import make_table

        table = make_table(
            "", "kind", ("to", {"ratio": 1}), "state", ("alerts", {"justify": "right"}), "made", "next try"
        )
        for one in found:
            error = Cell(one.error, "red", lines=2) if one.error else None
            again = one.next if one.state == "waiting" else ""
            where = stack(Cell(one.target), error)
            table.add_row(str(one.id), one.kind, where, one.state, str(one.alerts), one.made, again)
        print_table(table)


@follow.command("deliver", epilog=example("dragoman follow deliver", "dragoman follow deliver --json"))
@json_option
@click.pass_obj
def deliver(session: Session, as_json: bool) -> None:
    """Bring all watch lists up to date, and send what is to be sent.

    dragoman watch does this after each round; where pages are read otherwise, call it from cron.
    """
    with session.open() as chronicle:
        report = chronicle.deliver_alerts()
    if as_json:
        write_json([report])
    else:
        say(sum_up(report))
    for error in report.errors:
        note(error)


def sum_up(report: "Carried") -> str:
    """Say in one line what a round of deliveries came to.

    >>> from dragoman.deliveries.carrying import Carried
    >>> sum_up(Carried(alerts=2, packed=1, sent=1))
    '2 new alerts · 1 parcels packed, 1 sent, 0 to be tried again, 0 dead'
    """
    tries = f"{report.sent} sent, {report.failed} to be tried again, {report.dead} dead"
    return f"{report.alerts} new alerts · {report.packed} parcels packed, {tries}"


def deliver_after(chronicle: "Dragoman") -> None:
    """Deliver after a round of a watch: what fails is remarked and tried again, and stops no watch."""
    from dragoman.errors import StoreError

    try:
        report = chronicle.deliver_alerts()
    except StoreError as busy:  # another delivers; what is new waits for the next round
        note(f"dragoman: {busy}")
        return
    if report.alerts or report.packed or report.sent or report.dead:
        note(f"dragoman: {sum_up(report)}")
    for error in report.errors:
        note(f"dragoman: {error}")
