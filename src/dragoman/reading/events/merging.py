"""One event is listed once a page, however many sentences tell it; the body beats the headline."""

from msgspec.structs import replace

from dragoman.language.gazetteer_tables import describe_city
from dragoman.model import EventMention, Role
from dragoman.reading.events.actors import POSSESSIVES
from dragoman.reading.events.attribution import is_agency
from dragoman.reading.events.moments import infer_dates
from dragoman.reading.events.places import infer_places, place_by_dateline
from dragoman.reading.mentions.linking import Named

_SPEECH = frozenset({"state"})
_INTERVIEWS = frozenset({"meet", "call"})
_TAKING = "take-office"
_DOERS = frozenset({"speaker", "actor"})
_MUTUAL = frozenset({"meet", "call"})
ATTENDEE = "attendee"


def merge_mentions(events: list[EventMention], named: Named) -> list[EventMention]:
    """Merge the mentions of one event and drop what another event of the page already says.

    Two mentions are one event when their type and status agree, their dates and places do not contradict and the
    participants of one are, or stand for, those of the other. The mention in the body with the most participants
    gives the quote.
    """
    titles = {s.span for s in named.sheet.sentences if s.is_title}
    told = [e for e in _with_attendees(events) if _is_told(e, named) and not _is_called(e, events, named)]
    merged: list[EventMention] = []
    for event in sorted(
        told, key=lambda e: (e.sentence in titles, -len(e.participants), -_people(e, named), e.sentence.start)
    ):
        index = next((i for i, other in enumerate(merged) if _same(event, other, named)), None)
        if index is None and event.sentence in titles:
            index = next((i for i, other in enumerate(merged) if _headlines(event, other, named)), None)
        if index is None:
            merged.append(event)
        else:
            merged[index] = _join(merged[index], event)
    return sorted(place_by_dateline(infer_dates(infer_places(merged)), named), key=lambda e: e.trigger.start)


def _people(event: EventMention, named: Named) -> int:
    return sum(1 for p in event.participants if named.cast.kind(p) == "person")


def _with_attendees(events: list[EventMention]) -> list[EventMention]:
    """Those who "also took part" belong to the meeting told before them."""
    found: list[EventMention] = []
    for event in events:
        attending = tuple(r for r in event.roles if r.name == ATTENDEE)
        before = [i for i, e in enumerate(found) if e.type == event.type]
        if not attending:
            found.append(event)
        elif not before and len(attending) > 1:
            found.append(replace(event, roles=tuple(Role("participant", r.referent) for r in attending)))
        elif before:
            joined = (*found[before[-1]].roles, *(Role("participant", r.referent) for r in attending))
            found[before[-1]] = replace(found[before[-1]], roles=tuple(dict.fromkeys(joined)))
    return found


def _is_told(event: EventMention, named: Named) -> bool:
    """A meeting needs two; an agency that says is an attribution, one that is talked to has an interview."""
    outlets = [is_agency(named.cast, p) for p in event.participants]
    if event.type == "meet" and len(event.participants) < 2:
        return False
    if event.type in _SPEECH and outlets and all(outlets):
        return False
    return not (event.type in _INTERVIEWS and any(outlets))


def _is_called(event: EventMention, events: list[EventMention], named: Named) -> bool:
    """Tell talks of which the same sentence says that they were a call: "discussed ... in a telephone conversation"."""
    if event.type != "meet":
        return False
    calls = (e for e in events if e.type == "call" and e.status == event.status)
    same = [e for e in calls if set(event.participants) == set(e.participants)]
    return any(e.sentence == event.sentence for e in same) or (bool(same) and _is_mere_talk(event, named))


def _is_mere_talk(event: EventMention, named: Named) -> bool:
    """Tell "discussed", which a page that tells of a call says of that call as well."""
    sheet = named.sheet
    first, stop = sheet.token_range(event.trigger)
    return any(token.has(sheet.tables.listed("talk_words")) for token in sheet.tokens[first:stop])


def _same(event: EventMention, other: EventMention, named: Named) -> bool:
    if event.type != other.type:
        return False
    if event.type in _SPEECH:
        return _covers(event.participants[:1], other.participants[:1], named)
    if not _covers(event.participants, other.participants, named) or _is_turned_round(event, other, named):
        return False
    dates = _agree(event.when.value, other.when.value)
    coming = event.type == _TAKING and event.status == "planned" and event.when.value is None
    alike = event.status == other.status or coming
    return alike and dates and _agree(event.place, other.place)


def _is_turned_round(event: EventMention, other: EventMention, named: Named) -> bool:
    """Tell two that do the same to each other: "A accused B", and "B's minister blamed A"."""
    if event.type in _MUTUAL:
        return False
    one, two = ({r.referent for r in e.roles if r.name in _DOERS} for e in (event, other))
    return bool(one and two) and not any(_stands_for(a, b, named) for a in one for b in two)


def _headlines(event: EventMention, other: EventMention, named: Named) -> bool:
    """Talks in the headline are the call that the body tells of, and what it has as done is done as the body says."""
    alike = event.type == other.type and event.type not in _SPEECH and bool(event.participants)
    called = (event.type, other.type) == ("meet", "call")
    dates = _agree(event.when.value, other.when.value)
    return ((alike and dates) or called) and _covers(event.participants, other.participants, named)


def _covers(one: tuple[str, ...], two: tuple[str, ...], named: Named) -> bool:
    """Tell whether the shorter list is among the longer, where a country or body stands for its people."""
    few, many = sorted((one, two), key=len)
    return all(any(_stands_for(a, b, named) for b in many) for a in few)


def _stands_for(one: str, two: str, named: Named) -> bool:
    if one == two:
        return True
    if _is_body_of(one, two, named) or _is_body_of(two, one, named):
        return True
    held = {(o.holder, o.of) for o in named.offices if o.of is not None and o.status == "current"}
    return (
        (one, two) in held or (two, one) in held or _is_capital_of(one, two, named) or _is_capital_of(two, one, named)
    )


def _is_capital_of(city: str, person: str, named: Named) -> bool:
    """Tell a capital from which somebody holds an office of its state, which the page need not name."""
    reference = named.cast.reference(city)
    place = describe_city(reference) if reference is not None else None
    if place is None or place.kind != "capital":
        return False
    return any(o.holder == person and o.of_reference == place.country for o in named.offices)


def _is_body_of(body: str, country: str, named: Named) -> bool:
    """Tell whether the name of a body of state ends with the country's, or follows it ("Ruritania's ministry")."""
    if named.cast.kind(body) != "organisation" or named.cast.kind(country) != "country":
        return False
    ends = {c.stop for c in named.cast.chunks_of[country]}
    inside = {c.first for c in named.cast.chunks_of[country]}
    bodies = named.cast.chunks_of[body]
    owned = any(c.first - 1 in ends and named.sheet.tokens[c.first - 1].text in POSSESSIVES for c in bodies)
    return owned or any(c.stop in ends and c.first not in inside for c in bodies)


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _join(kept: EventMention, other: EventMention) -> EventMention:
    return replace(
        kept,
        when=max(kept.when, other.when, key=lambda when: len(when.value or "")),
        place=kept.place or other.place,
        place_basis=kept.place_basis or other.place_basis,
        topics=tuple(dict.fromkeys((*kept.topics, *other.topics))),
        reported_by=kept.reported_by or other.reported_by,
    )
