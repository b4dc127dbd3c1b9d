"""What surrounds a name: whether two pages seem to tell one story."""

from collections.abc import Iterable

from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.nodes import Node

SAME_WEEK = 7
MUCH_COMPANY = 3
MOST_COMPANY = 4
MOST_OF_IT = 0.6
FAR = 1 << 20


def tell_one_story(a: Node, b: Node) -> bool:
    """Tell whether pages that name two people share their week and much company.

    Three in common besides countries are much; or four, countries among them, where that is most of what the tables
    list of the lesser page, as on pages in two languages, which write people differently.
    """
    shared = a.company & b.company
    if len(shared) < MUCH_COMPANY or days_apart(a, b) > SAME_WEEK:
        return False
    if sum(not other.startswith(COUNTRY_PREFIX) for other in shared) >= MUCH_COMPANY:
        return True
    listed = min(sum(":" in other for other in node.company) for node in (a, b))
    return len(shared) >= MOST_COMPANY and len(shared) >= MOST_OF_IT * listed


def days_apart(a: Node, b: Node) -> int:
    """Return how many days lie between the nearest pages that name them; very many where no page has a date."""
    return days_between(a.days, b.days)


def days_between(a: Iterable[int], b: Iterable[int]) -> int:
    """Return how many days lie between the nearest of two sets of days; very many where one is empty."""
    others = sorted(b)
    return min((abs(one - other) for one in a for other in others), default=FAR)
