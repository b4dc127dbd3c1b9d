"""``dragoman read --reader llm``: what it says about pages that leave the machine, about cost, and about its end."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.reading.llm.server import HONEST, KEY, TEXT, Server, say, send, serve

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as serving:
        yield serving


@pytest.fixture
def dragoman(server: Server, tmp_path: Path) -> Command:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"{number}.txt").write_text(f"{TEXT}\nThis is page {number} of three.\n")

    def run(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "DRAGOMAN_LLM_URL": server.url, "DRAGOMAN_LLM_MODEL": "m-1", "DRAGOMAN_LLM_KEY": KEY,
            "DRAGOMAN_LLM_CACHE": str(tmp_path / "cache"), "DRAGOMAN_LLM_PRICE_INPUT": "2", "PATH": "",
            "DRAGOMAN_LLM_RETRIES": "0", **variables,
        }  # fmt: skip
        command = [sys.executable, "-m", "dragoman", *words]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
        )

    return run


def test_a_run_says_where_pages_go_once_and_what_it_cost(dragoman: Command, server: Server) -> None:
    ended = dragoman("read", "--reader", "llm", "pages")
    assert ended.returncode == 0, ended.stderr
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert f"sends the text of every page that it reads to {host}, for the model 'm-1'" in ended.stderr
    assert "model: 3 calls, 0 answers kept from before, 3,000 tokens asked, 600 answered, cost 0.0060" in ended.stderr
    assert "3 read" in ended.stdout
    again = dragoman("--store", "other.db", "read", "--reader", "llm", "pages", "--json")
    assert "sends the text" not in again.stderr
    assert json.loads(again.stderr)["usage"] == {
        "calls": 0, "cached": 3, "read": 0, "written": 0, "estimated": 0, "cost": 0.0, "cut": 0, "dropped": {},
    }  # fmt: skip
    assert [len(json.loads(line)["events"]) for line in again.stdout.splitlines()] == [2, 2, 2]
    assert len(server.asked) == 3
    assert "Lars Bakken" in dragoman("timeline").stdout


def test_workers_count_together(dragoman: Command, server: Server) -> None:
    ended = dragoman("read", "--reader", "llm", "--workers", "2", "pages")
    assert "model: 3 calls" in ended.stderr, ended.stderr


def test_a_budget_ends_the_run_and_the_next_goes_on(dragoman: Command, server: Server) -> None:
    ended = dragoman("read", "--reader", "llm", "pages", DRAGOMAN_LLM_BUDGET_TOKENS="2500")
    assert ended.returncode == 5
    assert "stopped: the budget_tokens of 2,500 is used up after 1 calls" in ended.stderr
    assert "1 read" in ended.stdout
    assert "2 read, 1 unchanged" in dragoman("read", "--reader", "llm", "pages").stdout


@pytest.mark.parametrize("options", [(), ("--debug",)])
def test_no_output_holds_the_key(dragoman: Command, server: Server, options: tuple[str, ...]) -> None:
    server.play(send(401, f"Incorrect API key provided: {KEY}"))
    ended = dragoman(*options, "read", "--reader", "llm", "pages")
    assert ended.returncode == 1
    assert "denies access (401 Incorrect API key provided: ***)" in ended.stderr
    assert KEY not in ended.stderr + ended.stdout


def test_what_was_not_believed_is_said(dragoman: Command, server: Server) -> None:
    lies = {**HONEST, "events": [{**HONEST["events"][0], "quote": "Odero and Bakken declared war."}]}
    server.play(say(lies))
    assert (
        "claims dropped: 3 for a quote that is not on the page" in dragoman("read", "--reader", "llm", "pages").stderr
    )


def test_nothing_is_sent_unless_it_is_configured(dragoman: Command, server: Server) -> None:
    ended = dragoman("read", "--reader", "llm", "pages", DRAGOMAN_LLM_URL="")
    assert ended.returncode == 2
    assert "set DRAGOMAN_LLM_URL, or url under [llm] in dragoman.toml" in ended.stderr
    dragoman("read", "pages")
    assert server.asked == []


def test_a_rebuild_may_ask_as_well(dragoman: Command, server: Server) -> None:
    dragoman("read", "pages")
    ended = dragoman("rebuild", "--reader", "llm")
    assert "3 pages" in ended.stdout
    assert "model: 3 calls" in ended.stderr


def test_the_doctor_looks_at_the_reader_and_asks_nobody(dragoman: Command, server: Server) -> None:
    ended = dragoman("doctor", "--json", DRAGOMAN_READER="llm")
    checks = {check["name"]: check for check in map(json.loads, ended.stdout.splitlines())}
    assert checks["reader"]["found"].startswith("llm, llm-1-m-1-")
    ended = dragoman("doctor", "--json", DRAGOMAN_READER="llm", DRAGOMAN_LLM_MODEL="")
    assert (ended.returncode, server.asked) == (2, [])
    assert "set DRAGOMAN_LLM_MODEL" in ended.stdout
