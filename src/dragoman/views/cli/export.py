"""``dragoman export``: what the chronicle says, for other programs."""

import sys
from typing import Any

import click

from dragoman.errors import UsageError
from dragoman.exports.formats import FORMATS, SUBJECTS, find_format
from dragoman.views.cli.output import note
from dragoman.views.cli.session import Session, event_conditions, example

CONDITIONS = (
    "who", "with_", "type", "place", "topic", "since", "until", "status", "outlet", "office", "text", "conflicts",
    "limit",
)  # fmt: skip


def _list_formats() -> str:
    wide = max(map(len, FORMATS))
    extras = {one.name: f"  (extra {one.extra})" if one.extra else "" for one in FORMATS.values()}
    lines = (f"  {one.name:<{wide}}  {one.summary}{extras[one.name]}" for one in FORMATS.values())
    return "\b\nFormats:\n" + "\n".join(lines)


@click.command(
    epilog=f"{_list_formats()}\n\n"
    + example(
        "dragoman export csv --since 2024 -o events.csv",
        "dragoman export plover --type meet > meetings.jsonl",
        "dragoman export parquet --of reports -o reports.parquet",
        "dragoman export ics --who Рахмон --language ru -o visits.ics",
        "dragoman export brief --since 2024-03-11 --until 2024-03-17",
    )
)
@click.argument("format")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, - for standard output.")
@click.option("--of", type=click.Choice(SUBJECTS), default="events", help="What the file is about.  [default: events]")
@event_conditions
@click.option("--language", metavar="TAG", default="en", help="The language of headings.  [default: en]")
@click.option("--title", metavar="WORDS", default="Dragoman", help="What the file calls itself.")
@click.option(
    "--base", metavar="URL", default="", help="The address of the server that shows the chronicle, for links."
)
@click.pass_obj
def export(session: Session, /, format: str, output: str | None, **given: Any) -> None:
    """Write events, offices or entities in the format of another program.

    Conditions add up, as those of timeline do. Each fact comes with its sentence, the page and the place in it.
    """
    from dragoman.views.cli.suggestions import check_id, explain_no_events

    chosen = find_format(format)
    check_id("type", given["type"])
    check_id("topic", given["topic"])
    if output is None and sys.stdout.isatty() and chosen.extra:
        raise UsageError(f"{format} is not for terminals; name a file with -o")
    with session.open() as chronicle:
        made = chronicle.export(format, **given)
        conditions = {**{name: given[name] for name in CONDITIONS}, "language": given["told_in"]}
        if given["of"] in ("events", "reports") and not chronicle.timeline(**{**conditions, "limit": 1}):
            note(explain_no_events(chronicle, conditions))
        if output in (None, "-"):
            for piece in made:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            made.save(str(output))
            note(f"written to {output}")
