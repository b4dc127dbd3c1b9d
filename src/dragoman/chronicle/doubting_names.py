"""Finds the bodies and places about which a person should decide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import LinkView, Quote
from dragoman.chronicle.describing import describe_entity
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.identity import QUOTED, judged_homes, weigh_entities
from dragoman.chronicle.members import Place, format_key
from dragoman.chronicle.quoting import load_naming_quotes
from dragoman.meaning.entities import split_sign
from dragoman.meaning.entities.doubts import KINDS, Named, NameDoubt, find_name_doubts

Members = Mapping[str, list[tuple[str, Place]]]


def list_uncertain_names(connection: Connection, limit: int) -> list[LinkView]:
    """Return the bodies and places that nobody has judged and that may be one, or two, the most valuable first."""
    named = {one.id: one for one in _load_named(connection)}
    doubts = find_name_doubts(named.values(), judged_homes(connection))
    weights = weigh_entities(connection, {key for one in doubts for key in (one.a, one.b)})
    ranked = sorted(doubts, key=lambda one: (-_value(one, weights), one.a, one.b))[:limit]
    members = _load_members(connection, {key for one in ranked for key in (one.a, one.b)})
    quotes = load_naming_quotes(connection, {place for found in members.values() for _, place in found[:QUOTED]})
    quotes |= load_naming_quotes(connection, {place for one in ranked for _, place in _sides(one, members)})
    return [_view(one, value=_value(one, weights), members=members, quotes=quotes) for one in ranked]


def _load_named(connection: Connection) -> list[Named]:
    """Return what the rules tell apart by names; a body that its kind and country make one has names of any sound."""
    entity, alias, member = derived.entity.c, derived.alias.c, derived.entity_member.c
    heads = connection.execute(
        select(entity.id, entity.kind, entity.reference).where(entity.kind.in_(KINDS)).order_by(entity.id)
    ).all()
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    pages: dict[str, set[int]] = defaultdict(set)
    for piece in chunks([head.id for head in heads]):
        written = select(alias.entity_id, alias.language, alias.name).where(alias.entity_id.in_(piece))
        for row in connection.execute(written.order_by(alias.language, alias.position)):
            names[row[0]].append((row[1], row[2]))
        for key, page in connection.execute(
            select(member.entity_id, member.page_id).where(member.entity_id.in_(piece))
        ):
            pages[key].add(page)
    return [
        Named(
            head.id,
            head.kind,
            tuple(names[head.id]),
            listed=bool(head.reference or split_sign(head.id)[0]),
            country=describe_entity(head.id, head.reference, _by_language(names[head.id])).get("country"),
            pages=frozenset(pages[head.id]),
        )
        for head in heads
    ]


def _by_language(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, name in names:
        found[language] = (*found.get(language, ()), name)
    return found


def _load_members(connection: Connection, ids: Iterable[str]) -> Members:
    """Return the members of entities with the names that their pages give them, by key."""
    member, page, referent = derived.entity_member, schema.page, schema.referent
    same = (referent.c.page_id == member.c.page_id) & (referent.c.id == member.c.referent)
    columns = member.c.entity_id, page.c.sha256, member.c.referent, member.c.page_id, referent.c.name
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for piece in chunks(sorted(ids)):
        statement = select(*columns).join_from(member, page, page.c.id == member.c.page_id).join(referent, same)
        rows = connection.execute(statement.where(member.c.entity_id.in_(piece)).order_by(page.c.sha256)).all()
        for key, sha256, name, number, written in rows:
            found[key].append((f"{format_key(sha256, name)}\t{written}", (number, name)))
    return found


def _sides(doubt: NameDoubt, members: Members) -> tuple[tuple[str, Place], tuple[str, Place]]:
    """Return the first member of each side that is called as the doubt says, else the first."""
    chosen = []
    for key, name in zip((doubt.a, doubt.b), doubt.names, strict=True):
        called = [one for one in members[key] if one[0].partition("\t")[2] == name]
        key_name, place = (called or members[key])[0]
        chosen.append((key_name.partition("\t")[0], place))
    return chosen[0], chosen[1]


def _view(doubt: NameDoubt, *, value: float, members: Members, quotes: Mapping[Place, tuple[Quote, ...]]) -> LinkView:
    (a, place_a), (b, place_b) = _sides(doubt, members)
    return LinkView(
        a=a,
        b=b,
        name_a=doubt.names[0],
        name_b=doubt.names[1],
        entity_a=doubt.a,
        entity_b=doubt.b,
        probability=doubt.probability,
        decision="joined" if doubt.a == doubt.b else "apart",
        reasons=doubt.reasons,
        value=value,
        quotes_a=quotes.get(place_a, ())[:QUOTED],
        quotes_b=quotes.get(place_b, ())[:QUOTED],
    )


def _value(doubt: NameDoubt, weights: Mapping[str, int]) -> float:
    weight = sum(weights.get(key, 0) for key in {doubt.a, doubt.b})
    return round((1 - abs(2 * doubt.probability - 1)) * weight, 3)
