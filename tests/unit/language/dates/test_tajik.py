"""Tajik dates: the ezafe on months and years, and the weekday that is also the capital."""

import pytest

from dragoman.language.dates import find_dates, parse_date_line, settle
from dragoman.model import When

WEDNESDAY = When("2023-03-15", "stated")


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Онҳо 13 марти соли 2024 омаданд.", "13 марти соли 2024", "2024-03-13"),
        ("Онҳо рӯзи 5 майи соли 2021 омаданд.", "5 майи соли 2021", "2021-05-05"),
        ("Дар моҳи ноябри соли 2022 борон борид.", "моҳи ноябри соли 2022", "2022-11"),
        ("Дар соли 2019 борон борид.", "соли 2019", "2019"),
        ("Дирӯз борон борид.", "Дирӯз", "2023-03-14"),
        ("Ӯ имрӯз омад.", "имрӯз", "2023-03-15"),
        ("Ӯ рӯзи чоршанбе омад.", "чоршанбе", "2023-03-15"),
        ("Ӯ рӯзи душанбе омад.", "душанбе", "2023-03-13"),
        ("Ӯ ҳафтаи гузашта омад.", "ҳафтаи гузашта", "2023-03-06/2023-03-12"),
        ("Ӯ се рӯз пеш омад.", "се рӯз пеш", "2023-03-12"),
    ],
)
def test_dates_of_running_text(text: str, words: str, value: str) -> None:
    found = [(d.span.of(text), settle(d, "past", WEDNESDAY).value) for d in find_dates(text, "tg", published=WEDNESDAY)]
    assert (words, value) in found


def test_the_capital_alone_is_no_weekday() -> None:
    assert find_dates("Вазир ба Душанбе омад.", "tg", published=WEDNESDAY) == ()


@pytest.mark.parametrize(("line", "value"), [("16 майи соли 2024", "2024-05-16"), ("16.05.2024", "2024-05-16")])
def test_date_lines(line: str, value: str) -> None:
    found = parse_date_line(line, "tg")
    assert found is not None
    assert found.value == value
