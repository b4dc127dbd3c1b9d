"""Answers a query: reads it, finds whom it names, ranks the sentences and shows one page of them."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.naming import load_names
from dragoman.chronicle.search.answers import SearchAnswer, SearchedEntity, SearchHit
from dragoman.chronicle.search.asking import Part, SearchQuery, parse_query
from dragoman.chronicle.search.counting import count_facets
from dragoman.chronicle.search.filtering import make_conditions, naming_sentences
from dragoman.chronicle.search.matching import Scores, match_words
from dragoman.chronicle.search.meant import find_meant
from dragoman.chronicle.search.ranking import Clause, Found, Head, find_sentences, fuse, list_barred, load_heads, weigh
from dragoman.chronicle.search.showing import Sought, load_hits
from dragoman.chronicle.search.wording import Wanted, want_words
from dragoman.chronicle.sense import Sense
from dragoman.errors import UnknownError, UsageError

Key = tuple[str | float, ...]
"""By which answers are ordered; the least comes first."""


MOST_NAMED = 2_000
"""The sentences that name an entity are counted up to so many."""

_TURNED = str.maketrans("0123456789", "9876543210")


class Plan(Struct, frozen=True):
    """What a query asks of the text: clauses that all have to be met, and words that must not be there."""

    clauses: tuple[Clause, ...]
    without: tuple[Clause, ...]
    meant: tuple[tuple[str, str], ...]
    """Pairs of an entity and the words that name it."""


def search_sentences(connection: Connection, query: SearchQuery, *, sense: Sense) -> SearchAnswer:
    """Return one page of the sentences that a query means.

    Raises:
        UsageError: The query or the cursor cannot be read.
    """
    if query.limit < 1:
        raise UsageError(f"the limit is {query.limit}; at least 1 is allowed")
    plan, found = _find(connection, query, sense)
    alike = _find_alike(connection, query, plan, sense) if query.meaning else {}
    heads = load_heads(connection, found.scores.keys() | alike.keys())
    wanted = [one for clause in plan.clauses for one in clause.wanted]
    scores = weigh(connection, found.scores, heads, wanted=wanted)
    if query.meaning:
        scores = fuse(scores, alike, relaxed=found.relaxed)
    return _answer(connection, query, plan, Ranked(found, scores, order_keys(scores, heads, query)))


def find_numbers(connection: Connection, text: str, *, sense: Sense) -> list[int]:
    """Return the numbers of the sentences that a query means, in no order; of very many the best ones.

    Raises:
        UsageError: The query cannot be read.
    """
    return sorted(_find(connection, SearchQuery(text), sense)[1].scores)


def _find(connection: Connection, query: SearchQuery, sense: Sense) -> tuple[Plan, Found]:
    parts = parse_query(query.text)
    plan = _plan(connection, parts, query, sense)
    narrow = make_conditions(connection, [part for part in parts if part.field], sense)
    return plan, find_sentences(connection, plan.clauses, without=plan.without, narrow=narrow)


def _find_alike(connection: Connection, query: SearchQuery, plan: Plan, sense: Sense) -> Scores:
    """Return the likeness of the sentences that mean what the words of a query say; its phrases have to be there."""
    from dragoman.chronicle.search.likeness import find_alike

    parts = parse_query(query.text)
    said = [part for part in parts if not part.field and not part.negative]
    if not said:
        return {}
    narrow = make_conditions(connection, [part for part in parts if part.field], sense)
    barred = list_barred(connection, plan.without)
    alike = find_alike(connection, " ".join(part.text for part in said), narrow=narrow, barred=barred)
    phrases = [wanted for part in said if part.phrase and (wanted := _want(part))]
    written = match_words(connection, phrases) if phrases else alike
    return {number: likeness for number, likeness in alike.items() if number in written}


class Ranked(Struct, frozen=True):
    """What was found, with the weighed scores and the keys of the order."""

    found: Found
    scores: Scores
    keys: Mapping[int, Key]


def order_keys(scores: Scores, heads: Mapping[int, Head], query: SearchQuery) -> dict[int, Key]:
    """Return for each sentence the key by which it is ordered."""
    if query.order == "date":
        return {key: (_turn(heads[key].day), round(-score, 6), key) for key, score in scores.items()}
    return {key: (round(-score, 6), _turn(heads[key].day), key) for key, score in scores.items()}


def _turn(day: str) -> str:
    """Return a day as a key under which the latest comes first, and no day at all last."""
    return day.translate(_TURNED) or "~"


def _answer(connection: Connection, query: SearchQuery, plan: Plan, ranked: Ranked) -> SearchAnswer:
    order = sorted(ranked.keys, key=lambda number: ranked.keys[number])
    after = _read_cursor(query) if query.cursor else None
    left = order if after is None else [number for number in order if ranked.keys[number] > after]
    shown = left[: query.limit]
    sought = Sought(
        tuple(one for clause in plan.clauses for one in clause.wanted),
        frozenset(entity for entity, _ in plan.meant),
    )
    return SearchAnswer(
        query=query.text,
        total=len(order),
        complete=ranked.found.complete,
        relaxed=ranked.found.relaxed,
        hits=tuple(_load_marked_hits(connection, ranked, shown, sought)),
        entities=tuple(_view_meant(connection, plan.meant)),
        facets=tuple(count_facets(connection, order)),
        cursor=_write_cursor(query, ranked.keys[shown[-1]]) if len(left) > len(shown) else None,
    )


def _load_marked_hits(
    connection: Connection, ranked: Ranked, shown: Sequence[int], sought: Sought
) -> Iterator[SearchHit]:
    """Yield the sentences that are shown, those marked that no word found."""
    hits = load_hits(connection, {number: ranked.scores[number] for number in shown}, sought)
    for number, hit in zip(shown, hits, strict=True):
        yield hit if number in ranked.found.scores else replace(hit, by_meaning=True)


def _plan(connection: Connection, parts: Sequence[Part], query: SearchQuery, sense: Sense) -> Plan:
    clauses: list[Clause] = []
    meant: list[tuple[str, str]] = []
    sought = (part for part in parts if not part.negative)
    for plain, group in groupby(sought, key=lambda part: not part.phrase and not part.field):
        if plain and not query.exact:
            for clause, words in _name_clauses(connection, list(group), query, sense):
                clauses.append(clause)
                meant += [(entity, words) for entity in clause.entities]
        else:
            clauses += [Clause((one,)) for part in group if not part.field and (one := _want(part))]
    without = tuple(_bar(connection, parts, query, sense))
    return Plan(tuple(clauses), without, tuple(dict.fromkeys(meant)))


def _bar(connection: Connection, parts: Iterable[Part], query: SearchQuery, sense: Sense) -> Iterator[Clause]:
    """Yield what must not be there: words, and where they are a name, whom it names in any script."""
    for part in parts:
        if not part.negative or part.field:
            continue
        if part.phrase or query.exact:
            yield from (Clause((one,)) for one in (_want(part),) if one)
        else:
            yield from (clause for clause, _ in _name_clauses(connection, [part], query, sense))


def _name_clauses(
    connection: Connection, parts: Sequence[Part], query: SearchQuery, sense: Sense
) -> Iterator[tuple[Clause, str]]:
    """Yield the clauses of words that stand together: one for each name, one for each other word."""
    words = [part.text for part in parts]
    named = {one.first: one for one in find_meant(connection, words, sense)}
    place = 0
    while place < len(words):
        one = named.get(place)
        stop = one.stop if one else place + 1
        entities = tuple(key for key in one.entities if key not in query.not_entities) if one else ()
        wanted = tuple(found for part in parts[place:stop] if (found := _want(part)))
        if wanted or entities:
            yield Clause(wanted, entities), " ".join(words[place:stop])
        place = stop


def _want(part: Part) -> Wanted | None:
    return want_words(part.text, phrase=part.phrase)


def _view_meant(connection: Connection, meant: Sequence[tuple[str, str]]) -> Iterator[SearchedEntity]:
    labels = load_labels(connection, [entity for entity, _ in meant])
    names = load_names(connection, [entity for entity, _ in meant])
    for entity, words in meant:
        kind, label = labels[entity]
        named = naming_sentences([entity], named=True).limit(MOST_NAMED).subquery()
        number = connection.execute(select(func.count()).select_from(named)).scalar_one()
        yield SearchedEntity(entity, kind, label, words, names.get(entity, {}), number)


def _digest(query: SearchQuery) -> str:
    asked = [query.text, query.exact, sorted(query.not_entities), query.order, query.meaning]
    return sha256(json.dumps(asked).encode()).hexdigest()[:12]


def _write_cursor(query: SearchQuery, key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([_digest(query), *key]).encode()).decode()


def _read_cursor(query: SearchQuery) -> Key:
    try:
        digest, *key = json.loads(base64.urlsafe_b64decode((query.cursor or "").encode()))
    except (binascii.Error, ValueError, TypeError) as error:
        raise UnknownError(f"{query.cursor!r} is no cursor; take that of the answer before") from error
    kinds = (str, int | float) if query.order == "date" else (int | float, str)
    if digest != _digest(query) or len(key) != 3 or not all(map(isinstance, key, (*kinds, int))):
        raise UnknownError(f"{query.cursor!r} is the cursor of another query; take that of the answer before")
    return tuple(key)
