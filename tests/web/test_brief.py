"""The page Brief: a day or week, to read, to print, to edit."""

import pytest
from fastapi.testclient import TestClient

from dragoman.app import Dragoman

LANGUAGES = {"en": "ltr", "ru": "ltr", "ar": "rtl", "fa": "rtl"}
WEEK = "2024-03-13"


@pytest.mark.parametrize(("language", "side"), LANGUAGES.items())
def test_a_week_with_its_sentences(client: TestClient, language: str, side: str) -> None:
    page = client.get(f"/brief?week={WEEK}&lang={language}")
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="{side}"' in page.text
    assert 'lang="fa" dir="rtl"' in page.text
    assert 'class="brief"' in page.text


def test_without_a_time_it_is_of_the_last_week_of_which_pages_tell(client: TestClient) -> None:
    assert 'class="brief"' in client.get("/brief").text


def test_a_day_a_week_before_and_one_after(client: TestClient) -> None:
    assert 'href="/brief?day=2024-03-11"' in client.get("/brief?day=2024-03-12").text
    assert 'href="/brief?week=2024-03-18"' in client.get(f"/brief?week={WEEK}").text


def test_markdown_and_a_page_to_print(client: TestClient) -> None:
    told = client.get("/brief.md?day=2024-03-12&lang=fa")
    assert told.headers["content-type"].startswith("text/markdown")
    assert told.text.startswith('<div lang="fa" dir="rtl">\n\n# ')
    assert "## 2024-03-12" in told.text
    page = client.get("/brief.print.html?day=2024-03-12&lang=fa")
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="fa" dir="rtl">' in page.text
    assert "@media print" in page.text
    assert "http" not in page.text.partition("</head>")[0], "it asks for nothing from elsewhere"


def test_of_a_watch_list(client: TestClient, chronicle: Dragoman) -> None:
    chronicle.follow({"kind": "filter", "type": "meet"}, name="meetings")
    page = client.get(f"/brief?week={WEEK}&list=meetings").text
    assert '<option value="meetings" selected>' in page
    assert "type-meet" in page
    assert "type-state" not in page
    chronicle.remove_watch_list("meetings")


def test_with_conditions(client: TestClient) -> None:
    page = client.get(f"/brief?week={WEEK}&type=meet").text
    assert "type-meet" in page
    assert "type-state" not in page


def test_what_cannot_be_is_a_400_and_an_unknown_list_a_404(client: TestClient) -> None:
    assert client.get("/brief?day=2024-13-40").status_code == 400
    assert client.get("/brief?week=9999-12-31").status_code == 400
    assert client.get("/brief?day=2024-03-12&week=2024-03-12").status_code == 400
    assert client.get("/brief?list=nobody").status_code in (400, 404)


def test_an_empty_chronicle(empty: TestClient) -> None:
    assert "Nothing is known" in empty.get("/brief").text
    assert "No events." in empty.get("/brief.md").text
