"""The brief reads from the right where its sentences do, and no name becomes markup."""

import pytest
from tests.unit.exports.cases import NASTY, export, make_event, make_quote

from dragoman.model import When


def test_days_sentences_sources_and_conflicts() -> None:
    first, second = make_event(), make_event("event:2", when=When("2024-03-19", "stated"))
    page = export("brief", first, second).decode()
    assert page.index("## 2024-03-12") < page.index("## 2024-03-19")
    assert f'<blockquote lang="fa" dir="rtl">{make_quote(1).text}</blockquote>' in page
    assert "(<https://wire.example/1?a=1&b=%20x>)" in page and "[10:44]" in page.replace("\\", "")
    assert "**Reports differ on place:** \u2068Tajikistan\u2069 (1) / \u2068Lake City\u2069 (1)" in page
    assert "2 reports, 2 independent origins" in page


def test_weeks() -> None:
    page = export("brief-weekly", make_event(), make_event("event:2", when=When("2024-03-19", "stated"))).decode()
    assert "## 2024-03-11 to 2024-03-17" in page and "## 2024-03-18 to 2024-03-24" in page


def test_an_event_without_a_date_stands_where_it_was_first_told_and_says_so() -> None:
    page = export("brief", make_event(when=None)).decode()
    assert "## 2024-03-13" in page and "no date; first told 2024-03-13" in page


@pytest.mark.parametrize("name", ["brief", "brief-weekly"])
def test_what_is_known_to_a_month_stands_under_no_day(name: str) -> None:
    dates = ("2024-04-01", "2024-04", "2024-04-01/2024-04-03", "2024-04")
    page = export(name, *(make_event(f"event:{i}", when=When(day, "stated")) for i, day in enumerate(dates))).decode()
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    first = {"brief": "## 2024-04-01", "brief-weekly": "## 2024-04-01 to 2024-04-07"}[name]
    assert headings == [first, "## 2024-04, no day known"] and page.count("\n### ") == 4


def test_headings_take_names_of_the_language_asked_for() -> None:
    page = export("brief", make_event(), language="fa").decode()
    assert '<span lang="fa" dir="rtl">دیدار: کریم دالر، \u2068Anna Petrova\u2069 (\u2068Lake City\u2069)</span>' in page


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_a_line_or_becomes_markup(name: str) -> None:
    page = export("brief", make_event(names=[name], quotes=[make_quote(text=name + "\n\n# x")])).decode()
    assert "<b>" not in page.replace("\\<b\\>", "") and "\n# x" not in page
    assert page.count("\n### ") == 1
