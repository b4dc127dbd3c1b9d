"""Offices as intervals."""

import pytest

from dragoman.errors import UsageError
from dragoman.meaning.offices import OfficeObservation, Tenure, holders_on, infer_tenures, standing_on
from dragoman.meaning.offices.spells import gap_days, read_days

BODY = "organisation:x"


def seen(key: str, holder: str, published: str | None = None, **fields: object) -> OfficeObservation:
    """Build an observation of a secretary-general."""
    office = {"title": "secretary-general", "of": BODY, "of_reference": BODY}
    return OfficeObservation(**{**office, "key": key, "holder": holder, "published": published, **fields})  # type: ignore[arg-type]


SUCCESSION = (seen("1", "ana", "2022-01-26"), seen("2", "ben", "2023-03-14"))


@pytest.mark.parametrize(
    ("on", "holder", "standing"),
    [
        ("2021-12-31", None, None),
        ("2022-01-26", "ana", "seen"),
        ("2022-02-01", "ana", "last-seen"),
        ("2023-03-13", "ana", "last-seen"),
        ("2023-03-14", "ben", "seen"),
        ("2023-06-01", "ben", "last-seen"),
    ],
)
def test_the_nearest_sighting_before_holds_until_the_next_holder(
    on: str, holder: str | None, standing: str | None
) -> None:
    tenures = holders_on(infer_tenures(SUCCESSION), on)
    assert [tenure.holder for tenure in tenures] == ([holder] if holder else [])
    assert [standing_on(tenure, on) for tenure in tenures] == ([standing] if holder else [])


def test_succession_is_no_contradiction() -> None:
    assert all(not tenure.contested_by for tenure in infer_tenures(SUCCESSION))


def test_two_holders_at_one_time_contest_each_other() -> None:
    tenures = infer_tenures((*SUCCESSION, seen("3", "ana", "2023-05-01"), seen("4", "ben", "2023-06-01")))
    assert {tenure.holder: tenure.contested_by for tenure in tenures} == {"ana": ("ben",), "ben": ("ana",)}


def test_first_and_last_seen() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2022-05-01"), seen("2", "ana", "2021-05-01"), seen("3", "ana")])
    assert (tenure.first_seen, tenure.last_seen) == ("2021-05-01", "2022-05-01")
    assert tenure.observations == ("2", "1", "3")
    assert (tenure.start, tenure.stop) == (None, None)


def test_stated_dates_are_start_and_stop() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2022-05-01", since="2020-03-01", until="2023")])
    assert (tenure.start, tenure.stop) == ("2020-03-01", "2023")


def test_the_stated_start_of_a_successor_closes_a_tenure() -> None:
    tenures = infer_tenures([seen("1", "ana", "2022-05-01"), seen("2", "ben", "2023-02-01", since="2023-01-01")])
    assert [(tenure.holder, tenure.stop) for tenure in tenures] == [("ana", "2023-01-01"), ("ben", None)]
    assert not tenures[0].contested_by


def test_a_former_holder_is_over_without_an_invented_end() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2022-05-01"), seen("2", "ana", "2023-01-01", status="former")])
    assert (tenure.stop, tenure.over, tenure.ended_by) == (None, True, "2023-01-01")
    assert [one.holder for one in holders_on([tenure], "2022-12-31")] == ["ana"]
    assert holders_on([tenure], "2023-01-01") == ()


def test_a_chair_that_passes_between_states() -> None:
    chair = {"title": "chair"}
    tenures = infer_tenures(
        [
            seen("1", "territory:AA", **chair),
            seen("2", "territory:BB", "2024-01-05", since="2023", until="2023", status="former", **chair),
            seen("3", "territory:CC", "2024-01-05", since="2024-01-01", **chair),
        ]
    )
    assert [(one.holder, one.start, one.stop) for one in tenures] == [
        ("territory:BB", "2023", "2023"),
        ("territory:CC", "2024-01-01", None),
        ("territory:AA", None, None),
    ]
    assert [one.holder for one in holders_on(tenures, "2023-06-01")] == ["territory:BB"]
    assert [one.holder for one in holders_on(tenures, "2024-06-01")] == ["territory:CC"]
    assert all(not one.contested_by for one in tenures)


def test_an_undated_holder_answers_where_nothing_better_is_known() -> None:
    tenures = infer_tenures([seen("1", "ana")])
    assert [(one.holder, standing_on(one, "2020")) for one in holders_on(tenures, "2020")] == [("ana", "undated")]


def test_a_holder_who_returns_has_two_tenures() -> None:
    tenures = infer_tenures(
        [seen("1", "ana", "2010-01-01"), seen("2", "ben", "2014-01-01"), seen("3", "ana", "2018-01-01")]
    )
    assert [one.holder for one in tenures] == ["ana", "ben", "ana"]
    assert all(not one.contested_by for one in tenures)


@pytest.mark.parametrize("title", ["ambassador", "deputy-minister", "minister", "other"])
def test_offices_that_many_hold_are_never_contested(title: str) -> None:
    crowd = [
        seen(key, key, date, title=title)
        for key, date in (("a", "2022-01-01"), ("b", "2022-01-01"), ("c", "2023-01-01"))
    ]
    tenures = infer_tenures(crowd)
    assert all(not one.contested_by for one in tenures)
    assert {one.holder for one in holders_on(tenures, "2023-06-01")} == {"a", "b", "c"}


def test_a_day_that_is_no_date() -> None:
    with pytest.raises(UsageError, match="soon"):
        standing_on(Tenure("chair", BODY, "ana"), "soon")


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2022-01-06/2022-01-07", ("2022-01-06", "2022-01-07")),
        ("2022-13", None),
        ("", None),
        (None, None),
    ],
)
def test_read_days(value: str | None, days: tuple[str, str] | None) -> None:
    found = read_days(value)
    assert (tuple(day.isoformat() for day in found) if found else None) == days


def test_gap_days() -> None:
    may, june = read_days("2023-05"), read_days("2023-06-03")
    assert may and june
    assert gap_days(may, june) == gap_days(june, may) == 3
    assert gap_days(may, may) == 0


def holds(tenures: tuple[Tenure, ...], on: str) -> list[str]:
    return [one.holder for one in holders_on(tenures, on)]


def test_a_page_without_a_date_ends_nothing_that_others_date() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2022-05-01"), seen("2", "ana", status="former")])
    assert (tenure.over, tenure.ended_by) == (False, None)
    assert holds((tenure,), "2023") == ["ana"]


def test_who_comes_back_after_leaving_has_two_tenures() -> None:
    tenures = infer_tenures(
        [
            seen("1", "ana", "2018-01-01"),
            seen("2", "ana", "2019-01-01", status="former", until="2018-12-01"),
            seen("3", "ana", "2021-01-01"),
        ]
    )
    assert [(one.first_seen, one.stop) for one in tenures] == [("2018-01-01", "2018-12-01"), ("2021-01-01", None)]
    assert holds(tenures, "2019-06-01") == []


def test_two_periods_of_one_curriculum_are_two_tenures() -> None:
    periods = [
        seen(key, "ana", "2024-01-01", status="former", since=since, until=until)
        for key, since, until in (("1", "1995", "2002"), ("2", "2010", "2014"))
    ]
    tenures = infer_tenures(periods)
    assert [(one.start, one.stop) for one in tenures] == [("1995", "2002"), ("2010", "2014")]


def test_an_acting_holder_contradicts_nobody() -> None:
    tenures = infer_tenures(
        [seen("1", "ana", "2022-01-01"), seen("2", "ben", "2022-02-01", acting=True), seen("3", "ana", "2022-03-01")]
    )
    assert {one.holder: one.acting for one in tenures} == {"ana": False, "ben": True}
    assert all(not one.contested_by for one in tenures)


def test_an_undated_page_does_not_make_an_acting_holder_a_regular_one() -> None:
    acting, ben = seen("1", "ana", "2022-01-01", acting=True), seen("2", "ben", since="2022-01-01")
    (alone, _), (told, _) = (infer_tenures([acting, ben, *more]) for more in ((), (seen("3", "ana", status="former"),)))
    assert (alone.acting, alone.stop) == (told.acting, told.stop) == (True, None)


def test_a_coming_holder_does_not_hold_the_office_yet() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2022-05-01", status="incoming")])
    assert (tenure.not_before, tenure.first_seen) == ("2022-05-01", None)
    assert holds((tenure,), "2022-04-01") == []


def test_two_whom_one_page_names_together_share_the_office() -> None:
    together = [seen("1:0", "ana", "2022-05-01", page="p"), seen("1:1", "ben", "2022-05-01", page="p")]
    assert all(not one.contested_by for one in infer_tenures(together))


def test_a_state_and_who_chairs_for_it_are_one_side() -> None:
    chair = {"title": "chair"}
    told = [
        seen("1", "territory:AA", "2022-01-01", since="2022", until="2022", **chair),
        seen("2", "ana", "2022-05-01", lands=("territory:AA",), **chair),
        seen("3", "ben", "2022-05-01", lands=("territory:BB",), **chair),
    ]
    tenures = {one.holder: one for one in infer_tenures(told)}
    assert tenures["ana"].side == tenures["territory:AA"].side == "territory:AA"
    assert tenures["ana"].contested_by == ("ben",)
    assert set(holds(infer_tenures(told[:2]), "2022-06-01")) == {"territory:AA", "ana"}


def test_a_page_that_tells_of_the_end_vouches_no_more() -> None:
    (tenure,) = infer_tenures(
        [
            seen("1:0", "ana", "2022-05-01", page="p"),
            seen("1:1", "ana", "2022-05-01", page="p", status="former", until="2022-04-30"),
        ]
    )
    assert (tenure.last_seen, tenure.stop, tenure.over) == (None, "2022-04-30", True)


def test_being_chosen_again_is_no_beginning() -> None:
    (tenure,) = infer_tenures([seen("1", "ana", "2019-01-01"), seen("2", "ana", "2022-01-01", since="2021-12-01")])
    assert (tenure.start, tenure.first_seen) == (None, "2019-01-01")


def test_who_followed_a_holder_keeps_the_office_from_going_back() -> None:
    tenures = infer_tenures(
        [
            seen("1", "ana", "2020-01-01"),
            seen("2", "ben", "2021-01-01"),
            seen("3", "ben", "2022-01-01", status="former"),
        ]
    )
    assert holds(tenures, "2023-01-01") == []


CHOSEN = (
    seen("1", "ana", "2024-03-01"),
    seen("2", "ben", "2024-08-28", since="2024-08-27"),
    seen("3", "ben", "2024-08-29", since="2024-08-27"),
    seen("4", "ben", "2024-08-28", since="2024-09-01", status="incoming"),
    seen("5", "ana", "2024-08-28", until="2024-09-01", status="former"),
    seen("6", "ben", "2024-10-01"),
)


def test_who_is_chosen_begins_when_the_one_before_hands_over() -> None:
    ana, ben = infer_tenures(CHOSEN)
    assert (ana.holder, ana.stop, ana.contested_by) == ("ana", "2024-09-01", ())
    assert (ben.holder, ben.start, ben.contested_by) == ("ben", "2024-09-01", ())
    assert [one.holder for one in holders_on(infer_tenures(CHOSEN), "2024-08-30")] == ["ana"]


def test_a_beginning_at_the_end_of_oneself_is_none_of_a_hand_over() -> None:
    told = [seen("1", "ana", "2024-08-28", since="2024-08-27"), seen("2", "ana", since="2024-09-01"),
            seen("3", "ana", until="2024-09-01"), seen("4", "ana", since="2024-08-27")]  # fmt: skip
    (tenure,) = infer_tenures(told)
    assert tenure.start == "2024-08-27"
