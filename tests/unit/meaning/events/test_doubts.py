"""Pairs of events about which a person is asked, and those about which nobody is."""

import pytest

from dragoman.meaning.events.doubts import Doubt, ToldEvent, find_doubts

ANA, BEN, CAN = "person:ana", "person:ben", "person:can"


def event(name: str, **fields: object) -> ToldEvent:
    """Build an event, by default a meeting of two on a page of its own."""
    defaults = {
        "id": name, "type": "meet", "participants": frozenset((ANA, BEN)), "when": "2023-05-10", "seen": "2023-05-11",
        "place": "city:1", "status": "happened", "pages": frozenset((name,)),
    }  # fmt: skip
    return ToldEvent(**{**defaults, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": "2023-05-15"}, "two to seven days apart"),
        ({"place": "city:2"}, "places are not the same"),
        ({"participants": frozenset((ANA, BEN, CAN))}, ""),
        ({"status": "denied"}, "denied"),
        ({"when": None}, ""),
    ],
)
def test_what_differs_in_one_thing_is_asked(fields: dict[str, object], words: str) -> None:
    (doubt,) = find_doubts([event("a"), event("b", **fields)])
    assert isinstance(doubt, Doubt)
    assert (doubt.a, doubt.b) == ("a", "b")
    assert words in " ".join(doubt.reasons)
    assert 0.2 <= doubt.probability <= 0.9


def test_each_naming_somebody_else_is_asked_where_two_are_the_same() -> None:
    first, second = frozenset((ANA, BEN, CAN)), frozenset((ANA, BEN, "person:dan"))
    (doubt,) = find_doubts([event("a", participants=first), event("b", participants=second)])
    assert "somebody whom the other does not name" in doubt.reasons[-1]


@pytest.mark.parametrize(
    "fields",
    [
        {"when": "2023-05-18"},
        {"when": "2023-05-15", "place": "city:2"},
        {"participants": frozenset((ANA, CAN))},
        {"type": "call"},
        {"pages": frozenset(("a", "c"))},
        {"when": None, "seen": None},
    ],
    ids=["too late", "two things", "one alone", "another kind", "one page", "no date"],
)
def test_what_differs_in_more_is_not(fields: dict[str, object]) -> None:
    assert find_doubts([event("a"), event("b", **fields)]) == []


def test_the_most_told_come_first() -> None:
    told = [event("a"), event("b", place="city:2"), event("c", type="call"), event("d", type="call", place="city:2")]
    told[1] = event("b", place="city:2", pages=frozenset(("b", "x", "y")))
    assert [(doubt.a, doubt.b) for doubt in find_doubts(reversed(told))] == [("a", "b"), ("c", "d")]
