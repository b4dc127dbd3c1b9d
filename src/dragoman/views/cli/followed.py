"""Tables of watch lists, alerts and deliveries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.views.cli.output import make_table

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.following.answers import AlertView, DeliveryView, EntryView, WatchListView

_SHOWN = 3


def form_lists(lists: "Sequence[WatchListView]") -> "Table":
    """Return lists with what they follow."""
    from dragoman.views.cli.cells import Cell, stack

    right = {"justify": "right"}
    table = make_table("list", ("unread", right), ("alerts", right), "last", ("follows", {"ratio": 1}))
    for one in lists:
        labels = [Cell(entry.label, lines=1) for entry in one.entries[:_SHOWN]]
        left = len(one.entries) - _SHOWN
        more = Cell(f"and {left} more", "dim") if left > 0 else None
        last = (one.last or "").replace("T", " ")[:16]
        table.add_row(Cell(one.name), str(one.unread), str(one.alerts), last, stack(*labels, more))
    return table


def form_entries(entries: "Sequence[EntryView]") -> "Table":
    """Return entries with whom their names mean now."""
    from dragoman.views.cli.cells import Cell, stack

    table = make_table("", "kind", ("what", {"ratio": 1}), ("means", {"ratio": 1}))
    for one in entries:
        ids = [Cell(f"{side.name}: {side.id or 'no page names it yet'}", "dim") for side in one.sides]
        held = Cell(f"held by {', '.join(one.holders)}") if one.holders else None
        table.add_row(str(one.id), one.kind, Cell(one.label), stack(*ids, held))
    return table


def form_alerts(alerts: "Sequence[AlertView]") -> "Table":
    """Return alerts, each with its reasons and the sentence of its first report."""
    from dragoman.exports.alerts import describe_reasons
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.wording import describe_event, describe_participants

    table = make_table("", ("told", {"width": 16}), "kind", ("what", {"ratio": 1}))
    table.expand = True
    for one in alerts:
        reasons = [Cell(words, "yellow") for words in describe_reasons(one, "en")]
        lines = [Cell(one.label)]
        if one.event:
            head = f"{describe_event(one.event)} · {one.event.when.value or 'no date'}"
            lines = [
                Cell(head),
                Cell(describe_participants(one.event.participants)),
                Cell(one.event.reports[0].quote.text, "dim", lines=2),
            ]
        quotes = [Cell(quote.text, "dim", lines=2) for tenure in one.tenures for quote in tenure.quotes[:1]]
        table.add_row(str(one.id), one.at.replace("T", " ")[:16], one.kind, stack(*lines, *reasons, *quotes))
    return table


def form_row(alert: "AlertView") -> tuple[object, ...]:
    """Return an alert as a row of a spreadsheet."""
    from dragoman.exports.alerts import describe_reasons

    event = alert.event.id if alert.event else None
    reasons = "; ".join(describe_reasons(alert, "en"))
    return alert.id, alert.list, alert.at, alert.kind, alert.label, reasons, event, "yes" if alert.seen else ""


def form_deliveries(deliveries: "Sequence[DeliveryView]") -> "Table":
    """Return where alerts are sent, and how that goes."""
    from dragoman.views.cli.cells import Cell, stack

    right = {"justify": "right"}
    table = make_table(
        "", "list", "kind", ("to", {"ratio": 1}), "when", ("sent", right), ("waiting", right), ("dead", right)
    )
    for one in deliveries:
        period = one.options.get("period", "each")
        when = period if period == "each" else f"{period}, {one.options.get('hour', '')}:00 UTC"
        error = Cell(one.error, "red", lines=2) if one.error else None
        numbers = (str(one.parcels.get(state, 0)) for state in ("sent", "waiting", "dead"))
        table.add_row(str(one.id), Cell(one.list), one.kind, stack(Cell(one.target), error), when, *numbers)
    return table
