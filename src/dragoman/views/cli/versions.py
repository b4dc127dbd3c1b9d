"""The versions of a page, for ``dragoman show --versions``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.views.cli.output import say, write_json

if TYPE_CHECKING:
    from dragoman.chronicle.page_answers import VersionView

MOST = 12
"""So many sentences of a version are shown that are new, and so many that are gone."""


def print_versions(versions: "Sequence[VersionView]", *, as_json: bool) -> None:
    """Print versions, the oldest first: when they stood there, and which sentences came and went."""
    from dragoman.language.scripts import isolate

    if as_json:
        write_json(versions)
        return
    say(f"{isolate(versions[-1].address)} · {len(versions)} {'version' if len(versions) == 1 else 'versions'}", "bold")
    for number, version in enumerate(versions, 1):
        seen = f"fetched {version.fetched}" if version.fetched else f"stored {version.stored}"
        updated = f" · updated {version.updated}" if version.updated else ""
        say(f"{number} · {version.sha256[:12]} · {seen}{updated}", "dim")
        if number > 1 and not version.news:
            say("  the same words")
        _print_sentences("-", version.removed)
        _print_sentences("+", version.added)


def _print_sentences(sign: str, sentences: "Sequence[str]") -> None:
    from dragoman.language.scripts import isolate

    for sentence in sentences[:MOST]:
        say(f"  {sign} {isolate(sentence)}")
    if len(sentences) > MOST:
        say(f"  {sign} and {len(sentences) - MOST} more", "dim")
