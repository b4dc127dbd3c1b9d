"""Tests of grouping around a change: the same comes out as when everything is grouped anew, with less looked at."""

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from dragoman.chronicle.around import FEW_ROUNDS, Around

Ties = Mapping[tuple[int, int], int]
"""How strongly two numbers are tied, the lesser first."""


def pair_off(numbers: Collection[int], ties: Ties) -> list[set[int]]:
    """Give each number one partner at most, the strongest ties first."""
    free, pairs = set(numbers), list[set[int]]()
    for (a, b), _ in sorted(ties.items(), key=lambda tie: (-tie[1], tie[0])):
        if a in free and b in free:
            free -= {a, b}
            pairs.append({a, b})
    return [*pairs, *({number} for number in free)]


class Dance(Around[int, frozenset[int]]):
    """Pairs of numbers that were found by older ties, and the ties of now."""

    def __init__(self, before: list[set[int]], ties: Ties, bound: Mapping[int, set[int]] | None = None) -> None:
        super().__init__()
        self.before, self.ties, self.bound = before, ties, bound or {}
        self.rounds: list[set[int]] = []

    def load_homes(self, parts: Collection[int]) -> list[set[int]]:
        return [pair for pair in self.before if pair & set(parts)]

    def load_ties(self, parts: Collection[int]) -> set[tuple[int, int]]:
        return {pair for pair in self.ties if set(pair) & set(parts)}

    def group(self, parts: set[int], ties: set[tuple[int, int]]) -> list[tuple[frozenset[int], set[int]]]:
        self.rounds.append(parts)
        between = {pair: self.ties[pair] for pair in ties if set(pair) <= parts}
        return [(frozenset(pair), pair) for pair in pair_off(parts, between)]

    def find_bound(self, parts: Collection[int]) -> set[int]:
        return {other for part in parts for other in self.bound.get(part, ())}


def settle(numbers: Collection[int], old: Ties, new: Ties) -> tuple[set[frozenset[int]], Dance]:
    """Return the pairs of the new ties, those of the old ones being known, and how they were found."""
    dance = Dance(pair_off(numbers, old), new)
    changed = {number for pair in {*old, *new} if old.get(pair) != new.get(pair) for number in pair}
    found = dance.settle(changed)
    assert changed <= found.keys()
    left = {frozenset(pair) for pair in dance.before if not pair & found.keys()}
    return left | set(found.values()), dance


def chain(length: int) -> Ties:
    """Tie each number to the next, the later the weaker."""
    return {(number, number + 1): length - number for number in range(length)}


_NUMBERS = range(9)
_TIES = st.dictionaries(
    st.tuples(st.sampled_from(_NUMBERS), st.sampled_from(_NUMBERS)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(0, 5),
    max_size=16,
)


@given(_TIES, _TIES)
def test_the_same_comes_out_as_of_everything_anew(old: Ties, new: Ties) -> None:
    found, _ = settle(_NUMBERS, old, new)
    assert found == {frozenset(pair) for pair in pair_off(_NUMBERS, new)}


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_change_is_felt_through_the_whole_of_a_chain(length: int, cut: int) -> None:
    numbers, old = range(length + 1), chain(length)
    new = {pair: strength for pair, strength in old.items() if pair[0] != cut}
    found, _ = settle(numbers, old, new)
    assert found == {frozenset(pair) for pair in pair_off(numbers, new)}


def test_what_is_felt_far_away_is_grouped_at_once_after_few_rounds() -> None:
    old = chain(200)
    _, dance = settle(range(201), old, {pair: strength for pair, strength in old.items() if pair[0] != 0})
    assert len(dance.rounds[0]) < len(dance.rounds[FEW_ROUNDS])
    assert sum(map(len, dance.rounds)) > 200


def test_what_is_not_tied_to_a_change_is_not_looked_at() -> None:
    old = {(1, 2): 3, (3, 4): 3, (5, 6): 1}
    found, dance = settle(range(1, 7), old, {**old, (5, 6): 2})
    assert dance.rounds == [{5, 6}]
    assert found == {frozenset({1, 2}), frozenset({3, 4}), frozenset({5, 6})}


def test_what_is_bound_together_is_grouped_together() -> None:
    dance = Dance([{1, 2}, {3, 4}, {5}], {(1, 2): 1, (3, 4): 1}, bound={2: {5}, 5: {3}})
    assert set(dance.settle({1})) == {1, 2, 3, 4, 5}


def test_each_settling_begins_with_the_groups_that_are_stored() -> None:
    dance = Dance([{1, 2}, {3}], {(2, 3): 1})
    assert dance.settle({1, 2}) == dance.settle({1, 2})
