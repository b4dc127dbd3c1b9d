"""A sitting over the queue: what is asked, and what is settled by what was answered before."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from dragoman.chronicle.answers import LinkView
from dragoman.chronicle.judged_answers import Judged
from dragoman.views.cli.review import LAYOUTS, VERDICTS, Sitting


def link(a: str, b: str, decision: str = "apart") -> LinkView:
    return LinkView(
        f"{a}:r1", f"{b}:r1", a, b, f"person:{a}", f"person:{b}", 0.5, decision, ("They sound alike.",), 1.0
    )


class Remembering:
    """A chronicle that only remembers what was decided."""

    def __init__(self) -> None:
        self.decided: list[tuple[str, ...]] = []
        self.refreshed = 0

    def judge(self, a: str, b: str, verdict: str, **said: object) -> Judged:
        self.decided.append((a[0], b[0], verdict))
        return Judged(len(self.decided), (), ())

    def undo(self, number: int, **said: object) -> None:
        self.decided.append(("undo", str(number)))

    def home(self, member: str) -> str:
        return f"person:{member[0]}"

    def who(self, name: str, **conditions: object) -> list[object]:
        return []

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Remembering]:
    def run(keys: str, *queue: LinkView) -> Remembering:
        chronicle = Remembering()
        given = io.StringIO("\n".join(keys) + "\n")
        monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False, readline=given.readline))
        Sitting(chronicle, queue, by="ann").run()  # type: ignore[arg-type]
        return chronicle

    return run


def test_what_follows_from_earlier_answers_is_not_asked(sit: Callable[..., Remembering]) -> None:
    same = sit("sssq", link("a", "b"), link("b", "c"), link("a", "c"))
    assert same.decided == [("a", "b", "same"), ("b", "c", "same")]
    different = sit("sddq", link("a", "b"), link("b", "c"), link("a", "c"), link("a", "d"))
    assert different.decided == [("a", "b", "same"), ("b", "c", "different"), ("a", "d", "different")]


def test_everything_is_derived_once_at_the_end(sit: Callable[..., Remembering]) -> None:
    assert sit("sdu", link("a", "b"), link("c", "d"), link("e", "f")).refreshed == 1


def test_the_last_answer_can_be_taken_back(sit: Callable[..., Remembering]) -> None:
    assert sit("szdq", link("a", "b")).decided == [("a", "b", "same"), ("undo", "1"), ("a", "b", "different")]


def test_the_next_pair_comes_without_an_answer(sit: Callable[..., Remembering]) -> None:
    assert sit("nu", link("a", "b"), link("c", "d")).decided == [("c", "d", "unsure")]


def test_nothing_decided_nothing_taken_back(sit: Callable[..., Remembering]) -> None:
    assert sit("zq", link("a", "b")).decided == []


@pytest.mark.parametrize(("row", "keys"), [("ывгятй", "sduznq"), ("سيعئىض", "sduznq"), ("سیعظدض", "sduznq")])
def test_keys_of_other_layouts(row: str, keys: str) -> None:
    assert "".join(LAYOUTS[key] for key in row) == keys
    assert set(VERDICTS) <= set(LAYOUTS.values())
