"""Logistic regressions that a user can follow: a feature is a function, its docstring the sentence it stands for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from inspect import getdoc
from math import exp
from typing import Any

from dragoman.errors import PackError
from dragoman.language.tables import read_table

INTERCEPT = "intercept"
DIGITS = 4

Features = Sequence[Callable[..., Any]]


def read_weights(path: Traversable, features: Features) -> Mapping[str, float]:
    """Return the weight of each feature, by its name, and of ``intercept``.

    Raises:
        PackError: The table does not have exactly the features.
    """
    table = {row["feature"]: float(row["weight"]) for row in read_table(path, required=("feature", "weight"))}
    wanted = {INTERCEPT, *(feature.__name__ for feature in features)}
    if table.keys() != wanted:
        raise PackError(f"features differ from the program's: {sorted(table.keys() ^ wanted)}", str(path), 1)
    return table


def estimate(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that follows from the values of the features."""
    total = weights[INTERCEPT] + sum(weights[name] * value for name, value in values.items())
    return round(1 / (1 + exp(-total)), DIGITS)


def read_sentences(features: Features) -> dict[str, str]:
    """Return the sentence of each feature, by its name."""
    return {feature.__name__: (getdoc(feature) or feature.__name__).strip() for feature in features}


def sort_by_weight(names: Iterable[str], values: Mapping[str, float], *, weights: Mapping[str, float]) -> Iterable[str]:
    """Return names of features, the weightiest first."""
    return sorted(names, key=lambda name: -abs(values[name] * weights[name]))
