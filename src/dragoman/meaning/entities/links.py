"""Judgements and other constraints, and clusters that grow under them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from dragoman.meaning.entities.records import Judgement

Pair = tuple[str, str]


def order_pair(a: str, b: str) -> Pair:
    """Return the two keys in their canonical order."""
    return (a, b) if a <= b else (b, a)


def settle_judgements(judgements: Iterable[Judgement]) -> dict[Pair, str]:
    """Return the verdict that counts for each pair: the latest; of two at one time the stricter."""
    rank = {"different": 2, "unsure": 1, "same": 0}
    settled: dict[Pair, tuple[str, int, str]] = {}
    for judgement in judgements:
        pair = order_pair(judgement.a, judgement.b)
        entry = (judgement.when, rank[judgement.verdict], judgement.verdict)
        settled[pair] = max(settled.get(pair, entry), entry)
    return {pair: entry[2] for pair, entry in settled.items()}


def apply_judgements(verdicts: Mapping[Pair, str], groups: "Groups") -> None:
    """Keep apart what was judged different, then tie what was judged the same; unknown keys are left out."""
    for wanted in ("different", "same"):
        for a, b in sorted(pair for pair, verdict in verdicts.items() if verdict == wanted):
            if not (groups.knows(a) and groups.knows(b)):
                continue
            if wanted == "different":
                groups.forbid(a, b)
            else:
                groups.tie(a, b)


class Groups:
    """Disjoint groups of keys that merge unless two of their keys must stay apart."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._group = {key: key for key in keys}
        self._keys: dict[str, set[str]] = {key: {key} for key in self._group}
        self._apart: dict[str, set[str]] = {key: set() for key in self._group}
        self._ties: dict[str, frozenset[str]] = {}

    def knows(self, key: str) -> bool:
        """Tell whether the key is in any group."""
        return key in self._group

    def forbid(self, a: str, b: str) -> None:
        """Keep two keys apart for good."""
        if a in self._group and b in self._group and self._group[a] != self._group[b]:
            self._apart[self._group[a]].add(self._group[b])
            self._apart[self._group[b]].add(self._group[a])

    def may_merge(self, a: str, b: str) -> bool:
        """Tell whether no constraint stands between the groups of two keys."""
        return self._group[b] not in self._apart[self._group[a]]

    def is_bound(self, key: str) -> bool:
        """Tell whether some constraint binds the group of a key."""
        return bool(self._apart[self._group[key]])

    def merge(self, a: str, b: str) -> bool:
        """Merge the groups of two keys; ``False`` where a constraint forbids it."""
        first, second = self._group[a], self._group[b]
        if first == second:
            return True
        if second in self._apart[first]:
            return False
        keep, drop = sorted((first, second), key=lambda name: (-len(self._keys[name]), name))
        for key in self._keys[drop]:
            self._group[key] = keep
        self._keys[keep] |= self._keys.pop(drop)
        for other in self._apart.pop(drop):
            self._apart[other].discard(drop)
            self._apart[other].add(keep)
            self._apart[keep].add(other)
        return True

    def tie(self, a: str, b: str) -> bool:
        """Merge the groups of two keys because a person says so; ``False`` where a constraint forbids it."""
        tied = self._ties.get(a, frozenset((a,))) | self._ties.get(b, frozenset((b,)))
        if not self.merge(a, b):
            return False
        self._ties.update(dict.fromkeys(tied, tied))
        return True

    def all_fit(self, a: str, b: str, *, fits: Callable[[str, str], bool]) -> bool:
        """Tell whether all keys of one group fit those of another; of keys tied by a person, one has to."""
        if not self._ties:
            one, other = (self._keys[self._group[key]] for key in (a, b))
            return all(fits(x, y) for x, y in product(one, other))
        pairs = product(self._cores(a), self._cores(b))
        return all(any(fits(x, y) for x, y in product(left, right)) for left, right in pairs)

    def _cores(self, key: str) -> set[frozenset[str]]:
        return {self._ties.get(one, frozenset((one,))) for one in self._keys[self._group[key]]}

    def together(self, a: str, b: str) -> bool:
        """Tell whether two keys are in one group."""
        return self._group[a] == self._group[b]

    def of(self, key: str) -> frozenset[str]:
        """Return the keys of a key's group."""
        return frozenset(self._keys[self._group[key]])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(sorted(tuple(sorted(keys)) for keys in self._keys.values()))
