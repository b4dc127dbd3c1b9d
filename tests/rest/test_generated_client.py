"""A client that others generate from the document fetches events, over a real connection."""

import importlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import ModuleType

import pytest
import uvicorn

from dragoman.app import Dragoman
from dragoman.views.rest import make_api, make_server

GENERATOR = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]


@pytest.fixture(scope="module")
def address(examples: Dragoman) -> Iterator[str]:
    """The address of a server on this machine."""
    server = uvicorn.Server(uvicorn.Config(make_server(examples), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/api/v1"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def generated(examples: Dragoman, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package of the client."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_text(json.dumps(make_api(examples).openapi()), encoding="utf-8")
    (folder / "options.yml").write_text("post_hooks: []\n", encoding="utf-8")
    command = [*GENERATOR, "--path", "openapi.json", "--config", "options.yml", "--output-path", "dragoman_client"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0 and "WARNING" not in ended.stdout + ended.stderr, ended.stdout + ended.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module("dragoman_client")
    sys.path.remove(str(folder))


def test_a_generated_client_fetches_typed_events(generated: ModuleType, address: str, examples: Dragoman) -> None:
    client = generated.Client(base_url=address)
    list_events = importlib.import_module("dragoman_client.api.events.list_events")
    get_entity = importlib.import_module("dragoman_client.api.entities.get_entity")
    models = importlib.import_module("dragoman_client.models")
    found = list_events.sync(client=client, type_=models.ListEventsType("meet"), limit=2)
    assert 2 <= found.total < examples.events_page(limit=1).total
    assert {event.type_ for event in found.items} == {"meet"}
    quote = found.items[0].reports[0].quote
    assert quote.text == examples.page(quote.sha256).text[quote.span.start : quote.span.stop]
    entity = get_entity.sync(id=found.items[0].participants[0].id, client=client)
    assert entity.label == found.items[0].participants[0].name
    missing = get_entity.sync(id="person:none", client=client)
    assert isinstance(missing, models.Problem) and missing.ids == ["person:none"]
