"""The reports around those that changed: which agree with which is written down, so that only what is new is compared.

Some sentences are said again and again, in a chain over many months. To merge one of them anew all have to be looked
at, but none of those that stayed has to be compared with another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from dragoman.chronicle import derived
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.reporting import list_mentions, load_event_reports
from dragoman.chronicle.sense import Sense
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport

Pair = tuple[Place, Place]
"""Two reports that agree, the lesser place first."""

_PAIR = derived.report_pair.c
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
        """Compare the reports of pages anew, and return them with those that agreed with what they were.

        Cost:
            Linear in the reports that meet those of the pages in a block.
        """
        left = self._forget(pages)
        reports = self._load(list_mentions(self._connection, pages))
        blocks = {place: self._sense.block_reports(report) for place, report in reports.items()}
        rows = [
            {"page_id": page, "event_mention": mention, "block": block}
            for (page, mention), found in blocks.items()
            for block in found
        ]
        insert_rows(self._connection, derived.event_block, rows)
        _write_pairs(self._connection, self._compare(reports, blocks))
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

    def _forget(self, pages: Collection[int]) -> set[Place]:
        """Take away the blocks and pairs of pages, and return the others of these pairs."""
        left: set[Place] = set()
        for piece in chunks(sorted(pages)):
            pairs = _select_pairs(self._connection, or_(_PAIR.page_id.in_(piece), _PAIR.other_id.in_(piece)))
            left |= {place for pair in pairs for place in pair if place[0] not in pages}
            self._connection.execute(delete(derived.report_pair).where(_PAIR.page_id.in_(piece)))
            self._connection.execute(delete(derived.report_pair).where(_PAIR.other_id.in_(piece)))
            self._connection.execute(delete(derived.event_block).where(derived.event_block.c.page_id.in_(piece)))
        return left

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


def _write_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    rows = [dict(zip(_COLUMNS, (*one, *other), strict=True)) for one, other in sorted(pairs)]
    insert_rows(connection, derived.report_pair, rows)


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
