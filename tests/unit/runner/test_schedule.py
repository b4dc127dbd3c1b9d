from datetime import UTC, datetime, timedelta

import pytest

from dragoman.chronicle.watch_answers import Seen, SourceState
from dragoman.runner.schedule import find_due, format_moment, is_due_again, list_due_again

NOON = datetime(2024, 3, 12, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def ago(**time: float) -> str:
    return format_moment(NOON - timedelta(**time))


def state(attempted: str | None, *, begun: str | None = None, failures: int = 0) -> SourceState:
    return SourceState("Valley", begun, attempted, failures)


@pytest.mark.parametrize(
    ("known", "interval"),
    [
        (None, HALF_HOUR),
        (state(None), HALF_HOUR),
        (state(ago(minutes=30)), HALF_HOUR),
        (state(ago(minutes=1)), None),
        (state(ago(minutes=1), begun=ago(minutes=2)), HALF_HOUR),
        (state(ago(minutes=-5)), HALF_HOUR),
        (state(ago(days=-4000)), HALF_HOUR),
        (state(ago(days=1), failures=99), HALF_HOUR),
        (state(ago(days=7), failures=99), timedelta(days=7)),
    ],
    ids="new never passed whenever cut-off set-back far-future failing weekly".split(),
)
def test_a_source_is_due(known, interval):
    assert find_due(known, interval, now=NOON) is None


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [
        (state(ago(minutes=10)), 17, 20),
        (state(ago(minutes=10), failures=1), 44, 50),
        (state(ago(minutes=10), failures=2), 98, 110),
        (state(ago(minutes=10), failures=50), 60 * 24 * 0.9 - 10, 60 * 24 - 10),
    ],
)
def test_a_source_waits_longer_after_failures(known, least, most):
    due = find_due(known, HALF_HOUR, now=NOON)
    assert least <= (due - NOON).total_seconds() / 60 <= most


def test_pauses_differ_and_yet_do_not_change_while_one_waits():
    due = {find_due(state(ago(seconds=second)), HALF_HOUR, now=NOON) for second in range(60)}
    assert len(due) > 50
    assert find_due(state(ago(seconds=1)), HALF_HOUR, now=NOON) == find_due(
        state(ago(seconds=1)), HALF_HOUR, now=NOON + timedelta(minutes=5)
    )


def seen(*, changed: float, asked: float, outcome: str = "read") -> Seen:
    """What changed and was asked so many hours ago."""
    return Seen(outcome, ago(hours=changed), ago(hours=asked), ago(hours=changed))


@pytest.mark.parametrize(
    ("changed", "asked", "due"),
    [
        (0, 0, True),
        (3, 1, True),
        (4, 1, False),
        (24, 8, True),
        (24, 7, False),
        (31 * 24, 30 * 24, False),
        (1, -1, True),
    ],
)
def test_an_address_is_asked_again_when_half_its_age_has_passed(changed, asked, due):
    assert is_due_again(seen(changed=changed, asked=asked), now=NOON) is due


def test_a_page_is_asked_for_changes_six_times_in_a_day_and_ten_in_a_week():
    moment, first, asked = NOON, NOON, []
    for _ in range(7 * 24 * 4):
        last = Seen("read", format_moment(first), format_moment(asked[-1] if asked else first), format_moment(first))
        if is_due_again(last, now=moment):
            asked.append(moment)
        moment += timedelta(minutes=15)
    assert sum(one - first < timedelta(days=1) for one in asked) in range(6, 14)
    assert len(asked) < 20


def test_what_changed_last_is_asked_first_and_lists_are_not_pages():
    known = {"old": seen(changed=9, asked=1), "b": seen(changed=3, asked=1), "a": seen(changed=1, asked=0.5)}
    known["feed"] = seen(changed=1, asked=1, outcome="list")
    assert list_due_again(known.items(), now=NOON) == ["a", "b"]
