"""Events in which holders of an office take part, while they held it as far as pages tell."""

from sqlalchemy import ColumnElement, Connection, Text, and_, column, false, or_, select, values

from dragoman.chronicle import derived
from dragoman.chronicle.event_rows import PERSON
from dragoman.chronicle.representing import read_terms

MOST_TERMS = 8_000
"""So many tenures of one office are looked at; a statement of SQLite takes 32,766 values."""


def held_during(connection: Connection, office: str) -> ColumnElement[bool]:
    """Somebody who takes part in an event held an office in the month of the event.

    Args:
        connection: The database.
        office: An office id or a word for one in any language, with or without its portfolio.
    """
    from dragoman.chronicle.offices import list_titles

    tenure, event = derived.tenure, derived.event.c
    titles = list_titles(office)
    wanted = or_(*(tenure.c.title == one if "/" in one else tenure.c.office == one for one in titles))
    rows = connection.execute(select(tenure).where(wanted).order_by(tenure.c.id).limit(MOST_TERMS)).mappings()
    terms = sorted({(term.holder, term.first, f"{term.last}-99") for row in rows for term in read_terms(row)})
    if not terms:
        return false()
    listed = values(column("holder", Text), column("first", Text), column("last", Text), name="terms")
    held = listed.data(terms).cte("held")
    facet = derived.event_facet
    here = facet.c.value == held.c.holder, facet.c.begun >= held.c.first, facet.c.begun <= held.c.last
    found = select(facet.c.event_id).join_from(held, facet, and_(facet.c.field == PERSON, *here))
    return event.id.in_(found)
