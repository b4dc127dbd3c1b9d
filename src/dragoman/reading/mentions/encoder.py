"""A multilingual encoder that votes on names, in languages with a pack and without one.

The lower layers of multilingual-e5-small, fine-tuned by ``tools/train_encoder`` to label the pieces of words, shipped
with their card in ``data/models/encoder``. It reads the words of a sentence together, so it finds names that no table
and no spelling tells from other words.

Source: Wang et al. 2024 (multilingual E5); Devlin et al. 2019 (labels on first pieces).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.errors import UsageError
from dragoman.language.pieces import DIGEST, PieceTable, load_pieces
from dragoman.language.tables import DATA
from dragoman.reading.mentions.encoder_input import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RULE = "encoder"
FOLDER = DATA.joinpath("models", RULE)
FILE = "names.onnx"
EXTRA = "pip install 'dragoman[encoder]'"
LABELS = ("PER", "ORG", "LOC", "OFF")
KINDS = ("person", "organisation", "place", "office")
_BATCH = 8
_THREADS = 1


class Run(NamedTuple):
    """A name in a sentence: words ``first`` to ``stop`` (exclusive), its kind, and the least certain word's chance."""

    first: int
    stop: int
    kind: str
    probability: float


class Encoder:
    """The network and the table of pieces that it was trained with."""

    def __init__(self, network: bytes, table: PieceTable) -> None:
        """Open a network.

        Raises:
            UsageError: The library that runs it is missing, or it was trained with another table of pieces.
        """
        try:
            from onnxruntime import InferenceSession, SessionOptions
        except ImportError as error:
            raise UsageError(f"the encoder needs the package onnxruntime: {EXTRA}") from error
        options: Any = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = _THREADS
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        self._session: Any = InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self.table = table
        told = self._session.get_modelmeta().custom_metadata_map
        if told.get("pieces") != DIGEST:
            raise UsageError(f"the encoder was trained with the pieces {told.get('pieces')}; these are {DIGEST}")
        labels = told["labels"].split()
        self._begin = [labels.index(f"B-{kind}") for kind in LABELS]
        self._inside = [labels.index(f"I-{kind}") for kind in LABELS]

    def ask(self, lines: Sequence[Line]) -> "list[NDArray[np.float32]]":
        """Return for each line the chances that its words begin and go on a name, by kind: words, 2, 4.

        Lines of like length go together, a few at a time, so that memory stays bounded on a long page.
        """
        import numpy as np

        answers: list[Any] = [None] * len(lines)
        order = sorted(range(len(lines)), key=lambda n: len(lines[n].pieces))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            chances = self._run([lines[n].pieces for n in batch])
            for row, number in enumerate(batch):
                words = chances[row][[place + 1 for place in lines[number].words]]
                answers[number] = np.stack([words[:, self._begin], words[:, self._inside]], axis=1)
        return answers

    def _run(self, batch: list[list[int]]) -> "NDArray[np.float32]":
        import numpy as np

        longest = max(map(len, batch)) + 2
        numbers, mask = [], np.zeros((len(batch), longest), np.float32)
        for row, pieces in enumerate(batch):
            filled = len(pieces) + 2
            mask[row, :filled] = 1.0
            numbers += [self.table.begin, *pieces, self.table.end, *[self.table.padding] * (longest - filled)]
        vectors = self.table.vectors(numbers).reshape(len(batch), longest, -1)
        chances: NDArray[np.float32] = self._session.run(["chances"], {"vectors": vectors, "mask": mask})[0]
        return chances


def find_runs(chances: "NDArray[np.float32]", *, joined: Collection[int] = ()) -> Iterator[Run]:
    """Join neighbouring words of one kind to names; a word that is likelier a beginning begins a new one.

    Args:
        chances: For each word of a sentence the chances that it begins and goes on a name, by kind: words, 2, 4.
        joined: Words that share a piece with the word before them, and so go on what it began.
    """
    begin, inside = chances[:, 0], chances[:, 1]
    kinds = begin + inside
    best = kinds.argmax(axis=1)
    named = kinds.max(axis=1) > 1.0 - kinds.sum(axis=1)
    goes_on = [
        bool(place in joined or inside[place, kind] >= begin[place, kind]) and place > 0 and bool(named[place - 1])
        for place, kind in enumerate(best)
    ]
    first = 0
    for place in range(1, len(best) + 1):
        if place < len(best) and named[place] and goes_on[place] and best[place] == best[place - 1]:
            continue
        if named[first]:
            kind = best[first]
            yield Run(first, place, KINDS[kind], float(kinds[first:place, kind].min()))
        first = place


@cache
def load_encoder() -> Encoder:
    """Load the shipped encoder once a process. Cost: about half a second and 150 MB.

    Raises:
        UsageError: A package is missing or another version than the encoder was trained with.
    """
    return Encoder(FOLDER.joinpath(FILE).read_bytes(), load_pieces())
