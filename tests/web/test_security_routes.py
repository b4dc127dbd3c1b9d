"""Every route of the application is walked: no stranger gets in, and nobody changes what their role does not allow."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount
from tests.web.accounts import WORD, make, open_staffed
from tests.web.browsing import Browser
from tests.web.walking import walk_routes

from dragoman.app import Dragoman
from dragoman.views.web import application as application_module
from dragoman.views.web.security.gate import OPEN, OPEN_BELOW
from dragoman.views.web.security.requirements import SAFE, list_requirements

TEMPLATES = Path(application_module.__file__).parent / "templates"
OWN = {"/settings", "/account/password", "/account/keys", "/account/keys/revoke", "/logout", "/login"}
"""What everybody may change: their own choices, password and keys, and whether they are signed in."""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with open_staffed(tmp_path_factory.mktemp("routes") / "staffed.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def application(staffed: Dragoman) -> FastAPI:
    return make(staffed, per_minute=100_000)


def fill(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", re.sub(r"\{[^}]*:int\}", "1", path)) or "/"


def methods(route: BaseRoute) -> set[str]:
    return set(getattr(route, "methods", None) or ({"GET", "POST"} if isinstance(route, Mount) else {"GET"}))


def test_there_are_routes_to_walk(application: FastAPI) -> None:
    paths = [path for path, _ in walk_routes(application.routes)]
    assert {"/", "/login", "/users", "/settings"} <= set(paths)


def test_no_route_is_open_to_strangers_but_those_to_sign_in(application: FastAPI) -> None:
    stranger = Browser(application, raise_server_exceptions=False, follow_redirects=False)
    let_in = []
    for path, route in walk_routes(application.routes):
        for method in sorted(methods(route)):
            answer = stranger.request(method, fill(path))
            told = answer.status_code == 401 or answer.headers.get("location", "").startswith("/login")
            if not told and fill(path) not in OPEN and not path.startswith(OPEN_BELOW):
                let_in.append((method, path, answer.status_code))
    assert let_in == []


def test_every_form_that_changes_something_has_a_token() -> None:
    bare, seen = [], 0
    for path in sorted(TEMPLATES.glob("*.html")):
        for form in re.findall(r"<form[^>]*method=.?post.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL):
            seen += 1
            if "csrf_field()" not in form and "token()" not in form:
                bare.append((path.name, form[:80]))
    assert seen > 5 and bare == []


def test_every_route_that_changes_something_says_what_it_requires(application: FastAPI) -> None:
    silent = []
    for path, route in walk_routes(application.routes):
        if isinstance(route, APIRoute) and methods(route) - SAFE and not path.startswith("/api/"):
            rights = set(list_requirements(route))
            if not rights or (rights <= {"read", "anybody"} and path not in OWN):
                silent.append((path, rights))
    assert silent == []


@pytest.mark.parametrize("way", ["session", "key"])
def test_a_reader_changes_nothing_but_what_is_their_own(application: FastAPI, staffed: Dragoman, way: str) -> None:
    reader = Browser(application, raise_server_exceptions=False, follow_redirects=False)
    headers = {}
    if way == "session":
        assert reader.sign_in("رضا", WORD).status_code == 303
    else:
        headers["authorization"] = f"Bearer {staffed.add_key('رضا', ['read'], by='x').key}"
    let_in = []
    for path, route in walk_routes(application.routes):
        if path in OWN:
            continue
        mine = way == "session" and "watch" in list_requirements(route)
        for method in sorted(methods(route) - SAFE):
            answer = reader.request(method, fill(path), headers=headers)
            if answer.status_code not in (401, 403) and not mine and not _may_watch(answer.status_code, path, way):
                let_in.append((method, path, answer.status_code))
    assert let_in == []


def _may_watch(status: int, path: str, way: str) -> bool:
    """Watch lists are everybody's own; of mounted applications, nothing tells which routes are theirs but the path."""
    return way == "session" and "watch" in path and status != 200


def test_a_change_without_a_token_is_refused_on_every_route(application: FastAPI) -> None:
    browser = Browser(application, raise_server_exceptions=False, follow_redirects=False)
    browser.sign_in("Далер", WORD)
    let_in = []
    for path, route in walk_routes(application.routes):
        for method in sorted(methods(route) - SAFE):
            for headers in ({"x-csrf-token": "x"}, {"x-csrf-token": "", "content-type": "application/json"}):
                answer = browser.request(method, fill(path), headers=headers)
                if answer.status_code != 403:
                    let_in.append((method, path, answer.status_code))
    assert let_in == []


def test_a_route_that_says_nothing_is_for_admins_where_it_changes_something(staffed: Dragoman) -> None:
    router = APIRouter()
    router.add_api_route("/silent", lambda: {}, methods=["GET", "POST"])
    application = make(staffed)
    application.include_router(router)
    bare = staffed.add_key("Далер", ["watch"], by="x").key
    for name, codes in (("رضا", (200, 403)), ("Olga", (200, 403)), ("Далер", (200, 200))):
        browser = Browser(application)
        browser.sign_in(name, WORD)
        assert (browser.get("/silent").status_code, browser.post("/silent").status_code) == codes
    assert Browser(application).get("/silent", headers={"authorization": f"Bearer {bare}"}).status_code == 403
