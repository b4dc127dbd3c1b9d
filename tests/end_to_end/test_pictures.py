"""Pictures in a real browser: no words over others or cut, bars reached by keys, the large network drawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.end_to_end.browser import Watcher, find_chromium, serve

from dragoman.app import open_dragoman

ECO = "organisation:eco"
PATHS = (
    "/network",
    f"/network?around={ECO}",
    "/map",
    "/map?region=central-asia",
    f"/entity/{ECO}",
    f"/office/secretary-general?of={ECO}",
)
SOFT = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
"""As the other tests have it, and with a graphics card of software."""

FIND_FAULTS = """() => {
  const faults = [];
  for (const picture of document.querySelectorAll("svg.drawing")) {
    const frame = picture.getBoundingClientRect();
    const words = [...picture.querySelectorAll("text")].filter((one) => one.getClientRects().length);
    const boxes = words.map((one) => one.getBoundingClientRect());
    boxes.forEach((a, i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1) faults.push(`cut: ${words[i].textContent}`);
      boxes.slice(0, i).forEach((b, j) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 3) faults.push(`over each other: ${words[i].textContent}, ${words[j].textContent}`);
      });
    });
  }
  return [document.querySelectorAll("svg.drawing text").length, faults];
}"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base(copy_examples: Callable[[], Path]) -> Iterator[str]:
    with open_dragoman(copy_examples()) as opened, serve(opened) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=list(SOFT))
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Browser, base: str) -> Iterator[Watcher]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    watcher = Watcher(context, base)
    yield watcher
    context.close()
    assert watcher.strangers == []
    assert watcher.complaints == []


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("language", ["en", "ru", "ar", "fa"])
def test_no_words_of_a_picture_lie_over_others_or_are_cut(tab: Watcher, language: str, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    seen = 0
    for path in PATHS:
        page = tab.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
        page.evaluate("document.fonts.ready.then(() => true)")
        number, faults = page.evaluate(FIND_FAULTS)
        assert faults == [], path
        seen += number
    assert seen > 50


def test_a_bar_is_reached_by_keys_and_narrows_the_view(tab: Watcher) -> None:
    page = tab.go(f"/network?around={ECO}")
    bar = page.locator("svg.histogram a.column").first
    bar.focus()
    expect(bar).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "since=" in page.url and "around=" in page.url


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_large_network_is_drawn_and_finds_a_name(tab: Watcher, language: str) -> None:
    page = tab.go(f"/network/explore?lang={language}")
    page.wait_for_selector("#explore[data-ready] canvas", timeout=30_000)
    page.locator("#explore-find").fill("Valizoda" if language == "en" else "ولی‌زاده")
    for act in ("in", "out", "whole"):
        page.locator(f'[data-explore="{act}"]').click()
    expect(page.locator("#explore canvas").first).to_be_visible()


def test_the_map_shows_land_in_both_schemes(browser: Browser, base: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = Watcher(context, base).go("/map")
        box = page.locator("svg.map use.land").bounding_box()
        assert box and box["width"] > 300
        colours.add(page.locator("svg.map use.land").evaluate("one => getComputedStyle(one).fill"))
        context.close()
    assert len(colours) == 2
