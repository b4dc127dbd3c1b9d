"""Two words of names aligned by groups of letters, with costs that were learnt from names written in two scripts.

A table says how much it costs, in nats, that "zh" stands where the other name has "ж", or that a letter stands alone.
The same two words as strangers cost what their letters cost apart. The difference is the evidence of the pair: how many
nats more likely the two words are as one name written twice than as two names.

Source: joint letter-group models of transliteration (Jiampojamarn, Kondrak, Sherif 2007), trained by
``tools/train_name_costs.py``.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct
from rapidfuzz.distance import OSA

from dragoman.language.tables import DATA, read_table

START, END = "^", "$"
SLACK = 9.0
UNSEEN = 9.0
LONGEST_PIECE = 4
SLIP, MOST_SLIPS, SHORTEST_MISSPELLED = 5.5, 2, 4
Group = tuple[str, str, float]


class CostTable(Struct, frozen=True):
    """What groups of letters of one writing cost beside those of another: ``groups[left][right]``, in nats."""

    groups: Mapping[str, Mapping[str, float]]
    left_most: int
    words: Mapping[tuple[str, str], float]
    left_cheapest: Mapping[str, float]
    right_cheapest: Mapping[str, float]


class LetterCosts(Struct, frozen=True):
    """What a letter costs after another, by itself, in one writing."""

    after: Mapping[str, float]

    def add_up(self, word: str) -> tuple[float, ...]:
        """Return the cost of each beginning of a word."""
        total, sums = 0.0, [0.0]
        for before, letter in itertools.pairwise(word):
            total += self.after.get(before + letter, UNSEEN)
            sums.append(total)
        return (0.0, *sums)


class Evidence(Struct, frozen=True, gc=False):
    """What speaks for two words being one.

    ``nats`` is the evidence; ``cost`` what the pair costs above the most usual spelling of either word, in nats; and
    ``share`` how much of the words is left when that is taken away, 0 to 1.
    """

    nats: float
    share: float
    cost: float = 0.0


NOTHING = Evidence(-SLACK, 0.0, 2 * SLACK)
INITIAL = Evidence(1.5, 0.6)


def weigh_words(left: str, right: str, *, writings: tuple[str, str]) -> Evidence:
    """Weigh two folded words.

    Args:
        left: A word as ``fold_word`` returns it.
        right: Another.
        writings: Their writings.

    Cost: some 20 microseconds for words alike, less for strangers, which are given up early; remembered.
    """
    first, second = writings
    if first > second:
        return _weigh(right, left, _pair_writings(second, first))
    if first == second and left > right:
        left, right = right, left
    return _weigh(left, right, _pair_writings(first, second))


@cache
def _pair_writings(left: str, right: str) -> tuple[str, str]:
    """Return two writings as one object, however many pairs of words are remembered with it."""
    return left, right


@lru_cache(maxsize=1 << 18)
def _weigh(left: str, right: str, writings: tuple[str, str]) -> Evidence:
    table = load_costs(writings)
    if table is None or not left or not right:
        return Evidence(8.0, 1.0) if left == right and left else NOTHING
    apart = information(left, writings[0]) + information(right, writings[1])
    joint = _cheapest(left, right, writings=writings, table=table)
    joint = min(joint, table.words.get((left, right), joint))
    if writings[0] == writings[1]:
        joint = min(joint, _misspelled(left, right, writings=writings))
    if joint >= apart + SLACK:
        return NOTHING
    usual = max(_usual_cost(left, writings, side=0), _usual_cost(right, writings, side=1))
    cost = max(joint - usual, 0.0)
    return Evidence(apart - joint, max(1 - 2 * cost / apart, 0.0), cost)


def _misspelled(left: str, right: str, *, writings: tuple[str, str]) -> float:
    """Return what two words of one writing cost where one is the other with a slip or two: a letter, or two turned."""
    edits = OSA.distance(left, right, score_cutoff=MOST_SLIPS)
    if edits > MOST_SLIPS or min(len(left), len(right)) < SHORTEST_MISSPELLED * edits:
        return math.inf
    return max(_usual_cost(word, writings, side=0) for word in (left, right)) + SLIP * edits


@lru_cache(maxsize=1 << 17)
def _usual_cost(word: str, writings: tuple[str, str], *, side: int) -> float:
    """Return what a word costs beside the spelling that suits it best."""
    table = load_costs(writings)
    cheapest = (table.left_cheapest, table.right_cheapest)[side] if table else {}
    marked = f"{START}{word}{END}"
    best = [0.0, *[math.inf] * len(marked)]
    for start in range(len(marked)):
        for stop in range(start + 1, min(start + LONGEST_PIECE, len(marked)) + 1):
            best[stop] = min(best[stop], best[start] + cheapest.get(marked[start:stop], math.inf))
    return best[-1] if best[-1] < math.inf else UNSEEN * len(word)


def information(word: str, writing: str) -> float:
    """Return how much a word says by its letters alone, in nats."""
    return _prepare_right(word, writing)[1][-1]


def _cheapest(left: str, right: str, *, writings: tuple[str, str], table: CostTable) -> float:
    """Return the least cost of one word beside the other; infinite where they are clearly strangers."""
    starts, left_sums = _prepare_left(left, writings)
    pieces, right_sums = _prepare_right(right, writings[1])
    height, width = len(left_sums), len(right_sums)
    endless = math.inf
    rows = [[endless] * (width + 2) for _ in range(height + table.left_most)]
    rows[0][0] = 0.0
    reached = 0
    for i in range(height):
        if i > reached:  # nothing leads on from here: strangers, most often after a letter or two
            return endless
        row, limit = rows[i], left_sums[i] + SLACK
        for j in range(width):
            cost = row[j]
            if cost > limit + right_sums[j]:
                continue
            places = pieces[j]
            for size, groups in starts[i]:
                target = rows[i + size]
                for length, piece in places:
                    step = groups.get(piece)
                    if step is not None and cost + step < target[j + length]:
                        target[j + length] = cost + step
                        if i + size > reached:
                            reached = i + size
    return rows[height - 1][width - 1]


@lru_cache(maxsize=1 << 16)
def _prepare_left(
    word: str, writings: tuple[str, str]
) -> tuple[tuple[tuple[tuple[int, Mapping[str, float]], ...], ...], tuple[float, ...]]:
    table = load_costs(writings)
    marked = f"{START}{word}{END}"
    most = table.left_most if table else 0
    starts = tuple(
        tuple(
            group
            for size in range(most + 1)
            if i + size <= len(marked) and (group := _find_group(marked[i : i + size], writings))
        )
        for i in range(len(marked) + 1)
    )
    return starts, load_letter_costs(writings[0]).add_up(marked)


@lru_cache(maxsize=1 << 16)
def _find_group(piece: str, writings: tuple[str, str]) -> tuple[int, Mapping[str, float]] | None:
    """Return the length of letters and what others cost beside them: one object, in however many words they stand."""
    table = load_costs(writings)
    found = table.groups.get(piece) if table else None
    return (len(piece), found) if found else None


@lru_cache(maxsize=1 << 16)
def _measure(piece: str) -> tuple[int, str]:
    """Return letters with their length: one object, in however many words they stand."""
    return len(piece), piece


@lru_cache(maxsize=1 << 16)
def _prepare_right(word: str, writing: str) -> tuple[tuple[tuple[tuple[int, str], ...], ...], tuple[float, ...]]:
    marked = f"{START}{word}{END}"
    pieces = tuple(
        tuple(_measure(marked[j : j + size]) for size in range(LONGEST_PIECE) if j + size <= len(marked))
        for j in range(len(marked) + 1)
    )
    return pieces, load_letter_costs(writing).add_up(marked)


def trace_words(left: str, right: str, *, writings: tuple[str, str]) -> list[Group]:
    """Return the groups of letters that stand for each other, with their costs, in order."""
    if writings[0] > writings[1]:
        return [(b, a, cost) for a, b, cost in trace_words(right, left, writings=writings[::-1])]
    table = load_costs(writings)
    if table is None:
        return [(left, right, 0.0)]
    starts, _ = _prepare_left(left, writings)
    pieces, _ = _prepare_right(right, writings[1])
    best: dict[tuple[int, int], tuple[float, tuple[int, int], Group]] = {(0, 0): (0.0, (0, 0), ("", "", 0.0))}
    marked = f"{START}{left}{END}"
    for i, j in ((i, j) for i in range(len(starts)) for j in range(len(pieces))):
        if (i, j) not in best:
            continue
        for size, groups in starts[i]:
            for length, piece in pieces[j]:
                step = groups.get(piece, math.inf)
                total = best[i, j][0] + step
                if total < best.get((i + size, j + length), (math.inf,))[0]:
                    best[i + size, j + length] = (total, (i, j), (marked[i : i + size], piece, step))
    return _walk_back(best, (len(starts) - 1, len(pieces) - 1))


def _walk_back(
    best: Mapping[tuple[int, int], tuple[float, tuple[int, int], Group]], place: tuple[int, int]
) -> list[Group]:
    groups: list[Group] = []
    while place in best and place != (0, 0):
        _, place, group = best[place]
        groups.append(group)
    return groups[::-1]


def find_table(writings: tuple[str, str], kind: str = "") -> Traversable | Path:
    """Return the file with the costs between two writings: of groups of letters, or, as kind "words", of words."""
    return DATA.joinpath("models", "name_costs", "-".join(filter(None, (kind, *writings))) + ".tsv")


@cache
def load_costs(writings: tuple[str, str]) -> CostTable | None:
    """Load the costs between two writings, in alphabetical order; None where nothing was learnt.

    Raises:
        PackError: The table is missing columns.
    """
    path = find_table(writings)
    if not path.is_file():
        return None
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_table(path, required=("cost",)):
        groups[row["left"]][row["right"]] = float(row["cost"])
    rights: dict[str, float] = {}
    for steps in groups.values():
        for right, cost in steps.items():
            rights[right] = min(cost, rights.get(right, math.inf))
    return CostTable(
        groups=dict(groups),
        left_most=max(map(len, groups)),
        words=_load_words(writings),
        left_cheapest={left: min(steps.values()) for left, steps in groups.items()},
        right_cheapest=rights,
    )


def _load_words(writings: tuple[str, str]) -> Mapping[tuple[str, str], float]:
    path = find_table(writings, "words")
    rows = read_table(path, required=("left", "right", "cost")) if path.is_file() else ()
    return {(row["left"], row["right"]): float(row["cost"]) for row in rows}


@cache
def load_letter_costs(writing: str) -> LetterCosts:
    """Load what the letters of a writing cost, each after the one before.

    Raises:
        PackError: The table is missing columns.
    """
    path = DATA.joinpath("models", "name_costs", "letters.tsv")
    rows = read_table(path, required=("writing", "letters", "cost"))
    return LetterCosts({row["letters"]: float(row["cost"]) for row in rows if row["writing"] == writing})
