"""The pages in a real browser: from reading to evidence, by mouse and by keys, with scripts and without.

No request leaves this machine, and the rules of axe (WCAG 2.2 A and AA and best practice) find nothing to complain of.
"""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from tests.end_to_end.browser import Watcher, find_violations

from dragoman.app import Dragoman
from dragoman.views.web.application import make_application

LANGUAGES = ("en", "ru", "ar", "fa")
BUDGET = 200_000
"""Bytes of a first visit, with fonts, as they go over the wire."""

WITH_TARGETS = {"rules": {"target-size": {"enabled": True}}}
"""All that axe looks for by itself, and that whatever is pressed has 24 pixels, or as much room round it."""

OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What may be otherwise in the dark."""

WIDTHS = (390, 768, 1024, 1280, 1600)

OVERLAPS = """() => {
  const seen = [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, .button")]
    .map(one => [one, one.getBoundingClientRect()]).filter(([one, box]) => box.width > 1 && one.checkVisibility());
  const found = [];
  for (const [number, [one, a]] of seen.entries())
    for (const [other, b] of seen.slice(number + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push(`${one.name || one.textContent} ${other.name || other.textContent}`);
    }
  return found;
}"""
"""What can be pressed or filled in and lies on something else that can be."""

pytestmark = pytest.mark.slow


@pytest.fixture
def tab(browser: Browser, base: str) -> Iterator[Watcher]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    watcher = Watcher(context, base)
    yield watcher
    context.close()
    assert watcher.strangers == [], "a request left this machine"
    assert watcher.complaints == []


@pytest.fixture(scope="module")
def paths(chronicle: Dragoman) -> list[str]:
    """Every page that needs no words in its address, and one of each that does."""
    application = make_application(chronicle)
    events = chronicle.events_page(limit=100).events
    event = max(events, key=lambda one: (len(one.conflicts), len(one.reports)))
    one, other = (person.id for person in chronicle.entities_page("person").entities[:2])
    client = TestClient(application, follow_redirects=False)
    plain = sorted(path for path in application.state.paths if "{" not in path and path != "/favicon.ico")
    kept = [path for path in plain if client.get(path).status_code == 200]
    assert {"/", "/about", "/review", "/map", "/watch"} <= set(kept)
    page = event.reports[0].quote.sha256
    named = [f"/entity/{one}", f"/pair/{one}/{other}", "/office/foreign-minister", f"/review/merge?a={one}&b={other}"]
    return [*kept, *named, "/search?q=Вализода", f"/event/{event.id}", f"/page/{page}", "/nothing"]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_the_chronicle_to_the_evidence(tab: Watcher, language: str) -> None:
    page = tab.go(f"/?lang={language}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "fa" else "ltr")
    every = page.locator("article.event").count()
    page.locator("#f-who").fill("Рустам Вализода")
    page.locator("#f-type").select_option("meet")
    page.locator(".filters button.main").click()
    assert "type=meet" in page.url
    assert 0 < page.locator("article.event").count() < every
    page.locator("article.event a.open").first.click()
    page.locator(".spot").first.click()
    expect(page.locator("article.text a:target")).to_be_in_viewport()
    mark = page.locator("article.text mark").first
    expect(mark).to_be_visible()
    quote = page.locator("#quote")
    assert quote.inner_text().startswith(mark.inner_text())
    quote.locator("a").click()
    assert "/page/" in page.url and "#s" in page.url
    expect(page.locator("article.text")).to_be_visible()


def test_keys_work_on_every_layout(tab: Watcher) -> None:
    page = tab.go("/")

    def press(code: str, key: str) -> None:
        page.evaluate(
            "([code, key]) => (document.activeElement ?? document.body).dispatchEvent("
            "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
            [code, key],
        )

    press("KeyJ", "о")
    press("KeyJ", "ت")
    cards = page.locator("article.event")
    expect(cards.nth(1)).to_have_class("card event current")
    press("KeyK", "ن")
    expect(cards.nth(0)).to_have_class("card event current")
    with page.expect_navigation():
        press("KeyO", "щ")
    assert "/event/" in page.url
    with page.expect_navigation():
        press("KeyG", "ل")
        press("KeyC", "ز")
    assert page.url == f"{tab.base}/"
    press("Slash", "/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_more_is_put_below_and_keeps_the_place(tab: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.views.web.pages.chronicle.PIECE", 20)
    page = tab.go("/?since=2020")  # not the front page, which is kept as it was
    cards = page.locator("article.event")
    expect(cards).to_have_count(20)
    page.locator(".pager a").click()
    expect(cards).to_have_count(40)
    expect(cards.nth(20)).to_be_focused()
    assert page.url == f"{tab.base}/?since=2020"


def test_what_is_copied_has_no_isolates_and_keeps_the_half_space(tab: Watcher) -> None:
    page = tab.go("/?lang=fa")
    copied = page.evaluate(
        """() => {
          const place = document.createElement("p");
          place.textContent = "\\u2068ولی\\u200cزاده\\u2069";
          document.querySelector("main").prepend(place);
          getSelection().selectAllChildren(place);
          const given = {clipboardData: new DataTransfer(), bubbles: true, cancelable: true};
          const event = new ClipboardEvent("copy", given);
          document.dispatchEvent(event);
          return event.clipboardData.getData("text/plain");
        }"""
    )
    assert copied.strip() == "ولی‌زاده"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light(browser: Browser, base: str, language: str) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(base + "/", wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    context.close()
    assert len(sizes) >= 5
    assert sum(sizes) < BUDGET


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='en'><title>One</title><main><h1>One</h1><input><p style='color:#eee'>Pale</p></main>")
    assert {"label", "color-contrast"} <= {one["id"] for one in find_violations(page, **WITH_TARGETS)}
    assert {one["id"] for one in find_violations(page, **OF_COLOURS)} == {"color-contrast"}
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, base: str, paths: list[str], language: str) -> None:
    context = browser.new_context(color_scheme="light", locale=language)
    tab, found = Watcher(context, base), {}
    for path in paths:
        page = tab.go(path)
        violations = find_violations(page, **WITH_TARGETS)
        page.emulate_media(color_scheme="dark")
        violations += find_violations(page, **OF_COLOURS)
        page.emulate_media(color_scheme="light")
        if violations:
            found[path] = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.setdefault(path, []).append(f"{wide} pixels wider than its window")
    context.close()
    assert found == {}
    assert tab.strangers == []


def test_every_page_reads_without_scripts(browser: Browser, base: str, paths: list[str]) -> None:
    with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    plain, scripted = Watcher(without, base), Watcher(with_scripts, base)
    for path in paths:
        text = plain.go(path).locator("main").inner_text()
        assert len(text) > 20, path
        seen = scripted.go(path).locator("main").inner_text()
        assert set(text.split()) <= set(seen.split()), path
    with_scripts.close()
    without.close()


def test_pages_fit_a_telephone(browser: Browser, base: str, paths: list[str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fa")
    tab, wide = Watcher(context, base), {}
    for path in paths:
        page = tab.go(path)
        extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if extra > 0:
            wide[path] = extra
    context.close()
    assert wide == {}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_field_lies_on_another(browser: Browser, base: str, paths: list[str], language: str) -> None:
    context = browser.new_context(locale=language)
    tab, found = Watcher(context, base), {}
    for path in paths:
        page = tab.go(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if overlapping := page.evaluate(OVERLAPS):
                found[path, width] = overlapping
    context.close()
    assert found == {}
