"""Following in a real browser: one key, what is new, seen; by rules of accessibility and at every width."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.end_to_end.browser import Watcher, find_violations
from tests.unit.deliveries.conftest import add_page, visit

from dragoman.app import Dragoman, open_dragoman

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chronicle(copy_examples: Callable[[], Path]) -> Iterator[Dragoman]:
    with open_dragoman(copy_examples()) as opened:
        opened.follow({"who": "Behrouz Sattari", "with": "Orhan Demirsoy"}, name="lake")
        opened.follow({"title": "secretary-general", "of": "ECO"}, name="lake")
        opened.follow({"kind": "filter", "type": "visit", "place": "Tehran"}, name="lake")
        opened.follow({"who": "Karim Daler"}, name="lake")
        opened.add_mail("ann@desk.example", name="lake", language="fa")
        opened.add_webhook("https://hooks.example/dragoman", name="lake")
        add_page(opened, "visit", visit(3))
        yield opened


@pytest.mark.parametrize("language", ["en", "fa"])
def test_one_key_follows_a_filter_and_a_form_stops_it(
    browser: Browser, base: str, chronicle: Dragoman, language: str
) -> None:
    tab = Watcher(browser.new_context(), base)
    page = tab.go(f"/?type=meet&lang={language}")
    page.keyboard.press("w")
    page.wait_for_url("**/watch?*added=*")
    expect(page.locator("[role=status].badge")).to_be_visible()
    [entry] = chronicle.watch_list().entries
    assert entry.conditions == {"type": "meet"}
    page.locator("form[action='/watch/remove'] button").first.click()
    page.wait_for_load_state()
    assert chronicle.watch_list().entries == ()
    chronicle.remove_watch_list("watch")
    assert (tab.strangers, tab.complaints) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
def test_axe_finds_nothing_and_nothing_is_wider_than_its_window(
    browser: Browser, base: str, language: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    for width in (1200, 400):
        context = browser.new_context(color_scheme=scheme, locale=language, viewport={"width": width, "height": 900})
        tab = Watcher(context, base)
        for path in ("/watch?list=lake", "/brief?week=2024-03-13", "/brief?list=lake&since=2024"):
            page = tab.go(path)
            page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            violations = find_violations(page)
            told = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            told += [f"{wide} pixels wider than its window"] if wide > 0 else []
            if told:
                found[f"{path} at {width}"] = told
        context.close()
    assert found == {}


def test_what_is_new_is_seen(browser: Browser, base: str, chronicle: Dragoman) -> None:
    tab = Watcher(browser.new_context(java_script_enabled=False), base)
    page = tab.go("/watch?list=lake&lang=en")
    expect(page.locator(".alert.unseen")).to_have_count(1)
    page.locator("form[action='/watch/seen'] button").click()
    page.wait_for_load_state()
    expect(page.locator(".alert.unseen")).to_have_count(0)
    expect(page.locator(".alert")).to_have_count(1)
    assert chronicle.watch_list("lake").unread == 0
