"""Saved filters: the conditions on events that addresses, pages and exports have too."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection

from dragoman.chronicle import derived
from dragoman.chronicle.listing.conditions import choose_events
from dragoman.chronicle.listing.filters import EventFilter, parse_filter
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


def make_conditions(connection: Connection, filter: EventFilter, sense: Sense) -> list[ColumnElement[bool]]:
    """Return what an event must all meet.

    Raises:
        UsageError: A date is none, or the text cannot be searched for.
    """
    chosen = choose_events(connection, filter, sense)
    if chosen.everything:
        return []
    source = chosen.events()
    return [derived.event.c.id.in_(source.select(source.id))]
