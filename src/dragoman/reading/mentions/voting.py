"""Where the tagger's votes meet what the rules found: it corrects a name's bounds, refuses it, or adds one.

Each right has its own threshold by language, chosen on development sets and kept beside the model.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from dragoman.reading.mentions.votes import Rights, Vote, Votes
from dragoman.reading.sheet import Chunk

_ON_WORDS_ALONE = frozenset({"name-parts"})
_OWNERS = frozenset({"country", "demonym"})


def settle_persons(persons: Iterable[Chunk], votes: Votes, limits: Rights) -> list[Chunk]:
    """Return the persons of the rules after the tagger's vote, from left to right.

    A longer name that the tagger is sure of takes the place of those inside it. A person that stands on name words
    alone, without a title, takes the tagger's bounds in any case, and falls where the tagger is sure that no word of it
    belongs to a name.
    """
    sure = [v.chunk for v in votes.names if v.chunk.kind == "person" and v.probability >= limits.correct]
    kept: list[Chunk] = []
    for person in persons:
        better = _better(person, sure)
        if better:
            kept += [chunk for chunk in better if chunk not in kept]
        elif not _refused(person, votes, limits):
            kept.append(person)
    return sorted(kept, key=lambda c: c.first)


def _better(person: Chunk, sure: list[Chunk]) -> list[Chunk]:
    """Return what the tagger would put in a person's place; nothing where it agrees or has no right to speak."""
    others = [c for c in sure if c.first < person.stop and person.first < c.stop]
    if any((c.first, c.stop) == (person.first, person.stop) for c in others):
        return []
    wider = [c for c in others if c.first <= person.first and person.stop <= c.stop]
    return wider or (others if person.rule in _ON_WORDS_ALONE else [])


def _refused(person: Chunk, votes: Votes, limits: Rights) -> bool:
    return person.rule in _ON_WORDS_ALONE and min(votes.doubt[person.first : person.stop]) >= limits.refuse


def settle_bodies(bodies: Iterable[Chunk], votes: Votes, *, taken: Collection[int]) -> list[Chunk]:
    """Return the bodies and places of the rules after the model's vote, in their order.

    A longer name of the same kind that the model is sure of gives a body its bounds, unless it reaches into ``taken``
    tokens; a body falls where the model is sure that no word of it belongs to a name. What acts for a state stays.
    """
    kept = []
    for body in bodies:
        limits = votes.rights(body.kind)
        wider = next((c for c in _sure_names(votes, body, limits) if _is_free(c, body, taken)), None)
        if wider is not None:
            bounds = {"first": wider.first, "stop": wider.stop, "start": wider.start, "end": wider.end}
            kept.append(replace(body, clitic=wider.clitic, **bounds))
        elif min(votes.doubt[body.first : body.stop]) < limits.refuse:
            kept.append(body)
    return kept


def _sure_names(votes: Votes, body: Chunk, limits: Rights) -> Iterator[Chunk]:
    sure = (v.chunk for v in votes.names if v.chunk.kind == body.kind and v.probability >= limits.correct)
    return (c for c in sure if c.first <= body.first and body.stop <= c.stop)


def _is_free(wider: Chunk, body: Chunk, taken: Collection[int]) -> bool:
    added = set(range(wider.first, wider.stop)) - set(range(body.first, body.stop))
    return bool(added) and added.isdisjoint(taken)


def missing_names(
    votes: Votes, found: Collection[Chunk], *, taken: Collection[int], limits: Mapping[str, Rights]
) -> list[Chunk]:
    """Return the names that only the tagger sees.

    Args:
        votes: What the tagger says.
        found: The chunks of the rules. A name may stand over a country or an adjective inside it, over nothing else.
        taken: Tokens that belong to office phrases.
        limits: The tagger's rights by kind.
    """
    closed: set[int] = set(taken)
    owners: set[int] = set()
    for chunk in found:
        (owners if chunk.kind in _OWNERS else closed).update(range(chunk.first, chunk.stop))
    added = []
    for vote in votes.names:
        tokens = set(range(vote.chunk.first, vote.chunk.stop))
        if _is_sure(vote, limits) and not tokens & closed and _may_cover(vote.chunk, tokens & owners, tokens):
            added.append(vote.chunk)
            closed |= tokens
    return added


def _is_sure(vote: Vote, limits: Mapping[str, Rights]) -> bool:
    return vote.chunk.kind in limits and vote.probability >= limits[vote.chunk.kind].add


def _may_cover(chunk: Chunk, owned: set[int], tokens: set[int]) -> bool:
    return not owned or (chunk.kind == "organisation" and owned != tokens)
