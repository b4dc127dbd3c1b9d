"""The named parts of one match of a rule."""

import re
from collections.abc import Callable

from dragoman.language.dates.expressions import Expression
from dragoman.language.dates.lexicon import Atom
from dragoman.language.dates.scanner import Scan

TURNS = {"p": -1, "P": -1, "h": 0, "g": 0, "q": 1, "a": -1, "b": 1}


class Parts:
    """The atoms of one match by group name."""

    def __init__(self, scan: Scan, match: re.Match[str]) -> None:
        self.scan, self.match = scan, match

    def atom(self, name: str) -> Atom | None:
        """Return the first atom of a group, or ``None`` where the group did not take part."""
        found = self.match.groupdict().get(name)
        return self.scan.atoms[self.match.start(name)] if found else None

    def atoms(self, name: str) -> list[Atom]:
        """Return the atoms of a group."""
        return self.scan.atoms[self.match.start(name) : self.match.end(name)]

    def number(self, name: str) -> int | None:
        """Return the number that a group's atom stands for."""
        atom = self.atom(name)
        return atom.value if atom and isinstance(atom.value, int) else None

    def letter(self, names: str) -> str:
        """Return the first modifier letter of the groups whose names are given, or an empty string."""
        taken = "".join(self.match.groupdict().get(n) or "" for n in names.split())
        return next((c for c in taken if c in TURNS), "")

    def shift(self, name: str) -> int | None:
        """Return the years that a group counts from the page's, such as -1 for "of last year"."""
        word = self.number(name)
        letter = self.letter(name)
        return word if word is not None else TURNS[letter] if letter else None


Meaning = Callable[[Parts], Expression | None]
