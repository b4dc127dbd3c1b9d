"""``dragoman brief``: what happened in a day or week, cited, ready to print or to edit."""

import sys
from typing import Any

import click

from dragoman.views.cli.output import note, write_json
from dragoman.views.cli.session import Session, example

CONDITIONS = ("who", "with_", "type", "place", "topic", "language", "outlet", "office", "status", "q")


@click.command(
    epilog=example(
        "dragoman brief --day yesterday",
        "dragoman brief --week 2024-03-13 --list lake --lang fa --html -o brief.html",
        "dragoman brief --since 2024-03 --who Рахмон --lang ru",
    )
)
@click.option("--day", metavar="DAY", help="Of one day: YYYY-MM-DD, today or yesterday.")
@click.option("--week", metavar="DAY", help="Of the week of a day, Monday to Sunday.")
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year.")
@click.option("--list", "name", metavar="NAME", help="What a watch list follows.")
@click.option("--who", metavar="NAME", help="Who takes part: a name in any script, or an id.")
@click.option("--with", "with_", metavar="NAME", help="Who takes part as well.")
@click.option("--type", metavar="TYPE", help="A type of event, such as meet.")
@click.option("--place", metavar="NAME", help="Where.")
@click.option("--topic", metavar="TOPIC", help="A topic, such as energy.")
@click.option("--source-language", "language", metavar="TAG", help="The language of a page that reports it.")
@click.option("--outlet", metavar="WORDS", help="The outlet of a page that reports it.")
@click.option("--office", metavar="TITLE", help="An office that somebody who takes part held then.")
@click.option("--status", type=click.Choice(["happened", "planned", "denied"]), help="What became of it.")
@click.option("--text", "q", metavar="WORDS", help="Words of the sentence, as dragoman search has them.")
@click.option("--lang", metavar="TAG", default="en", help="The language of the brief: en, ru, ar, fa.  [default: en]")
@click.option("--md", "page", flag_value="", default="", help="Markdown, ready to edit (the default).")
@click.option("--html", "page", flag_value="-page", help="A page to print.")
@click.option("--json", "as_json", is_flag=True, help="The events as one JSON object a line.")
@click.option("--weekly", is_flag=True, help="A heading a week, in place of one a day.")
@click.option("--title", metavar="WORDS", default="", help="What it calls itself.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, - for standard output.")
@click.pass_obj
def brief(session: Session, /, **given: Any) -> None:
    """Write a brief: day by day each event with its sentences, their sources, and what they differ on.

    Without a time it is of yesterday. Conditions add up; a watch list stands for its own.
    """
    from dragoman.chronicle.listing.filters import parse_filter
    from dragoman.exports.briefs import find_window

    times = {key: given[key] for key in ("day", "week", "since", "until")}
    if not any(times.values()):
        times["day"] = "yesterday"
    since, until = find_window(**times)
    filter = parse_filter({key.rstrip("_"): given[key] for key in CONDITIONS})
    asked = {"since": since, "until": until, "name": given["name"], "filter": filter}
    with session.open() as chronicle:
        if given["as_json"]:
            write_json(chronicle.brief_events(**asked))
            return
        form = f"brief{given['page']}{'-weekly' if given['weekly'] else ''}"
        made = chronicle.brief(form=form, language=given["lang"], title=given["title"], **asked)
        if given["output"] in (None, "-"):
            for piece in made:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            made.save(str(given["output"]))
            note(f"written to {given['output']}")
