"""Identity does not depend on any order: of members, judgements, observations or reports."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.entities import Judgement, Member, resolve_entities
from dragoman.meaning.events import EventReport, merge_events
from dragoman.meaning.offices import OfficeObservation, infer_tenures

NAMES = (
    ("Глеб Ворсин", "ru"),
    ("Gleb Vorsin", "en"),
    ("غليب فورسين", "ar"),
    ("گلب ورسین", "fa"),
    ("Олег Ворсин", "ru"),
    ("Ворсин", "ru"),
    ("Vorsin", "en"),
    ("Gleb Vorsyn", "en"),
    ("Ворсинов", "ru"),
    ("Г. Ворсин", "ru"),
    ("Жанар Токсанова", "ru"),
    ("…", "ru"),
)
OFFICES = (("minister", "territory:TJ", "current"), ("speaker", "territory:TJ", "former"))
PAGES, DATES = (
    ("p1", "p2", "p3", "p4"),
    (None, "2023-05-10", "2023-05-11", "2023-05-15", "2023-05", "2023", "2024-01-01"),
)
PEOPLE = ("person:a", "person:b", "person:c", "territory:TJ")

members = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(PAGES),
        st.sampled_from(["person", "person", "organisation", "place"]),
        st.sampled_from([None, None, None, "x:1", "x:2"]),
        st.lists(st.sampled_from(OFFICES), max_size=2, unique=True),
        st.lists(st.sampled_from(["territory:TJ", "organisation:y"]), max_size=2, unique=True),
    ),
    max_size=14,
).map(
    lambda rows: [
        Member(
            key=f"{page}/{number}", page=page, kind=kind, name=name, language=language,
            reference=reference, offices=tuple(offices), co=tuple(co),
        )
        for number, ((name, language), page, kind, reference, offices, co) in enumerate(rows)
    ]
)  # fmt: skip
reports = st.lists(
    st.tuples(
        st.sampled_from(PAGES),
        st.sampled_from(["meet", "state", "agree", "cooperate"]),
        st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True),
        st.sampled_from([None, "city:1", "city:2", "territory:TJ"]),
        st.sampled_from(DATES),
        st.sampled_from(DATES[:4]),
        st.sampled_from(["happened", "planned", "denied"]),
    ),
    max_size=10,
).map(
    lambda rows: [
        EventReport(
            key=str(number), page=page, type=kind, participants=tuple(people), place=place,
            when=when, published=published, status=status,
        )
        for number, (page, kind, people, place, when, published, status) in enumerate(rows)
    ]
)  # fmt: skip
observations = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["chair", "ambassador"]),
        st.sampled_from(["current", "former", "incoming"]),
        st.sampled_from(DATES),
        st.sampled_from(DATES),
        st.sampled_from(DATES),
        st.booleans(),
        st.sampled_from(["", "p", "q"]),
        st.sampled_from([(), ("territory:AA",), ("territory:BB",)]),
    ),
    max_size=10,
).map(
    lambda rows: [
        OfficeObservation(
            key=str(number), holder=holder, title=title, of_reference="organisation:x",
            status=status, published=published, since=since, until=until, acting=acting, page=page, lands=lands,
        )
        for number, (holder, title, status, published, since, until, acting, page, lands) in enumerate(rows)
    ]
)  # fmt: skip


@st.composite
def judged_members(draw: st.DrawFn) -> tuple[list[Member], list[Judgement]]:
    """Draw members, and judgements about some of their pairs."""
    drawn = draw(members)
    pairs = list(combinations([member.key for member in drawn], 2))
    if not pairs:
        return drawn, []
    rows = st.tuples(
        st.sampled_from(pairs), st.sampled_from(["same", "different", "unsure"]), st.sampled_from(["1", "2"])
    )
    chosen = draw(st.lists(rows, max_size=4, unique_by=lambda row: row[0]))
    return drawn, [Judgement(a, b, verdict, when=when) for (a, b), verdict, when in chosen]  # type: ignore[arg-type]


@settings(deadline=None)
@given(judged_members(), st.randoms(use_true_random=False))
def test_entities_are_free_of_order(drawn: tuple[list[Member], list[Judgement]], random) -> None:  # type: ignore[no-untyped-def]
    drawn_members, judgements = drawn
    expected = resolve_entities(drawn_members, judgements)
    random.shuffle(drawn_members)
    random.shuffle(judgements)
    assert resolve_entities(iter(drawn_members), iter(judgements)) == expected


@settings(deadline=None)
@given(judged_members())
def test_entities_are_a_partition(drawn: tuple[list[Member], list[Judgement]]) -> None:
    drawn_members, judgements = drawn
    clusters = resolve_entities(drawn_members, judgements).clusters
    keys = [key for cluster in clusters for key in cluster.members]
    assert sorted(keys) == sorted(member.key for member in drawn_members)
    assert len({cluster.id for cluster in clusters}) == len(clusters)


@settings(deadline=None)
@given(judged_members())
def test_judgements_always_hold(drawn: tuple[list[Member], list[Judgement]]) -> None:
    drawn_members, judgements = drawn
    home = {
        key: cluster.id for cluster in resolve_entities(drawn_members, judgements).clusters for key in cluster.members
    }
    assert all(home[one.a] != home[one.b] for one in judgements if one.verdict == "different")
    if not any(one.verdict == "different" for one in judgements):
        assert all(home[one.a] == home[one.b] for one in judgements if one.verdict == "same")


@settings(deadline=None)
@given(members)
def test_two_pages_read_again_change_nothing(drawn: list[Member]) -> None:
    batches = [[member for member in drawn if member.page == page] for page in reversed(PAGES)]
    grown: list[Member] = []
    for batch in batches:
        grown.extend(batch)
        resolve_entities(grown)
    assert resolve_entities(grown) == resolve_entities(drawn)


@settings(deadline=None)
@given(reports, st.randoms(use_true_random=False))
def test_events_are_free_of_order(drawn: list[EventReport], random) -> None:  # type: ignore[no-untyped-def]
    expected = merge_events(drawn)
    random.shuffle(drawn)
    assert merge_events(drawn) == expected
    assert sorted(key for event in expected for key in event.reports) == sorted(report.key for report in drawn)


@given(reports)
def test_no_event_holds_two_dates_or_places_of_one_page(drawn: list[EventReport]) -> None:
    by_key = {report.key: report for report in drawn}
    for event in merge_events(drawn):
        for a, b in combinations([by_key[key] for key in event.reports], 2):
            if a.page == b.page:
                assert a.when == b.when or not (a.when and b.when)
                assert a.place == b.place or not (a.place and b.place)


@given(observations, st.randoms(use_true_random=False))
def test_tenures_are_free_of_order(drawn: list[OfficeObservation], random) -> None:  # type: ignore[no-untyped-def]
    expected = infer_tenures(drawn)
    random.shuffle(drawn)
    assert infer_tenures(drawn) == expected
    assert sorted(key for tenure in expected for key in tenure.observations) == sorted(one.key for one in drawn)


@given(observations)
def test_a_page_without_a_date_ends_no_dated_tenure(drawn: list[OfficeObservation]) -> None:
    undated = OfficeObservation("z", PEOPLE[0], "chair", of_reference="organisation:x", status="former")
    before = {one.observations: (one.stop, one.over, one.ended_by) for one in infer_tenures(drawn) if one.last_seen}
    for after in infer_tenures([*drawn, undated]):
        seen = tuple(key for key in after.observations if key != "z")
        if after.last_seen:
            assert before[seen] == (after.stop, after.over, after.ended_by)


@given(observations)
def test_contests_are_mutual(drawn: list[OfficeObservation]) -> None:
    tenures = infer_tenures(drawn)
    pairs = {(one.title, one.holder, other) for one in tenures for other in one.contested_by}
    assert pairs == {(title, b, a) for title, a, b in pairs}
