"""PLOVER, the event ontology of 2021: one JSON object a line.

What PLOVER has no type for (statements, entries into office) has ``"event": []`` and says in ``dragoman.lacks`` what it
lacks, so that nothing is left out in silence.

Source: PLOVER manual, draft 0.8 of 2021.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from dragoman.chronicle.answers import EntityView, EventView, Participant, Quote, TenureView
from dragoman.chronicle.citing import CitedPage
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks
from dragoman.exports.columns import find_plover
from dragoman.exports.facts import form_report, form_when
from dragoman.exports.matter import PIECE, Entities, Matter
from dragoman.language.ontology import load_cameo_roots, load_contexts

RECIPIENTS = frozenset({"host", "addressee", "target"})
_STATE, _BODY = "territory:", "organisation:"


def write_plover(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield one JSON object an event: the fields of the manual, and under ``dragoman`` what it has no field for."""
    for piece in chunks(matter.with_entities(), PIECE):
        pages = matter.cite({event.reports[0].quote.sha256 for event, _ in piece if event.reports})
        for event, entities in piece:
            yield msgspec.json.encode(form_record(event, entities, pages)) + b"\n"


def form_record(event: EventView, entities: Entities, pages: Mapping[str, CitedPage]) -> dict[str, Any]:
    """Return an event as a PLOVER record; text and source are those of its first report."""
    type, mode = find_plover(event)
    actors, recipients = split_sides(event)
    day = first_day(event.when.value)
    quote = event.reports[0].quote if event.reports else None
    return {
        "id": event.id,
        "date": day if event.when.precision in ("day", "interval") else None,
        "actor": [_form_actor(one, entities, day) for one in actors],
        "recipient": [_form_actor(one, entities, day) for one in recipients],
        "event": [type] if type else [],
        "mode": [*([mode] if mode else []), *list_auxiliary_modes(event)],
        "context": list_contexts(event),
        "event_loc": _form_place(event.place, entities),
        "text": quote.text if quote else "",
        "text_info": {"sequence": 1, "start": quote.span.start, "end": quote.span.stop} if quote else None,
        "cite_info": _form_source(quote, pages.get(quote.sha256)) if quote else None,
        "dragoman": _form_rest(event, lacks=not type),
    }  # fmt: skip


def _form_source(quote: Quote, page: CitedPage | None) -> dict[str, Any]:
    title = page.title if page and page.title else quote.page
    return {
        "url": quote.address, "title": title, "language": quote.language, "publication": quote.outlet,
        "date": quote.published,
    }  # fmt: skip


def _form_rest(event: EventView, *, lacks: bool) -> dict[str, Any]:
    return {
        "type": event.type,
        "status": event.status,
        "cameo": load_cameo_roots().get(event.type),
        "lacks": f"PLOVER has no type for {event.type} ({event.status})" if lacks else None,
        "when": form_when(event.when),
        "topics": list(event.topics),
        "roles": {one.id: list(one.roles) for one in event.participants},
        "origins": event.origins,
        "reports": [form_report(report) for report in event.reports],
        "conflicts": [
            {"field": conflict.field, "values": [value.name or value.value for value in conflict.values]}
            for conflict in event.conflicts
        ],
    }


def list_contexts(event: EventView) -> list[str]:
    """Return the contexts of PLOVER that stand for the topics."""
    return list(dict.fromkeys(context for topic in event.topics for context in load_contexts().get(topic, ())))


def list_auxiliary_modes(event: EventView) -> list[str]:
    """Return ``future`` for what is planned, ``negation`` for what was denied, ``historical`` for what is long over.

    ``hypothetical`` is never given: what a page only supposes is no event of the chronicle.
    """
    if event.status == "happened":
        return ["historical"] if _is_historical(event) else []
    return {"planned": ["future"], "denied": ["negation"]}.get(event.status, [])


def _is_historical(event: EventView) -> bool:
    """Tell whether it was over in a year before the one in which it was first told, and not only around New Year."""
    last, told = last_day(event.when.value), event.seen
    return bool(last and told and int(last[:4]) + 1 < int(told[:4]))


def split_sides(event: EventView) -> tuple[list[Participant], list[Participant]]:
    """Return actors and recipients: hosts, addressees and targets receive; where nobody acts, all are actors."""
    recipients = [one for one in event.participants if RECIPIENTS.intersection(one.roles)]
    actors = [one for one in event.participants if one not in recipients]
    return (actors, recipients) if actors else (recipients, [])


def _form_actor(one: Participant, entities: Entities, day: str | None) -> dict[str, Any]:
    entity = entities.get(one.id)
    tenure = find_tenure(entity, day)
    return {
        "name": one.name,
        "id": one.id,
        "kind": one.kind,
        "code": find_code(entity, tenure),
        "identifier_id": entity.external.get("wikidata") if entity else None,
        "office": {"title": tenure.title, "of": tenure.of, "of_name": tenure.of_name} if tenure else None,
    }


def _form_place(place: Participant | None, entities: Entities) -> dict[str, Any] | None:
    if place is None:
        return None
    entity = entities.get(place.id)
    latitude, longitude = entity.coordinates if entity and entity.coordinates else (None, None)
    return {"name": place.name, "id": place.id, "code": find_code(entity, None), "lat": latitude, "lon": longitude}


def find_tenure(entity: EntityView | None, day: str | None) -> TenureView | None:
    """Return the office that somebody was seen in around a day, ``None`` where no page settles it."""
    for tenure in entity.offices if entity and day else ():
        start, stop = first_day(tenure.start or tenure.first_seen), last_day(tenure.stop or tenure.last_seen)
        if start and stop and start <= (day or "") <= stop:
            return tenure
    return None


def find_code(entity: EntityView | None, tenure: TenureView | None) -> str | None:
    """Return a country's code of three letters: a state's own, that of a body's or city's, of an office's state."""
    if entity is None:
        return None
    state = entity.id if entity.id.startswith(_STATE) else entity.country or (tenure.of if tenure else None)
    return alpha_3(state.removeprefix(_STATE)) if state and state.startswith(_STATE) else None


_WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes of ISO 3166-3: of states and parts that are no more, which CLDR lists beside those of today."""


@cache
def _load_codes() -> dict[str, str]:
    from babel.core import get_global

    aliases = get_global("territory_aliases").items()
    codes = ((old, now[0]) for old, now in aliases if len(old) == 3 and old.isalpha() and len(now) == 1)
    return {now: old for old, now in codes if old not in _WITHDRAWN}


def alpha_3(code: str) -> str | None:
    """Return the ISO 3166-1 code of three letters for one of two.

    >>> alpha_3("TJ")
    'TJK'

    Source: CLDR, aliases of territories.
    """
    return _load_codes().get(code)
