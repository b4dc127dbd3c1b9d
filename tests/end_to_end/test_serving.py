"""``dragoman serve``, ``user``, ``key`` and ``audit`` as they are called."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call

PASSWORD = "a long password 1\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def told(store: Path, *words: str, stdin: str = "", **env: str) -> Ended:
    return call("--store", store, *words, stdin=stdin, env=env)


@contextmanager
def served(store: Path, *words: str, **env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server in a process of its own, and yield it with its address."""
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "serve", "--port", "0", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, **pipes, text=True, env={**os.environ, **env, "PYTHONUNBUFFERED": "1"})
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def get(address: str, **headers: str) -> tuple[int, str, str]:
    """Return status, address and text of what is there at the end."""
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, answer.url, answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_says_where_it_is_and_ends_cleanly(store: Path, number: int) -> None:
    with served(store) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        status, _, text = get(address + "settings")
        assert status == 200 and "csrf" in text
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "dragoman: stopped\n")


def test_with_users_a_server_is_for_others_and_asks_who_they_are(store: Path) -> None:
    assert told(store, "user", "add", "olga", "--role", "admin", stdin=PASSWORD).code == 0
    key = told(store, "key", "add", "olga", "--scope", "read").output.strip()
    with served(store, "--host", "0.0.0.0", "--root-path", "/news") as (_, address):
        assert address.endswith("/news/")
        _, shown, text = get(address + "settings")
        assert "/news/login" in shown and 'action="/news/login"' in text and 'href="/news/static/' in text
        status, shown, text = get(address + "settings", Authorization=f"Bearer {key}")
        assert status == 200 and shown.endswith("/news/settings") and 'action="/news/settings"' in text


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--host", "0.0.0.0"), {}), (("--host", "::"), {}), (("--host", "192.0.2.1"), {}),
        (("--host", "news.example"), {}),
        ((), {"DRAGOMAN_SERVE_HOSTS": "news.example"}), ((), {"DRAGOMAN_SERVE_PROXIES": "127.0.0.1"}),
    ],
)  # fmt: skip
def test_others_are_not_served_without_a_login(store: Path, words: tuple[str, ...], env: dict[str, str]) -> None:
    refused = told(store, "serve", "--port", "0", *words, **env)
    assert refused.code == 2 and "dragoman user add" in refused.errors and refused.output == ""


def test_others_are_served_without_a_login_where_that_is_said(store: Path) -> None:
    with served(store, "--host", "0.0.0.0", "--without-login") as (process, address):
        assert get(address + "settings")[0] == 200
        process.send_signal(signal.SIGINT)
        assert "without a login" in process.communicate(timeout=60)[1]


def test_a_port_that_is_taken_is_named(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = told(store, "serve", "--port", str(port))
    assert refused.code == 2 and f"port {port} of 127.0.0.1 is taken" in refused.errors


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--port", "70000"), {}), (("--root-path", "news/"), {}), (("--root-path", "/a b"), {}),
        (("--root-path", "//x"), {}),
        ((), {"DRAGOMAN_SERVE_PROXIES": "everywhere"}), ((), {"DRAGOMAN_SERVE_IDLE_HOURS": "0"}),
        ((), {"DRAGOMAN_SERVE_PORT": "http"}),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(store: Path, words: tuple[str, ...], env: dict[str, str]) -> None:
    refused = told(store, "serve", *words, **env)
    assert refused.code == 2 and len(refused.errors.splitlines()) == 1


def test_what_is_not_installed_is_named(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastapi", None)
    refused = told(store, "serve", "--port", "0")
    assert refused.code == 2 and "pip install 'dragoman[serve]'" in refused.errors
    monkeypatch.setitem(sys.modules, "argon2", None)
    from dragoman.chronicle.accounts import passwords

    passwords._make_hasher.cache_clear()
    refused = told(store, "user", "add", "olga", "--role", "admin", stdin=PASSWORD)
    assert refused.code == 2 and "pip install 'dragoman[serve]'" in refused.errors


def test_users_and_keys_are_managed_from_the_command_line(store: Path) -> None:
    assert told(store, "user", "add", "olga", stdin=PASSWORD).code == 2  # the first one is an admin
    assert told(store, "user", "add", "olga", "--role", "admin", stdin="short\n").code == 2
    assert told(store, "user", "add", "olga", "--role", "admin", stdin="").code == 2
    assert told(store, "user", "add", "olga", "--role", "admin", stdin=PASSWORD).code == 0
    assert told(store, "user", "add", "رضا", stdin=PASSWORD).code == 0
    assert told(store, "user", "role", "رضا", "reviewer").code == 0
    assert told(store, "user", "password", "رضا", stdin="another password 2\n").code == 0
    made = told(store, "key", "add", "رضا", "--scope", "read", "--scope", "judge", "--label", "=1+1")
    assert re.fullmatch(r"dgm_[a-z0-9]{10}_[\w-]{43}\n", made.output)
    assert told(store, "key", "add", "رضا", "--scope", "admin").code == 2
    assert told(store, "key", "list", "--csv").rows[0]["label"] == "'=1+1"
    prefix = made.output.split("_")[1]
    assert told(store, "key", "revoke", prefix).code == 0
    assert told(store, "key", "list", "رضا", "--json").lines[0]["revoked"]
    assert told(store, "user", "disable", "رضا").code == 0
    assert told(store, "user", "disable", "olga").code == 2
    users = told(store, "user", "list", "--json").lines
    assert [(one["name"], one["role"], bool(one["disabled"])) for one in users] == [
        ("olga", "admin", False), ("رضا", "reviewer", True)
    ]  # fmt: skip
    assert told(store, "user", "disable", "رضا", "--undo").code == 0
    log = told(store, "audit", "--json").lines
    assert [one["what"] for one in reversed(log)] == [
        "user add", "user add", "user role", "user password", "key add", "key revoke", "user disable", "user enable"
    ]  # fmt: skip
    assert {one["how"] for one in log} == {"cli"}
    assert made.output.strip() not in str(log) and "another password" not in str(log)
    few = told(store, "audit", "--limit", "3", "--csv")
    assert len(few.rows) == 3 and "--before" in few.errors
    assert "user role" in told(store, "audit", "--what", "user role").output
    assert told(store, "audit", "--before", "x").code == 2
