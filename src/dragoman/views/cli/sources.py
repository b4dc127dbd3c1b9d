"""``dragoman sources``: the sources that a user has described, and how they fare."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.views.cli.output import note, print_table, say, write_csv, write_json
from dragoman.views.cli.session import Session, example, output_options

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.chronicle.watch_answers import SourceHealth
    from dragoman.reading.sources.catalogue import Source
    from dragoman.reading.sources.probing import Probe

_DESCRIBED = ("name", "address", "kind", "language", "outlet", "reliability", "interval", "fields")
_HEALTH = (
    "attempted", "succeeded", "gave_page", "error", "failed", "failures", "cut_off", "quiet", "due", "pages",
    "share_read", "languages", "share_dated", "newest",
)  # fmt: skip
_PROBED = ("name", "address", "kind", "entries", "newest", "robots", "error")
FAILING = 3
"""So many failures in a row are more than an accident."""


class ListByDefault(click.Group):
    """A group whose command ``list`` is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` before words that name no command."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=ListByDefault,
    epilog=example("dragoman sources", "dragoman sources region.toml --json", "dragoman sources check sources.toml"),
)
def sources() -> None:
    """List sources and how they fare, or try each of them once.

    dragoman sources FILE is dragoman sources list FILE.
    """


@sources.command("list", epilog=example("dragoman sources", "dragoman sources list region.toml --json"))
@click.argument("file", required=False, default="sources.toml", metavar="[FILE]")
@output_options
@click.pass_obj
def list_command(session: Session, file: str, form: str) -> None:
    """Check a file of sources and list them, with how they fare where they were watched.

    FILE is sources.toml in the working folder if left out.
    """
    from dragoman.reading.sources.catalogue import load_catalogue

    described = load_catalogue(Path(file))
    health = _load_health(session, described)
    rows = [_form(source, health.get(source.name)) for source in described]
    columns = (*_DESCRIBED, *_HEALTH)
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(columns, [[_cell(row[column]) for column in columns] for row in rows])
    else:
        print_table(_form_health(described, health) if health else _form_described(rows))


@sources.command("check", epilog=example("dragoman sources check", "dragoman sources check region.toml --json"))
@click.argument("file", required=False, default="sources.toml", metavar="[FILE]")
@output_options
@click.pass_obj
def check(session: Session, file: str, form: str) -> None:
    """Ask for the address of each source once, and say what is there. Nothing is stored.

    FILE is sources.toml in the working folder if left out.
    """
    from dragoman.reading.sources.catalogue import load_catalogue
    from dragoman.watches import probe_sources

    described = load_catalogue(Path(file))
    probes = list(probe_sources(described, session.settings))
    if form == "json":
        write_json(probes)
    elif form == "csv":
        write_csv(_PROBED, [[_cell(getattr(probe, column)) for column in _PROBED] for probe in probes])
    else:
        print_table(_form_probes(probes))
    failed = sum(probe.error is not None for probe in probes)
    if failed:
        note(f"{failed} of {len(probes)} sources did not give what they should")


@sources.command(
    "forget", epilog=example("dragoman sources forget Valley", "dragoman sources forget Valley --pages --yes")
)
@click.argument("name")
@click.option("--pages", is_flag=True, help="Also the pages that no other source gave, with all that was read of them.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@click.pass_obj
def forget(session: Session, name: str, pages: bool, yes: bool) -> None:
    """Forget a source that was watched: its description, how it fared, what its addresses held.

    Its pages stay in the chronicle, unless --pages is said. A source that is still in the file of sources begins anew
    with the next watch.
    """
    with session.open() as chronicle:
        _confirm(chronicle.count_own_pages(name), name, pages=pages, yes=yes)
        number = chronicle.forget_source(name, pages=pages)
    gone = f", with {_number_pages(number)} that no other source gave" if pages else "; its pages stay"
    say(f"{name} is forgotten{gone}")
    note(f"take it out of the file of sources too, or the next watch begins with {name} anew")


def _confirm(own: int, name: str, *, pages: bool, yes: bool) -> None:
    from dragoman.errors import UsageError

    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to ask whether it is meant; say --yes")
    what = f" and {_number_pages(own)} that no other source gave, with all that was read of them" if pages else ""
    click.confirm(f"Forget {name}{what}?", abort=True, err=True)


def _number_pages(number: int) -> str:
    return f"{number:,} {'page' if number == 1 else 'pages'}"


def _load_health(session: Session, described: "Sequence[Source]") -> "dict[str, SourceHealth]":
    """Return how sources fare; nothing where there is no chronicle yet."""
    from dragoman.app import has_chronicle

    if not has_chronicle(session.settings):
        return {}
    with session.open() as chronicle:
        return {health.name: health for health in chronicle.source_health(described)}


def _form(source: "Source", health: "SourceHealth | None") -> dict[str, Any]:
    row: dict[str, Any] = {column: getattr(source, column) for column in _DESCRIBED}
    row |= {"interval": format_interval(source.interval), "fields": dict(source.fields)}
    return row | {column: getattr(health, column) if health else None for column in _HEALTH}


def format_interval(interval: timedelta | None) -> str | None:
    """Write an interval as it is written in ``sources.toml``.

    >>> format_interval(timedelta(minutes=90))
    '90m'
    """
    if interval is None:
        return None
    minutes = int(interval.total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ",".join(f"{ours}={theirs}" for ours, theirs in value.items())
    return "" if value is None else str(value)


def _form_described(rows: list[dict[str, Any]]) -> "Table":
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.output import make_table

    table = make_table("name", "kind", "language", "every", "address", "outlet", "note")
    for row in rows:
        shown = ("name", "kind", "language", "interval", "address", "outlet", "reliability")
        table.add_row(*(Cell(_cell(row[column])) for column in shown))
    return table


def _form_health(described: "Sequence[Source]", health: "dict[str, SourceHealth]") -> "Table":
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.output import make_table

    right = {"justify": "right"}
    table = make_table(
        ("name", {"ratio": 2}), "last success", ("pages", right), ("read", right), "languages", ("dated", right),
        "next", ("remark", {"ratio": 3}),
    )  # fmt: skip
    table.expand = True
    for source in described:
        one = health.get(source.name)
        if one is None:
            table.add_row(stack(Cell(source.name), Cell(source.kind or "", "dim")), "never", *[""] * 4, "now", "")
            continue
        remark, style = describe_health(one)
        table.add_row(
            stack(Cell(one.name), Cell(one.kind, "dim") if one.kind else None), _moment(one.succeeded) or "never",
            str(sum(one.languages.values())), _share(one.share_read), " ".join(list(one.languages)[:4]),
            _share(one.share_dated), _moment(one.due) or "now", Cell(remark, style),
        )  # fmt: skip
    return table


def describe_health(health: "SourceHealth") -> tuple[str, str]:
    """Say what is wrong with a source, and how to show it."""
    remarks = []
    if health.failures:
        times = f"failed {health.failures} times in a row" if health.failures >= FAILING else "failed"
        remarks.append(f"{times}: {health.error}")
    if health.cut_off:
        remarks.append("the last run was cut off")
    if health.quiet:
        remarks.append(f"no new page since {_moment(health.gave_page) or 'it was added'}")
    if not health.failures and health.error:
        remarks.append(f"back since {_moment(health.succeeded)}")
    return "; ".join(remarks), "red" if health.failures else "yellow" if health.quiet else "dim"


def _moment(text: str | None) -> str:
    return text.replace("T", " ")[:16] if text else ""


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _form_probes(probes: "Sequence[Probe]") -> "Table":
    from dragoman.language.scripts import isolate
    from dragoman.views.cli.cells import Cell, stack
    from dragoman.views.cli.output import make_table

    table = make_table(
        ("source", {"ratio": 2}), "kind", ("entries", {"justify": "right"}), "newest", ("robots.txt", {"ratio": 2}),
        ("remark", {"ratio": 2}),
    )  # fmt: skip
    table.expand = True
    for probe in probes:
        table.add_row(
            stack(Cell(probe.name), Cell(isolate(probe.address), "dim", lines=2)), probe.kind or "",
            "" if probe.entries is None else str(probe.entries), (probe.newest or "")[:10],
            Cell(probe.robots or ""), Cell(probe.error or "", "red"),
        )  # fmt: skip
    return table
