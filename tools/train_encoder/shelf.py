"""Keeps lessons on the disk as flat arrays, with the states above the frozen layers beside them.

The frozen layers answer the same in every pass, so they are asked once; the next passes cost only the layers above.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from lessons import Lesson
from network import Encoder

from dragoman.language.pieces import PieceTable

IGNORED = -1
FIELDS = ("pieces", "labels", "begins", "bounds", "titled")


class Shelf:
    """Lessons in flat arrays, and a row of states a piece, in half precision, written when it is first asked for."""

    def __init__(self, folder: Path, table: PieceTable, network: Encoder) -> None:
        """Open what :func:`fill` wrote; the states are kept by the number of frozen layers."""
        self.pieces, self.labels, self.begins, self.bounds, self.titled = (
            np.load(folder / f"{name}.npy") for name in FIELDS
        )
        self._table, self._network = table, network
        path = folder / f"states-{network.frozen}.npy"
        shape = (len(self.pieces), table.width)
        mode: Literal["r+", "w+"] = "r+" if path.is_file() else "w+"
        self._states = np.lib.format.open_memmap(path, mode=mode, dtype=np.float16, shape=shape)

    def __len__(self) -> int:
        return len(self.titled)

    def lengths(self) -> "np.ndarray":
        """Return the number of pieces of each lesson, with the two that bound it."""
        return np.diff(self.bounds)

    def batch(self, numbers: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return states, labels, word beginnings and whether offices count, of lessons of one length."""
        rows = np.stack([np.arange(self.bounds[n], self.bounds[n + 1]) for n in numbers])
        missing = rows[~self._states[rows[:, 0]].any(axis=1)]
        if len(missing):
            self._states[missing] = self._ask(missing)
        return (
            torch.from_numpy(self._states[rows].astype(np.float32)),
            torch.from_numpy(self.labels[rows].astype(np.int64)),
            torch.from_numpy(self.begins[rows]),
            torch.from_numpy(self.titled[list(numbers)]),
        )

    def _ask(self, rows: "np.ndarray") -> "np.ndarray":
        vectors = self._table.vectors(self.pieces[rows].reshape(-1)).reshape(*rows.shape, self._table.width)
        training = self._network.training
        self._network.eval()
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._network.below(torch.from_numpy(vectors), None).float().numpy().astype(np.float16)
        self._network.train(training)
        return states


def fill(folder: Path, lessons: Sequence[Lesson], table: PieceTable) -> None:
    """Write lessons to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces, labels, begins, bounds = [], [], [], [0]
    for lesson in lessons:
        pieces += [table.begin, *lesson.pieces, table.end]
        labels += [IGNORED, *lesson.labels, IGNORED]
        begins += [False, *lesson.begins, False]
        bounds.append(len(pieces))
    arrays = (
        np.array(pieces, np.int32),
        np.array(labels, np.int8),
        np.array(begins, np.bool_),
        np.array(bounds, np.int64),
        np.array([lesson.titled for lesson in lessons], np.bool_),
    )
    for name, array in zip(FIELDS, arrays, strict=True):
        np.save(folder / f"{name}.npy", array)


def same_length(shelf: Shelf, chance: np.random.Generator, pieces: int) -> Iterator[list[int]]:
    """Yield batches of lessons of one length, in an order of chance, of about ``pieces`` pieces."""
    lengths = shelf.lengths()
    order = chance.permutation(len(shelf))
    batches = []
    for length in np.unique(lengths):
        members = order[lengths[order] == length]
        size = max(1, pieces // int(length))
        batches += [members[i : i + size].tolist() for i in range(0, len(members), size)]
    for number in chance.permutation(len(batches)):
        yield batches[number]
