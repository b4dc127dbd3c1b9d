"""Reports that become one event, and those that must not."""

import pytest

from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport, merge_events

ANA, BEN, CAN = "person:ana", "person:ben", "person:can"
QUOTE = "The two ministers met in the harbour town and spoke of water and trade."


def report(key: str, **fields: object) -> EventReport:
    """Build the report of a meeting, by default on a page of its own."""
    defaults = {
        "key": key,
        "page": key,
        "type": "meet",
        "participants": (ANA, BEN),
        "when": "2023-05-10",
        "published": "2023-05-10",
    }
    return EventReport(**{**defaults, **fields})  # type: ignore[arg-type]


def merged(*reports: EventReport) -> list[tuple[str, ...]]:
    """Return the keys of each event's reports."""
    return sorted(event.reports for event in merge_events(reports))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"participants": (BEN, ANA)},
        {"when": "2023-05-11"},
        {"when": "2023-05"},
        {"when": None, "published": "2023-05-15"},
        {"place": "city:1"},
        {"participants": (ANA,)},
        {"participants": (ANA, BEN, "organisation:x")},
        {"status": "planned"},
    ],
)
def test_one_event(fields: dict[str, object]) -> None:
    assert merged(report("a"), report("b", **fields)) == [("a", "b")]


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "accuse"},
        {"participants": (ANA, CAN)},
        {"participants": (CAN,)},
        {"participants": (ANA, "organisation:x")},
        {"when": "2023-05-12"},
        {"when": "2023"},
        {"when": "2023-06"},
        {"when": None, "published": "2023-05-08"},
        {"when": "2022"},
        {"when": None, "published": "2023-06-15"},
        {"when": None, "published": None},
        {"participants": ()},
        {"place": "city:2", "when": "2023-05-11"},
    ],
)
def test_two_events(fields: dict[str, object]) -> None:
    assert merged(report("a", place="city:1"), report("b", **fields)) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"when": "2023-05-10"}, {"when": "2023-05-11"}),
        ({"place": "city:1"}, {"place": "city:2"}),
        ({"status": "planned"}, {"status": "happened"}),
    ],
)
def test_one_page_does_not_contradict_itself(one: dict[str, object], other: dict[str, object]) -> None:
    assert len(merged(report("a", page="p", **one), report("b", page="p", **other))) == 2


@pytest.mark.parametrize(
    ("kind", "days", "events"), [("meet", 1, 1), ("assault", 1, 2), ("visit", 3, 1), ("call", 2, 2)]
)
def test_how_far_days_may_lie_apart_depends_on_the_type(kind: str, days: int, events: int) -> None:
    one, other = report("a", type=kind), report("b", type=kind, when=f"2023-05-{10 + days}")
    assert len(merged(one, other)) == events


def test_kin_types_merge_across_pages_only() -> None:
    assert merged(report("a", type="agree"), report("b", type="cooperate")) == [("a", "b")]
    assert len(merged(report("a", type="agree", page="p"), report("b", type="cooperate", page="p"))) == 2


def test_a_place_that_differs_on_an_exact_match_is_a_conflict() -> None:
    (event,) = merge_events([report("a", place="city:1"), report("b", place="city:2"), report("c", place="city:1")])
    assert event.place == "city:1"
    (conflict,) = event.conflicts
    assert (conflict.field, conflict.values) == ("place", (("city:1", ("a", "c")), ("city:2", ("b",))))


def test_a_date_that_differs_is_a_conflict() -> None:
    (event,) = merge_events([report("a"), report("b"), report("c", when="2023-05-11")])
    assert event.when == "2023-05-10"
    assert [(one.field, one.values[1]) for one in event.conflicts] == [("when", ("2023-05-11", ("c",)))]


def test_a_vaguer_date_is_no_conflict() -> None:
    (event,) = merge_events([report("a"), report("b", when="2023-05")])
    assert event.when == "2023-05-10"
    assert event.conflicts == ()


def test_a_denial_is_a_conflict() -> None:
    (event,) = merge_events([report("a"), report("b"), report("c", status="denied")])
    assert event.status == "happened"
    assert [one.field for one in event.conflicts] == ["status"]


def test_a_city_does_not_contradict_a_country() -> None:
    (event,) = merge_events([report("a", place="city:1"), report("b", place="territory:TJ", when="2023-05-11")])
    assert [one.field for one in event.conflicts] == ["when"]


def test_a_gathering_of_which_one_names_a_few() -> None:
    crowd = tuple(f"territory:{letter}" for letter in "ABCDEF")
    one = report("a", type="convene", participants=crowd, place="city:1")
    assert merged(one, report("b", type="convene", participants=crowd[:1], place="city:1")) == [("a", "b")]
    assert len(merged(one, report("b", type="convene", participants=crowd[:1]))) == 2


def test_no_chain_of_small_steps() -> None:
    days = [report(str(day), when=f"2023-05-{day}") for day in range(10, 19, 2)]
    assert all(len(keys) < 3 for keys in merged(*days))


GRAIN = "the barley harvest around Lakeside would be larger than before"
STADIUM = "a stadium was promised to every football club of the capital"


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({"content": f"that {GRAIN}, whatever happens"}, 1),
        ({"content": STADIUM}, 2),
        ({"content": STADIUM, "page": "a"}, 1),
        ({"content": f"{STADIUM}, and of the harvest", "story": "story:1"}, 1),
        ({"content": STADIUM, "story": "story:1"}, 2),
        ({"content": f"{STADIUM} around Lakeside", "topics": ("food",)}, 1),
        ({"content": "Урожай будет хорошим", "language": "ru"}, 2),
        ({"content": "урожай будет хорошим", "language": "ru", "story": "story:1"}, 1),
        ({"content": "в Занзибаре построят стадион", "language": "ru", "story": "story:1"}, 2),
        ({"content": GRAIN, "when": "2023-05-11"}, 2),
        ({"content": GRAIN, "when": None, "published": None}, 2),
        ({"content": GRAIN, "when": None, "published": None, "story": "story:1"}, 1),
        ({"content": GRAIN, "participants": (BEN, ANA)}, 2),
        ({"content": GRAIN, "when": "2023-05-11", "quote": QUOTE.replace("and trade", "or trade")}, 1),
    ],
)
def test_statements_merge_by_speaker_day_and_words_or_as_reprints(fields: dict[str, object], events: int) -> None:
    one = report("a", type="state", quote=QUOTE, language="en", content=GRAIN, story="story:1", topics=("food",))
    assert len(merged(one, report("b", **{"type": "state", "language": "en", **fields}))) == events


@pytest.mark.parametrize(
    ("channel", "other", "events"),
    [("spoken", "spoken", 1), ("spoken", None, 1), ("spoken", "written", 2), ("written", "written", 1)],
)
def test_a_call_and_a_letter_are_two(channel: str, other: str | None, events: int) -> None:
    assert len(merged(report("a", type="call", channel=channel), report("b", type="call", channel=other))) == events


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({"type": "accuse"}, 2),
        ({"type": "call", "channel": "written"}, 2),
        ({"type": "call", "channel": "spoken"}, 1),
        ({"type": "meet"}, 1),
    ],
)
def test_who_acts_in_one_is_not_acted_upon_in_the_other(fields: dict[str, object], events: int) -> None:
    one = report("a", roles=(("actor", ANA), ("target", BEN)), **fields)
    assert len(merged(one, report("b", roles=(("actor", BEN), ("target", ANA)), **fields))) == events


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({}, 2),
        ({"story": "story:1"}, 1),
        ({"story": "story:1", "place": "city:2"}, 2),
        ({"story": "story:1", "topics": ("water",)}, 2),
        ({"story": "story:1", "participants": (ANA, CAN)}, 2),
    ],
)
def test_reports_without_any_day_merge_by_their_story(fields: dict[str, object], events: int) -> None:
    bare = {"when": None, "published": None, "place": "city:1", "topics": ("trade",)}
    one = report("a", **bare, story="story:1")
    assert len(merged(one, report("b", **{**bare, **fields}))) == events


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({"published": "2023-05-12"}, 1),
        ({"published": "2023-05-25"}, 2),
        ({"published": "2023-05-25", "copy_of": "a"}, 1),
        ({"published": "2023-07-25", "copy_of": "a"}, 2),
    ],
)
def test_a_sentence_that_comes_again_weeks_later_is_a_formula(fields: dict[str, object], events: int) -> None:
    one = report("a", type="state", when=None, quote=QUOTE, language="en", copy_of="a")
    other = report("b", **{"type": "state", "when": None, "quote": QUOTE, "language": "en", **fields})
    assert len(merged(one, other)) == events


@pytest.mark.parametrize(("kind", "events"), [("call", 2), ("meet", 2), ("visit", 1)])
def test_whom_else_somebody_called_is_not_known(kind: str, events: int) -> None:
    alone = {"type": kind, "participants": (ANA,)}
    assert len(merged(report("a", **alone), report("b", **alone, when=None))) == events


@pytest.mark.parametrize(("fields", "events"), [({}, 2), ({"place": "city:1"}, 1), ({"story": "story:1"}, 1)])
def test_what_is_done_to_nobody_in_particular_is_not_done_to_somebody(fields: dict[str, object], events: int) -> None:
    one = report("a", type="aid", place="city:1", story="story:1")
    assert len(merged(one, report("b", type="aid", participants=(ANA,), **fields))) == events


def test_topics_are_gathered() -> None:
    (event,) = merge_events([report("a", topics=("water",)), report("b", topics=("trade", "water"))])
    assert event.topics == ("trade", "water")
    assert event.participants == (ANA, BEN)
    assert event.id.startswith("event:")


def test_a_judgement_stands_above_what_agrees() -> None:
    reports = [report("a"), report("b"), report("c", when="2024-11-01", place="city:9")]
    judgements = [Judgement("a", "b", "different"), Judgement("b", "c", "same"), Judgement("b", "gone", "same")]
    assert sorted(event.reports for event in merge_events(reports, judgements)) == [("a",), ("b", "c")]


def test_a_report_joins_those_that_a_judgement_tied_where_it_fits_one_of_them() -> None:
    reports = [report("a"), report("b", when="2024-11-01", place="city:9"), report("c")]
    (event,) = merge_events(reports, [Judgement("a", "b", "same")])
    assert event.reports == ("a", "b", "c")
