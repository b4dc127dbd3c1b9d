"""Answers why two names are one entity or are not, and which pairs a person should decide."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import IdentityView, LinkView, Quote
from dragoman.chronicle.dialects import chunks, lies_in
from dragoman.chronicle.members import Place, format_key, load_numbers, split_key
from dragoman.chronicle.naming import find_entities
from dragoman.chronicle.quoting import load_naming_quotes
from dragoman.chronicle.rows import format_list, parse_list
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.verdicts import load_judgements
from dragoman.errors import UnknownError
from dragoman.meaning.entities import compare_names

UNCERTAIN = (0.2, 0.9)
"""Between these probabilities a person should decide."""

LOOSE = 0.5
"""Below this probability those that were joined are as doubtful as can be."""

QUOTED = 2

Pair = tuple[str, str]
Weights = Mapping[str, int]


def explain_identity(connection: Connection, a: str, b: str, *, sense: Sense) -> IdentityView:
    """Return why two names, entity ids or members are one entity or are not.

    Raises:
        UsageError: One of them is not known.
    """
    first, second = _find_members(connection, a, sense), _find_members(connection, b, sense)
    homes = _load_homes(connection, {*first, *second})
    same = bool({homes[key] for key in first if key in homes} & {homes[key] for key in second if key in homes})
    rows = _load_between(connection, first, second)
    links = _view(connection, rows or [_compare(connection, first[0], second[0], same=same)])
    return IdentityView(a, b, same, tuple(links))


def list_links(connection: Connection, entity: str) -> list[LinkView]:
    """Return what was weighed of an entity: joined first, then by probability."""
    members = _load_members(connection, entity)
    rows: dict[Pair, tuple[Any, ...]] = {}
    for piece in chunks(members):
        for row in _load(connection, or_(derived.entity_link.c.a.in_(piece), derived.entity_link.c.b.in_(piece))):
            rows[row[0], row[1]] = row
    return sorted(_view(connection, list(rows.values())), key=lambda link: (link.decision != "joined", *_order(link)))


def list_uncertain_pairs(connection: Connection, limit: int) -> list[LinkView]:
    """Return the uncertain pairs that nobody has judged, the most valuable first; of two entities the best alone."""
    low, high = UNCERTAIN
    link = derived.entity_link.c
    loose = (link.decision == "joined") & (link.probability < low)
    rows = _load(connection, or_(link.probability.between(low, high), loose))
    homes = _load_homes(connection, {key for row in rows for key in row[:2]})
    judged = judged_homes(connection)
    weights = weigh_entities(connection, set(homes.values()))
    best: dict[frozenset[str], tuple[float, tuple[Any, ...]]] = {}
    for row in rows:
        pair = frozenset((homes.get(row[0], ""), homes.get(row[1], "")))
        doubt = LOOSE if row[3] == "joined" and row[2] < LOOSE else row[2]
        entry = (_value(doubt, sum(weights.get(key, 0) for key in pair)), row)
        if pair not in judged and (pair not in best or _rank(entry) < _rank(best[pair])):
            best[pair] = entry
    chosen = sorted(best.values(), key=_rank)[:limit]
    return _view(connection, [row for _, row in chosen], values={row[:2]: value for value, row in chosen})


def _rank(entry: tuple[float, tuple[Any, ...]]) -> tuple[float, str, str]:
    return -entry[0], entry[1][0], entry[1][1]


def _value(probability: float, weight: int) -> float:
    return round((1 - abs(2 * probability - 1)) * weight, 3)


def _order(link: LinkView) -> tuple[float, str, str]:
    return -link.probability, link.a, link.b


def _load(connection: Connection, *where: ColumnElement[bool]) -> list[tuple[Any, ...]]:
    link = derived.entity_link
    rows = connection.execute(
        select(link.c.a, link.c.b, link.c.probability, link.c.decision, link.c.reasons).where(*where)
    )
    return [tuple(row) for row in rows]


def _load_between(connection: Connection, first: Sequence[str], second: Sequence[str]) -> list[tuple[Any, ...]]:
    link, found, others = derived.entity_link.c, {}, set(second)
    for piece in chunks(first):
        for row in _load(connection, or_(link.a.in_(piece), link.b.in_(piece))):
            if (row[0] in piece and row[1] in others) or (row[1] in piece and row[0] in others):
                found[row[0], row[1]] = row
    return sorted(found.values(), key=lambda row: (-row[2], row[0], row[1]))


def _find_members(connection: Connection, name: str, sense: Sense) -> list[str]:
    """Return the member of a key, else the members of the entity that a name most likely means."""
    if name in _load_homes(connection, {name}):
        return [name]
    for entity, _ in find_entities(connection, name, sense=sense, limit=1):
        return _load_members(connection, entity)
    raise UnknownError(f"nobody is called {name!r} in this chronicle; dragoman who {name!r} lists what comes near")


def _load_members(connection: Connection, entity: str) -> list[str]:
    member, page = derived.entity_member.c, schema.page.c
    statement = (
        select(page.sha256, member.referent)
        .join_from(derived.entity_member, schema.page, page.id == member.page_id)
        .where(member.entity_id == entity)
    )
    return sorted(format_key(row[0], row[1]) for row in connection.execute(statement))


def _load_places(connection: Connection, keys: Iterable[str]) -> dict[str, Place]:
    wanted = sorted(keys)
    numbers = load_numbers(connection, {split_key(key)[0] for key in wanted})
    return {key: (numbers[split_key(key)[0]], split_key(key)[1]) for key in wanted if split_key(key)[0] in numbers}


def _load_homes(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the entity of each member that there is."""
    places, member, found = _load_places(connection, keys), derived.entity_member.c, dict[Place, str]()
    for piece in chunks(sorted(set(places.values())), 250):
        statement = select(member.page_id, member.referent, member.entity_id)
        statement = statement.where(lies_in(member.page_id, member.referent, piece))
        found.update({(row[0], row[1]): row[2] for row in connection.execute(statement)})
    return {key: found[place] for key, place in places.items() if place in found}


def judged_homes(connection: Connection) -> set[frozenset[str]]:
    """Return the entities, one or two, about whose members somebody has judged."""
    pairs = [(judgement.a, judgement.b) for judgement in load_judgements(connection)]
    homes = _load_homes(connection, {key for pair in pairs for key in pair})
    return {frozenset((homes[a], homes[b])) for a, b in pairs if a in homes and b in homes}


def weigh_entities(connection: Connection, entities: set[str]) -> dict[str, int]:
    """Return how many mentions and events hang on each entity."""
    member, taking = derived.entity_member.c, derived.event_participant.c
    named = (schema.mention.c.page_id == member.page_id) & (schema.mention.c.referent == member.referent)
    weights = dict.fromkeys(entities, 0)
    for piece in chunks(sorted(entities)):
        mentions = select(member.entity_id, func.count()).join_from(derived.entity_member, schema.mention, named)
        events = select(taking.entity_id, func.count(taking.event_id.distinct()))
        for statement, key in ((mentions, member.entity_id), (events, taking.entity_id)):
            for row in connection.execute(statement.where(key.in_(piece)).group_by(key)):
                weights[row[0]] += row[1]
    return weights


def _compare(connection: Connection, a: str, b: str, *, same: bool) -> tuple[Any, ...]:
    """Return what there is to say of two members without a link: one written name, one table id, or unlike names."""
    names = _load_referents(connection, {a, b})
    (first, tag, reference), (second, other, _) = names[a], names[b]
    if not same:
        told = compare_names(first, second, language_a=tag, language_b=other)
        reasons = ("The names are too unlike to be weighed.", *told.reasons)
    else:
        reasons = (f"Both are listed under {reference}." if reference else "Both pages write the same name.",)
    return (*sorted((a, b)), float(same), "joined" if same else "apart", format_list(reasons))


def _load_referents(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[str, str, str | None]]:
    """Return name, language and table id of members."""
    places, table, found = _load_places(connection, keys), schema.referent.c, {}
    for piece in chunks(sorted(set(places.values())), 250):
        statement = select(table.page_id, table.id, table.name, table.language, table.reference)
        for row in connection.execute(statement.where(lies_in(table.page_id, table.id, piece))):
            found[row[0], row[1]] = (row[2], row[3], row[4])
    return {key: found[place] for key, place in places.items() if place in found}


def _view(
    connection: Connection, rows: Sequence[tuple[Any, ...]], *, values: Mapping[Any, float] | None = None
) -> list[LinkView]:
    keys = {key for row in rows for key in row[:2]}
    names, homes, places = (
        _load_referents(connection, keys),
        _load_homes(connection, keys),
        _load_places(connection, keys),
    )
    quotes = load_naming_quotes(connection, set(places.values()))

    def quoted(key: str) -> tuple[Quote, ...]:
        return quotes.get(places[key], ())[:QUOTED] if key in places else ()

    return [
        LinkView(
            a=a,
            b=b,
            name_a=names[a][0] if a in names else a,
            name_b=names[b][0] if b in names else b,
            entity_a=homes.get(a, ""),
            entity_b=homes.get(b, ""),
            probability=probability,
            decision=decision,
            reasons=parse_list(reasons),
            value=(values or {}).get((a, b), 0.0),
            quotes_a=quoted(a),
            quotes_b=quoted(b),
        )
        for a, b, probability, decision, reasons in rows
    ]
