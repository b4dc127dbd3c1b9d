"""Pages that are kept: the same for whom they are the same, nobody else's, and never older than the chronicle."""

import gzip
import html
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from tests.unit.chronicle.plain_reader import PlainReader, make_page
from tests.web.accounts import WORD, cheap_hashes, make, open_staffed
from tests.web.browsing import Browser

from dragoman.app import Dragoman
from dragoman.views.web import rendering
from dragoman.views.web.application import make_application
from dragoman.views.web.kept.gaps import NAME, TOKEN, Keeping, leave_gap
from dragoman.views.web.kept.keeper import Keeper
from dragoman.views.web.kept.memory import Pages
from dragoman.views.web.kept.pages import KeptPage, keep_page
from dragoman.views.web.kept.shared import SharedPages
from dragoman.views.web.options import WebOptions
from dragoman.views.web.security.options import SecurityOptions

PAGES = {
    "lake": """en 2024-03-02 Herald
meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675] on trade.""",
    "hill": """en 2024-03-09 Herald
visit happened 2024-03-08 | [Karim Daler|person] visited [Olga Brandt|person] in [Bishkek|place|city:1528675].""",
}
FILTERED = "/?who=Karim+Daler"
"""Has a form, and so a token."""


def read(dragoman: Dragoman, *names: str) -> None:
    reader = PlainReader()
    for name in names:
        page = make_page(name, PAGES[name])
        dragoman._chronicle.store(page, reader.read(page))
    dragoman._chronicle.refresh()


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with open_staffed(tmp_path_factory.mktemp("kept") / "kept.db") as opened:
        read(opened, "lake")
        yield opened


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of pages that were made, and not kept."""
    asked: list[str] = []
    whole = Keeper._keep

    def keep(self: Keeper, request: object, *rest: object) -> object:
        asked.append(request.url.path)  # type: ignore[attr-defined]
        return whole(self, request, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Keeper, "_keep", keep)
    return asked


def browse(application: object, name: str) -> Browser:
    browser = Browser(application, raise_server_exceptions=False)
    with cheap_hashes():
        assert browser.sign_in(name, WORD).status_code == 303
    return browser


def tokens(text: str) -> set[str]:
    return {html.unescape(one) for one in re.findall(r'name="csrf" value="([^"]+)"', text)}


def test_a_page_is_made_once_for_all_who_may_do_the_same(staffed: Dragoman, made: list[str]) -> None:
    application = make(staffed)
    texts = [browse(application, "رضا").get(FILTERED).text for _ in range(2)]
    assert made.count("/") == 1
    assert "Anna Petrova" in texts[0] and re.sub('value="[^"]+"', "", texts[0]) == re.sub('value="[^"]+"', "", texts[1])


def test_no_token_and_no_name_comes_to_anybody_else(staffed: Dragoman) -> None:
    application = make(staffed)
    staffed.add_user("Нур", WORD, role="reader", by="x")
    readers = {name: browse(application, name) for name in ("Далер", "Olga", "رضا", "Нур")}
    seen: set[str] = set()
    for _ in range(2):
        for name, browser in readers.items():
            text = browser.get(FILTERED).text
            assert f"(<bdi>{html.escape(name)}</bdi>)" in text and "<!--gap" not in text
            assert not [other for other in readers if other != name and f"<bdi>{html.escape(other)}</bdi>)" in text]
            mine = tokens(text)
            assert len(mine) == 1 and not mine & seen  # a new one for each page
            seen |= mine
            given = {"x-csrf-token": mine.pop()}
            assert browser.post("/watch/make", data={"list": "a"}, headers=given).status_code in (200, 303)
            stolen = [one for other, one in ((b, b.form_token()) for b in readers.values()) if other is not browser]
            for token in stolen:
                refused = browser.post("/watch/make", data={"list": "a"}, headers={"x-csrf-token": token})
                assert refused.status_code == 403


def test_who_may_decide_sees_other_pages_than_who_may_not(staffed: Dragoman) -> None:
    application = make(staffed)
    event = staffed.events_page().events[0].id
    assert "/review/event" in browse(application, "Olga").get(f"/event/{event}").text
    assert "/review/event" not in browse(application, "رضا").get(f"/event/{event}").text


def test_a_stranger_gets_no_page_that_is_kept(staffed: Dragoman) -> None:
    application = make(staffed)
    browser = browse(application, "رضا")
    tag = browser.get("/").headers["etag"]
    stranger = TestClient(application, follow_redirects=False)
    for headers in ({}, {"if-none-match": tag}, {"accept": "text/html", "cookie": "dragoman_session=x"}):
        refused = stranger.get("/", headers=headers)
        assert refused.status_code == 303 and "login" in refused.headers["location"] and "etag" not in refused.headers
    browser.post("/logout")
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_a_page_is_made_anew_when_anything_changes(staffed: Dragoman, made: list[str]) -> None:
    browser = browse(make(staffed), "Olga")
    event = staffed.events_page().events[0].id
    assert "Olga Brandt" not in browser.get("/").text
    old = browser.get(f"/event/{event}").text
    people = sorted(one.id for one in staffed.entities(kind="person"))
    staffed.judge(people[0], people[1], "different", why="two people", by="Olga")
    read(staffed, "hill")
    assert "Olga Brandt" in browser.get("/").text
    fact = staffed.event(event).reports[0]
    assert fact.key and "2024-02-28" not in old
    staffed.correct(fact.key, date="2024-02-28", by="Olga")
    assert "2024-02-28" in browser.get(f"/event/{staffed.events_page().events[-1].id}").text
    staffed.undo()
    assert "2024-02-28" not in browser.get(f"/event/{event}").text.partition("Decisions")[0]
    assert len(made) == 5


def test_a_copy_that_is_current_is_not_sent_again(staffed: Dragoman) -> None:
    application = make(staffed)
    one, other = browse(application, "Olga"), browse(application, "رضا")
    for address in ("/", FILTERED):
        one.get(address)  # sets the cookie of the visit, which the page tells of
        first = one.get(address)
        again = one.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"") and again.headers["etag"] == first.headers["etag"]
        assert "content-security-policy" in again.headers and again.headers["cache-control"] == "private, no-cache"
        assert other.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_packed_and_plain_pages_are_the_same(staffed: Dragoman) -> None:
    browser = browse(make(staffed), "Olga")
    for address in ("/", FILTERED, "/?cursor=", "/entities", "/search?q=trade", "/map", "/network", "/stories"):
        browser.get(address)
        answers = [browser.get(address, headers={"accept-encoding": kind}) for kind in ("gzip", "identity", "gzip")]
        assert [one.headers.get("content-encoding") for one in answers] == ["gzip", None, "gzip"]
        assert all("Accept-Encoding" in one.headers["vary"] for one in answers)
        texts = {re.sub(r'"csrf" value="[^"]+"', "", one.text) for one in answers}
        assert len(texts) == 1 and "</html>" in texts.pop()


def test_choices_of_a_reader_make_other_pages(staffed: Dragoman) -> None:
    browser = browse(make(staffed), "Olga")
    assert 'lang="en"' in browser.get("/").text
    assert 'lang="fa"' in browser.get("/", headers={"accept-language": "fa"}).text
    chosen = browser.get("/?lang=ru")
    assert 'lang="ru"' in chosen.text and "dragoman_language=ru" in str(chosen.headers.get_list("set-cookie"))
    assert 'lang="ru"' in browser.get("/").text
    part = browser.get("/", headers={"hx-request-type": "partial"}).text
    assert "<html" not in part and "Karim Daler" in part
    assert browser.get("/", headers={"accept": "application/json"}).json()["total"] >= 1


def test_what_is_new_is_told_to_each_reader(staffed: Dragoman, made: list[str]) -> None:
    application = make(staffed)
    first, second = browse(application, "Olga"), browse(application, "رضا")
    total = staffed.events_page().total
    second.cookies.set("dragoman_last", f"2024-01-01T10:00|{total - 1}")
    assert "last visit" not in first.get("/").text
    assert f"|{total}" in first.cookies["dragoman_last"]
    assert "1 more event<" in second.get("/").text and "1 more event<" in second.get("/").text
    assert made.count("/") == 2  # one for each role
    assert "no new events" in first.get("/").text


def test_a_page_that_fails_has_no_gap(staffed: Dragoman, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse(make(staffed), "Olga")
    missing = browser.get("/event/event:none")
    assert missing.status_code == 404 and "<!--gap" not in missing.text and "(<bdi>Olga</bdi>)" in missing.text

    whole = rendering._fill

    def fail_once(request: Request, template: str, context: dict[str, object]) -> str:
        if template == "entities.html":
            raise RuntimeError("after it was said that the page may be kept")
        return whole(request, template, context)

    monkeypatch.setattr(rendering, "_fill", fail_once)
    failed = browser.get("/entities")
    assert failed.status_code == 500 and "RuntimeError" in failed.text and "<!--gap" not in failed.text


def test_pages_below_a_path_of_a_proxy_lead_there(staffed: Dragoman) -> None:
    security = SecurityOptions(hosts=("testserver",))
    application = make_application(staffed, WebOptions(root_path="/news", security=security))
    browser = Browser(application)
    with cheap_hashes():
        browser.post("/news/login", data={"name": "Olga", "password": WORD}, follow_redirects=False)
    for _ in range(2):
        for kind in ("gzip", "identity"):
            text = browser.get("/news/entities", headers={"accept-encoding": kind}).text
            assert 'href="/news/entities"' in text and "/news/news" not in text and 'href="/entities' not in text


def test_nothing_is_kept_where_no_memory_is_given(staffed: Dragoman, made: list[str]) -> None:
    security = SecurityOptions(hosts=("testserver",))
    application = make_application(staffed, WebOptions(kept_megabytes=0, security=security))
    browser = browse(application, "Olga")
    assert browser.get("/entities").text == browser.get("/entities").text
    assert made.count("/entities") == 2


# Without a server


def test_memory_is_bounded_and_forgets_what_was_asked_for_longest_ago() -> None:
    page = keep_page(bytes(range(256)) * 8, (), total=0)
    pages = Pages(page.size * 3)
    for key in "abc":
        pages.keep(key, (1,), page)
    assert pages.find("a", (1,)) and not pages.find("a", (2,))
    pages.keep("d", (1,), page)
    pages.keep("d", (2,), page)
    assert [key for key in "abcd" if pages.find(key, (1,)) or pages.find(key, (2,))] == ["a", "c", "d"]
    assert pages.held == 3 * page.size
    Pages(page.size - 1).keep("a", (1,), page)


def test_processes_keep_pages_together(tmp_path: Path) -> None:
    page = keep_page(b"<p>a</p>" + str(leave_gap(Asked, TOKEN)).encode(), [(b"vary", b"Cookie")], total=7)  # type: ignore[arg-type]
    one, other = (SharedPages(tmp_path / "pages.db", page.size * 3) for _ in range(2))
    for key in "abc":
        one.keep((key, ("read",)), (1, "x"), page)
    assert other.find(("a", ("read",)), (1, "x")) == page and other.find(("a", ("read",)), (2, "x")) is None
    assert other.find(("a", ("judge", "read")), (1, "x")) is None
    other.keep(("d", ("read",)), (1, "x"), page)
    other.keep(("d", ("read",)), (2, "x"), page)
    held = [key for key in "abcd" if one.find((key, ("read",)), (1, "x")) or one.find((key, ("read",)), (2, "x"))]
    assert held == ["b", "c", "d"] and one.held == 3 * page.size
    one._file.close()
    assert one.find("a", (1,)) is None
    one.keep("a", (1,), page)


def test_a_text_that_looks_like_a_gap_is_none() -> None:
    body = b"<p>&lt;!--gap token--&gt;<!--gap 00 token--></p>"
    assert keep_page(body, (), total=0).fill({}) == body


class Asked:
    scope = {"state": {"keeping": Keeping(wanted=True)}}  # noqa: RUF012  as a request has it


@given(st.lists(st.tuples(st.binary(max_size=300), st.sampled_from((TOKEN, NAME))), max_size=5), st.binary(max_size=99))
def test_a_page_with_gaps_is_packed_as_gzip_would(pieces: list[tuple[bytes, str]], end: bytes) -> None:
    values = {TOKEN: "ключ".encode(), NAME: b""}
    marked = b"".join(text + str(leave_gap(Asked, name)).encode() for text, name in pieces) + end  # type: ignore[arg-type]
    page: KeptPage = keep_page(marked, (), total=0)
    whole = b"".join(text + values[name] for text, name in pieces) + end
    assert page.fill(values) == whole == gzip.decompress(page.fill_packed(values))
    assert zlib.decompressobj(31).decompress(page.fill_packed(values)) == whole
