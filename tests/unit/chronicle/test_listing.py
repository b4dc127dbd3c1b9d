"""Lists, counts and aggregates."""

from collections.abc import Callable

import msgspec
import pytest

from dragoman.chronicle.listing import entities
from dragoman.chronicle.listing.bins import bin_days
from dragoman.chronicle.listing.filters import NAMES, EventFilter, parse_filter
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError

ALL = EventFilter()
KARIM, BISHKEK = "Karim Daler", "city:1528675"


FAMILIES = "Asimov Brandt Kolesnik Ekberg Farhadi Gerlich Habibov Ivanets Jalili Lopatin Musaev Nazarov".split()


def many(count: int) -> dict[str, str]:
    """Pages of one event each, of other people in each month."""
    return {
        f"page{i}": f"en 2024-01-01 Herald\nvisit happened 2023-{i + 1:02}-11 | [Farrukh {name}|person] left for home."
        for i, name in enumerate(FAMILIES[:count])
    }


def test_a_filter_becomes_an_address_and_back() -> None:
    query = {"who": "Рахмон", "with": "a b", "type": "meet", "q": "grain", "since": "2024-03", "conflicts": "1"}
    assert parse_filter(query).to_query() == query
    assert parse_filter({"with": "a b", "q": "grain"}) == EventFilter(with_="a b", text="grain")
    assert parse_filter({"who": "  ", "conflicts": ""}) == ALL
    assert tuple(NAMES) == tuple(
        "who with type place topic language outlet office since until status q conflicts".split()
    )


@pytest.mark.parametrize(
    "given",
    [
        {"whom": "x"}, {"type": "dance"}, {"topic": "x"}, {"status": "maybe"}, {"since": "yesterday"},
        {"until": "2024-13"}, {"conflicts": "perhaps"}, {"who": 3}, {"who": "x" * 2000}, {"q": "a\0b"},
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        parse_filter(given)


@pytest.mark.parametrize("order", ["latest", "time"])
def test_pages_follow_each_other_without_gap_or_repeat(
    chronicle: SqlChronicle, store: Callable[..., None], order: str
) -> None:
    undated = "en - Herald\nmeet happened | [Karim Daler|person] met [Anna Petrova|person] at some time."
    store(chronicle, **many(12), undated=undated)
    chronicle.refresh()
    ids, cursor = [], None
    while True:
        page = chronicle.listing.events(ALL, order=order, limit=5, cursor=cursor)
        assert page.total == 13
        ids += [event.id for event in page.events]
        days = [event.when.value or event.seen for event in page.events]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(ids) == len(set(ids)) == 13
    assert days[-1] is None
    assert set(ids) == {event.id for event in chronicle.timeline(EventQuery())}


def test_a_cursor_stays_good_when_events_are_added(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    pages = many(12)
    store(chronicle, **{name: pages[name] for name in list(pages)[:10]})
    chronicle.refresh()
    first = chronicle.listing.events(ALL, limit=4)
    rest = chronicle.listing.events(ALL, limit=20, cursor=first.cursor)
    store(chronicle, **{name: pages[name] for name in list(pages)[10:]})
    chronicle.refresh()
    again = chronicle.listing.events(ALL, limit=20, cursor=first.cursor)
    assert [event.id for event in again.events] == [event.id for event in rest.events]
    assert again.total == 12
    with pytest.raises(UsageError, match="another list"):
        chronicle.listing.events(EventFilter(type="visit"), cursor=first.cursor)
    with pytest.raises(UsageError, match="no cursor"):
        chronicle.listing.events(ALL, cursor="é~")


@pytest.mark.parametrize(
    ("filter", "count"),
    [
        (ALL, 2), (EventFilter(who=KARIM), 2), (EventFilter(who="Карим Далер", with_="Anna Petrova"), 1),
        (EventFilter(type="visit"), 1), (EventFilter(status="planned"), 1), (EventFilter(place=BISHKEK), 1),
        (EventFilter(topic="trade"), 1), (EventFilter(language="ru"), 2), (EventFilter(language="en"), 1),
        (EventFilter(outlet="herald"), 1), (EventFilter(outlet="nobody"), 0), (EventFilter(office="chair"), 2),
        (EventFilter(office="foreign-minister"), 0), (EventFilter(since="2024-04"), 1),
        (EventFilter(until="2024-03"), 1), (EventFilter(text="принял"), 1),
        (EventFilter(conflicts=True), 0), (EventFilter(who="nobody at all"), 0),
    ],
)  # fmt: skip
def test_every_condition_counts_in_lists_timelines_and_overviews(
    lake: SqlChronicle, filter: EventFilter, count: int
) -> None:
    page = lake.listing.events(filter)
    assert (page.total, len(page.events)) == (count, count)
    query = EventQuery(**{name: getattr(filter, name) for name in EventFilter.__struct_fields__})
    assert {event.id for event in lake.timeline(query)} == {event.id for event in page.events}
    shape = lake.listing.histogram(filter)
    assert sum(bin.count for bin in shape.bins) + shape.earlier + shape.later + shape.undated == count
    assert sum(one.count for one in lake.listing.facets(filter).types) == count
    msgspec.json.encode([page, shape, lake.listing.facets(filter)])


def test_facets_count_events_once_however_many_pages_tell_of_them(lake: SqlChronicle) -> None:
    facets = lake.listing.facets(ALL)
    assert {one.value: one.count for one in facets.types} == {"meet": 1, "visit": 1}
    assert {one.value: one.count for one in facets.languages} == {"en": 1, "ru": 2}
    assert {one.label: one.count for one in facets.people} == {"Karim Daler": 2, "Anna Petrova": 1}
    assert [(one.value, one.label) for one in facets.places] == [(BISHKEK, "Bishkek")]


def test_a_list_shows_the_first_reports_and_says_how_many_there_are(
    chronicle: SqlChronicle, store: Callable[..., None]
) -> None:
    words = "meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675]"
    store(chronicle, **{f"page{i}": f"en 2024-03-0{i} Herald\n{words} on trade, {i} said." for i in range(1, 7)})
    chronicle.refresh()
    [event] = chronicle.listing.events(ALL).events
    assert (len(event.reports), event.told) == (3, 6)
    assert [report.quote.published for report in event.reports] == ["2024-03-01", "2024-03-02", "2024-03-03"]
    whole = chronicle.listing.event(event.id)
    assert (len(whole.reports), whole.told) == (6, 6)
    assert whole.reports[:3] == event.reports


def test_an_id_of_before_leads_to_the_entity_and_event_of_now(lake: SqlChronicle) -> None:
    [anna] = lake.who("Anna Petrova")
    [olga] = lake.who("Olga Brandt")
    old = {anna.id, olga.id}
    lake.judgements.merge(anna.id, olga.id, by="test")
    [now] = {lake.listing.resolve(id) for id in old}
    assert now is not None
    assert lake.listing.entity((old - {now}).pop()).id == now
    assert lake.listing.events(EventFilter(who=(old - {now}).pop())).total == 1
    lake.judgements.undo()
    assert {lake.listing.resolve(id) for id in old} == old
    for unknown in ("person:0123456789", "event:0123456789", "territory:XX", "", "é"):
        assert lake.listing.resolve(unknown) is None
    with pytest.raises(UsageError):
        lake.listing.entity("person:0123456789")
    with pytest.raises(UsageError):
        lake.listing.event("event:0123456789")


def test_who_meets_whom(lake: SqlChronicle) -> None:
    karim, anna = (lake.who(name)[0].id for name in (KARIM, "Anna Petrova"))
    [met, visited] = sorted(lake.listing.counterparts(karim, ALL), key=lambda one: one.label)
    assert (met.id, met.events, met.first, met.last) == (anna, 1, "2024-03-01", "2024-03-01")
    assert [(one.type, one.count) for one in met.types] == [("meet", 1)]
    assert [(one.year, one.count) for one in met.series] == [("2024", 1)]
    assert visited.id == "territory:KZ"
    pair = lake.listing.pair(karim, anna, ALL)
    assert (pair.a.events, pair.b.events, pair.total, len(pair.events)) == (2, 1, 1, 1)
    with pytest.raises(UsageError):
        lake.listing.pair(karim, "person:0123456789", ALL)


def test_the_network_and_the_one_around_somebody(lake: SqlChronicle) -> None:
    whole = lake.listing.network(ALL)
    assert {(edge.events) for edge in whole.edges} == {1}
    assert {node.label for node in whole.nodes} == {"Karim Daler", "Anna Petrova", "Kazakhstan"}
    around = lake.listing.network(ALL, around="Anna Petrova")
    assert {node.label for node in around.nodes} == {"Karim Daler", "Anna Petrova"}
    assert lake.listing.network(ALL, least=2).edges == ()
    assert lake.listing.network(ALL, limit=1).left_out == 2


def test_places_and_names_by_language(lake: SqlChronicle) -> None:
    [place] = lake.listing.places(ALL)
    assert (place.id, place.country, place.events) == (BISHKEK, "territory:KG", 1)
    assert place.coordinates is not None
    karim = lake.who(KARIM)[0].id
    names = lake.listing.names([karim, "territory:KZ", "person:0"], "ru")
    assert names == {karim: "Карим Далер", "territory:KZ": "Казахстан"}
    assert lake.listing.names([karim], "fa")[karim] == "Karim Daler"


def test_entities_page_by_page_and_by_name(lake: SqlChronicle) -> None:
    ids, cursor = [], None
    while True:
        page = lake.listing.entities(limit=2, cursor=cursor)
        ids += [view.id for view in page.entities]
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(ids) == sorted(view.id for view in lake.entities())
    assert page.total == len(ids)
    assert [view.label for view in lake.listing.entities("person", "kari").entities] == ["Karim Daler"]
    assert [view.label for view in lake.listing.entities(text="Далер Карим").entities] == ["Karim Daler"]
    with pytest.raises(UsageError):
        lake.listing.entities(limit=0)


def test_all_whose_name_begins_so_are_counted_before_kind_and_order(
    chronicle: SqlChronicle, store: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    store(chronicle, **many(12), again="en 2024-01-02 Herald\nvisit happened | [Farrukh Nazarov|person] left for home.")
    chronicle.refresh()
    monkeypatch.setattr(entities, "MOST_NEAR", 2)
    found = chronicle.listing.entities("person", "farrukh", limit=1)
    assert (found.total, [one.label for one in found.entities]) == (12, ["Farrukh Nazarov"])
    assert found.cursor is not None
    assert chronicle.listing.entities("organisation", "farrukh").total == 0


def test_far_off_days_do_not_stretch_a_histogram() -> None:
    days = {f"2024-03-{day:02}": 20 for day in range(1, 31)} | {"1945-05-09": 1, "2099-01-01": 1, "": 4}
    shape = bin_days(days)
    assert (shape.by, len(shape.bins)) == ("day", 30)
    assert (shape.earlier, shape.later, shape.undated) == (1, 1, 4)
    assert bin_days(days, bounded=True).by == "year"
    assert [bin.start for bin in bin_days({"2024-02-29": 1, "2024-03-05": 1}, by="week").bins] == [
        "2024-02-26",
        "2024-03-04",
    ]
    assert [bin.stop for bin in bin_days({"2024-02-10": 1, "9999-12-31": 1}, by="month").bins[-1:]] == ["9999-12-31"]
    assert bin_days({}).bins == ()
