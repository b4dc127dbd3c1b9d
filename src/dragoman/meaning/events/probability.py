"""How probable it is that two reports are of one event: a logistic regression over sentences about the world."""

from collections.abc import Mapping
from functools import cache
from math import exp

from msgspec import Struct

from dragoman.errors import PackError
from dragoman.language.tables import DATA, read_table
from dragoman.meaning.events.evidence import FEATURES, give_reasons, weigh_features
from dragoman.meaning.events.records import EventReport

WEIGHTS = DATA.joinpath("models", "event_links", "weights.tsv")
INTERCEPT = "intercept"
DIGITS = 4


class Estimate(Struct, frozen=True, gc=False):
    """The probability that two reports are of one event, and why, the weightiest first."""

    probability: float
    reasons: tuple[str, ...]


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


def estimate_pair(a: EventReport, b: EventReport) -> Estimate:
    """Return how probable it is that two reports are of one event.

    Cost: about 0.1 ms.
    """
    weights, values = load_weights(), weigh_features(a, b)
    total = weights[INTERCEPT] + sum(weights[name] * value for name, value in values.items())
    return Estimate(round(1 / (1 + exp(-total)), DIGITS), give_reasons(values, weights))
