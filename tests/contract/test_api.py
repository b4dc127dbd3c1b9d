"""docs/api.md names every operation and parameter of the interface, and its examples run on the example pages."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.app import open_dragoman
from dragoman.views.rest import make_server
from dragoman.views.rest.documents import walk_operations

PREFIX = "/api/v1"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client(copy_examples: Callable[[], Path]) -> Iterator[TestClient]:
    with open_dragoman(copy_examples()) as chronicle:
        yield TestClient(make_server(chronicle))


def list_examples(page: str) -> list[tuple[str, str, str]]:
    """Return method, address and body of the examples, in order."""
    blocks = re.findall(r"^```http\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [(*line.split(" ", 2), "")[:3] for line in lines]


def test_every_operation_has_words_and_an_example(page: str, client: TestClient) -> None:
    examples = [(method, address.partition("?")[0]) for method, address, _ in list_examples(page)]
    missing = []
    for method, path, operation in walk_operations(client.get(f"{PREFIX}/openapi.json").json()):
        shape = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(PREFIX + path))
        if f"`{method} {path}`" not in page:
            missing.append(f"{method} {path} has no words")
        if not any(one == method and re.fullmatch(shape, address) for one, address in examples):
            missing.append(f"{method} {path} has no example")
        names = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        missing += [f"{method} {path}: {name}" for name in names if not re.search(rf"`{name}[`=]|[?&]{name}=", page)]
    assert missing == []


def test_the_examples_run(page: str, client: TestClient) -> None:
    people = client.get(f"{PREFIX}/entities?kind=person").json()["items"]
    event = client.get(f"{PREFIX}/events?type=meet").json()["items"][0]
    known = {"ENTITY": people[0]["id"], "OTHER": people[1]["id"], "EVENT": event["id"]}
    told = client.get(f"{PREFIX}/events?who={people[0]['id']}").json()["items"]
    known["PAGE"] = told[0]["reports"][0]["quote"]["sha256"]
    known["STORY"] = client.get(f"{PREFIX}/stories?limit=1").json()["items"][0]["id"]
    ran = 0
    for method, address, body in list_examples(page):
        words = {"content": fill(body, known), "headers": {"Content-Type": "application/json"}} if body else {}
        answer = client.request(method, fill(address, known), **words)
        assert answer.status_code == 200, f"{method} {address}: {answer.text}"
        told = answer.json() if method == "POST" else {}
        known |= {name.upper(): str(value) for name, value in told.items() if name == "decision"}
        known |= {"ENTRY": str(told["entry"]["id"])} if "entry" in told else {}
        ran += 1
    assert ran >= 30


def fill(words: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        words = re.sub(rf"\b{name}\b", value, words)
    return words


def test_the_document_is_whole_and_its_operations_have_names_that_stay(client: TestClient) -> None:
    document = client.get(f"{PREFIX}/openapi.json").json()
    text = json.dumps(document)
    names = [operation["operationId"] for _, _, operation in walk_operations(document)]
    assert document["openapi"] == "3.1.0" and len(names) == len(set(names)) >= 30
    references = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert references <= set(document["components"]["schemas"])
    assert client.get(f"{PREFIX}/openapi.json").text == client.get(f"{PREFIX}/openapi.json").text
    for _, path, operation in walk_operations(document):
        assert operation["summary"] and operation["description"], path
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{path}: {parameter['name']}"
        for status, response in operation["responses"].items():
            assert response["description"], f"{path}: {status}"
