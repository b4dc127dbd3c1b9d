"""Asking: events, entities, offices, pages, each with its sentences."""

from collections.abc import Callable

import pytest
from tests.unit.chronicle.plain_reader import make_page

from dragoman.chronicle.answers import EventView, PageView
from dragoman.chronicle.offices import list_titles
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.model import Rejected


def test_an_event_of_two_pages_is_one_with_both_sentences(lake: SqlChronicle) -> None:
    [meeting] = lake.timeline(EventQuery(type="meet"))
    assert [(r.quote.page, r.quote.language, r.quote.published, r.quote.outlet) for r in meeting.reports] == [
        ("lake-en", "en", "2024-03-02", "Herald"),
        ("lake-ru", "ru", "2024-03-03", "Вестник"),
    ]
    assert meeting.reports[0].quote.text == "Karim Daler met Anna Petrova in Bishkek on trade."
    assert meeting.reports[1].quote.text == "Карим Далер принял Анну Петрову в Бишкеке."
    assert (meeting.when.value, meeting.when.basis, meeting.status, meeting.seen, meeting.topics) == (
        ("2024-03-01", "stated", "happened", "2024-03-02", ("trade",))
    )
    assert meeting.place is not None
    assert meeting.place.id == "city:1528675"
    assert {p.kind for p in meeting.participants} == {"person"}
    assert {role for p in meeting.participants for role in p.roles} == {"participant"}
    assert len(meeting.participants) == 2


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (EventQuery(), ["meet", "visit"]),
        (EventQuery(who="Karim Daler"), ["meet", "visit"]),
        (EventQuery(who="Далер"), ["meet", "visit"]),
        (EventQuery(who="Карим Далер", with_="Anna Petrova"), ["meet"]),
        (EventQuery(who="Nobody Whatsoever"), []),
        (EventQuery(who="Daler", with_="Xyzzy Plugh"), []),
        (EventQuery(type="visit"), ["visit"]),
        (EventQuery(place="Bishkek"), ["meet"]),
        (EventQuery(place="city:1528675"), ["meet"]),
        (EventQuery(topic="trade"), ["meet"]),
        (EventQuery(topic="energy"), []),
        (EventQuery(status="planned"), ["visit"]),
        (EventQuery(since="2024-03-02"), ["visit"]),
        (EventQuery(since="2024-04-30"), ["visit"]),
        (EventQuery(since="2024-05"), []),
        (EventQuery(until="2024-03"), ["meet"]),
        (EventQuery(until="2024-02-29"), []),
        (EventQuery(since="2024", until="2024"), ["meet", "visit"]),
        (EventQuery(limit=1), ["meet"]),
    ],
)
def test_the_timeline_is_filtered(lake: SqlChronicle, query: EventQuery, types: list[str]) -> None:
    assert [event.type for event in lake.timeline(query)] == types


@pytest.mark.parametrize("query", [EventQuery(since="last week"), EventQuery(until="2024-13-01")])
def test_a_time_that_is_none_is_a_usage_error(lake: SqlChronicle, query: EventQuery) -> None:
    with pytest.raises(UsageError, match="is no date"):
        lake.timeline(query)


@pytest.mark.parametrize("name", ["Karim Daler", "Карим Далер", "daler", "كريم دالر"])
def test_a_name_in_any_script_finds_the_one_person(lake: SqlChronicle, name: str) -> None:
    [found] = lake.who(name)
    assert (found.names["en"][0], found.names["ru"][0], found.pages) == ("Karim Daler", "Карим Далер", 3)
    assert [tenure.title for tenure in found.offices] == ["chair"]
    assert [event.type for event in found.events] == ["meet", "visit"]


def test_an_id_finds_its_entity_and_events_can_be_limited(lake: SqlChronicle) -> None:
    [found] = lake.who("territory:KZ", events=0)
    assert (found.kind, found.reference, found.score, found.events) == ("country", "territory:KZ", 1.0, ())
    assert [event.type for event in lake.who("Karim Daler", events=1)[0].events] == ["visit"]


def test_an_inflected_form_finds_its_entity(lake: SqlChronicle) -> None:
    assert [found.id for found in lake.who("Бишкеке")] == ["city:1528675"]


def test_nobody_is_found_for_a_name_like_none(lake: SqlChronicle) -> None:
    assert lake.who("Xyzzy Plugh") == []


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (None, ["Karim Daler", "Olga Brandt"]),
        ("2024-03-02", ["Karim Daler"]),
        ("2025-03", ["Olga Brandt"]),
        ("2026-01-01", ["Olga Brandt"]),
    ],
)
def test_an_office_passes_on(lake: SqlChronicle, on: str | None, names: list[str]) -> None:
    found = lake.office("chair", "Lake Council", on=on)
    assert [tenure.name for tenure in found] == names
    assert all(tenure.quotes and tenure.of_name == "Lake Council" for tenure in found)
    assert all(bool(tenure.standing) == (on is not None) for tenure in found)


def test_an_office_of_something_unknown_has_no_holder(lake: SqlChronicle) -> None:
    assert lake.office("chair", "Xyzzy Plugh") == []
    assert lake.office("spokesperson", "Lake Council") == []


@pytest.mark.parametrize(
    ("word", "titles"),
    [
        ("secretary-general", {"secretary-general"}),
        ("minister/interior", {"minister/interior"}),
        ("president", {"head-of-state", "head"}),
    ],
)
def test_office_words_stand_for_ids(word: str, titles: set[str]) -> None:
    assert set(list_titles(word)) >= titles


def test_a_page_is_shown_with_its_marks(lake: SqlChronicle) -> None:
    page = lake.show("lake-en")
    assert isinstance(page, PageView)
    assert [(mark.kind, mark.span.of(page.text)) for mark in page.marks if mark.kind in ("person", "place")] == [
        ("person", "Karim Daler"),
        ("person", "Anna Petrova"),
        ("place", "Bishkek"),
        ("person", "Karim Daler"),
    ]
    [event] = [mark for mark in page.marks if mark.kind == "event"]
    shown = lake.show(event.id)
    assert isinstance(shown, EventView)
    assert shown.type == "meet"
    assert lake.show(page.sha256[:12]) == page == lake.show(page.address)


def test_what_cannot_be_shown_says_why(lake: SqlChronicle) -> None:
    void = make_page("void", " ")
    lake.reject(Rejected("void", void.address, "empty", sha256=void.sha256), page=void, reader="plain-1")
    with pytest.raises(UsageError, match="was rejected"):
        lake.show("void")
    with pytest.raises(UsageError, match="no page and no event 'nothing'"):
        lake.show("nothing")


def test_one_name_of_two_pages_asks_for_more(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, **{"lake-en": "en - -\nsay | Quite another page."})
    with pytest.raises(UsageError, match="fits 2 pages"):
        lake.show("lake-en")


def test_readings_have_the_ids_of_the_chronicle(lake: SqlChronicle) -> None:
    english, russian, later = lake.readings()
    assert (english.id, english.lang, english.published, english.outlet) == ("lake-en", "en", "2024-03-02", "Herald")
    people = [{e.name: e.id for e in view.entities if e.kind == "person"} for view in (english, russian)]
    assert people[0]["Karim Daler"] == people[1]["Карим Далер"]
    assert next(e.mentions for e in english.entities) == ("Karim Daler",)
    [office] = english.offices
    assert (office.holder, office.title, office.status) == (people[0]["Karim Daler"], "chair", "current")
    assert office.of == next(e.id for e in english.entities if e.name == "Lake Council")
    [meeting] = english.events
    assert (meeting.type, meeting.place, meeting.date) == ("meet", "city:1528675", "2024-03-01")
    assert set(meeting.participants) == set(people[0].values())
    assert meeting.quote == "Karim Daler met Anna Petrova in Bishkek on trade."
    assert later.events == ()


def test_readings_of_a_choice_of_pages_keep_its_names_and_order(lake: SqlChronicle) -> None:
    digests = {view.id: view_sha for view, view_sha in zip(lake.readings(), sorted_digests(lake), strict=True)}
    chosen = [("second", digests["lake-ru"]), ("first", digests["lake-en"]), ("lost", "0" * 64)]
    assert [(view.id, view.lang) for view in lake.readings(chosen)] == [("second", "ru"), ("first", "en")]


def sorted_digests(chronicle: SqlChronicle) -> list[str]:
    shown = [chronicle.show(view.id) for view in chronicle.readings()]
    return [page.sha256 for page in shown if isinstance(page, PageView)]


def test_entities_are_listed_by_kind(lake: SqlChronicle) -> None:
    assert [found.label for found in lake.entities(kind="organisation")] == ["Lake Council"]
    assert lake.entities()[0].pages >= lake.entities()[-1].pages
    assert len(lake.entities()) == sum(lake.counts().entities.values())


def test_reports_that_differ_are_a_conflict_with_both_sentences(
    chronicle: SqlChronicle, store: Callable[..., None]
) -> None:
    meeting = "[Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675]."
    store(
        chronicle,
        one=f"en 2024-03-03 Herald\nmeet happened 2024-03-01 | {meeting}",
        two=f"en 2024-03-03 Courier\nmeet happened 2024-03-02 | Yesterday {meeting}",
    )
    chronicle.refresh()
    [conflict] = chronicle.conflicts()
    assert {value.value: [quote.page for quote in value.quotes] for value in conflict.values} == {
        "2024-03-01": ["one"],
        "2024-03-02": ["two"],
    }
    assert chronicle.timeline(EventQuery())[0].conflicts == (conflict,)
    assert chronicle.counts().conflicts == 1


def test_counts_add_up(lake: SqlChronicle) -> None:
    counts = lake.counts()
    assert (counts.pages, counts.languages, counts.rejected) == (3, {"en": 2, "ru": 1}, {})
    assert counts.events == {"meet": 1, "visit": 1}
    assert (counts.tenures, counts.conflicts) == (2, 0)
    assert counts.entities == {"country": 1, "organisation": 1, "person": 3, "place": 1}


def test_a_city_comes_with_its_country_and_coordinates(lake: SqlChronicle) -> None:
    [bishkek] = lake.entities(kind="place")
    assert bishkek.country == "territory:KG"
    assert bishkek.coordinates == pytest.approx((42.87, 74.59), abs=0.02)
    assert lake.who("Bishkek")[0].coordinates == bishkek.coordinates
    assert {entity.coordinates for entity in lake.entities(kind="person")} == {None}
