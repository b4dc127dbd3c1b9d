"""Why names are one entity: the decisions with their probability and reasons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.views.cli.output import make_table, print_table, say

if TYPE_CHECKING:
    from dragoman.chronicle.answers import LinkView

MOST_SHOWN = 12


def print_links(links: "Sequence[LinkView]") -> None:
    """Print what was joined and what was kept apart, the likeliest first."""
    say()
    if not links:
        say("All pages write its name alike, or list it under one id; nothing else comes near.", "dim")
    for title, decision in (("why they are one", "joined"), ("what was weighed, and kept apart", "apart")):
        chosen = [link for link in links if link.decision == decision]
        if chosen:
            _print_table(title, chosen)


def _print_table(title: str, links: "Sequence[LinkView]") -> None:
    from dragoman.views.cli.cells import Cell, join_names, stack

    table = make_table(("names", {"ratio": 2}), ("probability", {"width": 11}), (title, {"ratio": 3}))
    table.expand = True
    for link in links[:MOST_SHOWN]:
        reasons = stack(*(Cell(reason) for reason in link.reasons))
        table.add_row(Cell(join_names((link.name_a, link.name_b))), Cell(f"{link.probability:.2f}"), reasons)
    print_table(table)
    left = len(links) - MOST_SHOWN
    if left > 0:
        say(f"and {left} more: dragoman who {links[0].entity_a} --why --json", "dim")
