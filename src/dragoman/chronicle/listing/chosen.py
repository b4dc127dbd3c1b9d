"""The events that meet a filter, as statements ask for them.

A condition is either on columns of the event or a set of events by their facets. Facets are stored in the order of
lists, so the smallest set drives the statement, and the others are looked up for each of its events.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, exists, func, literal, select

from dragoman.chronicle import derived

Condition = ColumnElement[bool]

FEW = 2_000
"""Sets that are at least so big count as equally big."""

event, facet = derived.event.c, derived.event_facet


class FacetSet(Struct, frozen=True, gc=False):
    """The events with one of some values in one of some fields."""

    fields: tuple[str, ...]
    values: tuple[str, ...]

    def meets(self, table: FromClause) -> Condition:
        """A row of a table of facets belongs to the set."""
        return and_(_is_one(table.c.field, self.fields), _is_one(table.c.value, self.values))

    @property
    def single(self) -> bool:
        """Whether each event is in it once, and all of them in the order of lists."""
        return len(self.fields) == len(self.values) == 1


def _is_one(column: ColumnElement[str], values: Sequence[str]) -> Condition:
    return column == values[0] if len(values) == 1 else column.in_(values)


class Days(Struct, frozen=True, gc=False):
    """Bounds of the days of events; ``low`` is the first day on which an event begins that goes on ``since`` then."""

    since: str | None = None
    until: str | None = None
    low: str | None = None


class Chosen(Struct, frozen=True):
    """Events: their sets, the smallest first, and the conditions on their columns."""

    sets: tuple[FacetSet, ...] = ()
    conditions: tuple[Condition, ...] = ()
    days: Days = Days()

    @property
    def everything(self) -> bool:
        """Whether all events are meant."""
        return not self.sets and not self.conditions and self.days == Days()

    def events(self, *columns: ColumnElement[Any]) -> "Source":
        """Return where the events are read from, joined with their own rows where columns of these are asked for."""
        if not self.sets:
            return Source(derived.event, event.begun, event.id, [*self._bounds(event.begun), *self.conditions])
        first, *others = self.sets
        table = facet.alias("chosen") if first.single else _distinct(first)
        where = [first.meets(table)] if first.single else []
        where += self._bounds(table.c.begun)
        for other in others:
            one = facet.alias()
            same = one.c.begun == table.c.begun, one.c.event_id == table.c.event_id
            where.append(exists(select(literal(1)).where(other.meets(one), *same).correlate(table)))
        source: FromClause = table
        if columns or self.conditions or self.days.since:
            source = table.join(derived.event, event.id == table.c.event_id)
        return Source(source, table.c.begun, table.c.event_id, [*where, *self.conditions])

    def _bounds(self, begun: ColumnElement[str]) -> Iterable[Condition]:
        if self.days.since is not None:
            yield event.ended >= self.days.since
            yield begun >= (self.days.low or self.days.since)
        if self.days.until is not None:
            yield begun <= self.days.until
            yield begun > ""

    def within(self, connection: Connection, *sets: FacetSet) -> "Chosen":
        """Return those of the events that are in further sets; one that they are in already is asked for once."""
        every = tuple(dict.fromkeys((*self.sets, *sets)))
        return Chosen(order_sets(connection, every), self.conditions, self.days)

    def narrowed(self, *conditions: Condition) -> "Chosen":
        """Return those of the events that meet further conditions."""
        return Chosen(self.sets, (*self.conditions, *conditions), self.days)


class Source(Struct, frozen=True):
    """A table of events with the columns of their day and id, and what its rows must meet."""

    table: FromClause
    begun: ColumnElement[str]
    id: ColumnElement[str]
    where: Sequence[Condition]

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Select columns of the events."""
        return select(*columns).select_from(self.table).where(*self.where)


def _distinct(chosen: FacetSet) -> FromClause:
    """Events that may have several of the values, each once."""
    return select(facet.c.begun, facet.c.event_id).where(chosen.meets(facet)).distinct().subquery("chosen")


def order_sets(connection: Connection, sets: Iterable[FacetSet]) -> tuple[FacetSet, ...]:
    """Return sets, the smallest first; it does not matter which one of big ones is."""
    found = list(sets)
    if len(found) < 2:
        return tuple(found)

    def measure(one: FacetSet) -> int:
        rows = select(literal(1)).select_from(facet).where(one.meets(facet)).limit(FEW).subquery()
        number: int = connection.execute(select(func.count()).select_from(rows)).scalar_one()
        return number

    return tuple(sorted(found, key=measure))
