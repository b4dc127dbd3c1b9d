"""How likely two names are one person's: a few named features, weighed by what was learnt."""

import itertools
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, sqrt
from operator import attrgetter, itemgetter, mul

from msgspec import Struct

from dragoman.language.names.coding import CodedName
from dragoman.language.names.costs import INITIAL
from dragoman.language.names.pairing import WordPair, pair_words
from dragoman.language.tables import DATA

FEATURES = (
    "evidence", "worst", "contradicted", "unshared", "marks_differ", "initials", "turned", "variants",
)  # fmt: skip
_in_order, _by_name = attrgetter(*FEATURES), itemgetter(*FEATURES)
TEN_NATS = 10.0
FATHERS_FROM = 0.5
CONTRADICTED = 3.0
ENOUGH = 1.5
ONE_SIDED = 0.3


class NameFeatures(Struct, frozen=True, gc=False):
    """What two names share and what they do not.

    ``evidence`` is what the paired words say together, rare ones more, in tens of nats; ``worst`` how well the words
    fit that fit worst, 0 to 1; ``contradicted`` what stands alone in both names, and ``unshared``
    what does in one of them, the square root of tens of nats; ``marks_differ`` whether the fathers' names, or the
    numbers behind the names, differ; ``initials`` whether a first word is only an initial; ``turned`` whether the
    order is turned round; ``variants`` whether words are paired as forms of one name. ``bare`` says that one
    is a single word, and weighs nothing.
    """

    evidence: float = 0.0
    worst: float = 0.0
    contradicted: float = 0.0
    unshared: float = 0.0
    marks_differ: float = 0.0
    initials: float = 0.0
    turned: float = 0.0
    variants: float = 0.0
    bare: bool = False

    def values(self) -> tuple[float, ...]:
        """Return the features in the order of ``FEATURES``."""
        return tuple(_in_order(self))


def compare_names(a: CodedName, b: CodedName) -> NameFeatures:
    """Return what two names share and what they do not."""
    return describe_pairs(a, b, pair_words(a, b))


def describe_pairs(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> NameFeatures:
    """Return the features of two names whose words are paired."""
    if not pairs:
        return _describe_strangers(a, b)
    said = [min(sum(a.words[i].says for i in p.left), sum(b.words[j].says for j in p.right)) for p in pairs]
    told = sum(min(s, max(p.evidence.nats, 0.0)) for s, p in zip(said, pairs, strict=True))
    alone = _alone(a, {i for pair in pairs for i in pair.left}), _alone(b, {j for pair in pairs for j in pair.right})
    contradicted = max(alone) if _all_joined(a, b, pairs) else min(alone)
    return NameFeatures(
        evidence=min(told / TEN_NATS, ENOUGH),
        worst=_worst(pairs) if contradicted < CONTRADICTED else 0.0,
        contradicted=sqrt(contradicted / TEN_NATS),
        unshared=sqrt((max(alone) - min(alone)) / TEN_NATS),
        marks_differ=_marks_differ(a, b, pairs) if a.marked or b.marked else 0.0,
        initials=float(any(pair.evidence is INITIAL and _opens(a, b, pair) for pair in pairs)),
        turned=float(_turned(pairs)),
        variants=float(any(pair.variant for pair in pairs)),
        bare=not (a.full and b.full),
    )


def _describe_strangers(a: CodedName, b: CodedName) -> NameFeatures:
    alone = _alone(a, set()), _alone(b, set())
    return NameFeatures(
        contradicted=sqrt(min(alone) / TEN_NATS),
        unshared=sqrt((max(alone) - min(alone)) / TEN_NATS),
        marks_differ=_marks_differ(a, b, ()) if a.marked or b.marked else 0.0,
        bare=not (a.full and b.full),
    )


def _opens(a: CodedName, b: CodedName, pair: WordPair) -> bool:
    """Tell whether a pair is of first words, or of what is all but one word: a middle initial tells nothing."""
    return pair.left[0] == a.core[0] or pair.right[0] == b.core[0]


def _all_joined(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> bool:
    """Tell whether the one pair takes all words of a name for one word: no given and family name is left."""
    return len(pairs) == 1 and a.full and b.full and max(len(pairs[0].left), len(pairs[0].right)) > 1


def _worst(pairs: Sequence[WordPair]) -> float:
    """Return how well the words fit that fit worst, initials apart."""
    return min((pair.evidence.share for pair in pairs if pair.evidence is not INITIAL), default=0.0)


def _alone(name: CodedName, paired: set[int]) -> float:
    return sum(name.words[place].says for place in name.core if place not in paired)


def _marks_differ(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> float:
    left, right = ({word.generation for word in name.words if word.generation} for name in (a, b))
    if _fathers_differ(a, b, pairs) or (left and right and left != right):
        return 1.0
    return ONE_SIDED if left != right else 0.0


def _fathers_differ(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> bool:
    left = {place for place, word in enumerate(a.words) if word.part.role == "patronymic"}
    right = {place for place, word in enumerate(b.words) if word.part.role == "patronymic"}
    fits = any(set(p.left) & left and set(p.right) & right and p.evidence.share >= FATHERS_FROM for p in pairs)
    return bool(left and right) and not fits


def _turned(pairs: Sequence[WordPair]) -> bool:
    places = sorted((pair.left[0], pair.right[0]) for pair in pairs)
    return any(x[1] > y[1] for x, y in itertools.pairwise(places))


def weigh_features(features: NameFeatures, weights: Mapping[str, float] | None = None) -> float:
    """Return how likely two names with these features are one person's, 0 to 1."""
    known = load_weights() if weights is None else weights
    logit = known["constant"] + sum(map(mul, _in_order(features), _by_name(known)))
    return 1 / (1 + exp(-max(min(logit, 30.0), -30.0)))


@cache
def load_weights() -> Mapping[str, float]:
    """Load the weight of each feature."""
    text = DATA.joinpath("models", "name_costs", "weights.toml").read_text(encoding="utf-8")
    weights: Mapping[str, float] = tomllib.loads(text)["weights"]
    return weights
