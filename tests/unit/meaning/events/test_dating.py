"""How two dates lie to each other."""

import pytest

from dragoman.meaning.events.dating import Apart, compare_days


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2024-05-03", "2024-05-03", Apart(0, 0)),
        ("2024-05-03", "2024-05-07", Apart(4, 0)),
        ("2024-05", "2024-05-07", Apart(0, 30)),
        ("2024-05-29/2024-06-02", "2024-06-05", Apart(3, 4)),
        ("2024-05-03", None, None),
        ("2024-05-03", "in spring", None),
        (None, None, None),
    ],
)
def test_days_lie_apart(one: str | None, other: str | None, apart: Apart | None) -> None:
    assert compare_days(one, other) == compare_days(other, one) == apart
