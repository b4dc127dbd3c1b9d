"""The days that bound a date."""

import pytest

from dragoman.chronicle.days import check_day, first_day, last_day
from dragoman.errors import UsageError


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (None, None, None),
        ("", None, None),
        ("2024-03-14", "2024-03-14", "2024-03-14"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2022-01-06/2022-01-07", "2022-01-06", "2022-01-07"),
        ("2022-01/2022-02", "2022-01-01", "2022-02-28"),
        ("2021/2022", "2021-01-01", "2022-12-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(value: str | None, first: str | None, last: str | None) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize("value", ["2024", "2024-03", "2024-02-29"])
def test_a_day_month_or_year_is_asked_for(value: str) -> None:
    assert check_day(value) == value


@pytest.mark.parametrize(
    "value", ["20240312", "2024-W11", "2024-3-5", "2023-02-29", "2022-01-06/xyz", "٢٠٢٤-٠٣-١٤", " 2024", "", "2024-13"]
)
def test_what_is_compared_otherwise_is_no_day(value: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        check_day(value)
