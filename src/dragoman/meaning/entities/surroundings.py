"""What surrounds a name: whether two pages seem to tell one story."""

from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.nodes import Node

SAME_WEEK = 7
MUCH_COMPANY = 3
FAR = 1 << 20


def tell_one_story(a: Node, b: Node) -> bool:
    """Tell whether pages that name two people share their week and much company, countries aside."""
    company = sum(not other.startswith(COUNTRY_PREFIX) for other in a.company & b.company)
    return company >= MUCH_COMPANY and days_apart(a, b) <= SAME_WEEK


def days_apart(a: Node, b: Node) -> int:
    """Return how many days lie between the nearest pages that name them; very many where no page has a date."""
    return min((abs(one - other) for one in a.days for other in b.days), default=FAR)
