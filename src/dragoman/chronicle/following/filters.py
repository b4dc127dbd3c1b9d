"""Saved filters: the conditions on events that addresses, pages and exports have too."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection

from dragoman.chronicle.listing.conditions import make_conditions
from dragoman.chronicle.listing.filters import parse_filter
from dragoman.chronicle.sense import Sense
from dragoman.errors import UsageError

NAMED = ("who", "with", "place")
"""The conditions that are names of entities."""


def check_conditions(conditions: Mapping[str, str]) -> dict[str, str]:
    """Return the conditions that say something, as they are kept.

    Raises:
        UsageError: There is none, or one is unknown or wrong.
    """
    said = parse_filter(conditions).to_query()
    if not said:
        raise UsageError("a filter needs at least one condition, such as type=meet")
    return said


def filter_conditions(
    connection: Connection, conditions: Mapping[str, str], *, sense: Sense
) -> Sequence[ColumnElement[bool]]:
    """Return what an event must all meet; names stand as ids."""
    return make_conditions(connection, parse_filter(conditions), sense)
