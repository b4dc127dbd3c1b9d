"""Events that belong together, and those that only look so."""

import pytest

from dragoman.meaning.events import MergedEvent, link_events

ANA, BEN, CAN = "person:ana", "person:ben", "person:can"
LAND, SEA = "territory:LL", "territory:SS"


def event(name: str, kind: str, *participants: str, **fields: object) -> MergedEvent:
    plain = {"place": "city:1", "country": LAND, "when": "2023-05-10", "status": "happened", "topics": (), "origins": 1}
    named = {"id": name, "type": kind, "reports": (), "participants": participants, "seen": "2023-05-11"}
    return MergedEvent(**{**named, **plain, **fields})  # type: ignore[arg-type]


VISIT = event("v", "visit", ANA, place=LAND)
SUMMIT = event("s", "convene", ANA, BEN, LAND)
MEETING = event("m", "meet", ANA, BEN)
PLAN = event("p", "meet", ANA, BEN, status="planned", when=None, place=None, country=None, seen="2023-04-20")


@pytest.mark.parametrize(
    ("inner", "outer", "kind"),
    [
        (event("a", "meet", ANA, BEN), VISIT, "during"),
        (event("a", "meet", ANA, BEN, place=None, country=None), VISIT, "during"),
        (event("a", "agree", ANA, BEN), VISIT, "during"),
        (event("a", "agree", ANA, BEN, place=None, country=None), VISIT, None),
        (event("a", "meet", CAN, BEN), VISIT, None),
        (event("a", "meet", ANA, BEN, when="2023-05-11"), VISIT, None),
        (
            event("a", "meet", ANA, BEN, when="2023-05-11"),
            event("v", "visit", ANA, when="2023-05-10/2023-05-12"),
            "during",
        ),
        (event("a", "meet", ANA, BEN, when="2023"), VISIT, None),
        (event("a", "meet", ANA, BEN, place="city:9", country=SEA), VISIT, None),
        (event("a", "meet", ANA, BEN, status="planned"), VISIT, None),
        (event("a", "agree", ANA, BEN), MEETING, "at"),
        (event("a", "agree", LAND, SEA), event("m", "meet", ANA, BEN, stands_for=(LAND, SEA)), "at"),
        (event("a", "agree", ANA, CAN), MEETING, None),
        (event("a", "meet", ANA, CAN), SUMMIT, "at"),
        (event("a", "agree", CAN, LAND), SUMMIT, "at"),
        (event("a", "agree", CAN, SEA, place=None, country=None), SUMMIT, None),
        (event("a", "meet", ANA, BEN), PLAN, "follows-plan"),
        (event("a", "meet", ANA, CAN), PLAN, None),
        (event("a", "meet", ANA, BEN, when="2023-04-01"), PLAN, None),
        (event("a", "meet", ANA, BEN, when="2023-12-01"), PLAN, None),
        (event("a", "call", ANA, BEN), PLAN, None),
        (
            event("a", "visit", ANA),
            event("p", "visit", ANA, status="planned", place=None, when=None, seen="2023-05-01"),
            None,
        ),
    ],
)
def test_one_link_or_none(inner: MergedEvent, outer: MergedEvent, kind: str | None) -> None:
    found = link_events([outer, inner])
    assert [(one.a, one.b, one.kind) for one in found] == ([(inner.id, outer.id, kind)] if kind else [])
    assert link_events([inner, outer]) == found
