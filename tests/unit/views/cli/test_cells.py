"""Cells keep their direction to themselves, line by line."""

import io

import pytest
from rich.console import Console

from dragoman.views.cli.cells import Cell, is_right_to_left, join_names
from dragoman.views.cli.output import make_table

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"


def render(cell: object, width: int = 20) -> list[str]:
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(cell)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رحمان", True),
        ("«رحمان» met", True),
        ("Рахмон", False),
        ("12 Rahmon رحمان", False),
        ("۱۲", False),
        (f"{FSI}رحمان{PDI} (host)", False),
        (f"{FSI}Rahmon{PDI} و", True),
        ("", False),
    ],
)
def test_direction_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize("text", ["Dushanbe", "دوشنبه", "2024-03-12"])
def test_a_line_stands_in_isolates(text: str) -> None:
    assert render(Cell(text)) == [f"{FSI}{text}{PDI}"]


def test_each_line_of_a_wrapped_cell_stands_in_its_own() -> None:
    lines = render(Cell("one two three four"), width=10)
    assert lines == [f"{FSI}one two{PDI}", f"{FSI}three four{PDI}"]


def test_a_line_that_begins_with_a_foreign_word_keeps_the_direction_of_its_text() -> None:
    lines = render(Cell("نشست سازمان ECO today"), width=11)
    assert lines == [f"{FSI}نشست سازمان{PDI}", f"{FSI}{RLM}ECO today{PDI}"]


def test_a_name_cut_by_wrapping_is_closed_and_opened_again() -> None:
    lines = render(Cell(f"met {FSI}Karim Daler{PDI} again"), width=11)
    assert lines == [f"{FSI}met {FSI}Karim{PDI}{PDI}", f"{FSI}{FSI}Daler{PDI} again{PDI}"]
    assert all(line.count(FSI) == line.count(PDI) for line in lines)


def test_what_is_left_out_shows_and_words_stay_whole() -> None:
    lines = render(Cell("alpha beta gamma delta epsilon zeta", lines=2), width=12)
    assert [line.strip(FSI + PDI) for line in lines] == ["alpha beta", "gamma delta…"]
    assert [line.strip(FSI + PDI) for line in render(Cell("alpha beta gamma", lines=1), width=11)] == ["alpha beta…"]


def test_an_empty_cell_has_no_isolates() -> None:
    assert render(Cell("")) == [""]


def test_isolates_have_no_width_in_a_table() -> None:
    table = make_table("name", "place")
    table.add_row(Cell("رستم"), Cell("Dushanbe"))
    table.add_row(Cell("Rustam"), Cell("دوشنبه"))
    rows = [line.replace(FSI, "").replace(PDI, "") for line in render(table, width=40)[2:]]
    assert rows == ["رستم     Dushanbe", "Rustam   دوشنبه  "]


def test_joined_names_do_not_change_places() -> None:
    assert join_names(["فارسی", "العربية"]) == f"{FSI}فارسی{PDI}, {FSI}العربية{PDI}"


def test_an_override_of_direction_is_shown_by_its_number() -> None:
    assert render(Cell("Talks \u202eexe.txt\u202c end"), 60) == [f"{FSI}Talks ⟨U+202E⟩exe.txt⟨U+202C⟩ end{PDI}"]
