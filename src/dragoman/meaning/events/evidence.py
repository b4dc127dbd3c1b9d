"""What speaks for and against two reports being of one event: each feature is a sentence that a user reads.

A feature is a function of two :class:`~dragoman.meaning.events.records.EventReport` with a value from 0 (says nothing)
to 1. Its docstring is the sentence.
"""

from collections.abc import Callable, Mapping
from functools import cache

from dragoman.meaning.events.agreement import REPRINT_DAYS, channels_differ, statuses_agree, turned_round
from dragoman.meaning.events.dating import FAMILIES, VAGUE_DAYS, dates_agree, length, same_story
from dragoman.meaning.events.origins import has_one_origin
from dragoman.meaning.events.participants import match_participants
from dragoman.meaning.events.places import places_differ, places_meet
from dragoman.meaning.events.records import EventReport
from dragoman.meaning.events.statements import same_words
from dragoman.meaning.events.wording import quotes_resemble
from dragoman.meaning.offices.spells import gap_days, read_days
from dragoman.meaning.regression import read_sentences, sort_by_weight

SPEAKS = 0.1
WEEK = 7
STATEMENT = "state"

Feature = Callable[[EventReport, EventReport], float]


def another_type(a: EventReport, b: EventReport) -> float:
    """One page calls it by another type of event, as a session is a meeting to some."""
    return float(a.type != b.type and FAMILIES.get(a.type, a.type) == FAMILIES.get(b.type, b.type))


def another_kind(a: EventReport, b: EventReport) -> float:
    """They are events of two kinds."""
    return float(FAMILIES.get(a.type, a.type) != FAMILIES.get(b.type, b.type))


def same_participants(a: EventReport, b: EventReport) -> float:
    """The same take part in both, by themselves or through somebody who acts for them."""
    match = match_participants(a, b)
    found = len(match.shared) + match.proxies
    return found / max(1, found + len(match.left) + len(match.right))


def somebody_left_out(a: EventReport, b: EventReport) -> float:
    """One of them names somebody whom the other leaves out."""
    match = match_participants(a, b)
    return float(bool(match.left) != bool(match.right))


def others_on_both_sides(a: EventReport, b: EventReport) -> float:
    """Each names somebody whom the other does not name."""
    match = match_participants(a, b)
    return float(bool(match.left and match.right))


def sides_turned_round(a: EventReport, b: EventReport) -> float:
    """Who acts in one is acted upon in the other."""
    return float(turned_round(a, b))


def one_day(a: EventReport, b: EventReport) -> float:
    """Both are dated to one day."""
    left, right = read_days(a.when), read_days(b.when)
    return float(left is not None and left == right and left[0] == left[1])


def dates_fit(a: EventReport, b: EventReport) -> float:
    """Their dates go together, as exact as either is known."""
    return float(dates_agree(a, b))


def days_apart(a: EventReport, b: EventReport) -> float:
    """Their dates lie apart."""
    left, right = read_days(a.when), read_days(b.when)
    return min(gap_days(left, right), WEEK) / WEEK if left and right else 0.0


def months_apart(a: EventReport, b: EventReport) -> float:
    """Their dates, or the days on which their pages came out, lie months apart."""
    left, right = read_days(a.when or a.published), read_days(b.when or b.published)
    return float(bool(left and right and gap_days(left, right) > REPRINT_DAYS))


def date_is_vague(a: EventReport, b: EventReport) -> float:
    """One of the dates is a season or a year."""
    days = (read_days(a.when), read_days(b.when))
    return float(any(one is not None and length(one) > VAGUE_DAYS for one in days))


def date_is_unknown(a: EventReport, b: EventReport) -> float:
    """One of them does not say when."""
    return float(not a.when or not b.when)


def one_place(a: EventReport, b: EventReport) -> float:
    """They are put at one place, or at one that lies in the other."""
    return float(places_meet(a, b))


def two_places(a: EventReport, b: EventReport) -> float:
    """They are put at two places."""
    return float(places_differ(a, b))


def one_story(a: EventReport, b: EventReport) -> float:
    """Their pages tell one story."""
    return float(same_story(a, b))


def words_alike(a: EventReport, b: EventReport) -> float:
    """Their sentences have a good part of their words in common."""
    return float(quotes_resemble(a, b))


def one_origin(a: EventReport, b: EventReport) -> float:
    """They go back to one agency, outlet or text."""
    return float(a.page != b.page and has_one_origin(a, b))


def other_words(a: EventReport, b: EventReport) -> float:
    """What is said has too little in common, names and numbers included."""
    return float(a.type == b.type == STATEMENT and not same_words(a, b))


def other_channel(a: EventReport, b: EventReport) -> float:
    """One was spoken, as a call, the other one written, as a letter."""
    return float(channels_differ(a, b))


def another_fate(a: EventReport, b: EventReport) -> float:
    """One is told of as planned or denied, the other one is not."""
    return float(a.status != b.status and (not statuses_agree(a, b) or "denied" in (a.status, b.status)))


FEATURES: tuple[Feature, ...] = (
    another_type,
    another_kind,
    same_participants,
    somebody_left_out,
    others_on_both_sides,
    sides_turned_round,
    one_day,
    dates_fit,
    days_apart,
    months_apart,
    date_is_vague,
    date_is_unknown,
    one_place,
    two_places,
    one_story,
    words_alike,
    one_origin,
    other_words,
    other_channel,
    another_fate,
)


def weigh_features(a: EventReport, b: EventReport) -> dict[str, float]:
    """Return the value of every feature, by its name; the same whichever report comes first."""
    return {feature.__name__: feature(a, b) for feature in FEATURES}


def give_reasons(values: Mapping[str, float], weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the sentences of the features that speak, the weightiest first."""
    speaking = [name for name, value in values.items() if value >= SPEAKS and weights[name]]
    return tuple(_sentences()[name] for name in sort_by_weight(speaking, values, weights=weights))


@cache
def _sentences() -> dict[str, str]:
    return read_sentences(FEATURES)
