"""Events about which a person is asked, and those about which nobody is."""

import pytest

from dragoman.meaning.events import EventReport
from dragoman.meaning.events.doubts import ToldEvent, find_candidates, weigh_apart, weigh_together
from dragoman.meaning.events.evidence import FEATURES
from dragoman.meaning.events.probability import estimate_pair, load_weights

ANA, BEN, CAN = "person:ana", "person:ben", "person:can"


def event(name: str, **fields: object) -> ToldEvent:
    """Build an event, by default a meeting of two on a page of its own."""
    defaults = {
        "id": name, "type": "meet", "participants": frozenset((ANA, BEN)), "when": "2023-05-10", "seen": "2023-05-11",
        "pages": frozenset((name,)),
    }  # fmt: skip
    return ToldEvent(**{**defaults, **fields})  # type: ignore[arg-type]


def report(key: str, **fields: object) -> EventReport:
    """Build the report of a meeting, by default on a page of its own."""
    defaults = {
        "key": key, "page": key, "type": "meet", "participants": (ANA, BEN), "when": "2023-05-10",
        "published": "2023-05-10", "place": "city:1",
    }  # fmt: skip
    return EventReport(**{**defaults, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "pairs"),
    [
        ({"when": "2023-05-15"}, 1),
        ({"participants": frozenset((ANA, BEN, CAN))}, 1),
        ({"when": None}, 1),
        ({"when": "2023-05-18"}, 0),
        ({"participants": frozenset((ANA, CAN))}, 0),
        ({"type": "call"}, 0),
        ({"type": "convene"}, 1),
        ({"pages": frozenset(("a", "c"))}, 0),
        ({"when": None, "seen": None}, 0),
    ],
)
def test_what_two_did_within_a_week_may_be_one(fields: dict[str, object], pairs: int) -> None:
    assert len(find_candidates([event("a"), event("b", **fields)])) == pairs


def test_the_most_told_come_first() -> None:
    told = [event("a"), event("b", pages=frozenset(("b", "x", "y"))), event("c", type="call"), event("d", type="call")]
    assert [(a.id, b.id) for a, b in find_candidates(reversed(told))] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"participants": (ANA, BEN, CAN), "when": "2023-05-11", "place": None}, "lie apart"),
        ({"place": "city:2"}, "two places"),
        ({"when": None, "place": None}, "The same take part"),
    ],
)
def test_what_differs_a_little_is_asked_with_its_reasons(fields: dict[str, object], words: str) -> None:
    doubt = weigh_apart(("a", [report("a")]), ("b", [report("b", **fields)]), pages=2)
    assert doubt is not None
    assert (doubt.a, doubt.b, doubt.reports) == ("a", "b", ("a", "b"))
    told = estimate_pair(report("a"), report("b", **fields))
    assert doubt.probability == told.probability
    assert words in " ".join(told.reasons)


@pytest.mark.parametrize(
    "fields",
    [{}, {"when": "2024-05-10", "published": "2024-05-10"}, {"type": "call", "participants": (ANA, CAN)}],
    ids=["surely one", "a year apart", "another kind with another"],
)
def test_what_is_sure_is_not_asked(fields: dict[str, object]) -> None:
    assert weigh_apart(("a", [report("a")]), ("b", [report("b", **fields)]), pages=2) is None


def test_reports_that_hardly_go_together_are_asked_about() -> None:
    assert weigh_together("a", [report("a"), report("b")]) is None
    doubt = weigh_together("a", [report("a"), report("b"), report("c", when="2023-05-14", place="city:2")])
    assert doubt is not None
    assert doubt.a == doubt.b == "a"
    assert doubt.reports[1] == "c"
    assert doubt.value == 3


def test_the_probability_does_not_depend_on_the_order() -> None:
    one, other = report("a", participants=(ANA, BEN, CAN)), report("b", when=None, place="city:2")
    assert estimate_pair(one, other) == estimate_pair(other, one)


def test_every_feature_has_a_weight_and_a_sentence() -> None:
    assert {feature.__name__ for feature in FEATURES} == load_weights().keys() - {"intercept"}
    assert all((feature.__doc__ or "").strip().endswith(".") for feature in FEATURES)
