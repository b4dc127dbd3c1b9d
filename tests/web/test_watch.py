"""The page Watch: what is followed, what is new of it, feeds, deliveries; every action is a plain form."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from tests.unit.chronicle.plain_reader import PlainReader, make_page
from tests.unit.deliveries.conftest import FIRST, visit
from tests.web.browsing import Browser

from dragoman.app import Dragoman
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.views.web.application import make_application
from dragoman.views.web.visits import SHOWN

LANGUAGES = ("en", "ru", "ar", "fa")
SAME_NAME = "en 2024-05-02 Herald\nvisit happened 2024-05-01 | [Anna Petrova|person] of another land rested."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Dragoman]:
    opened = Dragoman(SqlChronicle(tmp_path / "own.db", sense=load_sense()))
    add(opened, "first", FIRST)
    yield opened
    opened.close()


@pytest.fixture
def browser(own: Dragoman) -> TestClient:
    return Browser(make_application(own), raise_server_exceptions=False)


def add(dragoman: Dragoman, name: str, text: str) -> None:
    page = make_page(name, text)
    dragoman._chronicle.store(page, PlainReader().read(page))
    dragoman.refresh()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_page_says_what_to_do(empty: TestClient, language: str) -> None:
    page = empty.get(f"/watch?lang={language}")
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    assert 'action="/watch/add"' in page.text


def test_somebody_is_followed_by_a_form_and_what_is_new_is_shown_and_seen(own: Dragoman, browser: TestClient) -> None:
    made = browser.post("/watch/add", data={"who": "Karim Daler", "with": "", "list": "lake"})
    assert made.status_code == 200
    assert "Followed from now on" in made.text
    add(own, "visit", visit(3))
    page = browser.get("/watch").text
    assert "1 unread" in page
    [quoted] = re.findall(r'<blockquote lang="en" dir="ltr"[^>]*>(.*?)</blockquote>', page, flags=re.DOTALL)
    assert re.sub("<[^>]*>", "", quoted).strip() == "Karim Daler visited Town 3."
    through = re.search(r'name="through" value="(\d+)"', page)
    assert through
    seen = browser.post("/watch/seen", data={"list": "lake", "through": through[1]}).text
    assert "0 unread" in seen
    assert 'class="alert"' in seen


def test_a_filter_is_followed_by_one_button_of_the_chronicle(own: Dragoman, browser: TestClient) -> None:
    page = browser.get("/?type=visit").text
    form = page[page.index('action="/watch/add"') :]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert fields.pop("csrf")
    assert fields == {"kind": "filter", "type": "visit"}
    assert 'data-key="KeyW"' in form[: form.index("</form>")]
    browser.post("/watch/add", data=fields)
    [entry] = own.watch_list().entries
    assert (entry.kind, entry.conditions) == ("filter", {"type": "visit"})


def test_a_name_of_several_is_asked_about(own: Dragoman, browser: TestClient) -> None:
    add(own, "other", SAME_NAME)
    own.split("Anna Petrova", pages=["other"])
    asked = browser.post("/watch/add", data={"who": "Anna Petrova"})
    assert asked.status_code == 409
    ids = re.findall(r'name="who" value="(person:\w+)"', asked.text)
    assert len(ids) == 2
    browser.post("/watch/add", data={"who": ids[0], "list": "watch"})
    assert own.watch_list().entries[0].sides[0].id == ids[0]


def test_an_entry_and_a_list_are_removed(own: Dragoman, browser: TestClient) -> None:
    entry = own.follow({"who": "Karim Daler"}).entry
    browser.post("/watch/remove", data={"list": "watch", "entry": str(entry.id)})
    assert own.watch_list().entries == ()
    browser.post("/watch/drop", data={"list": "watch"})
    assert own.watch_lists() == []


def test_deliveries_are_set_and_stopped(own: Dragoman, browser: TestClient) -> None:
    own.follow({"who": "Karim Daler"})
    browser.post("/watch/webhook", data={"list": "watch", "address": "https://hooks.example/x"})
    page = browser.post(
        "/watch/mail", data={"list": "watch", "address": "ann@desk.example", "period": "week", "hour": "7"}
    ).text
    assert "https://hooks.example/x" in page
    assert "whsec_" in page
    assert "7:00 UTC" in page
    first, second = own.deliveries()
    assert (second.options["period"], second.options["language"]) == ("week", "en")
    browser.post("/watch/stop", data={"list": "watch", "delivery": str(first.id)})
    assert [one.kind for one in own.deliveries()] == ["mail"]
    assert browser.post("/watch/mail", data={"list": "watch", "address": "nobody"}).status_code == 400


def test_feeds_have_an_address_of_their_own(own: Dragoman, browser: TestClient) -> None:
    own.follow({"who": "Karim Daler"})
    add(own, "visit", visit(3))
    token = own.watch_list().token
    atom = browser.get(f"/watch/feed/{token}.atom")
    assert atom.headers["content-type"] == "application/atom+xml"
    entries = etree.fromstring(atom.content).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1
    told = browser.get(f"/watch/feed/{token}.feed.json?lang=fa").json()
    assert (told["language"], len(told["items"])) == ("fa", 1)
    assert browser.get("/watch/feed/guessed.atom").status_code == 404
    assert browser.get(f"/watch/feed/{token}").status_code == 406


def test_a_feed_keeps_the_id_of_an_entry_when_the_event_has_another(own: Dragoman, browser: TestClient) -> None:
    own.follow({"who": "Karim Daler"})
    add(own, "visit", visit(3))
    address = f"/watch/feed/{own.watch_list().token}.feed.json"
    before = [(item["id"], item["_dragoman"]["id"]) for item in browser.get(address).json()["items"]]
    for number in range(6):
        add(own, f"again{number}", visit(3).replace("Herald", f"Paper{number}"))
    after = [(item["id"], item["_dragoman"]["id"]) for item in browser.get(address).json()["items"]]
    assert [id for id, _ in before] == [id for id, _ in after]
    assert before != after, "the event has another id"


def test_the_page_as_json(own: Dragoman, browser: TestClient) -> None:
    own.follow({"who": "Karim Daler"})
    add(own, "visit", visit(3))
    told = browser.get("/watch.json").json()
    assert (told["list"], told["lists"][0]["unread"], told["alerts"][0]["kind"]) == ("watch", 1, "new")


def test_a_list_that_is_not_there_is_a_404_and_a_wrong_wish_a_400(browser: TestClient) -> None:
    assert browser.get("/watch?list=nobody").status_code == 404
    assert browser.post("/watch/add", data={"who": ""}).status_code == 400
    assert browser.post("/watch/add", data={"kind": "moon", "who": "x"}).status_code == 400


@pytest.mark.parametrize("digits", [20, 5000])
def test_numbers_that_no_store_has_are_refused(own: Dragoman, browser: TestClient, digits: int) -> None:
    own.follow({"who": "Karim Daler"})
    much = "9" * digits
    assert browser.get(f"/watch?list={much}").status_code == 404
    for path in (f"/watch?before={much}", f"/conflicts?page={much}", f"/network?least={much}"):
        assert browser.get(path).status_code == 400, path
    for path, name in (("remove", "entry"), ("stop", "delivery"), ("seen", "through")):
        assert browser.post(f"/watch/{path}", data={"list": "watch", name: much}).status_code == 400, path
    for path in ("/decisions/undo", "/review/undo"):
        assert browser.post(path, data={"number": much}).status_code == 400, path
    browser.cookies.set(SHOWN, f"2024-05-01T10:00|{much}")
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_page_in_each_language(own: Dragoman, browser: TestClient, language: str) -> None:
    own.follow({"who": "Karim Daler"})
    own.follow({"who": "Karim Daler", "with": "Anna Petrova"})
    own.follow({"title": "secretary-general", "of": "Lake Council"})
    own.follow({"kind": "filter", "type": "meet", "who": "Nobody Known", "conflicts": "1"})
    own.add_mail("ann@desk.example", language=language)
    add(own, "visit", visit(3))
    page = browser.get(f"/watch?lang={language}")
    assert page.status_code == 200
    assert page.text.count(">Karim Daler</bdi>") >= 3
    assert "data-key" in page.text
