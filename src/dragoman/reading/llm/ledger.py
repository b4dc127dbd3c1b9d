"""The ledger of a run: what each answer cost, in one file, so that all processes of a run count together."""

from collections import Counter
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.errors import LimitError
from dragoman.model.usage import Usage
from dragoman.reading.llm.options import LlmOptions


class Entry(Struct, frozen=True):
    """What one page or answer adds."""

    calls: int = 0
    cached: int = 0
    read: int = 0
    written: int = 0
    estimated: int = 0
    cut: int = 0
    dropped: dict[str, int] = {}


class Ledger:
    """Adds entries and sums them up. A file is opened for each entry, whose line is written at once."""

    def __init__(self, options: LlmOptions, file: str = "") -> None:
        """Begin a ledger, in a file or, where none is given, in memory."""
        self._options = options
        self._file = Path(file) if file else None
        self._lines: list[bytes] = []

    def add(self, entry: Entry) -> None:
        """Write an entry."""
        line = msgspec.json.encode(entry)
        if self._file is None:
            self._lines.append(line)
            return
        with self._file.open("ab", buffering=0) as opened:
            opened.write(line + b"\n")

    def sum(self) -> Usage:
        """Return what all entries come to."""
        lines = self._lines if self._file is None else self._file.read_bytes().splitlines()
        entries = [msgspec.json.decode(line, type=Entry) for line in lines]
        dropped: Counter[str] = Counter()
        for entry in entries:
            dropped.update(entry.dropped)
        names = ("calls", "cached", "read", "written", "estimated", "cut")
        counts = {name: sum(getattr(entry, name) for entry in entries) for name in names}
        cost = self._options.price(counts["read"], counts["written"])
        return Usage(**counts, cost=cost, dropped=dict(sorted(dropped.items())))

    def check_budget(self, expected: int) -> None:
        """Stop before a call that would go beyond the budget.

        Args:
            expected: The tokens of the question, as far as they can be told.

        Raises:
            LimitError: The budget does not allow another call.
        """
        options, spent = self._options, self.sum()
        tokens, cost = spent.read + spent.written, spent.cost + options.price(expected, 0)
        if options.budget_tokens and tokens + expected > options.budget_tokens:
            limit = f"budget_tokens of {options.budget_tokens:,}"
        elif options.budget and cost > options.budget:
            limit = f"budget of {options.budget:g}"
        else:
            return
        raise LimitError(
            f"the {limit} is used up after {spent.calls} calls ({tokens:,} tokens, cost {spent.cost:.4f}); "
            "what was read is stored, and the same command goes on with the next budget"
        )
