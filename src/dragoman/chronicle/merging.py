"""Brings events up to date: merges again what agrees with anything that changed, and leaves the rest alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.dialects import chunks, insert_rows
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
from dragoman.chronicle.reporting import list_mentions, load_event_reports
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.verdicts import load_judgements
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport

EVERYTHING = "all"
PIECE = 20_000
"""The reports of so many changed pages are in memory at once."""


def refresh_events(connection: Connection, sense: Sense, *, most: int = PIECE) -> bool:
    """Merge again the reports of pages that changed, with all that agree with them, directly or through others.

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
    near = _Neighbourhood(connection, sense, load_judgements(connection, EVENT))
    pages: set[int] = set()
    more, seeds, reports = set(sorted(pending)[:most]), set[Place](), dict[Place, EventReport]()
    while more:
        pages |= more
        seeds |= near.renew(more) | _fellows(connection, more)
        reports = near.grow(seeds)
        # Whatever else changed on their pages belongs to events that would lose it.
        more = ({page for page, _ in reports} & pending) - pages
    ids = _events_of(connection, reports, pages)
    told = load_told(connection, sense.merge_events(tuple(reports.values()), near.judgements), reports)
    _replace(connection, ids, told, sense)
    unmark(connection, "event", pages)
    return pages != pending


def _list_pending(connection: Connection) -> set[int]:
    """Return the pages that changed; where all did, they are marked one by one."""
    pending = derived.pending.c
    keys = set(connection.scalars(select(pending.key).where(pending.kind == "event")))
    if EVERYTHING in keys:
        known = connection.scalars(select(derived.event_block.c.page_id).distinct())
        told = connection.scalars(select(schema.event_mention.c.page_id).distinct())
        unmark(connection, "event", [EVERYTHING])
        mark(connection, "event", {*known, *told, *map(int, keys - {EVERYTHING})})
        return _list_pending(connection)
    return {int(key) for key in keys}


def _replace(connection: Connection, ids: Collection[str], told: Iterable[Told], sense: Sense) -> None:
    """Write what came out differently, and remove what is no more."""
    new = {one.event.id: one for one in told}
    after = {key: (digest_event(one), one.sources) for key, one in new.items()}
    before: dict[str, tuple[str, Sources]] = {}
    event, known = derived.event.c, load_sources(connection, {*ids, *new})
    for piece in chunks(sorted({*ids, *new})):
        rows = connection.execute(select(event.id, event.digest).where(event.id.in_(piece)))
        before.update({row[0]: (row[1], known.get(row[0], ())) for row in rows})
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    was = encode_states(connection, before.keys() & changed)
    remove_events(connection, before.keys() & changed)
    write_events(connection, [new[key] for key in sorted(changed & after.keys())])
    log_changes(connection, "event", before=before, after=after, was=was)
    refresh_links(connection, changed, sense)


def _events_of(connection: Connection, places: Iterable[Place], pages: Iterable[int]) -> set[str]:
    """Return the events that hold some reports so far, or reports of pages that are read anew."""
    told = derived.event_report.c
    wanted, again = set(places), set(pages)
    found = set()
    for piece in chunks(sorted({page for page, _ in wanted} | again)):
        columns = told.page_id, told.event_mention, told.event_id
        for page, mention, event in connection.execute(select(*columns).where(told.page_id.in_(piece))):
            if page in again or (page, mention) in wanted:
                found.add(event)
    return found


def _fellows(connection: Connection, pages: Iterable[int]) -> set[Place]:
    """Return all reports of the events in which the pages had a part so far."""
    told = derived.event_report.c
    ids = sorted(_events_of(connection, (), pages))
    found: set[Place] = set()
    for piece in chunks(ids):
        rows = connection.execute(select(told.page_id, told.event_mention).where(told.event_id.in_(piece)))
        found |= {(row[0], row[1]) for row in rows}
    return found


class _Neighbourhood:
    """The reports around those that changed, loaded as they are needed."""

    def __init__(self, connection: Connection, sense: Sense, judgements: Sequence[Judgement]) -> None:
        self._connection, self._sense = connection, sense
        self.judgements = judgements
        self._judged: dict[str, set[str]] = {}
        for one in judgements:
            self._judged.setdefault(one.a, set()).add(one.b)
            self._judged.setdefault(one.b, set()).add(one.a)
        self._reports: dict[Place, EventReport] = {}

    def renew(self, pages: Collection[int]) -> set[Place]:
        """Block the reports of pages anew, and return them with those that met in a block what they were."""
        block = derived.event_block
        left: set[int] = set()
        for piece in chunks(sorted(pages)):
            left |= set(self._connection.scalars(select(block.c.block).where(block.c.page_id.in_(piece)).distinct()))
            self._connection.execute(delete(block).where(block.c.page_id.in_(piece)))
        places = list_mentions(self._connection, pages)
        rows = [
            {"page_id": page, "event_mention": mention, "block": key}
            for (page, mention), report in self._load(places).items()
            for key in self._sense.block_reports(report)
        ]
        insert_rows(self._connection, block, rows)
        return {*places, *(place for found in self._meeting(left).values() for place in found)}

    def grow(self, seeds: set[Place]) -> dict[Place, EventReport]:
        """Return the seeds with every report that agrees with one of them, directly or through others."""
        inside, edge = set(seeds), set(seeds)
        while edge:
            edge = self._step(edge, inside)
            inside |= edge
        return {place: report for place, report in self._load(inside).items()}

    def _step(self, edge: set[Place], inside: set[Place]) -> set[Place]:
        """Return those outside that agree with the edge, or were judged together with it."""
        reports = self._load(edge)
        judged = self._place({other for one in reports.values() for other in self._judged.get(one.key, ())})
        keys = {place: self._sense.block_reports(report) for place, report in reports.items()}
        meeting = self._meeting({key for found in keys.values() for key in found})
        outside = self._load({place for found in meeting.values() for place in found} - inside)
        agrees = self._sense.reports_agree
        found = judged - inside
        for place, blocks in keys.items():
            near = {other for block in blocks for other in meeting[block] if other in outside} - found
            found |= {other for other in near if agrees(reports[place], outside[other])}
        return found

    def _place(self, keys: Collection[str]) -> set[Place]:
        numbers = load_numbers(self._connection, {split_key(key)[0] for key in keys})
        return {(numbers[sha256], name) for sha256, name in map(split_key, keys) if sha256 in numbers}

    def _meeting(self, blocks: Iterable[int]) -> dict[int, list[Place]]:
        """Return by block the reports of all blocks that it meets."""
        met = {block: self._sense.meet(block) for block in blocks}
        block = derived.event_block.c
        held: dict[int, list[Place]] = defaultdict(list)
        for piece in chunks(sorted({other for others in met.values() for other in others})):
            columns = block.block, block.page_id, block.event_mention
            for key, page, mention in self._connection.execute(select(*columns).where(block.block.in_(piece))):
                held[key].append((page, mention))
        return {key: [place for other in others for place in held.get(other, ())] for key, others in met.items()}

    def _load(self, places: Iterable[Place]) -> Mapping[Place, EventReport]:
        wanted = set(places)
        self._reports.update(load_event_reports(self._connection, wanted - self._reports.keys()))
        return {place: self._reports[place] for place in sorted(wanted) if place in self._reports}
