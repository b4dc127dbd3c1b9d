"""How probable it is that two names are one person: a logistic regression over sentences about the world."""

from collections.abc import Mapping
from functools import cache

from dragoman.language.tables import DATA
from dragoman.meaning.entities.evidence import FEATURES, NamePair, give_reasons, weigh_features
from dragoman.meaning.entities.records import Decision, Link
from dragoman.meaning.regression import estimate, read_weights

WEIGHTS = DATA.joinpath("models", "entity_links", "weights.tsv")


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, and of ``intercept``.

    Raises:
        PackError: The table does not have exactly the features.
    """
    return read_weights(WEIGHTS, FEATURES)


def describe_link(pair: NamePair, *, decision: Decision) -> Link:
    """Return the link between two nodes with its probability and its reasons."""
    values = weigh_features(pair)
    weights = load_weights()
    first, second = sorted((pair.a.key, pair.b.key))
    return Link(first, second, estimate(values, weights), decision, give_reasons(values, weights))
