"""How probable it is that two reports are of one event: a logistic regression over sentences about the world."""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from dragoman.language.tables import DATA
from dragoman.meaning.events.evidence import FEATURES, give_reasons, weigh_features
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.regression import estimate, read_weights

WEIGHTS = DATA.joinpath("models", "event_links", "weights.tsv")


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
    return read_weights(WEIGHTS, FEATURES)


def estimate_pair(a: EventReport, b: EventReport) -> Estimate:
    """Return how probable it is that two reports are of one event.

    Cost: about 0.1 ms.
    """
    weights, values = load_weights(), weigh_features(a, b)
    return Estimate(estimate(values, weights), give_reasons(values, weights))
