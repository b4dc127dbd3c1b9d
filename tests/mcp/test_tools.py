"""The official client asks every tool, over both transports; what they answer can be checked in the pages."""

import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from socket import socket
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from dragoman.app import open_dragoman
from dragoman.chronicle.answers import Quote
from dragoman.model import Span
from dragoman.views.mcp.forming import Former

NAMES = {
    "search_events", "get_event", "search_entities", "get_entity", "who_held", "who_meets_whom",
    "search_sentences", "list_conflicts",
    "get_quote",
}  # fmt: skip
Act = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """The address of a server over HTTP, a process of its own."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "mcp", "--http", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert b"answering at" in process.stderr.readline()
    wait_for(port)
    yield f"http://127.0.0.1:{port}/mcp"
    process.terminate()
    process.wait(10)


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server does not listen")


@pytest.fixture(params=["stdio", "http"])
def talk(request: pytest.FixtureRequest, store: Path) -> Callable[[Act], None]:
    """Let a test talk to a server, over the transport of its name."""

    def run(act: Act) -> None:
        anyio.run(connect, act)

    async def connect(act: Act) -> None:
        if request.param == "http":
            target = request.getfixturevalue("address")
        else:
            arguments = ["-m", "dragoman", "--store", str(store), "mcp"]
            target = stdio_client(StdioServerParameters(command=sys.executable, args=arguments))
        async with Client(target) as client:
            await act(client)

    return run


async def ask(client: Client, tool: str, **given: object) -> dict:
    answer = await client.call_tool(tool, given)
    assert not answer.is_error, answer.content
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


def list_citations(answer: object) -> Iterator[dict]:
    """Yield every quotation in an answer, however deep."""
    if isinstance(answer, dict):
        if "sha256" in answer and "text" in answer:
            yield answer
        for part in answer.values():
            yield from list_citations(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from list_citations(part)


def test_every_tool_only_reads_and_describes_what_it_takes_and_gives(talk: Callable[[Act], None]) -> None:
    async def act(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == NAMES
        for tool in tools:
            hints = tool.annotations
            assert hints.read_only_hint and hints.idempotent_hint and not hints.destructive_hint
            assert not hints.open_world_hint and tool.title and len(tool.description) > 40
            assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
            for field in tool.input_schema["properties"].values():
                assert "description" in json.dumps(field)

    talk(act)


def test_every_quotation_of_every_answer_stands_in_its_page(talk: Callable[[Act], None], store: Path) -> None:
    cited: list[dict] = []

    async def act(client: Client) -> None:
        events = await ask(client, "search_events", type="meet", limit=5)
        first = events["events"][0]
        one, two = first["participants"][:2]
        found = [
            events,
            await ask(client, "get_event", id=first["id"]),
            await ask(client, "get_entity", id=one["id"]),
            await ask(client, "who_held", title="foreign-minister"),
            await ask(client, "who_meets_whom", who=one["name"], **{"with": two["id"]}),
            await ask(client, "list_conflicts"),
        ]
        for answer in found:
            own = list(list_citations(answer))
            assert own
            cited.extend(own)
        quote = await ask(client, "get_quote", context=20, **{k: cited[0][k] for k in ("sha256", "start", "stop")})
        assert quote["text"] == cited[0]["text"]

    talk(act)
    with open_dragoman(store) as chronicle:
        for citation in cited:
            text = chronicle.page(citation["sha256"]).text
            assert text[citation["start"] : citation["stop"]] == citation["text"]
            assert citation["link"] == f"dragoman://page/{citation['sha256']}" and citation["address"]


def test_a_name_is_found_in_every_script_and_says_how_like_it_is(talk: Callable[[Act], None]) -> None:
    async def act(client: Client) -> None:
        found = {}
        for name in ("Вализода", "Valizoda", "ولی‌زاده"):
            best = (await ask(client, "search_entities", name=name))["entities"][0]
            found[best["id"]] = best["likeness"]
        assert list(found.values()) == [1.0]
        near = (await ask(client, "search_entities", name="Valizadeh Rostam"))["entities"]
        assert all(one["likeness"] < 1 for one in near)

    talk(act)


def test_lists_go_on_from_their_cursor(talk: Callable[[Act], None]) -> None:
    async def act(client: Client) -> None:
        for tool, kind in (
            ("search_events", "events"),
            ("search_entities", "entities"),
            ("list_conflicts", "conflicts"),
        ):
            whole = await ask(client, tool, limit=50)
            seen, cursor = [], None
            while cursor or not seen:
                page = await ask(client, tool, limit=20, **({"cursor": cursor} if cursor else {}))
                seen, cursor = seen + page[kind], page["cursor"]
                assert page["total"] == whole["total"]
            assert seen[:50] == whole[kind] and len(seen) == whole["total"], tool

    talk(act)


def test_a_wrong_question_is_answered_with_what_is_allowed(talk: Callable[[Act], None]) -> None:
    wrong = [
        ("search_events", {"typ": "meet"}, "search_events takes who, with, type"),
        ("search_events", {"type": "party"}, "allowed: accuse"),
        ("search_events", {"since": "yesterday"}, "is no date"),
        ("search_events", {"limit": 51}, "<= 50"),
        ("search_events", {"cursor": "no"}, "cursor"),
        ("get_event", {"id": "event:none"}, "search_events finds ids"),
        ("get_entity", {"id": "person:none"}, "search_entities finds ids"),
        ("who_meets_whom", {"who": "Nobody At-All"}, "nobody is called"),
        ("get_quote", {"sha256": "0" * 64, "start": 0, "stop": 1}, "no page"),
        ("get_event", {}, "missing required field `id`"),
    ]

    async def act(client: Client) -> None:
        for tool, given, words in wrong:
            answer = await client.call_tool(tool, given)
            assert answer.is_error and words in answer.content[0].text, (tool, given, answer.content)
        with pytest.raises(MCPError, match="no tool 'write'"):
            await client.call_tool("write", {})

    talk(act)


def test_pages_events_and_entities_are_resources(talk: Callable[[Act], None], store: Path) -> None:
    async def act(client: Client) -> None:
        resources = (await client.list_resources()).resources
        assert len(resources) == 16 and all(one.title for one in resources)
        page = (await client.read_resource(resources[0].uri)).contents[0]
        with open_dragoman(store) as chronicle:
            assert page.text == chronicle.page(str(resources[0].uri).rpartition("/")[2]).text
        event = (await ask(client, "search_events", limit=1))["events"][0]
        read = (await client.read_resource(event["link"])).contents[0]
        assert json.loads(read.text)["id"] == event["id"] and read.mime_type == "application/json"
        templates = (await client.list_resource_templates()).resource_templates
        assert [one.name for one in templates] == ["page", "event", "entity"]
        with pytest.raises(MCPError, match="no event"):
            await client.read_resource("dragoman://event/event:none")

    talk(act)


@pytest.mark.parametrize(
    "headers", [{"Host": "elsewhere.example"}, {"Origin": "https://elsewhere.example"}], ids=["host", "origin"]
)
def test_a_page_of_another_site_cannot_ask(address: str, headers: dict[str, str]) -> None:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(address, body, sent | headers))
    assert refused.value.code in (403, 421)


def test_it_does_not_listen_to_others_unless_told(store: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "mcp", "--http", "--host", "0.0.0.0"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 2 and "--allow-host" in ended.stderr


def test_a_link_to_the_server_leads_to_the_place_in_the_page() -> None:
    quote = Quote("They met.", "news", "https://news.example/1", "a1", Span(12, 21), "en")
    assert Former("http://127.0.0.1:8000").cite(quote).link == "http://127.0.0.1:8000/page/a1?start=12&stop=21#s12"
    assert Former().cite(quote).link == "dragoman://page/a1"
