"""Groups what changed again with the groups that it may join, and leaves all others as they are.

Ties run on and on through all the time that a chronicle knows, but a change at one end is not felt at the other: where
it hangs on two groups alone whether they become one, a group comes out the same beside any others that do not join it.
So what changed is grouped again with the groups that it is tied to, and only if one of these comes out differently, its
parts count as changed as well.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

Part = TypeVar("Part")
Group = TypeVar("Group")

FEW_ROUNDS = 8
"""After so many rounds everything that came out differently in any of them is grouped at once."""


class Around(ABC, Generic[Part, Group]):
    """Groups parts again around those that changed; what was loaded of the groups so far is kept."""

    def __init__(self) -> None:
        self._homes: dict[Part, set[Part]] = {}
        self._taken: dict[Part, set[Part]] = {}

    @abstractmethod
    def load_homes(self, parts: Collection[Part]) -> Iterable[set[Part]]:
        """Return the groups so far that hold any of some parts."""

    @abstractmethod
    def load_ties(self, parts: Collection[Part]) -> set[tuple[Part, Part]]:
        """Return the pairs of any of some parts with any other, by which their groups may be one."""

    @abstractmethod
    def group(self, parts: set[Part], ties: set[tuple[Part, Part]]) -> list[tuple[Group, set[Part]]]:
        """Group parts, of which all ties are given; return the groups with what each holds."""

    def find_bound(self, parts: Collection[Part]) -> set[Part]:
        """Return what is always grouped together with some parts, whether it is tied to them or not."""
        return set()

    def settle(self, seeds: set[Part]) -> dict[Part, Group]:
        """Group the seeds with all that their groups may join, until nothing comes out differently any more.

        Args:
            seeds: What changed, or what a group has lost; the rest of their groups counts as well.

        Returns:
            The groups of the seeds, and others that came out differently, by each part that they hold.

        Cost:
            Linear in the ties of these groups, and of those that they may join.
        """
        self._taken = {}
        found: dict[Part, Group] = {}
        inside, rounds = self.complete(seeds), 0
        while inside:
            ties = self.load_ties(inside)
            around = self.complete({part for pair in ties for part in pair}) - inside
            ties |= self.load_ties(around)
            known = inside | around
            changed = self._take(self.group(known, ties), around, found)
            odd = {one for a, b in ties for one, other in ((a, b), (b, a)) if one in changed and other not in known}
            rounds += 1
            inside = self.complete(odd if rounds < FEW_ROUNDS or not odd else odd | found.keys())
        return found

    def complete(self, parts: Collection[Part]) -> set[Part]:
        """Return parts with all that belong to their groups, as these have come out so far."""
        found, new = set(parts), set(parts)
        while new:
            missing = {part for part in new if part not in self._homes}
            self._homes |= {part: set() for part in missing}
            for home in self.load_homes(missing) if missing else ():
                self._homes |= dict.fromkeys(home, home)
            new = {other for part in new for other in self._home(part)} | self.find_bound(new)
            new -= found
            found |= new
        return found

    def _home(self, part: Part) -> set[Part]:
        return self._taken[part] if part in self._taken else self._homes[part]

    def _take(
        self, groups: Iterable[tuple[Group, set[Part]]], around: Collection[Part], found: dict[Part, Group]
    ) -> set[Part]:
        """Take groups as found that hold anything but what lay around, or came out differently; return the latter."""
        odd: set[Part] = set()
        for group, parts in groups:
            near = parts.intersection(around)
            changed = any(self._home(part) != parts for part in near)
            if changed or len(near) < len(parts):
                found |= dict.fromkeys(parts, group)
                self._taken |= dict.fromkeys(parts, parts)
            if changed:
                odd |= parts
        return odd
