"""Brings events up to date: merges again what agrees with anything that changed, and leaves the rest alone."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import fetch_in
from dragoman.chronicle.event_links import refresh_links
from dragoman.chronicle.event_rows import (
    Sources,
    Told,
    digest_event,
    load_sources,
    load_told,
    remove_events,
    write_events,
)
from dragoman.chronicle.following.states import encode_states
from dragoman.chronicle.marking import mark, unmark
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.neighbours import Merged, Neighbourhood
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.verdicts import load_judgements, load_verdicts

EVERYTHING = "all"
NOTHING = Merged({}, (), set())
PIECE = 20_000
"""The reports of so many changed pages are in memory at once."""


def refresh_events(connection: Connection, sense: Sense, *, most: int = PIECE) -> bool:
    """Merge again the reports of pages that changed, with the events that they may join or leave.

    Args:
        connection: The database.
        sense: How events follow from reports.
        most: So many pages are taken at once, with those that changed as well and whose reports come up.

    Returns:
        Whether pages are left.

    Cost:
        Linear in the reports that meet those in a block, and in their events.
    """
    pending = _list_pending(connection)
    if not pending:
        return False
    near = Neighbourhood(connection, sense, load_judgements(connection, EVENT))
    pages, judged = set[int](), _list_judged(connection)
    more, seeds, merged = set(sorted(pending)[:most]), set[Place](), NOTHING
    while more:
        pages |= more
        seeds |= near.renew(more, judged=judged)
        merged = near.merge(seeds, pending - pages)
        # Whatever else changed on their pages belongs to events that would lose it.
        more = merged.stale
    ids = _events_of(connection, merged.reports, pages)
    _replace(connection, ids, load_told(connection, merged.events, merged.reports), sense)
    unmark(connection, "event", pages)
    return pages != pending


def _list_pending(connection: Connection) -> set[int]:
    """Return the pages that changed; where all did, they are marked one by one."""
    pending = derived.pending.c
    keys = set(connection.scalars(select(pending.key).where(pending.kind == "event")))
    if EVERYTHING in keys:
        known = connection.scalars(select(derived.event_report.c.page_id).distinct())
        told = connection.scalars(select(schema.event_mention.c.page_id).distinct())
        keys |= {str(page) for page in (*known, *told)}
        unmark(connection, "event", [EVERYTHING])
        mark(connection, "event", keys - {EVERYTHING})
    return {int(key) for key in keys - {EVERYTHING}}


def _list_judged(connection: Connection) -> set[int]:
    """Return the pages with a side of any judgement, withdrawn ones too: which report one means may be another now."""
    verdicts = load_verdicts(connection, about=EVENT, withdrawn=True)
    keys = {split_key(side.key)[0] for one in verdicts for side in (one.a, one.b)}
    return set(load_numbers(connection, keys).values())


def _replace(connection: Connection, ids: Collection[str], told: Iterable[Told], sense: Sense) -> None:
    """Write what came out differently, and remove what is no more."""
    new = {one.event.id: one for one in told}
    after = {key: (digest_event(one), one.sources) for key, one in new.items()}
    before: dict[str, tuple[str, Sources]] = {}
    event, known = derived.event.c, load_sources(connection, {*ids, *new})
    for key, digest in fetch_in(connection, select(event.id, event.digest), event.id, {*ids, *new}):
        before[key] = digest, known.get(key, ())
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    was = encode_states(connection, before.keys() & changed)
    remove_events(connection, before.keys() & changed)
    write_events(connection, [new[key] for key in sorted(changed & after.keys())])
    log_changes(connection, "event", before=before, after=after, was=was)
    refresh_links(connection, changed, sense)


def _events_of(connection: Connection, places: Collection[Place], again: Collection[int]) -> set[str]:
    """Return the events that hold some reports so far, or reports of pages that are read anew."""
    told = derived.event_report.c
    statement = select(told.page_id, told.event_mention, told.event_id)
    rows = fetch_in(connection, statement, told.page_id, {*again, *(page for page, _ in places)})
    return {event for page, mention, event in rows if page in again or (page, mention) in places}
