"""Beside the pages, the interface lets in whom the chronicle knows, for what they may do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.accounts import make, open_staffed

from dragoman.app import Dragoman, open_dragoman
from dragoman.views.rest import PREFIX
from dragoman.views.web.application import make_application
from dragoman.views.web.options import WebOptions
from dragoman.views.web.security.options import SecurityOptions

NAMES = ["type", "title", "status", "detail", "field", "allowed", "ids"]


@pytest.fixture
def staffed(root: Path, tmp_path: Path) -> Iterator[Dragoman]:
    with open_staffed(tmp_path / "staffed.db") as chronicle:
        chronicle.read(sorted((root / "examples" / "pages").iterdir())[:4])
        yield chronicle


def test_a_key_may_do_what_it_is_good_for_and_its_user_is_the_author(staffed: Dragoman) -> None:
    client = TestClient(make(staffed))
    keys = {"رضا": ("read",), "Olga": ("read", "judge")}
    shown = {name: {"Authorization": f"Bearer {staffed.add_key(name, scopes).key}"} for name, scopes in keys.items()}
    nobody = client.get(f"{PREFIX}/events")
    assert nobody.status_code == 401 and list(nobody.json()) == NAMES and "www-authenticate" in nobody.headers
    people = client.get(f"{PREFIX}/entities?kind=person", headers=shown["رضا"]).json()["items"]
    body = {"a": people[0]["id"], "b": people[1]["id"], "verdict": "different"}
    refused = client.post(f"{PREFIX}/judgements", json=body, headers=shown["رضا"])
    assert refused.status_code == 403 and list(refused.json()) == NAMES and "judge" in refused.json()["detail"]
    decided = client.post(f"{PREFIX}/judgements", json=body, headers=shown["Olga"])
    assert decided.status_code == 200 and decided.json()["judgements"][0]["by"] == "Olga"
    number = decided.json()["decision"]
    assert client.delete(f"{PREFIX}/judgements/{number}", headers=shown["رضا"]).status_code == 403
    assert client.delete(f"{PREFIX}/judgements/{number}", headers=shown["Olga"]).status_code == 200


def test_without_users_everybody_on_this_machine_may_decide_and_no_other_site(root: Path, tmp_path: Path) -> None:
    with open_dragoman(tmp_path / "local.db") as chronicle:
        chronicle.read(sorted((root / "examples" / "pages").iterdir())[:4])
        client = TestClient(make(chronicle))
        people = client.get(f"{PREFIX}/entities?kind=person").json()["items"]
        body = {"a": people[0]["id"], "b": people[1]["id"], "why": "one office"}
        elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
        assert client.post(f"{PREFIX}/judgements/merge", json=body, headers=elsewhere).status_code == 403
        merged = client.post(f"{PREFIX}/judgements/merge", json=body)
        assert merged.status_code == 200, merged.text
        assert client.delete(f"{PREFIX}/judgements/{merged.json()['decision']}", headers=elsewhere).status_code == 403
        assert client.delete(f"{PREFIX}/judgements/{merged.json()['decision']}").status_code == 200


def test_it_answers_as_it_does_alone(staffed: Dragoman) -> None:
    key = {"Authorization": f"Bearer {staffed.add_key('رضا', ('read',)).key}"}
    client = TestClient(make(staffed), headers=key)
    document = client.get(f"{PREFIX}/openapi.json")
    assert document.status_code == 200 and document.json()["servers"] == [{"url": PREFIX}]
    page = client.get(f"{PREFIX}/pages?limit=2")
    assert client.get(page.json()["next"]).json()["items"] and page.headers["content-encoding"] == "gzip"
    tag = {"If-None-Match": page.headers["etag"]}
    assert client.get(f"{PREFIX}/pages?limit=2", headers=tag).status_code == 304
    assert client.head(f"{PREFIX}/events").status_code == 200
    missing = client.get(f"{PREFIX}/nothing.json")
    assert missing.status_code == 404 and list(missing.json()) == NAMES


def test_under_a_path_of_a_proxy_all_addresses_have_it(staffed: Dragoman) -> None:
    options = WebOptions(root_path="/news", security=SecurityOptions(hosts=("testserver",)))
    key = {"Authorization": f"Bearer {staffed.add_key('رضا', ('read',)).key}"}
    client = TestClient(make_application(staffed, options), headers=key)
    for root in ("", "/news"):  # whether the proxy takes the path off or not
        assert client.get(f"{root}{PREFIX}/openapi.json").json()["servers"] == [{"url": f"/news{PREFIX}"}]
        page = client.get(f"{root}{PREFIX}/pages?limit=2")
        following = page.json()["next"]
        assert following.startswith(f"/news{PREFIX}/pages?") and page.headers["link"] == f'<{following}>; rel="next"'
        assert client.get(following).json()["items"]
        for answer in (
            client.get(f"{root}{PREFIX}/export/jsonld"),
            client.get(f"{root}{PREFIX}/export/atom"),
        ):
            links = re.findall(r"http://testserver(/[^\s\"<,]+)", answer.text)
            assert links and all(f"{one}/".startswith("/news/") for one in links), links
