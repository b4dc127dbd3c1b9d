"""Review, by hand: merging and splitting, decisions, conflicts, stories, sources; all without a script."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient
from tests.web.browsing import Browser

from dragoman.app import Dragoman, open_dragoman
from dragoman.chronicle.answers import LinkView
from dragoman.chronicle.judged_answers import FactView
from dragoman.meaning.regression import read_sentences
from dragoman.views.web.application import make_application
from dragoman.views.web.desk import Choice, Desk, kind_of, name_card

LANGUAGES = ("en", "ru", "ar", "fa")
PAGES = ("/review", "/decisions", "/conflicts", "/stories", "/sources")


@pytest.fixture
def own(chronicle: Dragoman, tmp_path: Path) -> Iterator[Dragoman]:
    """A copy of the chronicle, to be changed."""
    with (
        closing(sqlite3.connect(chronicle.settings.store)) as there,
        closing(sqlite3.connect(tmp_path / "own.db")) as here,
    ):
        there.backup(here)
    with open_dragoman(tmp_path / "own.db") as opened:
        yield opened


@pytest.fixture
def reviewer(own: Dragoman) -> TestClient:
    application = make_application(own)
    application.state.desk = Desk(own, pause=3600, patience=60)  # nothing is derived behind the back of a test
    return Browser(application, raise_server_exceptions=False)


def forms(html: str, action: str) -> list[dict[str, str]]:
    """Return the hidden fields of the forms that lead to an address, with a token where there is one."""
    found = re.findall(rf'<form[^>]*method="post" action="{re.escape(action)}"[^>]*>(.*?)</form>', html, re.DOTALL)
    field = r'<input type="hidden" name="([^"]*)" value="([^"]*)">'
    return [{name: unescape(value) for name, value in re.findall(field, form)} for form in found]


def send(client: TestClient, action: str, page: str, number: int = 0, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(action, data={**forms(client.get(page).text, action)[number], **fields})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_shown_in_each_language(client: TestClient, path: str, language: str) -> None:
    response = client.get(path, params={"lang": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert "<h1>" in response.text


@pytest.mark.parametrize("path", PAGES)
def test_each_page_of_an_empty_chronicle(empty: TestClient, path: str) -> None:
    response = empty.get(path)
    assert response.status_code == 200
    assert 'class="empty"' in response.text


def test_a_card_shows_the_evidence_and_a_key_for_each_answer(client: TestClient) -> None:
    html = client.get("/review").text
    assert 'id="card"' in html
    for key in ("KeyA", "KeyR", "Space"):
        assert f'data-key="{key}"' in html
    assert re.search(r'<blockquote lang="(en|ru|ar|fa)" dir="(ltr|rtl)"', html)


def test_an_answer_leads_to_the_next_card_and_undo_back_to_it(reviewer: TestClient, own: Dragoman) -> None:
    before = own.digest()
    first = forms(reviewer.get("/review?kind=place").text, "/review/answer")[0]["card"]
    response = send(reviewer, "/review/answer", "/review?kind=place", say="accept")
    assert response.status_code == 200
    assert forms(response.text, "/review/answer")[0]["card"] != first
    assert len(own.corrections()) == 1
    again = reviewer.post("/review/undo", data=forms(response.text, "/review/undo")[0])
    assert forms(again.text, "/review/answer")[0]["card"] == first
    assert own.corrections() == []
    assert own.digest() == before


def test_another_place_and_another_date(reviewer: TestClient, own: Dragoman) -> None:
    card = forms(reviewer.get("/review?kind=place").text, "/review/answer")[0]["card"]
    key = card.partition("~")[2]
    assert send(reviewer, "/review/answer", "/review?kind=place", 1, place="Tehran").status_code == 200
    own.refresh()
    event = own.event(own.home(key) or "")
    assert next(report for report in event.reports if report.key == key).place == "Tehran"
    wrong = send(reviewer, "/review/answer", "/review?kind=date", 2, date="soon")
    assert wrong.status_code == 400
    assert "is no date" in unescape(wrong.text)


def test_what_a_decision_touches_is_right_when_it_is_shown_next(own: Dragoman) -> None:
    desk = Desk(own, pause=3600, patience=60)
    card = next(one for one in desk.cards(Choice()) if isinstance(one, FactView))
    desk.answer([card], own.reject(card.event, derive=False))
    for following in desk.following(Choice(), name_card(card)):
        if isinstance(following, FactView):
            assert own.home(following.key) == following.event
        else:
            assert following.entity_a != card.event


def test_later_leaves_the_card_and_stores_nothing(reviewer: TestClient, own: Dragoman) -> None:
    first = forms(reviewer.get("/review").text, "/review/answer")[0]["card"]
    response = send(reviewer, "/review/answer", "/review", say="skip")
    assert forms(response.text, "/review/answer")[0]["card"] != first
    assert own.corrections() == []
    assert own.judgements() == []


def test_all_of_a_filter_after_a_page_that_counts_them(reviewer: TestClient, own: Dragoman) -> None:
    before = own.digest()
    address = "/review/all?say=reject&kind=place&language=fa"
    fields = forms(reviewer.get(address).text, "/review/all")[0]
    assert int(fields["count"]) > 1
    assert reviewer.post("/review/all", data={**fields, "count": "1"}).status_code == 409
    response = reviewer.post("/review/all", data=fields)
    assert {view.decision for view in own.corrections()} == {1}
    assert len(own.corrections()) == int(fields["count"])
    reviewer.post("/review/undo", data=forms(response.text, "/review/undo")[0])
    assert own.corrections() == []
    assert own.digest() == before


def test_pairs_are_judged(reviewer: TestClient, own: Dragoman) -> None:
    pair = next(card for card in own.review_queue(limit=500) if isinstance(card, LinkView))
    assert send(reviewer, "/review/answer", f"/review?kind={kind_of(pair)}", say="reject").status_code == 200
    assert [view.verdict for view in own.judgements()] == ["different"]


def test_htmx_gets_the_card_alone(client: TestClient) -> None:
    response = client.get("/review", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'id="card"' in response.text


def test_merging_by_hand_shows_both_before_and_undo_after(reviewer: TestClient, own: Dragoman) -> None:
    before = own.digest()
    one, other = own.entities(kind="person")[:2]
    found = reviewer.get("/review/merge", params={"a": one.id, "q": other.label}).text
    assert f"b={other.id.replace(':', '%3A')}" in found
    page = f"/review/merge?a={one.id}&b={other.id}"
    html = reviewer.get(page).text
    assert one.label in unescape(html)
    assert other.label in unescape(html)
    done = send(reviewer, "/review/merge", page, why="one man")
    assert "one man" in done.text
    assert own.home(own.judgements()[0].a.sha256 + ":" + own.judgements()[0].a.member)
    number = next(form for form in forms(done.text, "/decisions/undo"))
    reviewer.post("/decisions/undo", data=number)
    assert own.digest() == before


def test_splitting_by_hand(reviewer: TestClient, own: Dragoman) -> None:
    before = own.digest()
    entity = next(one for one in own.entities(kind="person") if one.pages > 1)
    page = f"/review/split?id={entity.id}"
    html = reviewer.get(page).text
    keys = re.findall(r'name="part" value="([^"]*)"', html)
    assert len(keys) == len(own.members(entity.id)) > 1
    fields = forms(html, "/review/split")[0]
    assert reviewer.post("/review/split", data={**fields, "part": keys[:1]}).status_code == 200
    homes = {own.home(key) for key in keys}
    assert len(homes) == 2
    own.undo()
    assert own.digest() == before
    nothing = reviewer.post("/review/split", data=fields)
    assert nothing.status_code == 400


def test_an_unknown_side_is_a_page_that_helps(client: TestClient) -> None:
    for path in ("/review/merge?a=person:none", "/review/split?id=event:none", "/story/story:none"):
        response = client.get(path)
        assert response.status_code == 404
        assert "<h1>" in response.text


def test_a_conflict_is_shown_side_by_side_and_answered(reviewer: TestClient, own: Dragoman) -> None:
    conflict = next(one for one in own.conflicts() if one.field == "when")
    html = reviewer.get("/conflicts?field=when").text
    assert 'class="pair"' in html
    assert html.count("<blockquote") >= 2
    fields = next(form for form in forms(html, "/conflicts/answer") if form["event"] == conflict.event)
    value = conflict.values[0].value
    assert reviewer.post("/conflicts/answer", data={**fields, "say": "nowhere"}).status_code == 400
    response = reviewer.post("/conflicts/answer", data={**fields, "say": value})
    assert response.status_code == 200
    assert [one for one in own.conflicts() if one.event == conflict.event and one.field == "when"] == []
    own.undo()
    reviewer.post("/conflicts/answer", data={**fields, "say": "both"})
    assert "answered with both" in reviewer.get("/conflicts?field=when").text


def test_a_story_says_who_told_what(client: TestClient, chronicle: Dragoman) -> None:
    story = chronicle.latest_stories(limit=1)[0]
    html = client.get(f"/story/{story.id}").text
    assert html.count('scope="col"') >= len(story.pages) + 1
    assert "does not tell it" in html
    assert "tells it" in html


def test_facts_are_asked_first_where_pairs_take_long(own: Dragoman, monkeypatch: pytest.MonkeyPatch) -> None:
    weigh, go = own.review_queue, Event()

    def slowly(**given: object):  # type: ignore[no-untyped-def]
        go.wait(60)
        return weigh(limit=500)

    monkeypatch.setattr(own, "review_queue", slowly)
    desk = Desk(own, pause=3600, patience=0.01)
    first = desk.cards(Choice())
    assert first
    assert all(isinstance(card, FactView) for card in first)
    assert desk.weighing
    go.set()
    desk.wait(60)
    assert not desk.weighing
    assert any(isinstance(card, LinkView) for card in desk.cards(Choice()))


def test_every_form_works_without_a_script(client: TestClient) -> None:
    html = client.get("/review").text
    for form in re.findall(r"<form[^>]*hx-post[^>]*>", html):
        assert 'method="post"' in form
        assert re.search(r' action="/review/', form)


def test_the_reasons_of_the_program_are_messages() -> None:
    from dragoman.meaning.entities import evidence as of_names
    from dragoman.meaning.events import evidence as of_events
    from dragoman.views.web.reasons import REASONS

    said = {*read_sentences(of_names.FEATURES).values(), *read_sentences(of_events.FEATURES).values()}
    assert said <= REASONS, "views/web/reasons.py has every reason, so that it is translated"


def test_an_event_is_corrected_on_a_page_of_its_own(reviewer: TestClient, own: Dragoman) -> None:
    event = next(one for one in own.timeline(type="meet") if len(one.reports) > 1)
    assert f"/review/event?id={event.id.replace(':', '%3A')}" in reviewer.get(f"/event/{event.id}").text
    page = f"/review/event?id={event.id}"
    keys = re.findall(r'name="part" value="([^"]*)"', reviewer.get(page).text)
    assert len(keys) == len(event.reports)
    assert reviewer.post("/review/event", data={"say": "accept"}).status_code == 400
    assert reviewer.post("/review/event", data={"say": "correct", "part": keys}).status_code == 400
    done = reviewer.post("/review/event", data={"say": "correct", "part": keys, "date": "2024-02-01"})
    assert done.status_code == 200
    (event,) = {own.home(key) for key in keys}
    assert own.event(event or "").when.value == "2024-02-01"
    assert "2024-02-01" in reviewer.get(f"/event/{event}").text
    reviewer.post("/review/event", data={"say": "reject", "part": keys[:1]})
    assert own.home(keys[0]) is None
    log = [entry.what for entry in own.audit()] if hasattr(own, "audit") else ["judge reject"]
    assert "judge reject" in log
