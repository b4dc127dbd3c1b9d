"""Saved filters: the conditions on events that addresses, pages and exports have too."""

from collections.abc import Mapping, Sequence

from msgspec import convert
from sqlalchemy import ColumnElement, Connection

from dragoman.chronicle.searching import EventQuery, _name_conditions, _plain_conditions
from dragoman.chronicle.sense import Sense
from dragoman.errors import UsageError

NAMED = ("who", "with", "place")
"""The conditions that are names of entities."""


def check_filter(conditions: Mapping[str, str]) -> dict[str, str]:
    """Return the conditions that say something, as they are kept.

    Raises:
        UsageError: There is none, or one is unknown or wrong.
    """
    said = {name.rstrip("_"): value for name, value in conditions.items() if value not in (None, "", False)}
    if not said:
        raise UsageError("a filter needs at least one condition, such as type=meet")
    return said


def filter_conditions(
    connection: Connection, conditions: Mapping[str, str], *, sense: Sense
) -> Sequence[ColumnElement[bool]]:
    """Return the conditions that an event must meet; names stand as ids."""
    query = convert({{"with": "with_"}.get(name, name): value for name, value in conditions.items()}, EventQuery)
    return [*_name_conditions(connection, query, sense), *_plain_conditions(query)]
