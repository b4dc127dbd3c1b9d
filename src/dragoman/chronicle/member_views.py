"""Shows what an entity or an event is made of, so that a person can part it."""

from collections.abc import Iterable

from sqlalchemy import Connection

from dragoman.chronicle.answers import Quote
from dragoman.chronicle.corrections import read_position
from dragoman.chronicle.judged_answers import MemberView
from dragoman.chronicle.members import Place, load_numbers, split_key
from dragoman.chronicle.quoting import load_naming_quotes, load_office_quotes, load_reports
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.subjects import find_subject

QUOTED = 2


def list_member_views(connection: Connection, name: str, *, sense: Sense) -> list[MemberView]:
    """Return the members of an entity, or the reports of an event, by the date of their pages.

    Raises:
        UsageError: It is not known.
    """
    subject = find_subject(connection, name, sense=sense)
    numbers = load_numbers(connection, {split_key(one.key)[0] for one in subject.members})
    places: dict[str, Place] = {
        one.key: (numbers[split_key(one.key)[0]], split_key(one.key)[1]) for one in subject.members
    }
    quotes = _load_quotes(connection, places, about=subject.about)
    made = [
        MemberView(one.key, one.kind, one.forms[0] if subject.about != EVENT else one.kind, quotes.get(one.key, ()))
        for one in subject.members
    ]
    return sorted(made, key=lambda one: ((one.quotes[0].published if one.quotes else None) or "9999", one.key))


def _load_quotes(connection: Connection, places: dict[str, Place], *, about: str) -> dict[str, tuple[Quote, ...]]:
    if about == EVENT:
        reports = load_reports(connection, places.values())
        return {key: (reports[place].quote,) for key, place in places.items() if place in reports}
    naming = load_naming_quotes(connection, places.values())
    return {key: naming[place][:QUOTED] for key, place in places.items() if place in naming}


def load_fact_quotes(connection: Connection, keys: Iterable[str]) -> dict[str, Quote]:
    """Return the sentence of each report (``sha256:e1``) and office mention (``sha256:o1``) that is there."""
    wanted = set(keys)
    numbers = load_numbers(connection, {split_key(key)[0] for key in wanted})
    places = {key: (numbers[split_key(key)[0]], split_key(key)[1]) for key in wanted if split_key(key)[0] in numbers}
    offices = {key for key in places if places[key][1].startswith("o")}
    reports = load_reports(connection, [place for key, place in places.items() if key not in offices])
    held = load_office_quotes(connection, [(places[key][0], read_position(key)) for key in offices])
    found = {key: reports[place].quote for key, place in places.items() if place in reports}
    return found | {key: held[name] for key in offices if (name := key.replace(":o", ":")) in held}
