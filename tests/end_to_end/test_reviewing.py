"""Reviewing in a real browser: one key a decision on any keyboard, undo, and the same by forms without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.end_to_end.browser import Watcher, find_violations, serve

from dragoman.app import Dragoman, open_dragoman

pytestmark = pytest.mark.slow

SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ru", "ar", "fa")


@pytest.fixture
def chronicle(copy_examples: Callable[[], Path]) -> Iterator[Dragoman]:
    with open_dragoman(copy_examples()) as opened:
        yield opened


@pytest.fixture
def base(chronicle: Dragoman) -> Iterator[str]:
    with serve(chronicle) as address:
        yield address


def press(page: Page, code: str, key: str) -> None:
    page.evaluate(
        "([code, key]) => (document.activeElement ?? document.body).dispatchEvent("
        "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [code, key],
    )


def asked(page: Page) -> str:
    return page.locator("#card .answers input[name=card]").get_attribute("value") or ""


def wait_for_another(page: Page, before: str) -> None:
    page.wait_for_function(
        "before => document.querySelector('#card .answers input[name=card]')?.value !== before", arg=before
    )


@pytest.mark.parametrize(("language", "letters"), [("en", "aud"), ("fa", "شعی")])
def test_one_key_is_one_decision_and_one_takes_it_back(
    browser: Browser, base: str, chronicle: Dragoman, language: str, letters: str
) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    tab = Watcher(context, base)
    page = tab.go(f"/review?kind=place&lang={language}")
    before, first = chronicle.digest(), asked(page)
    press(page, "KeyA", letters[0])
    wait_for_another(page, first)
    assert len(chronicle.corrections()) == 1
    second = asked(page)
    press(page, "KeyU", letters[1])
    wait_for_another(page, second)
    assert asked(page) == first
    assert chronicle.corrections() == []
    assert chronicle.digest() == before
    press(page, "Space", " ")
    wait_for_another(page, first)
    assert chronicle.corrections() == []
    press(page, "KeyD", letters[2])
    expect(page.locator("#date")).to_be_focused()
    assert page.url.endswith(f"/review?kind=place&lang={language}")
    context.close()
    assert tab.strangers == []
    assert tab.complaints == []


def test_everything_can_be_decided_without_scripts(browser: Browser, base: str, chronicle: Dragoman) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = Watcher(context, base).go("/review?kind=place")
    page.locator("#place").fill("Tehran")
    page.get_by_role("button", name="Correct the place").click()
    assert [view.value for view in chronicle.corrections()] == ["city:112931"]
    page.get_by_role("button", name="Undo").click()
    assert chronicle.corrections() == []
    page.get_by_role("button", name="Reject all").click()
    page.get_by_role("button", name="Reject them all").click()
    assert len({view.decision for view in chronicle.corrections()}) == 1
    page.goto(base + "/decisions")
    page.get_by_role("button", name="Undo").first.click()
    assert chronicle.corrections() == []
    context.close()


def test_a_merge_is_seen_before_it_is_made_and_undone_after(browser: Browser, base: str, chronicle: Dragoman) -> None:
    before = chronicle.digest()
    one, other = chronicle.entities(kind="person")[:2]
    context = browser.new_context()
    page = Watcher(context, base).go(f"/review/merge?a={one.id}")
    page.locator("#other").fill(other.label)
    page.locator("#other").press("Enter")
    page.locator(".queue a.button").first.click()
    expect(page.locator(".side")).to_have_count(2)
    page.get_by_role("button", name="They are one").click()
    assert "/decisions" in page.url
    assert chronicle.digest() != before
    page.get_by_role("button", name="Undo").first.click()
    assert chronicle.digest() == before
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, base: str, chronicle: Dragoman, language: str, scheme: str) -> None:
    one, other = chronicle.entities(kind="person")[:2]
    event = chronicle.timeline(type="meet")[0].id
    chronicle.reject(event, why="a test")
    chronicle.judge(one.id, other.id, "different")
    story = chronicle.latest_stories(limit=1)[0].id
    paths = [
        "/review", "/review?kind=place", "/review?kind=split", "/review/all?say=accept", "/decisions", "/conflicts",
        "/stories", f"/story/{story}", "/sources", f"/review/merge?a={one.id}&b={other.id}",
        f"/review/merge?a={one.id}&q={other.label}", f"/review/split?id={one.id}",
    ]  # fmt: skip
    context = browser.new_context(color_scheme=scheme, locale=language)
    tab, found = Watcher(context, base), {}
    for path in paths:
        page = tab.go(path)
        violations = find_violations(page)
        if violations:
            found[path] = [f"{x['id']}: {x['nodes'][0]['html'][:150]}" for x in violations]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.setdefault(path, []).append(f"{wide} pixels wider than its window")
    context.close()
    assert found == {}
    assert tab.strangers == []
