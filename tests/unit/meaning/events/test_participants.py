"""Who of one report is whom of another, and what reports say differently, add and leave out."""

import pytest

from dragoman.meaning.events import EventReport, merge_events

ANA, BEN, CAN, DEA = "person:ana", "person:ben", "person:can", "person:dea"
LAND, SEA, BODY = "territory:LL", "territory:SS", "organisation:body"
STANDS = ((ANA, LAND), (BEN, SEA))


def report(key: str, *participants: str, **fields: object) -> EventReport:
    plain = {"key": key, "page": key, "type": "agree", "when": "2023-05-10", "published": "2023-05-11"}
    return EventReport(**{**plain, "participants": participants, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        (report("a", ANA, BEN, stands=STANDS), report("b", LAND, SEA), 1),
        (report("a", ANA, BEN), report("b", LAND, SEA), 2),
        (report("a", ANA, BEN, stands=STANDS), report("b", LAND, "territory:XX"), 2),
        (report("a", ANA, BEN, stands=STANDS), report("b", LAND), 2),
        (report("a", ANA, BEN, stands=STANDS), report("b", ANA, SEA), 1),
        (report("a", ANA, BEN, stands=STANDS), report("b", ANA, BEN, LAND, SEA), 1),
        (report("a", ANA, stands=((ANA, LAND),)), report("b", BEN, LAND, stands=((BEN, LAND),)), 2),
        (report("a", ANA, BEN, posts=((BEN, "chair LL BN"),)), report("b", ANA, CAN, posts=((CAN, "chair LL BN"),)), 1),
        (report("a", ANA, BEN, posts=((BEN, "chair LL BN"),)), report("b", ANA, CAN, posts=((CAN, "chair LL CN"),)), 2),
        (report("a", ANA, BEN), report("b", ANA, BODY), 2),
        (report("a", ANA, BEN, CAN), report("b", ANA, BEN), 1),
        (report("a", ANA, BEN, CAN), report("b", ANA, BEN, DEA), 2),
        (report("a", ANA, BEN, LAND), report("b", ANA, BEN, BODY), 1),
    ],
    ids=[
        "ministers and states", "no office is known", "another state", "one state alone", "one minister, one state",
        "both told", "somebody else of the same state", "two names for one holder", "two offices", "person and body",
        "one is left out", "somebody else beside both", "other bodies beside both",
    ],
)  # fmt: skip
def test_people_stand_for_whom_they_act_for(one: EventReport, other: EventReport, events: int) -> None:
    assert len(merge_events([one, other])) == events


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        (report("a", ANA, BEN, when="2023-05-11"), report("b", ANA, BEN), ["when"]),
        (report("a", ANA, BEN, when="2023-05"), report("b", ANA, BEN), []),
        (report("a", ANA, BEN), report("b", ANA, BEN, CAN), []),
        (report("a", ANA, BEN, stands=STANDS), report("b", LAND, SEA), []),
        (report("a", ANA, BEN, LAND), report("b", ANA, BEN, SEA), ["participants"]),
        (
            report("a", ANA, BEN, quantities=(("usd", "3"),)),
            report("b", ANA, BEN, quantities=(("usd", "4"),)),
            ["number"],
        ),
        (report("a", ANA, BEN, quantities=(("usd", "3"),)), report("b", ANA, BEN, quantities=(("eur", "4"),)), []),
        (report("a", ANA, BEN, status="denied"), report("b", ANA, BEN), ["status"]),
        (report("a", ANA, BEN, status="planned"), report("b", ANA, BEN), []),
        (report("a", ANA, BEN, place="city:1", country=LAND), report("b", ANA, BEN, place=LAND, country=LAND), []),
        (report("a", ANA, BEN, place="city:1", country=LAND), report("b", ANA, BEN, place=SEA, country=SEA), ["place"]),
        (
            report("a", ANA, BEN, place="city:1", country=LAND),
            report("b", ANA, BEN, place="city:2", country=LAND),
            ["place"],
        ),
    ],
)
def test_what_excludes_each_other_is_a_conflict(one: EventReport, other: EventReport, fields: list[str]) -> None:
    (event,) = merge_events([one, other])
    assert [conflict.field for conflict in event.conflicts] == fields
    assert all(len(conflict.values) == 2 for conflict in event.conflicts)


@pytest.mark.parametrize(
    ("one", "other", "details"),
    [
        (report("a", ANA, BEN), report("b", ANA, BEN), []),
        (report("a", ANA, BEN, CAN), report("b", ANA, BEN), [("a", "adds", CAN), ("b", "leaves-out", CAN)]),
        (
            report("a", ANA, BEN, stands=STANDS),
            report("b", ANA, SEA),
            [("a", "adds", BEN), ("b", "leaves-out", BEN)],
        ),
        (
            report("a", ANA, BEN, place="city:1", country=LAND),
            report("b", ANA, BEN, place=LAND, country=LAND),
            [("a", "adds", "city:1"), ("b", "leaves-out", "city:1")],
        ),
        (
            report("a", ANA, BEN, when="2023-05"),
            report("b", ANA, BEN),
            [("a", "leaves-out", "2023-05-10"), ("b", "adds", "2023-05-10")],
        ),
        (
            report("a", ANA, BEN, quantities=(("usd", "3"),)),
            report("b", ANA, BEN),
            [("a", "adds", "3 usd"), ("b", "leaves-out", "3 usd")],
        ),
        (
            report("a", ANA, BEN, when="2023-05-11"),
            report("b", ANA, BEN),
            [],
        ),
    ],
)
def test_more_detail_is_added_and_less_leaves_out(
    one: EventReport, other: EventReport, details: list[tuple[str, str, str]]
) -> None:
    (event,) = merge_events([one, other])
    assert [(detail.report, detail.what, detail.value) for detail in event.details] == details


def test_what_a_page_says_twice_it_does_not_leave_out() -> None:
    here = report("a", ANA, BEN), report("b", ANA, BEN, CAN, page="a")
    (event,) = merge_events([*here, report("c", ANA, BEN, CAN)])
    assert event.details == ()
