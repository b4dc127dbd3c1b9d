"""Three languages, theme, digits and calendar: chosen once, kept in cookies."""

import pytest
from fastapi.testclient import TestClient

from dragoman.views.web.preferences import accepted_language


@pytest.mark.parametrize(
    ("header", "language"),
    [("fa-IR,fa;q=0.9,en;q=0.8", "fa"), ("tg,ru;q=0.7", "ru"), ("de", "en"), ("", "en"), ("ar;q=x,ru;q=0.1", "ru"),
     ("en;q=0,ar;q=0.1", "ar")],
)  # fmt: skip
def test_the_first_visit_follows_the_browser(client: TestClient, header: str, language: str) -> None:
    assert accepted_language(header) == language
    assert client.get("/about", headers={"Accept-Language": header}).headers["content-language"] == language


def test_a_language_that_was_chosen_stays(client: TestClient) -> None:
    client.get("/?lang=ar")
    assert client.get("/about", headers={"Accept-Language": "ru"}).headers["content-language"] == "ar"


def test_settings_are_kept(client: TestClient) -> None:
    form = {"language": "fa", "names": "en", "theme": "dark", "digits": "native", "calendar": "persian"}
    answer = client.post("/settings", data={**form, "sources": ["fa", "ru"]})
    assert answer.status_code == 200 and 'data-theme="dark"' in answer.text and 'role="status"' in answer.text
    text = client.get("/").text
    assert "Rustam Valizoda" in text and 'lang="fa"' in text
    assert "۱۴۰۳" in text, "days in the calendar and digits that were chosen"
    assert client.get("/settings.json").json()["sources"] == "fa ru"


def test_what_cannot_be_chosen_changes_nothing(client: TestClient) -> None:
    client.post("/settings", data={"language": "xx", "theme": "<b>", "sources": ["<script>"]})
    chosen = client.get("/settings.json").json()
    assert chosen["language"] == "en" and chosen["theme"] == "auto" and chosen["sources"] == ""


@pytest.mark.parametrize(
    ("calendar", "words"),
    [("persian", "22 Esfand 1402 ("), ("islamic", "2 Ramadan 1445 (")],
)  # fmt: skip
def test_a_calendar_names_its_own_months(client: TestClient, calendar: str, words: str) -> None:
    client.cookies.set("dragoman_calendar", calendar)
    assert words in client.get("/?until=2024-03-20").text
