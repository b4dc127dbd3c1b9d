"""What a model of names says of a page, and how far it is believed."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from dragoman.language.tables import DATA
from dragoman.reading.sheet import Chunk, Sheet

NEVER = 2.0
USES = ("add", "correct", "refuse")


class Rights(NamedTuple):
    """How sure a model must be to add, to correct or to refuse a chunk of one kind."""

    add: float
    correct: float
    refuse: float


class Vote(Struct, frozen=True):
    """A name that a model sees, and how sure it is of the least certain of its tokens (0 to 1)."""

    chunk: Chunk
    probability: float


class Votes(Struct, frozen=True):
    """What a model says of a text.

    ``names`` are its votes, ``doubt`` says for each token how sure it is that the token is part of no name, and
    ``limits`` what it may do by kind of chunk; nothing with a kind that is not there.
    """

    names: tuple[Vote, ...]
    doubt: tuple[float, ...]
    limits: Mapping[str, Rights] = MappingProxyType({})

    def rights(self, kind: str) -> Rights:
        """Return what the model may do with chunks of a kind."""
        return self.limits.get(kind, Rights(NEVER, NEVER, NEVER))


Hear = Callable[[Sheet, Sequence[Chunk]], Votes]
"""Asks a model about a sheet, of which the gazetteer's chunks, weak forms with them, are known."""


@cache
def read_thresholds(model: str, tag: str, use: str) -> Mapping[str, float]:
    """Return the thresholds beside a model for a language, by kind of chunk, for one of the ``USES``."""
    source = DATA.joinpath("models", model, "thresholds.toml")
    listed = tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    return MappingProxyType(listed.get(tag, {}).get(use, {}))


@cache
def read_rights(model: str, tag: str) -> Mapping[str, Rights]:
    """Return the rights of a model for a language; none where its card gives no threshold."""
    listed = [read_thresholds(model, tag, use) for use in USES]
    kinds = {kind for thresholds in listed for kind in thresholds}
    return MappingProxyType({kind: Rights(*(t.get(kind, NEVER) for t in listed)) for kind in kinds})
