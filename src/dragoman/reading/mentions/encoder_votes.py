"""The encoder's votes on the names of a page, mixed with the tagger's where the language has one.

The two see different things: the encoder the sentence, the tagger the tables and the spelling. The chances of each word
are their weighted mean, which finds more than either alone.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dragoman.reading.mentions.encoder import FOLDER, LABELS, RULE, find_runs, load_encoder
from dragoman.reading.mentions.encoder_input import Line, write_lines
from dragoman.reading.mentions.tagger import TokenChances, make_chunk, weigh_tokens
from dragoman.reading.mentions.votes import Vote, Votes, read_rights
from dragoman.reading.sheet import Chunk, Sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BEGINS_NONE = frozenset(".,:;!?)-–—،؛؟")
_ENDS_NONE = frozenset(",:;!?(-–—،؛؟")
DRAFT = "draft"
"""Where the thresholds of languages without any of their own stand."""


class Heard(NamedTuple):
    """The encoder's ``chances`` for each token, and the tokens ``joined`` to the one before, whose piece they share."""

    chances: "NDArray[np.float32]"
    joined: frozenset[int]


def hear_encoder(sheet: Sheet, gazetteer: Sequence[Chunk] | None = None, *, weight: float | None = None) -> Votes:
    """Return every name that the models see, however unsure, their doubts, and what they may do in the language.

    Args:
        sheet: The working sheet.
        gazetteer: What ``find_gazetteer_chunks`` returned for it; found anew where it is left out.
        weight: The encoder's share, 1 without the tagger; that of the language where it is left out.
    """
    share = load_weights().get(sheet.tables.pack.tag, 1.0) if weight is None else weight
    heard = weigh_words(sheet)
    others = weigh_tokens(sheet, LABELS, gazetteer) if share < 1.0 else None
    return count_votes(sheet, heard, others, weight=share)


def count_votes(sheet: Sheet, heard: Heard, others: TokenChances | None, *, weight: float) -> Votes:
    """Return the votes of the weighted mean of what the encoder and the tagger say of each token."""
    import numpy as np

    chances = heard.chances
    if others is not None:
        chances = weight * chances + (1.0 - weight) * np.asarray(others, np.float32)
    names: list[Vote] = []
    for sentence in sheet.sentences:
        joined = {place - sentence.first for place in heard.joined if sentence.first <= place < sentence.stop}
        for run in find_runs(chances[sentence.first : sentence.stop], joined=joined):
            tokens = _without_marks(sheet, sentence.first + run.first, sentence.first + run.stop)
            if run.kind != "office" and tokens[0] < tokens[1]:
                names.append(Vote(make_chunk(sheet, tokens, run.kind, rule=RULE), run.probability))
    doubt = tuple((1.0 - chances[:, :, :-1].sum(axis=(1, 2))).tolist())
    tag = sheet.tables.pack.tag
    return Votes(tuple(names), doubt, read_rights(RULE, tag) or read_rights(RULE, DRAFT))


def _without_marks(sheet: Sheet, first: int, stop: int) -> tuple[int, int]:
    """Leave off marks that no name begins or ends with."""
    while first < stop and sheet.tokens[first].text in _BEGINS_NONE:
        first += 1
    while first < stop and sheet.tokens[stop - 1].text in _ENDS_NONE:
        stop -= 1
    return first, stop


def weigh_words(sheet: Sheet) -> Heard:
    """Ask the encoder about every sentence of a sheet."""
    import numpy as np

    encoder = load_encoder()
    lines: list[Line] = []
    places: list[int] = []
    joined: set[int] = set()
    for sentence in sheet.sentences:
        bounds = [(token.start, token.stop) for token in sheet.tokens[sentence.first : sentence.stop]]
        first = sentence.first
        for line in write_lines(sheet.text, bounds, encoder.table):
            lines.append(line)
            places.append(first)
            shared = zip(line.words, line.words[1:], strict=False)
            joined |= {first + n for n, (one, other) in enumerate(shared, start=1) if one == other}
            first += len(line.words)
    chances = np.zeros((len(sheet.tokens), 2, len(LABELS)), np.float32)
    for place, answer in zip(places, encoder.ask(lines), strict=True):
        chances[place : place + len(answer)] = answer
    return Heard(chances, frozenset(joined))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the encoder's share in the mean by language, chosen on development splits and kept beside the network."""
    listed = tomllib.loads(FOLDER.joinpath("thresholds.toml").read_text(encoding="utf-8"))
    return MappingProxyType(listed.get("weights", {}))
