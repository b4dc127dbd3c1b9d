"""Prints how often people agreed with the program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.views.cli.output import make_table, note, print_table, write_json

if TYPE_CHECKING:
    from dragoman.chronicle.judged_answers import Agreement


def print_figures(found: "Sequence[Agreement]", *, as_json: bool) -> None:
    """Print the answers of people by what was asked, by rule and language."""
    from dragoman.views.cli.cells import Cell

    if as_json:
        write_json(found)
    elif found:
        right = {"justify": "right"}
        table = make_table("about", "rule", "language", ("asked", right), ("agreed", right), ("share", right))
        for one in found:
            counts = str(one.asked), str(one.agreed), f"{one.share:.2f}"
            table.add_row(*map(Cell, (one.about, one.rule, one.language, *counts)))
        print_table(table)
    if not found:
        note("nobody has answered for anything yet; dragoman review asks")
