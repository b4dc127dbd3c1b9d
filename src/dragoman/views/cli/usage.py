"""Says what a run cost that asked a language model, and which limit ended it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dragoman.views.cli.output import note

if TYPE_CHECKING:
    from dragoman.model import Usage
    from dragoman.runner import ReadReport

LIMITED = 5
_REASONS = {
    "quote": "a quote that is not on the page",
    "name": "a name that is not on the page",
    "schema": "a type, role, title, topic or status that there is not",
    "date": "a date that is not on the page",
    "malformed": "an entry without the form that was asked for",
    "too many": "more than a page can say",
}


def end_run(report: "ReadReport", *, as_json: bool) -> None:
    """Say on standard error what asking came to, and which limit ended the run, if one did: then the exit code is 5."""
    if report.usage is not None:
        if as_json:
            note(_encode(report.usage))
        else:
            for line in describe_usage(report.usage):
                note(line)
    if report.stopped:
        note(f"dragoman: stopped: {report.stopped}")
        raise click.exceptions.Exit(LIMITED)


def describe_usage(usage: "Usage") -> Iterator[str]:
    """Yield lines about calls, tokens, cost, and what was not believed."""
    estimated = f" ({usage.estimated} calls estimated)" if usage.estimated else ""
    cost = f", cost {usage.cost:.4f}" if usage.cost else ""
    yield (
        f"model: {usage.calls} calls, {usage.cached} answers kept from before, "
        f"{usage.read:,} tokens asked, {usage.written:,} answered{estimated}{cost}"
    )
    if usage.dropped:
        reasons = ", ".join(f"{number} for {_REASONS.get(name, name)}" for name, number in usage.dropped.items())
        yield f"claims dropped: {reasons}"
    if usage.cut:
        yield f"{usage.cut:,} characters at the end of long pages were not asked about"


def _encode(usage: "Usage") -> str:
    import msgspec

    return msgspec.json.encode({"usage": usage}).decode()
