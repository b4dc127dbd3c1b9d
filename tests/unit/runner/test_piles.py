"""Piles: every page goes to a worker once, and a worker stays with a script while there are pages in it."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.chronicle.plain_reader import make_page

from dragoman.model import Page
from dragoman.runner import piles
from dragoman.runner.piles import Piles, guess_script

WORDS = {
    "latin": "The talks will be held in the capital next week.",
    "cyrillic": "Переговоры пройдут в столице на следующей неделе.",
    "arabic": "ستعقد المحادثات في العاصمة الأسبوع المقبل.",
}


def write(script: str, number: int) -> Page:
    """Write a page in a script, with marks of its own around the words."""
    return make_page(f"{script}{number}", f"<p class='article'>{WORDS[script]} {number}</p>")


@pytest.mark.parametrize("script", WORDS)
def test_scripts_are_told_by_bytes(script: str) -> None:
    assert guess_script(write(script, 1).content) == script


def test_persian_is_written_as_arabic_is() -> None:
    assert guess_script("گفت‌وگوها هفتهٔ آینده در پایتخت برگزار می‌شود.".encode()) == "arabic"


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 9, "Café à Paris".encode()])
def test_whatever_is_neither_counts_as_latin(content: bytes) -> None:
    assert guess_script(content) == "latin"


def test_a_worker_stays_with_a_script_and_others_take_another() -> None:
    pages = [write(script, number) for number in range(8) for script in WORDS]
    waiting = Piles(iter(pages), shard=4, ahead=len(pages))
    first, one = waiting.take(None)
    second, two = waiting.take(None, [first])
    again, three = waiting.take(first, [second])
    assert first == again != second
    assert {guess_script(page.content) for page in (*one, *three)} == {first}
    assert {guess_script(page.content) for page in two} == {second}
    third, _ = waiting.take(first, [second])
    assert third not in (first, second)


@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=40), st.integers(1, 9), st.integers(1, 20))
def test_every_page_is_taken_once(scripts: list[str], shard: int, ahead: int) -> None:
    pages = [write(script, number) for number, script in enumerate(scripts)]
    waiting = Piles(iter(pages), shard=shard, ahead=ahead)
    taken: list[Page] = []
    script, some = waiting.take(None)
    while some:
        assert len(some) <= shard
        assert {guess_script(page.content) for page in some} == {script}
        taken += some
        script, some = waiting.take(script)
    assert sorted(page.name for page in taken) == sorted(page.name for page in pages)


def test_pages_of_a_slow_source_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piles, "PATIENCE", 0.0)
    given: list[int] = []

    def source() -> Iterator[Page]:
        for number in range(40):
            time.sleep(0.001)
            given.append(number)
            yield write("latin", number)

    _, taken = Piles(source(), shard=4, ahead=40).take(None)
    assert [page.name for page in taken] == [f"latin{number}" for number in range(4)]
    assert given == [0, 1, 2, 3]


def test_heavy_pages_are_not_piled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piles, "WEIGHT", 300)
    given: list[int] = []

    def source() -> Iterator[Page]:
        for number in range(40):
            given.append(number)
            yield write("latin", number)

    Piles(source(), shard=2, ahead=40).take(None)
    assert len(given) == 5
