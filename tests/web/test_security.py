"""Signing in and out, forms of other sites, and the headers of answers: what an attacker would try."""

import html
import logging
import re
import shutil
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from tests.unit.chronicle.plain_reader import PlainReader, make_page
from tests.web.accounts import WORD, cheap_hashes, make, open_staffed
from tests.web.browsing import Browser

from dragoman.app import Dragoman, open_dragoman
from dragoman.chronicle.accounts.acting import current_actor
from dragoman.errors import StoreError
from dragoman.views.mcp.keys import KeyMiddleware
from dragoman.views.web.application import make_application
from dragoman.views.web.options import WebOptions
from dragoman.views.web.security.options import SecurityOptions

SESSION = "dragoman_session"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chronicles to copy: making one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("stores")
    with open_staffed(folder / "staffed.db"), open_dragoman(folder / "local.db"):
        pass
    return folder


@pytest.fixture
def staffed(stores: Path, tmp_path: Path) -> Iterator[Dragoman]:
    shutil.copy(stores / "staffed.db", tmp_path)
    with cheap_hashes(), open_dragoman(tmp_path / "staffed.db") as opened:
        yield opened


@pytest.fixture
def local(stores: Path, tmp_path: Path) -> Iterator[Dragoman]:
    shutil.copy(stores / "local.db", tmp_path)
    with open_dragoman(tmp_path / "local.db") as opened:
        yield opened


def browse(dragoman: Dragoman, name: str = "", *, base: str = "http://testserver", **options: object) -> Browser:
    """Return a browser, signed in where a name is given."""
    browser = Browser(make(dragoman, **options), base_url=base, raise_server_exceptions=False, follow_redirects=False)
    if name:
        assert browser.sign_in(name, WORD).status_code == 303
    return browser


def plain(dragoman: Dragoman, *, base: str = "http://testserver", **options: object) -> TestClient:
    """Return a client that sends no token by itself."""
    return TestClient(make(dragoman, **options), base_url=base, raise_server_exceptions=False, follow_redirects=False)


def field(response: Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', response.text)
    assert found, response.text
    return html.unescape(found[1])


# Without users


def test_without_users_nobody_signs_in(local: Dragoman) -> None:
    client = plain(local)
    assert client.get("/settings").status_code == 200
    assert client.get("/login").headers["location"] == "/"
    assert "set-cookie" not in client.get("/settings").headers


def test_without_users_a_form_of_ours_works_and_any_other_does_not(local: Dragoman) -> None:
    client = plain(local)
    token = field(client.get("/settings"))
    assert client.post("/settings", data={"theme": "dark", "csrf": token}).status_code == 303
    assert client.post("/settings", data={"theme": "dark"}, headers={"x-csrf-token": token}).status_code == 303
    assert client.post("/settings", files={"x": b"1"}, data={"csrf": token}).status_code == 303
    for data in ({}, {"csrf": ""}, {"csrf": token[:-1]}, {"csrf": [token, token]}):
        refused = client.post("/settings", data={"theme": "dark", **data})
        assert refused.status_code == 403 and "form" in refused.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_change_from_another_site_is_refused_even_with_a_token(local: Dragoman, headers: dict[str, str]) -> None:
    client = plain(local)
    token = field(client.get("/settings"))
    refused = client.post("/settings", data={"theme": "dark", "csrf": token}, headers=headers)
    assert refused.status_code == 403 and "another site" in refused.text


def test_a_change_from_a_page_of_ours_is_let_in(local: Dragoman) -> None:
    client = plain(local)
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    data = {"theme": "dark", "csrf": field(client.get("/settings"))}
    assert client.post("/settings", data=data, headers=headers).status_code == 303
    secure = plain(local, base="https://testserver")
    headers["origin"] = "https://testserver"
    data["csrf"] = field(secure.get("/settings"))
    assert secure.post("/settings", data=data, headers=headers).status_code == 303


def test_a_program_on_this_machine_may_send_what_no_form_can(local: Dragoman) -> None:
    client = plain(local)
    assert client.post("/api/v1/none", json={}).status_code in (404, 405)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.post("/api/v1/none", content=b"{}", headers={"content-type": kind}).status_code == 403
    assert client.post("/api/v1/none", json={}, headers={"origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "", "localhost@evil.example", "192.0.2.7", "[::2]", "a b", "a/b"],
)
def test_a_name_that_is_not_ours_is_refused(local: Dragoman, host: str) -> None:
    refused = plain(local).get("/settings", headers={"host": host})
    assert refused.status_code == 400 and "set-cookie" not in refused.headers
    assert "evil" not in refused.text


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "127.0.0.2", "localhost."]
)
def test_names_of_this_machine_are_ours(local: Dragoman, host: str) -> None:
    assert plain(local).get("/settings", headers={"host": host}).status_code == 200


def test_numbers_are_ours_where_the_server_is_public(local: Dragoman) -> None:
    client = plain(local, public=True)
    assert client.get("/settings", headers={"host": "192.0.2.7:8000"}).status_code == 200
    assert client.get("/settings", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_has_the_headers(local: Dragoman, staffed: Dragoman) -> None:
    client, stranger = plain(local), plain(staffed)
    answers = [
        client.get("/settings"), client.get("/none"), client.get("/static/x/app.css"), client.post("/settings"),
        client.get("/settings", headers={"host": "evil.example"}), stranger.get("/settings"), stranger.get("/login"),
    ]  # fmt: skip
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "permissions-policy" in answer.headers and "server" not in answer.headers


def test_pages_have_nothing_inline(staffed: Dragoman) -> None:
    browser = browse(staffed, "Далер")
    for path in ("/users", "/audit", "/account", "/login", "/settings"):
        page = browser.get(path, follow_redirects=True).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", page), path


# Signing in


def test_a_stranger_sees_the_page_to_sign_in_and_nothing_else(staffed: Dragoman) -> None:
    client = plain(staffed)
    for path in (
        "/",
        "/settings",
        "/users",
        "/none",
        "/api/v1/events",
        "/index.json",
        "/openapi.json",
        "/login/x",
        "//login",
    ):
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.status_code in (303, 401), path
    assert client.get("/event/e1?x=1&y=ب").headers["location"].startswith("/login?next=%2Fevent%2Fe1%3Fx%3D1")
    assert client.get("/", headers={"accept": "application/json"}).json()["status"] == 401
    assert client.get("/api/v1/events").headers["www-authenticate"] == "Bearer"
    assert client.get("/", headers={"hx-request": "true"}).headers["hx-redirect"] == "/login"
    assert client.get("/login").status_code == 200
    assert client.get("/static/x/app.css").status_code == 200


def test_signing_in_with_the_form_leads_where_one_wanted_to_go(staffed: Dragoman) -> None:
    client = plain(staffed)
    shown = client.get("/login?next=/settings%3Fx=1")
    data = {"name": "ДАЛЕР", "password": WORD, "next": "/settings?x=1", "csrf": field(shown)}
    signed = client.post("/login", data=data)
    assert (signed.status_code, signed.headers["location"]) == (303, "/settings?x=1")
    assert client.get("/settings").status_code == 200
    assert "Далер" in client.get("/account").text
    assert client.get("/login").headers["location"] == "/"


def test_the_cookie_is_for_no_script_and_no_other_site(staffed: Dragoman) -> None:
    signed = browse(staffed).sign_in("Далер", WORD)
    cookie = next(one for one in signed.headers.get_list("set-cookie") if one.startswith(f"{SESSION}="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")) and "Secure" not in cookie
    client = plain(staffed, base="https://testserver")
    token = field(client.get("/login"))
    signed = client.post("/login", data={"name": "Далер", "password": WORD, "csrf": token})
    cookie = next(one for one in signed.headers.get_list("set-cookie") if "session=" in one)
    assert cookie.startswith("__Host-dragoman_session=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"} <= set(cookie.split("; ")) and "Domain" not in cookie
    assert "strict-transport-security" in signed.headers


def test_a_session_cannot_be_fixed_beforehand(staffed: Dragoman) -> None:
    browser = browse(staffed)
    browser.cookies.set(SESSION, "A" * 43, domain="testserver.local")
    assert browser.get("/settings").status_code == 303
    browser.sign_in("Далер", WORD)
    assert browser.cookies[SESSION] != "A" * 43
    thief = plain(staffed)
    thief.cookies.set(SESSION, "A" * 43)
    assert thief.get("/settings").status_code == 303


def test_signing_in_again_ends_the_session_of_before(staffed: Dragoman) -> None:
    browser = browse(staffed, "Далер")
    before = browser.cookies[SESSION]
    browser.sign_in("Olga", WORD)
    assert browser.cookies[SESSION] != before
    assert staffed.find_session(before) is None


def test_nobody_is_signed_in_by_another_site(staffed: Dragoman) -> None:
    attacker, victim = plain(staffed), plain(staffed)
    token = field(attacker.get("/login"))  # what the attacker can have, and the victim's cookie does not match
    victim.get("/login")
    data = {"name": "رضا", "password": WORD, "csrf": token}
    assert victim.post("/login", data=data).status_code == 403
    assert plain(staffed).post("/login", data=data).status_code == 403
    assert attacker.post("/login", data=data).status_code == 303


def test_a_token_of_one_session_is_none_of_another(staffed: Dragoman) -> None:
    one, other = browse(staffed, "Далер"), browse(staffed, "Olga")
    token = field(one.get("/settings"))
    assert other.post("/settings", data={"theme": "dark"}, headers={"x-csrf-token": token}).status_code == 403
    assert one.post("/settings", data={"theme": "dark"}, headers={"x-csrf-token": token}).status_code == 303


def test_signing_out_ends_the_session_for_good(staffed: Dragoman) -> None:
    browser = browse(staffed, "Olga")
    token = browser.cookies[SESSION]
    assert browser.get("/logout").status_code == 405
    out = browser.post("/logout")
    assert out.headers["location"] == "/login" and "Max-Age=0" in out.headers["set-cookie"]
    thief = plain(staffed)
    thief.cookies.set(SESSION, token)
    assert thief.get("/settings").status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "/\r\nSet-Cookie: x=1", "///evil.example", "/\t/evil.example", " //evil.example", "http:evil.example",
        "/logout", "",
        "x", "/" + "a" * 3000, "/\u2044evil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(staffed: Dragoman, target: str) -> None:
    signed = browse(staffed).sign_in("Далер", WORD, next=target)
    if "location" in signed.headers:
        assert re.fullmatch(r"/([^/\\].*)?", signed.headers["location"])
    else:
        assert signed.status_code in (400, 422)
    assert not [one for one in signed.headers.get_list("set-cookie") if one.startswith("x=")]


def test_what_was_wrong_is_not_told(staffed: Dragoman) -> None:
    staffed.disable_user("رضا", by="x")
    answers = set()
    for name, word in (("Далер", "wrong wrong 1"), ("nobody", WORD), ("رضا", WORD), ("' OR 1=1 --", "x"), ("", "")):
        answer = browse(staffed).sign_in(name, word)
        text = re.sub(r'value="[^"]*"', "", answer.text)
        answers.add((answer.status_code, text, tuple(sorted(answer.headers.keys() - {"content-length"}))))
    assert len(answers) == 1 and next(iter(answers))[0] == 401


def test_guessing_takes_longer_and_longer(staffed: Dragoman, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse(staffed)
    now = [1000.0]
    monkeypatch.setattr(browser.app.state.signing.waits, "_clock", lambda: now[0])
    assert [browser.sign_in("Далер", f"wrong wrong {n}").status_code for n in range(6)] == [401] * 5 + [429]
    assert browser.sign_in("Далер", WORD).status_code == 429  # also with the right words, which would be a hint
    waits = []
    for n in range(12):
        refused = browser.sign_in("Далер", f"wrong again {n}")
        waits.append(int(refused.headers["retry-after"]))
        now[0] += waits[-1]
        assert browser.sign_in("Далер", f"wrong again {n}").status_code == 401
    assert waits[:4] == [1, 2, 4, 8] and waits == sorted(waits) and waits[-1] <= 900
    assert browser.sign_in("Olga", WORD).status_code == 303  # somebody else at the same address
    now[0] += 1000
    assert browser.sign_in("Далер", WORD).status_code == 303
    assert browser.sign_in("Далер", "wrong wrong 1").status_code == 401


def test_an_address_that_tries_many_names_waits(staffed: Dragoman) -> None:
    browser = browse(staffed)
    codes = [browser.sign_in(f"name{n}", "wrong wrong 1").status_code for n in range(25)]
    assert codes[:20] == [401] * 20 and 429 in codes[20:]


def test_another_address_is_not_shut_out_by_a_guesser(staffed: Dragoman) -> None:
    application = make(staffed)
    guesser = Browser(application, client=("192.0.2.1", 1), follow_redirects=False)
    owner = Browser(application, client=("192.0.2.2", 1), follow_redirects=False)
    for n in range(8):
        guesser.sign_in("Далер", f"wrong wrong {n}")
    assert guesser.sign_in("Далер", WORD).status_code == 429
    assert owner.sign_in("Далер", WORD).status_code == 303


def test_guessers_with_many_addresses_do_not_shut_out_who_signed_in_before(
    staffed: Dragoman, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = make(staffed)
    monkeypatch.setattr(application.state.signing.waits, "_clock", lambda: 1000.0)

    def browse_from(address: str) -> Browser:
        return Browser(application, client=(address, 1), follow_redirects=False)

    owner = browse_from("192.0.2.2")
    assert owner.sign_in("Далер", WORD).status_code == 303
    for n in range(51):
        codes = browse_from(f"198.51.100.{n}").sign_in("Далер", "wrong wrong 1").status_code
    assert codes == 429 and browse_from("192.0.2.3").sign_in("Далер", WORD).status_code == 429
    assert browse_from("192.0.2.2").sign_in("далер", WORD).status_code == 303
    guesses = [browse_from("192.0.2.2").sign_in("Далер", f"wrong wrong {n}").status_code for n in range(6)]
    assert guesses == [401] * 5 + [429]  # a neighbour who guesses is held up as everywhere


def test_forwarded_addresses_count_only_from_trusted_proxies(staffed: Dragoman) -> None:
    loose = Browser(make(staffed), client=("192.0.2.1", 1), follow_redirects=False)
    codes = []
    for n in range(7):  # pretends to be somebody else each time
        loose.headers["x-forwarded-for"] = f"198.51.100.{n}"
        codes.append(loose.sign_in("Далер", "wrong wrong 1").status_code)
    assert codes == [401] * 5 + [429] * 2
    application = make(staffed, proxies=(ip_network("10.0.0.0/8"),), hosts=("news.example",))
    signed = TestClient(application, client=("10.0.0.5", 1), base_url="http://inner:8000").get(
        "/login",
        headers={
            "x-forwarded-for": "1.1.1.1, 192.0.2.9",
            "x-forwarded-proto": "https",
            "x-forwarded-host": "news.example",
        },
    )
    assert "__Host-dragoman_seed" in signed.headers["set-cookie"]
    direct = TestClient(application, client=("192.0.2.9", 1), base_url="http://inner:8000")
    assert direct.get("/login", headers={"x-forwarded-host": "news.example"}).status_code == 400


def test_of_several_lines_the_proxy_wrote_the_last(staffed: Dragoman) -> None:
    application = make(staffed, proxies=(ip_network("10.0.0.0/8"),), hosts=("news.example",))
    client = TestClient(application, client=("10.0.0.5", 1), base_url="http://inner:8000")
    told = [("x-forwarded-for", "192.0.2.9"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "news.example")]
    false = [("x-forwarded-proto", "http"), ("x-forwarded-host", "evil.example")]
    assert "__Host-dragoman_seed" in client.get("/login", headers=[*false, *told]).headers["set-cookie"]
    codes = []
    for n in range(20):  # pretends to be somebody else each time
        lines = [("x-forwarded-for", f"198.51.100.{n}"), *told, ("authorization", "Bearer x")]
        codes.append(client.get("/settings", headers=lines).status_code)
    assert codes[0] == 401 and codes[-1] == 429


# Keys


def test_a_key_opens_what_its_scopes_say(staffed: Dragoman) -> None:
    key = staffed.add_key("Olga", ["read"], by="x").key
    client = plain(staffed)
    assert client.get("/settings", headers={"authorization": f"Bearer {key}"}).status_code == 200
    assert client.get("/audit", headers={"authorization": f"Bearer {key}"}).status_code == 403
    assert client.get("/account", headers={"authorization": f"Bearer {key}"}).status_code == 403
    for wrong in ("Bearer x", "Bearer", f"Bearer {key}x", f"bearer {key[:-1]}", "Bearer dgm_a_b"):
        refused = client.get("/settings", headers={"authorization": wrong})
        assert refused.status_code == 401 and refused.headers["content-type"] == "application/problem+json"
    staffed.revoke_key(key, by="x")
    assert client.get("/settings", headers={"authorization": f"Bearer {key}"}).status_code == 401


def test_a_feed_reader_shows_a_key_as_a_password_and_changes_nothing(staffed: Dragoman) -> None:
    key = staffed.add_key("Olga", ["read", "judge"], by="x").key
    client = plain(staffed)
    assert client.get("/settings", auth=("any", key)).status_code == 200
    refused = client.post("/settings", auth=("any", key), data={"theme": "dark"})
    assert refused.status_code == 401 and "set-cookie" not in refused.headers
    assert client.get("/settings", auth=("any", WORD)).status_code == 401


def test_a_wrong_key_does_not_fall_back_to_a_cookie(staffed: Dragoman) -> None:
    browser = browse(staffed, "Далер")
    assert browser.get("/audit", headers={"authorization": "Bearer x"}).status_code == 401


def test_a_key_that_asks_too_often_waits(staffed: Dragoman) -> None:
    key = staffed.add_key("Olga", ["read"], by="x").key
    client = plain(staffed, per_minute=40)
    codes = [client.get("/settings", headers={"authorization": f"Bearer {key}"}) for _ in range(15)]
    assert codes[0].status_code == 200
    late = codes[-1]
    assert late.status_code == 429 and int(late.headers["retry-after"]) >= 1
    assert late.json()["status"] == 429


def test_wrong_keys_from_one_address_are_limited(staffed: Dragoman) -> None:
    client = plain(staffed)
    codes = {client.get("/settings", headers={"authorization": f"Bearer dgm_{n}"}).status_code for n in range(30)}
    assert codes == {401, 429}


def test_nothing_secret_is_logged(staffed: Dragoman, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = staffed.add_key("Olga", ["read"], by="x").key
    browser = browse(staffed, "Далер")
    browser.sign_in("Далер", "wrong wrong 1")
    browser.get("/settings", headers={"authorization": f"Bearer {key}"})
    browser.get("/settings", headers={"authorization": f"Bearer {key}x"})
    for secret in (key, key.split("_", 2)[2], WORD, "wrong wrong 1", browser.cookies[SESSION]):
        assert secret not in caplog.text
    log = staffed.audit_log(limit=50)
    assert not [entry for entry in log.entries if key in str(entry) or WORD in str(entry)]


# Bodies and paths


def test_a_huge_body_is_refused(staffed: Dragoman, local: Dragoman) -> None:
    browser = browse(staffed, "Далер", body=100_000)
    assert browser.post("/settings", content=b"x" * 100_001).status_code == 413
    assert browser.post("/settings", content=iter([b"x" * 60_000] * 3)).status_code == 413
    assert browser.post("/settings", content=b"x", headers={"content-length": "-5"}).status_code in (400, 413)
    assert plain(staffed).post("/login", content=b"x" * 70_000).status_code == 413
    many = "&".join(f"f{n}=1" for n in range(20_000))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert plain(local).post("/settings", content=many, headers=form).status_code == 403


def test_forms_that_are_none_are_refused(local: Dragoman) -> None:
    client = plain(local)
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x"):
        assert (
            client.post("/settings", content=b"--y\r\n\r\n\x00\xff", headers={"content-type": kind}).status_code == 403
        )


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../application.py", "/static/x/..%2f..%2fapplication.py", "/static/x/%2e%2e/%2e%2e/options.py",
        "/static/x//etc/passwd", "/static/x/..\\..\\options.py", "/static/x/app.css%00.png", "/static/../users",
        "/static/x/%2fetc%2fpasswd", "/static/%2e%2e/users", "/static/x/.", "/static/x/",
    ],
)  # fmt: skip
def test_files_beside_the_static_ones_are_not_sent(staffed: Dragoman, path: str) -> None:
    answer = plain(staffed).get(path)
    assert answer.status_code in (303, 307, 400, 401, 404)
    assert "import" not in answer.text and "root:" not in answer.text


def test_names_with_line_ends_make_no_header(staffed: Dragoman) -> None:
    browser = browse(staffed)
    for path in ("/login?next=/%0d%0aX-Evil:1", "/%0d%0aX-Evil:1", "/event/%0aX-Evil:1"):
        answer = browser.get(path)
        assert "x-evil" not in answer.headers and "\n" not in answer.headers.get("location", "")


# Users, keys and the log as pages


def test_an_admin_manages_users_and_keys_in_the_pages(staffed: Dragoman) -> None:
    browser = browse(staffed, "Далер")
    data = {"name": "<b>Mira</b>", "password": WORD, "role": "reader"}
    assert browser.post("/users", data=data).status_code == 400
    assert browser.post("/users", data={**data, "name": "Mira"}).status_code == 303
    assert browser.post("/users/role", data={"name": "Mira", "role": "reviewer"}).status_code == 303
    assert browser.post("/users/role", data={"name": "Mira", "role": "owner"}).status_code == 400
    assert browser.post("/users/password", data={"name": "Mira", "password": "short"}).status_code == 400
    made = browser.post("/users/keys", data={"name": "Mira", "scopes": ["read", "judge"], "label": "night <run>"})
    key = re.search(r"dgm_[a-z0-9]{10}_[\w-]{43}", made.text)
    assert key and made.headers["cache-control"] == "no-store" and "<run>" not in made.text
    assert staffed.find_key(key[0]) is not None
    assert key[0] not in browser.get("/users").text
    assert browser.post("/users/keys/revoke", data={"prefix": key[0].split("_")[1]}).status_code == 303
    assert staffed.find_key(key[0]) is None
    assert browser.post("/users/disable", data={"name": "Mira"}).status_code == 303
    assert browser.post("/users/disable", data={"name": "Далер"}).status_code == 400
    entries = staffed.audit_log(limit=5, what="user").entries
    assert [(one.who, one.how, one.address) for one in entries[:2]] == [("Далер", "web", "testclient")] * 2


@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
def test_the_pages_of_accounts_are_there_in_four_languages(staffed: Dragoman, language: str) -> None:
    browser = browse(staffed, "Далер")
    staffed.add_key("Olga", ["read"], label="гость", days=9, by="Далер")
    for path in ("/users", "/audit", "/account"):
        page = browser.get(f"{path}?lang={language}")
        assert page.status_code == 200 and f'lang="{language}"' in page.text
    assert "user add" in browser.get("/audit?who=setup").text
    assert browser.get("/audit?cursor=x").status_code == 400
    shown = plain(staffed).get(f"/login?lang={language}")
    assert shown.status_code == 200 and 'autocomplete="current-password"' in shown.text


def test_one_changes_ones_own_password_and_keys_alone(staffed: Dragoman) -> None:
    here, elsewhere = browse(staffed, "رضا"), browse(staffed, "رضا")
    wrong = {"old": "wrong wrong 1", "new": "another word 12", "again": "another word 12"}
    assert here.post("/account/password", data=wrong).status_code == 400
    assert here.post("/account/password", data={**wrong, "old": WORD, "again": "x"}).status_code == 400
    assert here.post("/account/password", data={**wrong, "old": WORD}).status_code == 200
    assert here.get("/account").status_code == 200 and elsewhere.get("/account").status_code == 303
    assert here.post("/account/keys", data={"scopes": "judge"}).status_code == 400
    assert "dgm_" in here.post("/account/keys", data={"scopes": "read"}).text
    other = staffed.add_key("Далер", ["read"], by="x").view.prefix
    assert here.post("/account/keys/revoke", data={"prefix": other}).status_code == 404
    assert here.post("/users/keys/revoke", data={"prefix": other}).status_code == 403


def test_guessing_the_old_password_is_limited(staffed: Dragoman) -> None:
    browser = browse(staffed, "رضا")
    data = {"new": "another word 12", "again": "another word 12"}
    codes = [browser.post("/account/password", data={**data, "old": f"wrong {n}"}).status_code for n in range(12)]
    assert codes[0] == 400 and codes[-1] == 429


def test_the_first_user_is_not_made_by_whoever_is_there(local: Dragoman) -> None:
    browser = browse(local)
    data = {"name": "Mira", "password": WORD, "role": "admin"}
    assert browser.post("/users", data=data).status_code == 403
    assert not local.has_users() and browser.get("/users").status_code == 200


def test_a_judgement_is_signed_by_whoever_makes_it(staffed: Dragoman) -> None:
    for name in ("Karim Daler", "Anna Petrova"):
        page = make_page(name, f"en 2024-03-02 Herald\nsay | [{name}|person] spoke.")
        staffed._chronicle.store(page, PlainReader().read(page))
    staffed.refresh()
    people = [one.id for one in staffed.entities(kind="person")]
    asked = {"a": people[0], "b": people[1], "verdict": "different"}
    client = plain(staffed)
    reads = staffed.add_key("Olga", ["read"], by="x").key
    judges = staffed.add_key("Olga", ["read", "judge"], by="x").key
    assert client.post("/api/v1/judgements", json=asked).status_code == 401
    refused = client.post("/api/v1/judgements", json=asked, headers={"authorization": f"Bearer {reads}"})
    assert refused.status_code == 403 and refused.headers["content-type"] == "application/problem+json"
    told = client.post("/api/v1/judgements", json=asked, headers={"authorization": f"Bearer {judges}"})
    assert told.status_code in (200, 201)
    assert [one.by for one in staffed.judgements()] == ["Olga"]
    entry = staffed.audit_log(limit=1).entries[0]
    assert (entry.who, entry.how, entry.what, entry.address) == ("Olga", "api", "judge different", "testclient")
    browser = browse(staffed, "Далер")
    assert browser.post("/review/undo", data={"number": str(entry.ids[0])}).status_code in (200, 303)
    entry = staffed.audit_log(limit=1).entries[0]
    assert (entry.who, entry.how, entry.what) == ("Далер", "web", "judge undo")
    assert browse(staffed, "رضا").post("/review/undo", data={"number": "1"}).status_code == 403


def test_a_key_that_may_not_read_reads_nothing(staffed: Dragoman) -> None:
    key = staffed.add_key("Далер", ["watch"], by="x").key
    client = plain(staffed)
    for path in ("/settings", "/", "/mcp", "/api/v1/events", "/login"):
        assert client.get(path, headers={"authorization": f"Bearer {key}"}).status_code == 403, path
    answer = client.post("/mcp", json={}, headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 403
    judge = staffed.add_key("Далер", ["read", "judge"], by="x").key
    staffed.set_role("Olga", "admin")
    staffed.disable_user("Далер")
    assert client.get("/settings", headers={"authorization": f"Bearer {judge}"}).status_code == 401


def test_a_fault_has_the_headers_and_tells_nothing(staffed: Dragoman) -> None:
    browser = browse(staffed, "Далер")

    def fail() -> None:
        raise RuntimeError("the password of the database is 12345")

    browser.app.add_api_route("/broken", fail)
    answer = browser.get("/broken")
    assert answer.status_code == 500 and "12345" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_store_that_fails_tells_strangers_nothing_of_itself(
    staffed: Dragoman, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = plain(staffed)

    def fail() -> bool:
        raise StoreError("/srv/secret/news.db: the disk is full")

    monkeypatch.setattr(staffed, "has_users", fail)
    for path in ("/login", "/api/v1/events"):
        answer = client.get(path)
        assert answer.status_code == 503 and "secret" not in answer.text


def test_under_a_path_of_a_proxy_all_addresses_have_it(staffed: Dragoman, local: Dragoman) -> None:
    security = SecurityOptions(hosts=("testserver",))
    for dragoman, path in ((local, "/settings"), (local, "/network/explore"), (staffed, "/login")):
        application = make_application(dragoman, WebOptions(root_path="/news", security=security))
        client = TestClient(application, follow_redirects=False)
        for asked in (path, f"/news{path}"):  # whether the proxy takes the path off or not
            page = client.get(asked).text
            addresses = re.findall(r'\s(?:href|src|action|data-source)="(/[^"]*)"', page)
            assert addresses and not [one for one in addresses if not one.startswith("/news/")]
        assert client.get("/news/static/x/app.css").status_code == 200
    browser = Browser(application, follow_redirects=False)
    assert browser.get("/news/event/x").headers["location"] == "/news/login?next=%2Fevent%2Fx"
    assert browser.sign_in("Далер", WORD, next="/event/x").headers["location"] == "/news/event/x"
    assert browser.get("/newsevil").status_code in (303, 404)


def test_language_models_show_a_key_where_there_are_users(staffed: Dragoman, local: Dragoman) -> None:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(current_actor().how)(scope, receive, send)

    assert TestClient(KeyMiddleware(answer, dragoman=local)).post("/mcp").text == "mcp"
    client = TestClient(KeyMiddleware(answer, dragoman=staffed))
    reads, watches = (staffed.add_key("Olga", [scope], by="x").key for scope in ("read", "watch"))
    statuses = [
        client.post("/mcp", headers={"authorization": shown}).status_code
        for shown in ("", "Bearer x", f"Bearer {watches}", f"Basic {reads}", f"Bearer {reads}")
    ]
    assert statuses == [401, 401, 403, 401, 200]
