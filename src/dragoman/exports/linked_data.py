"""JSON-LD in the words of schema.org: Event, Person, Organization, Place, each name with its language.

Evidence stands as ``subjectOf``: a Quotation that is part of an Article. What schema.org has no word for (EDTF, basis,
offsets) has one below ``https://dragoman.invalid/terms#``, an address that stands for nothing but itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.chronicle.answers import EntityView, EventView, Participant, Quote, TenureView
from dragoman.exports.facts import head_event, web_address
from dragoman.exports.matter import Entities, Matter

TERMS = "https://dragoman.invalid/terms#"
CONTEXT: dict[str, Any] = {"@vocab": "https://schema.org/", "dragoman": TERMS}
"""The vocabulary is named here and not by its address, so that nothing has to be fetched to expand a file."""

_KINDS = {"person": "Person", "organisation": "Organization", "country": "Country", "place": "Place"}
_STATUS = {"planned": "EventScheduled", "denied": "EventCancelled"}


def write_events(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield one document; each event holds whom and what it names, so that it stands by itself."""
    nodes = (form_event(event, entities, matter) for event, entities in matter.with_entities())
    yield from _write_graph(nodes)


def write_entities(matter: Matter, table: str = "entities") -> Iterator[bytes]:
    """Yield one document of persons, organisations, countries and places."""
    yield from _write_graph(form_entity(entity, matter) for entity in matter.entities)


def _write_graph(nodes: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    yield b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":['
    for number, node in enumerate(nodes):
        yield (b",\n" if number else b"\n") + msgspec.json.encode(node)
    yield b"\n]}\n"


def form_event(event: EventView, entities: Entities, matter: Matter) -> dict[str, Any]:
    """Return an event as a node."""
    start, _, stop = (event.when.value or "").partition("/")
    fields = {
        "@id": matter.link(event.id),
        "@type": "Event",
        "identifier": event.id,
        "name": {"@value": head_event(event, entities, language=matter.language), "@language": matter.language},
        "additionalType": {"@id": f"{TERMS}{event.type}"},
        "startDate": start or None,
        "endDate": stop or None,
        "eventStatus": {"@id": f"https://schema.org/{_STATUS[event.status]}"} if event.status in _STATUS else None,
        "about": list(event.topics),
        "attendee": [_form_role(one, entities, matter) for one in event.participants],
        "location": _form_named(event.place, entities, matter) if event.place else None,
        "subjectOf": [form_quotation(report.quote) for report in event.reports],
        "dragoman:status": event.status,
        "dragoman:date": event.when.value,
        "dragoman:precision": event.when.precision,
        "dragoman:basis": event.when.basis,
        "dragoman:origins": event.origins,
    }
    return _filled(fields)


def _form_role(one: Participant, entities: Entities, matter: Matter) -> dict[str, Any]:
    """A role is a node of its own, so that nobody is a guest everywhere because of one visit."""
    return {"@type": "Role", "roleName": list(one.roles), "attendee": _form_named(one, entities, matter)}


def _form_named(one: Participant, entities: Entities, matter: Matter) -> dict[str, Any]:
    entity = entities.get(one.id) or EntityView(one.id, one.kind, one.name, {}, None, 0)
    return form_entity(entity, matter, offices=False)


def form_entity(entity: EntityView, matter: Matter, *, offices: bool = True) -> dict[str, Any]:
    """Return an entity as a node: its names by language, its place, its ids elsewhere, the offices it held."""
    names = [{"@value": forms[0], "@language": tag} for tag, forms in sorted(entity.names.items()) if forms]
    others = [{"@value": f, "@language": tag} for tag, forms in sorted(entity.names.items()) for f in forms[1:]]
    wikidata = entity.external.get("wikidata")
    fields: dict[str, Any] = {
        "@id": matter.link(entity.id, "entity"),
        "@type": _KINDS.get(entity.kind, "Thing"),
        "identifier": entity.id,
        "name": names or [entity.label],
        "alternateName": others,
        "sameAs": {"@id": f"https://www.wikidata.org/entity/{wikidata}"} if wikidata else None,
        "hasOccupation": [_form_office(tenure) for tenure in entity.offices] if offices else None,
        "geo": _form_coordinates(entity),
    }
    return _filled(fields)


def _form_coordinates(entity: EntityView) -> dict[str, Any] | None:
    if entity.coordinates is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": entity.coordinates[0], "longitude": entity.coordinates[1]}


def _form_office(tenure: TenureView) -> dict[str, Any]:
    fields = {
        "@type": "Role",
        "identifier": tenure.id,
        "roleName": tenure.title,
        "startDate": tenure.start,
        "endDate": tenure.stop,
        "dragoman:of": tenure.of,
        "dragoman:firstSeen": tenure.first_seen,
        "dragoman:lastSeen": tenure.last_seen,
        "subjectOf": [form_quotation(quote) for quote in tenure.quotes],
    }
    return _filled(fields)


def form_quotation(quote: Quote) -> dict[str, Any]:
    """Return a sentence as a node, part of the article that it stands in."""
    article = {
        "@type": "NewsArticle", "identifier": f"sha256:{quote.sha256}", "name": quote.page,
        "url": {"@id": web_address(quote)} if web_address(quote) else None, "dragoman:address": quote.address,
        "datePublished": quote.published,
        "publisher": {"@type": "Organization", "name": quote.outlet} if quote.outlet else None,
    }  # fmt: skip
    return {
        "@type": "Quotation", "text": {"@value": quote.text, "@language": quote.language},
        "dragoman:start": quote.span.start, "dragoman:stop": quote.span.stop, "isPartOf": _filled(article),
    }  # fmt: skip


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != []}
