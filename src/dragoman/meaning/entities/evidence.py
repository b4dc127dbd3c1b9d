"""What speaks for and against two names being one person: each feature is a sentence that a user reads as the reason.

A feature is a function of a :class:`NamePair` with a value from 0 (says nothing) to 1. Its docstring is the sentence.
"""

from collections.abc import Callable, Mapping
from functools import cache
from math import log2

from msgspec import Struct

from dragoman.meaning.entities.clashes import clash_in_office
from dragoman.meaning.entities.features import FullScore, is_misspelling
from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.surroundings import tell_one_story
from dragoman.meaning.regression import read_sentences, sort_by_weight

SPEAKS = 0.15
WELL_ALIKE = 0.82


class NamePair(Struct, frozen=True, gc=False):
    """Two nodes that may be one person, with how alike their names are.

    ``margin`` is how far the score of the names lies above that from which names of their scripts count as one;
    ``fits`` counts the people whom a bare name could mean, 0 where both names are full.
    """

    a: Node
    b: Node
    names: FullScore
    margin: float
    fits: int = 0


Feature = Callable[[NamePair], float]


def names_aligned(pair: NamePair) -> float:
    """The two names sound alike, part by part."""
    return max(0.0, min(1.0, 0.5 + 2.5 * pair.margin))


def same_consonants(pair: NamePair) -> float:
    """The consonants of the two names are the same."""
    return float(not pair.fits and sorted(pair.a.name.skeletons) == sorted(pair.b.name.skeletons))


def one_letter_apart(pair: NamePair) -> float:
    """The names differ by one letter of the family name, as a slip of the pen would."""
    differ = pair.a.table == pair.b.table and pair.a.name.sounds != pair.b.name.sounds
    return float(not pair.fits and differ and is_misspelling(pair.a.name, pair.b.name))


def given_names_differ(pair: NamePair) -> float:
    """The given names are not quite the same."""
    return max(0.0, min(1.0, (WELL_ALIKE - pair.names.given) * 4)) if not pair.fits else 0.0


def families_differ_by_suffix(pair: NamePair) -> float:
    """The family names differ by a suffix, which makes another family name."""
    return float(pair.names.other_name)


def part_left_out(pair: NamePair) -> float:
    """One of the names has a part that the other leaves out."""
    return float(not pair.fits and len(pair.a.name.codes) != len(pair.b.name.codes))


def same_office(pair: NamePair) -> float:
    """Both hold or held the same office of the same country or body."""
    return float(bool(pair.a.offices & pair.b.offices))


def same_company(pair: NamePair) -> float:
    """Both are named beside the same people and bodies."""
    return min(1.0, log2(1 + len(_company(pair, countries=False))) / 2)


def same_countries(pair: NamePair) -> float:
    """Both are named beside the same countries."""
    return min(1.0, log2(1 + len(_company(pair, countries=True))) / 2)


def no_common_ground(pair: NamePair) -> float:
    """Nobody and nothing is named beside both."""
    return float(bool(pair.a.company and pair.b.company) and not pair.a.company & pair.b.company)


def same_story(pair: NamePair) -> float:
    """The pages that name them seem to tell one story: the same week, and the same company."""
    return float(tell_one_story(pair.a, pair.b))


def offices_of_two_countries(pair: NamePair) -> float:
    """They hold offices of two different countries at the same time."""
    return float(clash_in_office(pair.a.holders, pair.b.holders))


def one_page_names_both(pair: NamePair) -> float:
    """One page writes both names, as it would for two people."""
    return float(not pair.fits and bool(pair.a.pages & pair.b.pages))


def full_name_on_the_page(pair: NamePair) -> float:
    """The page of the bare name also writes the full name."""
    return float(pair.fits > 0 and bool(pair.a.pages & pair.b.pages))


def one_name_is_bare(pair: NamePair) -> float:
    """One of the names is a single word, which others may share."""
    return float(pair.fits > 0)


def others_would_fit(pair: NamePair) -> float:
    """Others of that name would fit as well."""
    return 1.0 - 1.0 / pair.fits if pair.fits else 0.0


FEATURES: tuple[Feature, ...] = (
    names_aligned,
    same_consonants,
    one_letter_apart,
    given_names_differ,
    families_differ_by_suffix,
    part_left_out,
    same_office,
    same_company,
    same_countries,
    no_common_ground,
    same_story,
    offices_of_two_countries,
    one_page_names_both,
    full_name_on_the_page,
    one_name_is_bare,
    others_would_fit,
)


def weigh_features(pair: NamePair) -> dict[str, float]:
    """Return the value of every feature, by its name."""
    return {feature.__name__: feature(pair) for feature in FEATURES}


def give_reasons(values: Mapping[str, float], weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the sentences of the features that speak, the weightiest first."""
    speaking = [name for name, value in values.items() if value >= SPEAKS]
    return tuple(_sentences()[name] for name in sort_by_weight(speaking, values, weights=weights))


@cache
def _sentences() -> dict[str, str]:
    return read_sentences(FEATURES)


def _company(pair: NamePair, *, countries: bool) -> list[str]:
    return [other for other in pair.a.company & pair.b.company if other.startswith(COUNTRY_PREFIX) is countries]
