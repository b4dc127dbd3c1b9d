"""Finds the sentences that a query means, and orders them.

Words without a name are one full-text query, ranked by BM25. A name is met by its own words or by a sentence that names
its entity in any script; the latter weighs more, and both by how rare they are.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log

from msgspec import Struct
from sqlalchemy import Connection, exists, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import select_numbers
from dragoman.chronicle.search.filtering import Condition, Narrow, naming_sentences
from dragoman.chronicle.search.matching import Scores, match_words
from dragoman.chronicle.search.wording import Wanted
from dragoman.language.terms import likely_language

MOST = 2_500
"""So many sentences are ranked; of more the best by BM25 alone, or the latest."""

OFTEN = 2_000
"""The sentences that name an entity on more pages are not all listed where other words narrow the answer down."""

CLOSE = 400
"""For so many of the best it is looked at how near to each other the words stand."""

NAMED, WRITTEN = 1.0, 0.75
TITLE, NEAR, TELLS, LENGTH, LANGUAGE = 0.05, 0.5, 0.3, 0.1, 0.3
DAMPING, BY_WORDS, RELAXED, BY_MEANING = 10, 3.0, 0.3, 1.0
"""How much places in the lists of words and of meaning count: words more, unless no sentence has all of them."""

MIDDLE_LENGTH = 150
"""Characters of a sentence; longer ones say less of each word."""

sentence = derived.sentence


class Clause(Struct, frozen=True):
    """Something that a sentence must have: all of some words, or one of the entities that they name."""

    wanted: tuple[Wanted, ...]
    entities: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """The scores of the sentences that were found, and whether these are all."""

    scores: Scores
    complete: bool
    relaxed: bool = False


def find_sentences(
    connection: Connection,
    clauses: Sequence[Clause],
    *,
    without: Iterable[Clause],
    narrow: Narrow | None,
) -> Found:
    """Return the sentences that meet all clauses and conditions; where none do, those that meet most of the clauses."""
    barred = list_barred(connection, without)
    # Where nothing is taken away later, only the best are fetched.
    most = MOST + 1 if narrow is None and not barred else None
    found = _narrow(connection, _meet_all(connection, clauses, most=most), barred=barred, narrow=narrow)
    if found.scores or len(clauses) < 2:
        return found
    found = _narrow(connection, _meet_most(connection, clauses), barred=barred, narrow=narrow)
    return Found(found.scores, found.complete, relaxed=bool(found.scores))


def list_barred(connection: Connection, without: Iterable[Clause]) -> set[int]:
    """Return the sentences that have what must not be there."""
    return {number for clause in without for number in _meet_name(connection, clause)}


def _count(connection: Connection) -> int:
    return connection.execute(select(func.coalesce(func.max(sentence.c.id), 0))).scalar_one() or 1


def _meet_all(connection: Connection, clauses: Sequence[Clause], *, most: int | None) -> Scores | None:
    """Return the scores of the sentences that meet all clauses, ``None`` where there are no clauses."""
    met: Scores | None = None
    plain = [clause for clause in clauses if not clause.entities]
    if plain:
        fetched = most if len(plain) == len(clauses) else None
        met = match_words(connection, [one for clause in plain for one in clause.wanted], most=fetched)
    for clause in (clause for clause in clauses if clause.entities):
        scores = _meet_name(connection, clause, among=met, most=most if len(clauses) == 1 else None)
        met = scores if met is None else {key: met[key] + scores[key] for key in met.keys() & scores.keys()}
    return met


def _meet_name(
    connection: Connection, clause: Clause, *, among: Collection[int] | None = None, most: int | None = None
) -> Scores:
    """Return the scores of the sentences that a name means.

    Of a frequent one those ``among`` some are enough, or those of the ``most`` pages that came last.
    """
    often = _count_members(connection, clause.entities) if among is not None or most is not None else 0
    sought = select_numbers(connection, among) if among is not None and often > OFTEN else None
    statement = naming_sentences(clause.entities, named=True, among=sought)
    if most is not None and often > most:
        statement = statement.where(derived.entity_member.c.page_id >= _find_last(connection, clause.entities, most))
    named: set[int] = set(connection.scalars(statement))
    written = match_words(connection, clause.wanted, most=most) if clause.wanted else {}
    met = named.union(written)
    number = max(len(met), often) if sought is not None or most is not None else len(met)
    weight = log(1 + max(_count(connection) - number + 0.5, 0.0) / (number + 0.5))
    return {key: weight * (NAMED if key in named else WRITTEN) for key in met}


def _find_last(connection: Connection, entities: Collection[str], most: int) -> int:
    """Return the first of so many pages that came last and name entities."""
    member = derived.entity_member.c
    pages = select(member.page_id).where(member.entity_id.in_(entities)).order_by(member.page_id.desc())
    number: int = connection.execute(pages.offset(most).limit(1)).scalar_one()
    return number


def _count_members(connection: Connection, entities: Collection[str]) -> int:
    member = derived.entity_member.c.entity_id
    number: int = connection.execute(select(func.count()).where(member.in_(entities))).scalar_one()
    return number


def _meet_most(connection: Connection, clauses: Sequence[Clause]) -> Scores:
    """Return the sentences that meet at least half of the clauses, by weight."""
    met: Scores = {}
    total = 0.0
    for clause in clauses:
        scores = _meet_name(connection, clause) if clause.entities else match_words(connection, clause.wanted)
        total += max(scores.values(), default=0.0)
        for key, score in scores.items():
            met[key] = met.get(key, 0.0) + score
    return {key: score for key, score in met.items() if score >= total / 2}


def _narrow(connection: Connection, scores: Scores | None, *, barred: Collection[int], narrow: Narrow | None) -> Found:
    """Keep what meets the conditions, at most :data:`MOST` sentences."""
    if scores is None:
        statement = select(sentence.c.id).where(*(narrow(None) if narrow else ()))
        latest = sentence.c.first_day.desc().nulls_last()
        numbers = connection.scalars(statement.order_by(latest, sentence.c.id).limit(MOST + 1))
        scores = dict.fromkeys((number for number in numbers if number not in barred), 1.0)
        return Found(dict(list(scores.items())[:MOST]), len(scores) <= MOST)
    kept = {key: score for key, score in scores.items() if key not in barred}
    if narrow and kept:
        among = select_numbers(connection, kept)
        allowed = connection.scalars(select(sentence.c.id).where(sentence.c.id.in_(among), *narrow(among)))
        kept = {key: kept[key] for key in allowed}
    if len(kept) <= MOST:
        return Found(kept, complete=True)
    best = sorted(kept, key=lambda key: (-kept[key], -key))[:MOST]
    return Found({key: kept[key] for key in best}, complete=False)


class Head(Struct, frozen=True, gc=False):
    """What of a sentence its place hangs on: its day, its length in characters, and whether it is a title."""

    day: str
    length: int
    is_title: bool
    language: str


def load_heads(connection: Connection, numbers: Iterable[int]) -> dict[int, Head]:
    """Return the heads of sentences."""
    length = (sentence.c.stop - sentence.c.start).label("length")
    columns = sentence.c.id, sentence.c.last_day, length, sentence.c.is_title, sentence.c.language
    rows = connection.execute(select(*columns).where(sentence.c.id.in_(select_numbers(connection, numbers))))
    return {row[0]: Head(row[1] or "", row[2], bool(row[3]), row[4]) for row in rows}


def weigh(connection: Connection, scores: Scores, heads: Mapping[int, Head], *, wanted: Sequence[Wanted]) -> Scores:
    """Weigh scores: titles, short sentences, and those where the words stand together count more."""
    languages = {likely_language(one.text) for one in wanted}
    weighed = {key: score * _weigh_head(heads[key], languages) for key, score in scores.items()}
    best = sorted(weighed, key=lambda key: (-weighed[key], -key))[:CLOSE]
    telling = set(
        connection.scalars(select(sentence.c.id).where(sentence.c.id.in_(select_numbers(connection, best)), _tells()))
    )
    rows = connection.execute(
        select(sentence.c.id, sentence.c.tokens).where(sentence.c.id.in_(select_numbers(connection, best)))
    )
    for key, tokens in rows:
        nearness = measure_nearness(tokens.split(" "), wanted)
        weighed[key] *= 1 + NEAR * nearness + TELLS * (key in telling)
    return weighed


def _weigh_head(head: Head, languages: Collection[str | None]) -> float:
    liked = (1 + TITLE * head.is_title) * (1 + LANGUAGE * (head.language in languages))
    return liked / (1 + LENGTH * max(head.length / MIDDLE_LENGTH - 1, 0.0))


def _tells() -> Condition:
    report = schema.event_mention.c
    start = report.sentence_start
    return exists().where(report.page_id == sentence.c.page_id, start >= sentence.c.start, start < sentence.c.stop)


def measure_nearness(tokens: Sequence[str], wanted: Sequence[Wanted]) -> float:
    """Return from 0 to 1 how near to each other the words stand that are wanted: 1 where they are neighbours.

    >>> lake, council = (Wanted(word, ((word,),)) for word in ("lake", "council"))
    >>> measure_nearness(["lake", "council"], [lake, council])
    1.0
    >>> measure_nearness(["lake", "the", "council"], [lake, council])
    0.5
    """
    found = [[i for i, token in enumerate(tokens) if token in one.loose or (token,) in one.runs] for one in wanted]
    places = [found_places for found_places in found if found_places]
    if len(places) <= 1:
        return 0.0
    least = len(places) - 1
    return least / max(min(_span(start, places) for start in places[0]), least)


def _span(start: int, places: Sequence[Sequence[int]]) -> int:
    near = [min(found, key=lambda place: abs(place - start)) for found in places]
    return max(near) - min(near)


def fuse(scores: Scores, alike: Scores, *, relaxed: bool) -> Scores:
    """Return one score for what words found and what is alike in meaning, by their places in both lists.

    Source: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet, 2009.
    """
    fused: Scores = {}
    for found, weight in ((scores, RELAXED if relaxed else BY_WORDS), (alike, BY_MEANING)):
        order = sorted(found, key=lambda key: (-found[key], -key))
        for place, key in enumerate(order):
            fused[key] = fused.get(key, 0.0) + weight / (DAMPING + place)
    return fused
