"""Finds the events about which a person should decide: pairs that may be one, and those that may be two."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import EventView, LinkView, Quote
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.reporting import load_event_reports
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.subjects import find_homes
from dragoman.chronicle.telling import load_event_views
from dragoman.chronicle.verdicts import load_judgements
from dragoman.meaning.events import EventReport
from dragoman.meaning.events.doubts import Doubt, ToldEvent, find_candidates, weigh_apart, weigh_together

QUOTED = 2

MOST_WEIGHED = 1000
"""Of more candidates, those that most pages tell of are weighed."""

Reports = Mapping[str, Sequence[EventReport]]


def weigh_events(connection: Connection) -> tuple[Doubt, ...]:
    """Return all doubts about events. They follow from the events alone, so an answer that changes none leaves them."""
    return (*_doubt_apart(connection), *_doubt_together(connection))


def list_uncertain_events(connection: Connection, found: Iterable[Doubt], limit: int) -> list[LinkView]:
    """Return the events that nobody has judged and that may be one, or two, the most valuable first."""
    judged = _judged_homes(connection)
    kept = [one for one in found if frozenset((one.a, one.b)) not in judged]
    doubts = sorted(kept, key=lambda doubt: (-doubt.value, doubt.a, doubt.b))[:limit]
    ids = sorted({key for one in doubts for key in (one.a, one.b)})
    views = {view.id: view for view in load_event_views(connection, ids)}
    return [_view(one, views) for one in doubts if one.a in views and one.b in views]


def _doubt_apart(connection: Connection) -> list[Doubt]:
    pairs = find_candidates(_load_events(connection))[:MOST_WEIGHED]
    reports = _load_reports(connection, {event.id for pair in pairs for event in pair})
    weighed = [
        weigh_apart((a.id, reports.get(a.id, ())), (b.id, reports.get(b.id, ())), pages=len(a.pages) + len(b.pages))
        for a, b in pairs
    ]
    return [doubt for doubt in weighed if doubt]


def _doubt_together(connection: Connection) -> list[Doubt]:
    """Return the doubts about events that several pages tell of."""
    told = derived.event_report.c
    pages = func.count(told.page_id.distinct())
    several = select(told.event_id).group_by(told.event_id).having(pages > 1)
    ids = connection.scalars(several.order_by(pages.desc(), told.event_id).limit(MOST_WEIGHED)).all()
    reports = _load_reports(connection, set(ids))
    weighed = [weigh_together(key, reports[key]) for key in ids if key in reports]
    return [doubt for doubt in weighed if doubt]


def _load_reports(connection: Connection, ids: Iterable[str]) -> Reports:
    """Return the reports of events, sorted by their keys."""
    told = derived.event_report.c
    homes: dict[tuple[int, str], str] = {}
    for piece in chunks(sorted(ids)):
        rows = connection.execute(
            select(told.page_id, told.event_mention, told.event_id).where(told.event_id.in_(piece))
        )
        homes.update({(row[0], row[1]): row[2] for row in rows})
    found: dict[str, list[EventReport]] = defaultdict(list)
    for place, report in load_event_reports(connection, homes).items():
        found[homes[place]].append(report)
    return {key: sorted(reports, key=lambda report: report.key) for key, reports in found.items()}


def _load_events(connection: Connection) -> list[ToldEvent]:
    taking, told, event = derived.event_participant.c, derived.event_report.c, derived.event
    named: dict[str, set[str]] = defaultdict(set)
    for key, entity in connection.execute(select(taking.event_id, taking.entity_id)):
        named[key].add(entity)
    pages: dict[str, set[str]] = defaultdict(set)
    for key, page in connection.execute(select(told.event_id, told.page_id)):
        pages[key].add(str(page))
    return [
        ToldEvent(row.id, row.type, frozenset(named[row.id]), row.dated, row.seen, frozenset(pages[row.id]))
        for row in connection.execute(select(event))
    ]


def _judged_homes(connection: Connection) -> set[frozenset[str]]:
    judgements = load_judgements(connection, EVENT)
    homes = find_homes(connection, {key for one in judgements for key in (one.a, one.b)}, about=EVENT)
    return {frozenset((homes.get(one.a, ""), homes.get(one.b, ""))) for one in judgements}


def _view(doubt: Doubt, views: Mapping[str, EventView]) -> LinkView:
    a, b = views[doubt.a], views[doubt.b]
    return LinkView(
        a=doubt.reports[0],
        b=doubt.reports[1],
        name_a=_name(a),
        name_b=_name(b),
        entity_a=a.id,
        entity_b=b.id,
        probability=doubt.probability,
        decision="joined" if a.id == b.id else "apart",
        reasons=doubt.reasons,
        value=doubt.value,
        quotes_a=_quotes(a, doubt.reports[0], alone=a.id == b.id),
        quotes_b=_quotes(b, doubt.reports[1], alone=a.id == b.id),
    )


def _quotes(event: EventView, key: str, *, alone: bool) -> tuple[Quote, ...]:
    """Return sentences that tell of an event, those of a report's page first, or alone."""
    page = key.partition(":")[0]
    quotes = [report.quote for report in event.reports]
    own = [quote for quote in quotes if quote.sha256 == page]
    return tuple(own if alone else [*own, *(quote for quote in quotes if quote.sha256 != page)])[:QUOTED]


def _name(event: EventView) -> str:
    names = ", ".join(participant.name for participant in event.participants)
    return " ".join(filter(None, (event.type, event.when.value or event.seen, names)))
