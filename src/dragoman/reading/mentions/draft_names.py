"""Names in a language without a pack: what the encoder is sure of, and the states among them."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from dragoman.language.drafts import load_state_names
from dragoman.language.morphology import load_morphology
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.mentions.votes import Votes
from dragoman.reading.sheet import Chunk, Sheet

_LONGEST_ENDING = 6
_LONGEST_CHANGE = 2
_SHORTEST_STEM = 4
_FILED = 2
_MOST_WORDS = 5
_APOSTROPHES = ("'", "’")
_RULE = "territory"


class StateName(NamedTuple):
    """A name of a state, its words folded."""

    id: str
    words: tuple[str, ...]


def find_draft_names(sheet: Sheet, votes: Votes) -> Cast:
    """Return the cast of a page by the encoder's votes, and by the names of states outside of them.

    Args:
        sheet: The working sheet, whose tables are bare.
        votes: What the encoder says of it.
    """
    sure = (v.chunk for v in votes.names if v.probability >= votes.rights(v.chunk.kind).add)
    worded = (chunk for chunk in sure if any(t.is_word for t in sheet.tokens[chunk.first : chunk.stop]))
    named = [_without_article(sheet, chunk) for chunk in worded]
    taken = {i for chunk in named for i in range(chunk.first, chunk.stop)}
    states = _find_states(sheet, taken)
    chunks = [*(_as_state(sheet, chunk) for chunk in named), *states]
    sheet.chunks = sorted(chunks, key=lambda c: (c.start, -c.end))
    cast = Cast(sheet)
    cast.add_all(sheet.chunks)
    return cast


def _find_states(sheet: Sheet, taken: set[int]) -> Iterator[Chunk]:
    """Yield the states outside of all names, such as those that a title owns; none begins with a small letter."""
    position = 0
    while position < len(sheet.tokens):
        found = None if sheet.tokens[position].text[0].islower() else _state_at(sheet, position, taken)
        if found:
            yield found
        position = found.stop if found else position + 1


def _state_at(sheet: Sheet, position: int, taken: set[int]) -> Chunk | None:
    tag, tokens = sheet.tables.pack.tag, sheet.tokens
    for stop in range(min(position + _MOST_WORDS, len(tokens)), position, -1):
        if taken.isdisjoint(range(position, stop)):
            start, end = tokens[position].start, tokens[stop - 1].stop
            reference = _find_state(tag, sheet.text[start:end])
            if reference:
                return Chunk("country", position, stop, start, end, _RULE, reference)
    return None


def _without_article(sheet: Sheet, chunk: Chunk) -> Chunk:
    """Leave off an article that is written on with an apostrophe."""
    if chunk.stop - chunk.first > 1 and sheet.tokens[chunk.first].text.endswith(_APOSTROPHES):
        first = chunk.first + 1
        return replace(chunk, first=first, start=sheet.tokens[first].start)
    return chunk


def _as_state(sheet: Sheet, chunk: Chunk) -> Chunk:
    """A place that is a state's name, or that name with an ending, is the state."""
    reference = _find_state(sheet.tables.pack.tag, sheet.surface(chunk)) if chunk.kind == "place" else None
    return replace(chunk, kind="country", reference=reference) if reference else chunk


def _find_state(tag: str, surface: str) -> str | None:
    """Return the state that a name names, the longest one, whatever endings its words have."""
    words = _fold(surface).split()
    names = _states(tag).get(words[0][:_FILED], ()) if words else ()
    fitting = (name for name in names if len(name.words) == len(words) and all(map(_fits, name.words, words)))
    best = max(fitting, key=lambda name: sum(map(len, name.words)), default=None)
    return best.id if best else None


def _fits(name: str, word: str) -> bool:
    """Tell whether a word is a word of a name with an ending put on, or with another in place of its last vowel."""
    if word.startswith(name):
        return len(word) - len(name) <= (_LONGEST_ENDING if len(name) >= _SHORTEST_STEM else 0)
    stem = name[:-1]
    changed = len(stem) >= _SHORTEST_STEM and not word.isascii() and word.startswith(stem)
    return changed and len(word) - len(stem) <= _LONGEST_CHANGE


@cache
def _states(tag: str) -> Mapping[str, tuple[StateName, ...]]:
    """File the names of states by their first letters."""
    found: dict[str, tuple[StateName, ...]] = {}
    for name, id in load_state_names(tag).items():
        words = tuple(_fold(name).split())
        key = words[0][:_FILED]
        found[key] = (*found.get(key, ()), StateName(id, words))
    return MappingProxyType(found)


def _fold(text: str) -> str:
    return load_morphology("plain").fold(text)
