"""What a page of another site tries from a real browser, and how somebody signs in and out in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.end_to_end.browser import serve
from tests.web.accounts import WORD, open_staffed

from dragoman.app import Dragoman, open_dragoman

pytestmark = pytest.mark.slow

EVIL = "http://evil.example/"
TRIES = (
    "fetch(`${base}/api/v1/judgements`, {method: 'POST', mode: 'no-cors', body: '{}'})",
    "fetch(`${base}/api/v1/judgements`, {method: 'POST', headers: {'content-type': 'application/json'}, body: '{}'})",
    "fetch(`${base}/api/v1/judgements/1`, {method: 'DELETE'})",
    "fetch(`${base}/settings`, {method: 'POST', mode: 'no-cors', credentials: 'include', body: new FormData()})",
)


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Dragoman]:
    with open_dragoman(tmp_path / "local.db") as opened:
        yield opened


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Dragoman]:
    with open_staffed(tmp_path / "staffed.db") as opened:
        yield opened


def test_a_page_of_another_site_changes_nothing(browser: Browser, local: Dragoman) -> None:
    with serve(local) as base:
        form = f'<form method="post" action="{base}/settings"><input name="theme" value="dark"></form>'
        context = browser.new_context()
        context.route(f"{EVIL}**", lambda route: route.fulfill(body=form, content_type="text/html"))
        page = context.new_page()
        page.goto(EVIL)
        for one in TRIES:
            answer = page.evaluate(f"base => {one}.then(answer => answer.type, error => 'refused')", base)
            assert answer in ("opaque", "refused")  # nothing that was answered can be read
        with page.expect_response(f"{base}/settings") as told:
            page.evaluate("document.forms[0].submit()")
        assert told.value.status == 403
        assert not [one for one in context.cookies() if one["name"].startswith("dragoman_")]
        assert local.audit_log().entries == ()
        context.close()


def test_somebody_signs_in_and_out_by_keyboard(browser: Browser, staffed: Dragoman) -> None:
    with serve(staffed) as base:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{base}/audit?who=setup")
        assert page.url.startswith(f"{base}/login?next=")
        page.keyboard.type("далер")
        page.keyboard.press("Tab")
        page.keyboard.type(WORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}/audit?who=setup")
        assert "user add" in page.inner_text("main")
        [session] = [one for one in context.cookies() if one["name"] == "dragoman_session"]
        assert session["httpOnly"] and session["sameSite"] == "Lax"
        assert "dragoman_session" not in page.evaluate("document.cookie")
        page.goto(f"{base}/account")
        page.click('form[action="/logout"] button')
        page.wait_for_url(f"{base}/login")
        page.goto(f"{base}/audit")
        assert page.url.startswith(f"{base}/login")
        assert staffed.find_session(session["value"]) is None
        context.close()
