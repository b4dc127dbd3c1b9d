"""``dragoman serve --workers``: several processes that are one server."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.end_to_end.command import call
from tests.end_to_end.test_serving import PASSWORD, get, served, told

SECONDS = 60


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def list_processes(above: int) -> list[int]:
    """Return the processes that serve below another."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words, command = stat.read_text().rpartition(")")[2].split(), (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(words[1]) == above and b"spawn_main" in command:
            found.append(int(stat.parent.name))
    return sorted(found)


def wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS
    while True:
        try:
            assert httpx.get(address + "settings", timeout=SECONDS).status_code in (200, 303)
            return
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.1)


@pytest.fixture
def staffed(store: Path) -> Iterator[tuple[Path, str]]:
    assert told(store, "user", "add", "olga", "--role", "admin", stdin=PASSWORD).code == 0
    yield store, told(store, "key", "add", "olga", "--scope", "read").output.strip()


def test_a_process_that_dies_is_replaced_and_all_end_with_ctrl_c(store: Path) -> None:
    with served(store, "--workers", "2") as (process, address):
        wait_for(address)
        first = list_processes(process.pid)
        assert len(first) == 2
        os.kill(first[0], signal.SIGKILL)
        until = time.monotonic() + SECONDS
        while len(now := list_processes(process.pid)) < 2 or now == first:
            assert time.monotonic() < until, now
            assert get(address + "settings")[0] == 200
        assert first[1] in now
        for one in (process.pid, *now):  # Ctrl-C goes to all
            os.kill(one, signal.SIGINT)
        _, errors = process.communicate(timeout=SECONDS)
        assert process.returncode == 0
        assert re.fullmatch(
            r"dragoman: a process that served has ended \(-9\); another one takes its place\ndragoman: stopped\n",
            errors,
        )
        assert not any(Path(f"/proc/{one}").exists() for one in now)


def test_nobody_is_left_where_the_first_process_is_killed(store: Path) -> None:
    with served(store, "--workers", "2") as (process, address):
        wait_for(address)
        left = list_processes(process.pid)
        process.kill()
        until = time.monotonic() + SECONDS
        while any(Path(f"/proc/{one}").exists() for one in left):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_sessions_forms_and_limits_are_those_of_one_server(staffed: tuple[Path, str]) -> None:
    store, key = staffed
    with served(store, "--workers", "2", DRAGOMAN_SERVE_REQUESTS_PER_MINUTE="20") as (_, address):
        wait_for(address)
        # Each request comes over a connection of its own, so that either process may take it.
        client = httpx.Client(base_url=address, timeout=SECONDS, headers={"connection": "close"})
        form = re.search(r'name="csrf" value="([^"]+)"', client.get("/login").text)
        assert form
        data = {"name": "olga", "password": PASSWORD.strip(), "csrf": form[1]}
        assert client.post("/login", data=data).status_code == 303
        pages = [client.get("/settings") for _ in range(8)]
        assert {page.status_code for page in pages} == {200}
        found = [re.search(r'name="csrf" value="([^"]+)"', page.text) for page in pages]
        for form in filter(None, found):
            assert client.post("/settings", data={"theme": "dark", "csrf": form[1]}).status_code == 303
        client.cookies.clear()
        client.headers["Authorization"], begun = f"Bearer {key}", time.monotonic()
        codes = [client.get("/settings").status_code for _ in range(15)]
        most = 5 + (time.monotonic() - begun) / 3  # a quarter of twenty at once, however many processes
        assert 5 <= codes.count(200) <= most + 1 and set(codes[5:]) <= {200, 429} and codes[:5] == [200] * 5


def test_what_cannot_be_served_is_refused(store: Path) -> None:
    for number in ("0", "65"):
        refused = told(store, "serve", "--port", "0", "--workers", number)
        assert refused.code == 2 and "between 1 and 64" in refused.errors
    refused = call("--store", ":memory:", "serve", "--port", "0", "--workers", "2")
    assert refused.code == 2 and "--workers 1" in refused.errors
