"""Merging two people and undoing it, by keys and by mouse, in a real browser, in English and Persian."""

import pytest
from playwright.sync_api import Browser, expect
from tests.end_to_end.browser import Watcher

from dragoman.app import Dragoman

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scripts", [True, False], ids=["keys", "without-scripts"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_two_are_merged_and_parted_again(
    browser: Browser, base: str, chronicle: Dragoman, language: str, scripts: bool
) -> None:
    one, other = (entity.id for entity in chronicle.entities_page("person").entities[-2:])
    context = browser.new_context(java_script_enabled=scripts)
    tab = Watcher(context, base)
    page = tab.go(f"/review/merge?a={one}&b={other}&lang={language}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "fa" else "ltr")
    _decide(page, "KeyM", scripts)
    page.wait_for_url("**/decisions**")
    assert chronicle.resolve_id(one) == chronicle.resolve_id(other)
    _decide(page, "KeyU", scripts)
    assert chronicle.resolve_id(one) == one and chronicle.resolve_id(other) == other
    assert tab.strangers == [] and tab.complaints == []
    context.close()


def _decide(page, code: str, scripts: bool) -> None:
    """Press a key, on whatever layout, or the button that it stands for."""
    with page.expect_navigation():
        if scripts:
            page.locator("body").press(code)
        else:
            page.locator(f"button[data-key={code}]").first.click()
