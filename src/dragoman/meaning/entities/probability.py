"""How probable it is that two names are one person: a logistic regression over sentences about the world."""

from collections.abc import Mapping
from functools import cache
from math import exp

from dragoman.errors import PackError
from dragoman.language.tables import DATA, read_table
from dragoman.meaning.entities.evidence import FEATURES, NamePair, give_reasons, weigh_features
from dragoman.meaning.entities.records import Decision, Link

WEIGHTS = DATA.joinpath("models", "entity_links", "weights.tsv")
INTERCEPT = "intercept"
DIGITS = 4


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, and of ``intercept``.

    Raises:
        PackError: The table does not have exactly the features.
    """
    table = {row["feature"]: float(row["weight"]) for row in read_table(WEIGHTS, required=("feature", "weight"))}
    wanted = {INTERCEPT, *(feature.__name__ for feature in FEATURES)}
    if table.keys() != wanted:
        raise PackError(f"features differ from the program's: {sorted(table.keys() ^ wanted)}", str(WEIGHTS), 1)
    return table


def estimate(values: Mapping[str, float]) -> float:
    """Return the probability that follows from the values of the features."""
    weights = load_weights()
    total = weights[INTERCEPT] + sum(weights[name] * value for name, value in values.items())
    return round(1 / (1 + exp(-total)), DIGITS)


def describe_link(pair: NamePair, *, decision: Decision) -> Link:
    """Return the link between two nodes with its probability and its reasons."""
    values = weigh_features(pair)
    reasons = give_reasons(values, dict(load_weights()))
    first, second = sorted((pair.a.key, pair.b.key))
    return Link(first, second, estimate(values), decision, reasons)
