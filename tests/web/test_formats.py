"""Any view from the same address in other formats, by suffix and by Accept."""

import json

import pytest
from fastapi.testclient import TestClient
from tests.web.browsing import Browser

from dragoman.app import Dragoman
from dragoman.views.web.application import make_application
from dragoman.views.web.assets import asset
from dragoman.views.web.formats import EVENT_FORMATS, SUFFIXES, split_suffix
from dragoman.views.web.options import WebOptions
from dragoman.views.web.security.headers import HEADERS


@pytest.mark.parametrize("format", EVENT_FORMATS)
def test_a_list_in_every_format(client: TestClient, format: str) -> None:
    answer = client.get(f"/index.{SUFFIXES[format]}?type=meet")
    assert answer.status_code == 200
    assert answer.headers["content-type"] not in ("text/html; charset=utf-8", "application/json")
    assert len(answer.content) > 100


def test_json_is_what_the_chronicle_answers(client: TestClient, chronicle: Dragoman) -> None:
    page = client.get("/index.json").json()
    assert page["total"] == chronicle.events_page().total
    assert page["events"][0]["reports"][0]["quote"]["text"]


def test_accept_is_as_good_as_a_suffix(client: TestClient) -> None:
    atom = client.get("/", headers={"Accept": "application/atom+xml"})
    assert atom.text.startswith("<?xml") and "Accept" in atom.headers["vary"]
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/", headers=browser).text.lstrip().startswith("<!doctype html>")


def test_an_event_is_cited(client: TestClient, chronicle: Dragoman) -> None:
    id = chronicle.events_page().events[0].id
    assert client.get(f"/event/{id}.bib").text.startswith("@online{")
    assert json.loads(client.get(f"/event/{id}.csl.json").text)[0]["language"]
    assert client.get(f"/event/{id}.ics").text.startswith("BEGIN:VCALENDAR")


def test_a_format_that_a_view_does_not_have_says_which_it_has(client: TestClient) -> None:
    answer = client.get("/settings.atom")
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "html, json" in answer.json()["detail"]


@pytest.mark.parametrize(("path", "status"), [("/nothing.json", 404), ("/index.json?type=none", 400)])
def test_a_problem_has_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_feeds_of_a_language_keep_it(client: TestClient) -> None:
    assert 'xml:lang="ru"' in client.get("/index.atom?lang=ru").text


def test_a_suffix_is_taken_off_once() -> None:
    assert split_suffix("/entity/a.b.csv") == ("/entity/a.b", "csv")
    assert split_suffix("/event/event:1.feed.json") == ("/event/event:1", "jsonfeed")
    assert split_suffix("/index") == ("/", None)


@pytest.mark.parametrize("path", ["/", "/index.json", "/nothing", "/settings"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name in HEADERS:
        assert answer.headers.get(name), name
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy


def test_head_is_get_without_the_body(chronicle: Dragoman) -> None:
    for application in (make_application(chronicle), make_application(chronicle, WebOptions(root_path="/news"))):
        client = Browser(application, raise_server_exceptions=False)
        client.headers["Accept-Encoding"] = "identity"  # tokens of forms pack differently each time
        client.get("/")  # who was here before is told what is new since
        for path in ("/", "/index.json", "/watch", "/login", "/favicon.ico", asset("app.css"), "/no", "/api/v1/events"):
            got, headed = client.get(path), client.head(path)
            assert (headed.status_code, headed.content) == (got.status_code, b""), path
            for name in ("content-type", "content-length", "etag", "location"):
                assert headed.headers.get(name) == got.headers.get(name), (path, name)
        assert client.head("/watch/add").status_code == 405
