"""The days that bound a date."""

import pytest

from dragoman.chronicle.days import first_day, last_day


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
