"""What the interface answers: facts with their quotations, pages of lists, tags, forms, and problems of one shape."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from dragoman.app import Dragoman, open_dragoman
from dragoman.errors import StoreError
from dragoman.views.rest import PREFIX, make_server
from dragoman.views.rest.access import Scope
from dragoman.views.rest.problems import refuse


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Iterator[Dragoman]:
    """A small chronicle that a test may change."""
    with open_dragoman(tmp_path / "own.db") as chronicle:
        chronicle.read(sorted((root / "examples" / "pages").iterdir())[:4])
        yield chronicle


def get(client: TestClient, path: str, status: int = 200, **headers: str):
    answer = client.get(PREFIX + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == status, answer.text
    return answer


def choose_pair(client: TestClient) -> dict[str, str]:
    people = get(client, "/entities?kind=person").json()["items"]
    return {"a": people[0]["id"], "b": people[1]["id"]}


def test_every_quotation_of_an_event_stands_in_its_page_at_its_offsets(client: TestClient) -> None:
    events = get(client, "/events?limit=5").json()["items"]
    assert len(events) == 5
    for found in events:
        event = get(client, f"/events/{found['id']}").json()
        assert event["reports"]
        for report in event["reports"]:
            quote = report["quote"]
            text = get(client, f"/pages/{quote['sha256']}").json()["text"]
            assert text[quote["span"]["start"] : quote["span"]["stop"]] == quote["text"]


def test_the_pages_of_a_list_hold_everything_once_and_in_order(client: TestClient) -> None:
    for path in ("/events", "/entities", "/pages", "/tenures", "/conflicts", "/stories", "/places"):
        whole = get(client, f"{path}?limit=200").json()
        address, seen = f"{PREFIX}{path}?limit=3", []
        while address:
            answer = client.get(address)
            page = answer.json()
            assert len(page["items"]) <= 3 and page["total"] == whole["total"] == len(whole["items"])
            assert answer.headers.get("link", "") == (f'<{page["next"]}>; rel="next"' if page["next"] else "")
            seen += page["items"]
            address = page["next"]
        assert seen == whole["items"], path


def test_conditions_are_those_of_the_pages_and_the_next_page_keeps_them(client: TestClient) -> None:
    page = get(client, "/events?type=meet&since=2024&order=time&limit=1").json()
    assert page["total"] >= 2 and page["items"][0]["type"] == "meet"
    assert "type=meet" in page["next"] and "since=2024" in page["next"] and "order=time" in page["next"]
    one = get(client, "/events?who=Вализода&with=Arakchi").json()
    assert one["total"] == get(client, "/events?with=Вализода&who=Arakchi").json()["total"]


def test_a_copy_that_is_current_is_not_sent_again(client: TestClient, own: Dragoman) -> None:
    for path in ("/events", "/entities", "/status", "/judgements", "/search?q=energy"):
        tag = get(client, path).headers["etag"]
        assert not tag.startswith("W/")
        again = get(client, path, 304, If_None_Match=tag)
        assert again.content == b"" and again.headers["etag"] == tag
        assert get(client, path, 304, If_None_Match=f'"other", W/{tag}')
        assert get(client, path, If_None_Match='"other"').headers["etag"] == tag
    other = TestClient(make_server(own))
    tag = get(other, "/events").headers["etag"]
    body = {**choose_pair(other), "verdict": "different"}
    assert other.post(f"{PREFIX}/judgements", json=body).status_code == 200
    assert get(other, "/events", If_None_Match=tag).headers["etag"] != tag


def test_packed_and_plain_bodies_have_tags_of_their_own(client: TestClient) -> None:
    packed = get(client, "/events", Accept_Encoding="gzip")
    plain = get(client, "/events", Accept_Encoding="identity")
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.json() == plain.json() and packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]
    with client.stream("GET", f"{PREFIX}/export/csv", headers={"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())).startswith(b"\xef\xbb\xbfid,date")


def test_lists_come_as_lines_and_tables_too(client: TestClient) -> None:
    items = get(client, "/events?limit=4").json()["items"]
    lines = get(client, "/events?limit=4", Accept="application/jsonl")
    assert [json.loads(line) for line in lines.text.splitlines()] == items
    assert lines.headers["content-type"] == "application/jsonl" and lines.headers["link"]
    table = get(client, "/events?limit=4", Accept="text/csv;q=1, application/json;q=0.5").text.splitlines()
    assert table[0].removeprefix("\ufeff").startswith("id,date") and items[0]["id"] in table[1]
    for path in ("/entities", "/tenures"):
        assert get(client, path, Accept="text/csv").headers["content-type"] == "text/csv; charset=utf-8"
    problem = get(client, "/places", 406, Accept="text/csv").json()
    assert problem["field"] == "Accept" and problem["allowed"] == ["application/json", "application/jsonl"]


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/events", "/events/event:none", "/export/csv"):
        got, headed = client.get(PREFIX + path), client.head(PREFIX + path)
        assert headed.status_code == got.status_code and headed.content == b""
        assert headed.headers.get("etag") == got.headers.get("etag")
        assert headed.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/nothing", 404, None),
        ("/events/event:none", 404, None),
        ("/entities/person:none", 404, None),
        ("/pages/" + "0" * 64, 404, None),
        ("/pages/short", 422, "sha256"),
        ("/events?limit=0", 422, "limit"),
        ("/events?limit=201", 422, "limit"),
        ("/events?limit=many", 422, "limit"),
        ("/events?typ=meet", 422, "typ"),
        ("/events?type=party", 422, "type"),
        ("/events?topic=party", 422, "topic"),
        ("/events?since=yesterday", 422, "since"),
        ("/events?since=2023-02-29", 422, "since"),
        ("/events?status=true", 422, "status"),
        ("/events?cursor=no", 404, "cursor"),
        ("/tenures?cursor=no", 404, "cursor"),
        ("/watch-lists/99999999999999999999", 404, None),
        ("/search?q=nofield:x", 400, None),
        ("/search?q=energy&cursor=no", 404, "cursor"),
        ("/search", 422, "q"),
        ("/export/word", 404, "format"),
        ("/export/gexf/offices", 404, "format"),
        ("/network?around=person:none", 404, None),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int, field: str | None) -> None:
    answer = get(client, path, status)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(problem) == ["type", "title", "status", "detail", "field", "allowed", "ids"]
    assert problem["status"] == status and problem["field"] == field and problem["detail"]


def test_an_error_says_what_is_allowed_and_which_id_is_meant(client: TestClient) -> None:
    assert "meet" in get(client, "/events?type=party", 422).json()["allowed"]
    assert "type" in get(client, "/events?typ=meet", 422).json()["allowed"]
    assert get(client, "/events/event:none", 404).json()["ids"] == ["event:none"]
    wrong = client.put(f"{PREFIX}/judgements")
    assert wrong.status_code == 405 and wrong.json()["allowed"] == ["GET", "POST"]
    assert wrong.headers["allow"] == "GET, POST"


def test_a_store_that_fails_is_503_and_a_fault_tells_nothing(examples: Dragoman, monkeypatch) -> None:
    client = TestClient(make_server(examples), raise_server_exceptions=False)

    def fail(*given: object, **more: object) -> None:
        raise StoreError("the disk is full")

    def break_down(*given: object, **more: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(Dragoman, "counts", fail)
    answer = get(client, "/status", 503)
    assert answer.json()["detail"] == "the disk is full" and answer.headers["retry-after"] == "5"
    monkeypatch.setattr(Dragoman, "counts", break_down)
    answer = get(client, "/status", 500)
    assert "secret" not in answer.text and answer.headers["content-type"] == "application/problem+json"


def test_a_merged_id_leads_to_what_it_is_part_of_and_undoing_parts_it_again(own: Dragoman) -> None:
    client = TestClient(make_server(own), follow_redirects=False)
    people = [one["id"] for one in get(client, "/entities?kind=person").json()["items"]]
    merged = client.post(f"{PREFIX}/judgements/merge", json={"a": people[0], "b": people[1], "why": "a test"}).json()
    (left,) = merged["ids"]
    gone = next(id for id in people[:2] if id != left)
    moved = client.get(f"{PREFIX}/entities/{gone}/counterparts?limit=2")
    assert moved.status_code == 301 and moved.headers["location"] == f"{PREFIX}/entities/{left}/counterparts?limit=2"
    assert client.get(f"{PREFIX}/judgements").json()["items"][0]["why"] == "a test"
    undone = client.delete(f"{PREFIX}/judgements/{merged['decision']}")
    assert undone.status_code == 200 and sorted(undone.json()["ids"]) == sorted(people[:2])
    again = client.delete(f"{PREFIX}/judgements/{merged['decision']}")
    assert again.status_code == 409 and "withdrawn" in again.json()["detail"]
    assert get(client, f"/entities/{gone}").json()["id"] == gone


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"a": "person:none", "b": "person:other", "verdict": "same"}, 404, None),
        ({"a": "x", "b": "y", "verdict": "perhaps"}, 422, "verdict"),
        ({"a": "x", "b": 3, "verdict": "same"}, 422, "b"),
        ({"a": "x", "verdict": "same"}, 422, None),
        ({"a": "x", "b": "y", "verdict": "same", "who": "me"}, 422, None),
    ],
)
def test_a_decision_that_cannot_be_says_why(client: TestClient, body, status: int, field: str | None) -> None:
    answer = client.post(f"{PREFIX}/judgements", json=body)
    assert answer.status_code == status and answer.json()["field"] == field, answer.text


def test_a_form_of_another_site_cannot_decide(client: TestClient) -> None:
    answer = client.post(f"{PREFIX}/judgements", data={"a": "x", "b": "y", "verdict": "same"})
    assert answer.status_code == 415 and answer.json()["allowed"] == ["application/json"]
    assert (
        "access-control-allow-origin"
        not in client.get(f"{PREFIX}/events", headers={"Origin": "https://elsewhere.example"}).headers
    )


def test_every_route_passes_the_hook_and_decisions_another_one(own: Dragoman) -> None:
    asked = []

    def access(request, scope: Scope) -> str | None:
        asked.append(scope)
        if request.headers.get("authorization") != "Bearer key":
            raise refuse(401, "nobody is logged in")
        if scope == "judge" and request.headers.get("x-role") != "reviewer":
            raise refuse(403, "the key is not good for judging")
        return "Anna"

    client = TestClient(make_server(own, access=access), headers={"Authorization": "Bearer key"})
    nobody = TestClient(make_server(own, access=access)).get(f"{PREFIX}/events")
    assert nobody.status_code == 401 and nobody.headers["www-authenticate"].startswith("Bearer")
    body = {**choose_pair(client), "verdict": "unsure"}
    assert client.post(f"{PREFIX}/judgements", json=body).status_code == 403
    decided = client.post(f"{PREFIX}/judgements", json=body, headers={"X-Role": "reviewer"})
    assert decided.status_code == 200 and decided.json()["judgements"][0]["by"] == "Anna"
    assert set(asked) == {"read", "judge"}


def test_an_office_has_its_holders_with_quotations(client: TestClient) -> None:
    tenure = next(one for one in get(client, "/tenures?limit=200").json()["items"] if one["of"])
    office = get(client, f"/offices/{tenure['title']}?of={tenure['of']}").json()
    assert tenure["id"] in [one["id"] for one in office["tenures"]] and office["tenures"][0]["quotes"]
    assert get(client, "/offices/president?on=2024-13", 422).json()["field"] == "on"


def test_ids_with_slashes_are_reached_as_lists_give_them(client: TestClient) -> None:
    bodies = get(client, "/entities?kind=organisation&limit=200").json()["items"]
    tenures = get(client, "/tenures?limit=200").json()["items"]
    id = next(one["id"] for one in bodies if "/" in one["id"])
    office = next(one["title"] for one in tenures if "/" in one["title"])
    for written in (id, quote(id, safe="")):
        assert get(client, f"/entities/{written}").json()["id"] == id
        for part in ("counterparts", "links", "members"):
            assert "items" in get(client, f"/entities/{written}/{part}").json()
    assert get(client, f"/offices/{office}").json()["tenures"]
    paths = get(client, "/openapi.json").json()["paths"]
    assert {"/entities/{id}", "/entities/{id}/members", "/offices/{title}"} <= set(paths)
