"""An empty answer says what to try next."""

from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.language.scripts import isolate
from dragoman.views.cli.suggestions import (
    check_id,
    check_title,
    explain_no_events,
    explain_no_tenure,
    explain_unknown_name,
    find_nearest,
)

NAMES = {
    "Karim Daler": {"en": ("Karim Daler",), "ru": ("Карим Далер",)},
    "Anna Petrova": {"ru": ("Анна Петрова",)},
    "Tashkent": {"en": ("Tashkent",)},
}


class Known:
    """A chronicle with three names and two tenures of one office."""

    def __init__(self, *, events: int = 4, pages: int = 3) -> None:
        self.events, self.pages = events, pages

    def entities(self) -> list[Any]:
        return [SimpleNamespace(label=label, names=names) for label, names in NAMES.items()]

    def who(self, name: str, **limits: object) -> list[str]:
        return [name] if name in NAMES else []

    def office(self, title: str, of: str | None = None, *, on: str | None = None) -> list[Any]:
        known = [SimpleNamespace(of_name="Tashkent")] * 2 if title == "ambassador" and of in (None, "Tashkent") else []
        return [] if on else known

    def counts(self) -> Any:
        return SimpleNamespace(pages=self.pages, events={"meet": self.events} if self.events else {})


@pytest.mark.parametrize(("name", "nearest"), [("Carim Dahler", "Karim Daler"), ("پترووا", "Anna Petrova")])
def test_the_nearest_name_is_found_in_any_script(name: str, nearest: str) -> None:
    assert find_nearest(Known(), name)[0] == nearest


def test_an_unknown_name_comes_with_the_nearest() -> None:
    words = explain_unknown_name(Known(), "Карим Далир")
    assert words.startswith(f"nobody and nothing named {isolate('Карим Далир')}; nearest: {isolate('Karim Daler')}")


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"who": "Karim Daler", "with_": "Xyz"}, f"nobody and nothing named {isolate('Xyz')}"),
        ({"place": "Atlantis"}, f"nobody and nothing named {isolate('Atlantis')}"),
        ({"who": "Karim Daler", "type": "meet", "since": None}, "none of the 4 events meets all conditions"),
        ({"with_": "Tashkent", "since": "2024"}, "leave one out: --with, --since"),
    ],
)
def test_an_empty_timeline_says_why(conditions: dict[str, str | None], words: str) -> None:
    assert words in explain_no_events(Known(), conditions)


def test_an_empty_chronicle_says_how_to_begin() -> None:
    empty = Known(events=0, pages=0)
    assert explain_no_events(empty, {}).endswith("put pages into it with: dragoman read PATHS")


def test_pages_without_events_are_not_called_an_empty_chronicle() -> None:
    assert explain_no_events(Known(events=0), {}).startswith("no event on the 3 pages of the chronicle")


def test_a_limit_is_no_condition_that_could_be_left_out() -> None:
    assert explain_no_events(Known(), {"type": "meet", "limit": 3}).endswith("leave one out: --type")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (("ambassador", "Atlantis", None), "nobody and nothing named"),
        (("ambassador", "Tashkent", "1990"), "on 1990; without --on there are 2 tenures"),
        (("ambassador", "Karim Daler", None), f"it is known of {isolate('Tashkent')}"),
        (("chair", "Tashkent", None), f"nobody is known as chair of {isolate('Tashkent')}"),
        (("chair", None, None), "nobody is known as chair"),
    ],
)
def test_an_office_without_a_holder_says_what_is_known(question: tuple[str, str, str], words: str) -> None:
    title, of, on = question
    assert words in explain_no_tenure(Known(), title, of=of, on=on)


@pytest.mark.parametrize(
    ("kind", "value", "meant"), [("type", "mete", "meet"), ("topic", "energi", "energy"), ("type", "visits", "visit")]
)
def test_a_wrong_id_comes_with_the_right_ones(kind: str, value: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"no {kind} '{value}'; did you mean {meant}\\? allowed: "):
        check_id(kind, value)
    check_id(kind, meant)
    check_id(kind, None)


@pytest.mark.parametrize("title", ["ambassador", "посол", "سفير", "minister/interior", "president", "министр обороны"])
def test_an_office_is_an_id_or_a_word_of_any_pack(title: str) -> None:
    check_title(title)


def test_a_word_that_is_no_office_is_refused() -> None:
    with pytest.raises(UsageError, match="no office 'ambasador'; did you mean ambassador"):
        check_title("ambasador")
