"""Who takes part, corrected by a form without a script; search by meaning; names in another script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.unit.deliveries.conftest import add_page
from tests.web.browsing import Browser

from dragoman.app import Dragoman
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.views.web.application import make_application

MET = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person]."
CALLED = "ru 2024-04-02 Вестник\nsay | [Олег Брандт|person] работает судьёй."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Dragoman]:
    opened = Dragoman(SqlChronicle(tmp_path / "own.db", sense=load_sense()))
    add_page(opened, "met", MET)
    add_page(opened, "called", CALLED)
    yield opened
    opened.close()


@pytest.fixture
def client(own: Dragoman) -> TestClient:
    return Browser(make_application(own), raise_server_exceptions=False)


def send(client: TestClient, own: Dragoman, **fields: str) -> list[str]:
    """Send the form about the meeting, and return who takes part now."""
    [event] = own.timeline(type="meet")
    assert 'name="participant"' in client.get(f"/review/event?id={event.id}").text
    answer = client.post("/review/event", data={"part": [one.key for one in event.reports], **fields})
    assert answer.status_code == 200, answer.text[:300]
    [event] = own.timeline(type="meet")
    return sorted(one.name for one in event.participants)


def test_a_form_takes_out_adds_replaces_and_can_be_undone(client: TestClient, own: Dragoman) -> None:
    who = {one.name: one.id for one in own.timeline(type="meet")[0].participants}
    assert send(client, own, say="absent", participant=who["Karim Daler"]) == ["Anna Petrova"]
    own.undo()
    added = send(client, own, say="add", other="Олег Брандт", role="host")
    assert added == ["Anna Petrova", "Karim Daler", "Олег Брандт"]
    own.undo()
    assert send(client, own, say="instead", participant=who["Karim Daler"], other="Олег Брандт") == [
        "Anna Petrova", "Олег Брандт",
    ]  # fmt: skip
    own.undo()
    send(client, own, say="role", participant=who["Karim Daler"], role="guest")
    [event] = own.timeline(type="meet")
    assert next(tuple(one.roles) for one in event.participants if one.name == "Karim Daler") == ("guest",)
    assert "Karim Daler" in client.get("/decisions").text


def test_what_is_missing_in_the_form_is_said(client: TestClient, own: Dragoman) -> None:
    [event] = own.timeline(type="meet")
    answer = client.post("/review/event", data={"part": [event.reports[0].key], "say": "add"})
    assert answer.status_code == 400 and "participant" in answer.text


def test_the_switch_of_meaning_is_there_when_there_are_vectors(client: TestClient, own: Dragoman) -> None:
    assert 'name="meaning"' not in client.get("/search?q=met").text
    assert "dragoman vectors" in client.get("/search?q=met&meaning=1").text
    own.make_vectors()
    found = client.get("/search?q=a+judge+at+work&meaning=1").text
    assert 'name="meaning"' in found and "found by meaning" in found


def test_a_name_in_another_script_says_so(client: TestClient) -> None:
    assert '<bdi lang="und-Cyrl" title="Oleg Brandt">Олег Брандт</bdi>' in client.get("/entities").text
    assert '<bdi lang="und-Latn">Karim Daler</bdi>' in client.get("/entities?lang=fa").text
