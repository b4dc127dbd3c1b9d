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
