"""The reports around those that changed: which agree with which is written down, so that only what is new is compared.

Some sentences are said again and again, in a chain over many months; whether two groups of reports are one event hangs
on these two alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.around import Around
from dragoman.chronicle.dialects import delete_rows, fetch_in, insert_rows
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.reporting import list_mentions, load_event_reports
from dragoman.chronicle.sense import Sense
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport, MergedEvent

Pair = tuple[Place, Place]
"""Two reports that agree, the lesser place first."""


class Merged(Struct, frozen=True):
    """Events that were merged again, with all of their reports; or the pages that keep them from being merged."""

    reports: dict[Place, EventReport]
    events: tuple[MergedEvent, ...]
    stale: set[int]


_PACK = msgspec.msgpack.Encoder(order="deterministic")
_UNPACK = msgspec.msgpack.Decoder(EventReport)
_REPORT, _PAIR, _BLOCK = derived.report.c, derived.report_pair.c, derived.event_block.c
_TOLD = derived.event_report.c
_COLUMNS = ("page_id", "event_mention", "other_id", "other_mention")
_PAIRS = select(*(_PAIR[name] for name in _COLUMNS))


class _Stale(Exception):
    """Reports came up that have to be put together anew first."""

    def __init__(self, pages: set[int]) -> None:
        super().__init__(pages)
        self.pages = pages


class Neighbourhood(Around[Place, MergedEvent]):
    """The reports around those that changed, loaded as they are needed."""

    def __init__(self, connection: Connection, sense: Sense, judgements: Sequence[Judgement]) -> None:
        super().__init__()
        self._connection, self._sense = connection, sense
        self.judgements = judgements
        self._judged: dict[str, set[str]] = {}
        for one in judgements:
            self._judged.setdefault(one.a, set()).add(one.b)
            self._judged.setdefault(one.b, set()).add(one.a)
        self._reports: dict[Place, EventReport] = {}
        self._texts: dict[str, str] = {}
        self._renewed: set[Place] = set()
        self._pending: set[int] = set()

    def renew(self, pages: Collection[int], *, judged: Collection[int]) -> set[Place]:
        """Put the reports of pages together anew, and compare those that came out differently.

        Args:
            pages: Those that changed.
            judged: Those with reports about which people have judged, or do so no more.

        Returns:
            The reports that came out differently, are no more, agreed with one of these, or are on judged pages.

        Cost:
            Linear in the reports of the pages, and in those that meet the changed ones in a block.
        """
        reports = load_event_reports(self._connection, list_mentions(self._connection, pages))
        packed = {place: _PACK.encode(report) for place, report in reports.items()}
        before = _load_packed(self._connection, pages)
        gone = {place for place, one in before.items() if packed.get(place) != one}
        for place in gone:
            self._reports.pop(place, None)
        self._reports |= reports
        self._renewed |= reports.keys()
        left = self._forget(gone)
        new = {place: reports[place] for place, one in packed.items() if before.get(place) != one}
        self._write(new, packed)
        lost = _list_told(self._connection, pages) - reports.keys()
        return left | new.keys() | lost | {place for place in reports if place[0] in judged}

    def merge(self, seeds: set[Place], pending: set[int]) -> Merged:
        """Merge the seeds again, with the reports of their events and of what these join or leave.

        Args:
            seeds: Reports that changed, or that an event has lost; those of an event that holds one count as well.
            pending: Pages that changed and are not renewed yet.

        Returns:
            What was merged, and the events of pages that were renewed; nothing where reports of pending pages came up,
            which have to be renewed first.

        Cost:
            Linear in the reports of those events, and in the ones that agree with them.
        """
        self._pending = pending
        try:
            found = self.settle(seeds)
            again = self.complete(self._renewed) - found.keys()
            for event, places in self.group(again, self.load_ties(again)):
                found |= dict.fromkeys(places, event)
        except _Stale as stale:
            return Merged({}, (), stale.pages)
        told = {event.id: event for event in found.values()}
        return Merged(dict(self._load(found)), tuple(told[key] for key in sorted(told)), set())

    def load_homes(self, parts: Collection[Place]) -> list[set[Place]]:
        """Return the reports that each event holds so far which holds any of some."""
        rows = fetch_in(
            self._connection,
            select(_TOLD.page_id, _TOLD.event_mention, _TOLD.event_id),
            _TOLD.page_id,
            {page for page, _ in parts},
        )
        events = {event for page, mention, event in rows if (page, mention) in parts}
        members: dict[str, set[Place]] = defaultdict(set)
        statement = select(_TOLD.event_id, _TOLD.page_id, _TOLD.event_mention)
        for event, page, mention in fetch_in(self._connection, statement, _TOLD.event_id, events):
            members[event].add((page, intern(mention)))
        return list(members.values())

    def load_ties(self, parts: Collection[Place]) -> set[Pair]:
        """Return the pairs of reports that agree in which any of some is."""
        found: set[Pair] = set()
        pages = {page for page, _ in parts}
        for mine in (_PAIR.page_id, _PAIR.other_id):
            for a, one, b, other in fetch_in(self._connection, _PAIRS, mine, pages):
                pair = (a, intern(one)), (b, intern(other))
                if pair[0] in parts or pair[1] in parts:
                    found.add(pair)
        return found

    def group(self, parts: set[Place], ties: set[Pair]) -> list[tuple[MergedEvent, set[Place]]]:
        """Merge reports by the pairs that are between them; return the events with their places."""
        reports = self._load(parts)
        if stale := {page for page, _ in reports} & self._pending:
            raise _Stale(stale)
        agreeing = [(reports[a].key, reports[b].key) for a, b in ties if a in reports and b in reports]
        places = {report.key: place for place, report in reports.items()}
        events = self._sense.merge_events(tuple(reports.values()), self.judgements, agreeing) if reports else ()
        return [(event, {places[key] for key in event.reports}) for event in events]

    def find_bound(self, parts: Collection[Place]) -> set[Place]:
        """Return what was judged together with some reports."""
        if not self._judged:
            return set()
        keys = {other for report in self._load(parts).values() for other in self._judged.get(report.key, ())}
        numbers = load_numbers(self._connection, {split_key(key)[0] for key in keys})
        return {(numbers[sha256], name) for sha256, name in map(split_key, keys) if sha256 in numbers}

    def _forget(self, places: Collection[Place]) -> set[Place]:
        """Take away reports with their blocks and pairs, and return the others of these pairs."""
        pairs = self.load_ties(places)
        for table in (derived.report, derived.event_block, derived.report_pair):
            delete_rows(self._connection, table, _COLUMNS[:2], places)
        delete_rows(self._connection, derived.report_pair, _COLUMNS[2:], places)
        return {place for pair in pairs for place in pair} - set(places)

    def _write(self, reports: Mapping[Place, EventReport], packed: Mapping[Place, bytes]) -> None:
        """Write reports that are new, and the pairs in which they are."""
        blocks = {place: self._sense.block_reports(report) for place, report in reports.items()}
        rows = [{"page_id": page, "event_mention": name, "packed": packed[page, name]} for page, name in reports]
        insert_rows(self._connection, derived.report, rows)
        filed = [
            {"page_id": page, "event_mention": mention, "block": block}
            for (page, mention), found in blocks.items()
            for block in found
        ]
        insert_rows(self._connection, derived.event_block, filed)
        pairs = [
            dict(zip(_COLUMNS, (*one, *other), strict=True)) for one, other in sorted(self._compare(reports, blocks))
        ]
        insert_rows(self._connection, derived.report_pair, pairs)

    def _compare(self, reports: Mapping[Place, EventReport], blocks: Mapping[Place, Iterable[int]]) -> set[Pair]:
        """Return the pairs of reports, of which one at least is given, that meet in a block and agree."""
        meeting, places = self._meeting({block for found in blocks.values() for block in found})
        known = self._load(places)
        others, mine = [known.get(place) for place in places], [reports.get(place) for place in places]

        def meet() -> Iterator[tuple[EventReport, EventReport]]:
            for index, report in enumerate(mine):
                if report is None:
                    continue
                for other in set().union(*(meeting[block] for block in blocks[places[index]])):
                    its = others[other]
                    if its is not None and (mine[other] is None or other < index):  # a later one meets this one
                        yield (report, its) if report.key < its.key else (its, report)

        keys = {report.key: place for place, report in (*known.items(), *reports.items())}
        agreeing = ((keys[a], keys[b]) for a, b in self._sense.find_agreeing(meet()))
        return {(one, other) if one < other else (other, one) for one, other in agreeing}

    def _meeting(self, blocks: Iterable[int]) -> tuple[dict[int, list[int]], list[Place]]:
        """Return by block the reports of all blocks that it meets, as indices into their places, which are sorted."""
        met = {block: self._sense.meet(block) for block in blocks}
        held: dict[int, list[Place]] = defaultdict(list)
        statement = select(_BLOCK.block, _BLOCK.page_id, _BLOCK.event_mention)
        wanted = {other for others in met.values() for other in others}
        for key, page, mention in fetch_in(self._connection, statement, _BLOCK.block, wanted):
            held[key].append((page, intern(mention)))
        places = sorted({place for found in held.values() for place in found})
        number = {place: index for index, place in enumerate(places)}
        numbers = {key: [number[place] for place in found] for key, found in held.items()}
        return {key: [one for other in others for one in numbers.get(other, ())] for key, others in met.items()}, places

    def _unpack(self, packed: bytes) -> EventReport:
        """Return a report whose ids are one object each, in however many reports they stand."""
        one = _UNPACK.decode(packed)
        share = self._texts.setdefault
        return replace(
            one,
            participants=tuple([share(who, who) for who in one.participants]),
            roles=tuple([(share(role, role), share(who, who)) for role, who in one.roles]),
            stands=tuple([(share(who, who), share(body, body)) for who, body in one.stands]),
            page=share(one.page, one.page),
            type=share(one.type, one.type),
            status=share(one.status, one.status),
            language=share(one.language, one.language),
            sources=tuple([share(name, name) for name in one.sources]),
        )

    def _load(self, places: Iterable[Place]) -> Mapping[Place, EventReport]:
        """Return reports as they were put together last."""
        wanted = set(places)
        missing = wanted - self._reports.keys()
        if missing:
            found = _load_packed(self._connection, {page for page, _ in missing})
            self._reports |= {place: self._unpack(found[place]) for place in missing & found.keys()}
        return {place: self._reports[place] for place in sorted(wanted) if place in self._reports}


def _load_packed(connection: Connection, pages: Iterable[int]) -> dict[Place, bytes]:
    statement = select(_REPORT.page_id, _REPORT.event_mention, _REPORT.packed)
    rows = fetch_in(connection, statement, _REPORT.page_id, pages)
    return {(page, intern(mention)): packed for page, mention, packed in rows}


def _list_told(connection: Connection, pages: Iterable[int]) -> set[Place]:
    """Return the reports of pages that are in an event so far."""
    return set(fetch_in(connection, select(_TOLD.page_id, _TOLD.event_mention), _TOLD.page_id, pages))
