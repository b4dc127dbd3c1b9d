"""The reports around those that changed: which agree with which is written down, so that only what is new is compared.

Some sentences are said again and again, in a chain over many months. To merge one of them anew all have to be looked
at, but none of those that stayed has to be put together from its page, or compared with another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, delete_rows, insert_rows
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.reporting import list_mentions, load_event_reports
from dragoman.chronicle.sense import Sense
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport

Pair = tuple[Place, Place]
"""Two reports that agree, the lesser place first."""

_PACK = msgspec.msgpack.Encoder(order="deterministic")
_UNPACK = msgspec.msgpack.Decoder(EventReport)
_REPORT, _PAIR, _BLOCK = derived.report.c, derived.report_pair.c, derived.event_block.c
_COLUMNS = ("page_id", "event_mention", "other_id", "other_mention")


class Neighbourhood:
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
        """Put the reports of pages together anew, and compare those that came out differently.

        Returns:
            All reports of the pages, and those that agreed with what is no more.

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
        left = self._forget(gone)
        self._write({place: reports[place] for place, one in packed.items() if before.get(place) != one}, packed)
        return left | reports.keys()

    def grow(self, seeds: set[Place]) -> tuple[dict[Place, EventReport], set[Pair]]:
        """Return the seeds with every report that agrees with one of them, directly or through others, and the pairs.

        Where people have judged, reports that were judged together count as well.
        """
        inside, edge, pairs = set(seeds), set(seeds), set[Pair]()
        while edge:
            new = _load_pairs(self._connection, edge)
            pairs |= new
            edge = {place for pair in new for place in pair} | self._find_judged(edge)
            edge -= inside
            inside |= edge
        return dict(self._load(inside)), pairs

    def _forget(self, places: Collection[Place]) -> set[Place]:
        """Take away reports with their blocks and pairs, and return the others of these pairs."""
        pairs = _load_pairs(self._connection, places)
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
        meeting = self._meeting({block for found in blocks.values() for block in found})
        known = self._load({place for found in meeting.values() for place in found})
        agrees = self._sense.reports_agree
        pairs: set[Pair] = set()
        for place, report in reports.items():
            key = report.key
            for other in {other for block in blocks[place] for other in meeting[block]}:
                if other in reports and other >= place:
                    continue  # that one is compared with this
                its = known.get(other)
                if its is not None and (agrees(report, its) if key < its.key else agrees(its, report)):
                    pairs.add((place, other) if place < other else (other, place))
        return pairs

    def _find_judged(self, edge: Iterable[Place]) -> set[Place]:
        """Return what was judged together with some reports."""
        if not self._judged:
            return set()
        keys = {other for report in self._load(edge).values() for other in self._judged.get(report.key, ())}
        numbers = load_numbers(self._connection, {split_key(key)[0] for key in keys})
        return {(numbers[sha256], name) for sha256, name in map(split_key, keys) if sha256 in numbers}

    def _meeting(self, blocks: Iterable[int]) -> dict[int, list[Place]]:
        """Return by block the reports of all blocks that it meets."""
        met = {block: self._sense.meet(block) for block in blocks}
        held: dict[int, list[Place]] = defaultdict(list)
        for piece in chunks(sorted({other for others in met.values() for other in others})):
            columns = _BLOCK.block, _BLOCK.page_id, _BLOCK.event_mention
            for key, page, mention in self._connection.execute(select(*columns).where(_BLOCK.block.in_(piece))):
                held[key].append((page, mention))
        return {key: [place for other in others for place in held.get(other, ())] for key, others in met.items()}

    def _load(self, places: Iterable[Place]) -> Mapping[Place, EventReport]:
        """Return reports as they were put together last."""
        wanted = set(places)
        missing = wanted - self._reports.keys()
        if missing:
            found = _load_packed(self._connection, {page for page, _ in missing})
            self._reports |= {place: _UNPACK.decode(found[place]) for place in missing & found.keys()}
        return {place: self._reports[place] for place in sorted(wanted) if place in self._reports}


def _load_packed(connection: Connection, pages: Iterable[int]) -> dict[Place, bytes]:
    found: dict[Place, bytes] = {}
    columns = _REPORT.page_id, _REPORT.event_mention, _REPORT.packed
    for piece in chunks(sorted(pages)):
        rows = connection.execute(select(*columns).where(_REPORT.page_id.in_(piece)))
        found.update({(page, mention): packed for page, mention, packed in rows})
    return found


def _load_pairs(connection: Connection, places: Collection[Place]) -> set[Pair]:
    """Return the pairs in which any of some reports is."""
    found: set[Pair] = set()
    for piece in chunks(sorted({page for page, _ in places})):
        for mine in (_PAIR.page_id.in_(piece), _PAIR.other_id.in_(piece)):
            found |= {pair for pair in _select_pairs(connection, mine) if pair[0] in places or pair[1] in places}
    return found


def _select_pairs(connection: Connection, where: ColumnElement[bool]) -> list[Pair]:
    rows = connection.execute(select(*(_PAIR[name] for name in _COLUMNS)).where(where))
    return [((row[0], row[1]), (row[2], row[3])) for row in rows]
