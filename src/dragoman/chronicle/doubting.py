"""Finds the pairs of events about which a person should decide."""

from collections import defaultdict

from sqlalchemy import Connection, select

from dragoman.chronicle import derived
from dragoman.chronicle.answers import EventView, LinkView
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.subjects import find_homes, list_members
from dragoman.chronicle.telling import load_event_views
from dragoman.chronicle.verdicts import load_judgements
from dragoman.meaning.events.doubts import Doubt, ToldEvent, find_doubts

QUOTED = 2


def list_uncertain_events(connection: Connection, limit: int) -> list[LinkView]:
    """Return the uncertain pairs of events that nobody has judged, the most valuable first."""
    judged = _judged_homes(connection)
    doubts = [one for one in find_doubts(_load_events(connection)) if frozenset((one.a, one.b)) not in judged][:limit]
    ids = sorted({key for one in doubts for key in (one.a, one.b)})
    views = {view.id: view for view in load_event_views(connection, ids)}
    return [_view(connection, one, views) for one in doubts if one.a in views and one.b in views]


def _load_events(connection: Connection) -> list[ToldEvent]:
    taking, told, event = derived.event_participant.c, derived.event_report.c, derived.event
    named: dict[str, set[str]] = defaultdict(set)
    for key, entity in connection.execute(select(taking.event_id, taking.entity_id)):
        named[key].add(entity)
    pages: dict[str, set[str]] = defaultdict(set)
    for key, page in connection.execute(select(told.event_id, told.page_id)):
        pages[key].add(str(page))
    return [
        ToldEvent(
            row.id,
            row.type,
            frozenset(named[row.id]),
            row.dated,
            row.seen,
            row.place,
            row.status,
            frozenset(pages[row.id]),
        )
        for row in connection.execute(select(event))
    ]


def _judged_homes(connection: Connection) -> set[frozenset[str]]:
    judgements = load_judgements(connection, EVENT)
    homes = find_homes(connection, {key for one in judgements for key in (one.a, one.b)}, about=EVENT)
    return {frozenset((homes.get(one.a, ""), homes.get(one.b, ""))) for one in judgements}


def _view(connection: Connection, doubt: Doubt, views: dict[str, EventView]) -> LinkView:
    a, b = views[doubt.a], views[doubt.b]
    return LinkView(
        a=min(list_members(connection, a.id, about=EVENT)),
        b=min(list_members(connection, b.id, about=EVENT)),
        name_a=_name(a),
        name_b=_name(b),
        entity_a=a.id,
        entity_b=b.id,
        probability=doubt.probability,
        decision="apart",
        reasons=doubt.reasons,
        value=doubt.value,
        quotes_a=tuple(report.quote for report in a.reports[:QUOTED]),
        quotes_b=tuple(report.quote for report in b.reports[:QUOTED]),
    )


def _name(event: EventView) -> str:
    names = ", ".join(participant.name for participant in event.participants)
    return " ".join(filter(None, (event.type, event.when.value or event.seen, names)))
