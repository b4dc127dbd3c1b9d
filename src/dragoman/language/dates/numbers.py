"""Number words of several parts: "twenty one", "two thousand and eighteen", "nineteen seventy eight"."""

import re
from collections.abc import Iterator

from dragoman.language.dates.lexicon import Atom

_RUN = re.compile(r"c(?:&?c)+")


def join_numbers(atoms: list[Atom], text: str) -> list[Atom]:
    """Return the atoms with each run of number words that make one number put together.

    A number that can be a year counts as one only where it is more than full thousands.
    """
    code = "".join([atom.code for atom in atoms])
    if "cc" not in code and "c&c" not in code:
        return atoms
    joined: list[Atom] = []
    position = 0
    for run in _RUN.finditer(code):
        joined += atoms[position : run.start()]
        joined += _join_run(atoms[run.start() : run.end()], text)
        position = run.end()
    return joined + atoms[position:]


def _join_run(run: list[Atom], text: str) -> Iterator[Atom]:
    position = 0
    while position < len(run):
        stop = position + 1
        if run[position].code == "&":
            yield run[position]
            position = stop
            continue
        number = _Number(run[position].value)
        while stop < len(run):
            following = stop + (run[stop].code == "&")
            tied = following > stop or text[run[following].start - 1].isalpha()
            if run[following].code != "c" or not number.take(run[following].value, tied=tied):
                break
            stop = following + 1
        yield run[position] if stop == position + 1 else _atom(run[position:stop], number.value)
        position = stop


def _atom(parts: list[Atom], value: int) -> Atom:
    year = 1300 <= value <= 2199 and value % 1000
    code = "y" if year else "c" if value <= 31 else "n"
    return Atom(code, parts[0].start, parts[-1].stop, value)


class _Number:
    """A number that grows word by word; ``full`` is what thousands have closed."""

    def __init__(self, value: int) -> None:
        self.full, self.part = (value, 0) if value >= 1000 else (0, value)

    @property
    def value(self) -> int:
        """What the words so far say."""
        return self.full + self.part

    def take(self, value: int, *, tied: bool) -> bool:
        """Take one more word, or tell that it belongs to another number; ``tied`` is joined by "and"."""
        part = self.part
        if value == 1000 and not self.full and 0 < part < 100 and not tied:
            self.full, self.part = part * 1000, 0
        elif value == 100 and 0 < part < 10 and not tied:
            self.part = part * 100
        elif self._completes(value, tied=tied):
            self.part = part + value
        elif not tied and not self.full and 10 < part <= 20 and 10 <= value < 100:
            self.part = part * 100 + value
        else:
            return False
        return True

    def _completes(self, value: int, *, tied: bool) -> bool:
        part = self.part
        ones_after_tens = part % 100 >= 20 and part % 10 == 0 and value < 10
        tens_after_ones = tied and 0 < part % 100 < 10 and 20 <= value < 100
        return part == 0 or (part % 100 == 0 and value < 100) or ones_after_tens or tens_after_ones
