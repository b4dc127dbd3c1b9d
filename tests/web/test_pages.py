"""Every page in four languages, over the example chronicle and over an empty one."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.browsing import Browser

from dragoman.app import Dragoman, open_dragoman
from dragoman.views.web.application import make_application

LANGUAGES = ("en", "ru", "ar", "fa")
PAGES = ("/", "/search", "/search?q=Вализода", "/settings", "/about")
VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "path"}


class Outline(HTMLParser):
    """What a page is made of: whether its elements are closed, its ids, headings and quotes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.quotes: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [given["id"]] if given.get("id") else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.quotes += [given] if tag == "blockquote" else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += ["script"] if tag == "script" and not given.get("src") else []

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


@pytest.fixture(scope="module")
def event(chronicle: Dragoman) -> str:
    """The event of which most is known."""
    events = chronicle.events_page(limit=100).events
    return max(events, key=lambda one: (len(one.conflicts), len(one.reports))).id


def page_of(chronicle: Dragoman, language: str) -> str:
    return next(one.reports[0].quote.sha256 for one in chronicle.events_page(limit=100).events
                if one.reports[0].quote.language == language)  # fmt: skip


def check(text: str, language: str) -> Outline:
    """Hold what every page must keep: direction, closed elements, ids once, headings in order, nothing inline."""
    outline = Outline(text)
    direction = "rtl" if language in ("ar", "fa") else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert outline.open == []
    assert sorted(set(outline.ids)) == sorted(outline.ids)
    assert outline.headings[0] == 1 and outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert outline.inline == []
    assert all(quote.get("lang") and quote.get("dir") in ("ltr", "rtl", "auto") for quote in outline.quotes)
    return outline


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_each_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params={"lang": language} if "?" not in path else None, headers={"Accept": "text/html"})
    if "?" in path:
        answer = client.get(f"{path}&lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    check(answer.text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_in_each_language(client: TestClient, chronicle: Dragoman, event: str, language: str) -> None:
    answer = client.get(f"/event/{event}?lang={language}")
    assert answer.status_code == 200
    outline = check(answer.text, language)
    view = chronicle.event(event)
    assert len(outline.quotes) > len(view.reports[0].quote.text) // 10_000
    for report in view.reports:
        assert report.quote.sha256 in answer.text
    assert view.conflicts and 'id="conflicts"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_a_source_keeps_its_own_direction(client: TestClient, chronicle: Dragoman, language: str) -> None:
    sha256 = page_of(chronicle, language)
    answer = client.get(f"/page/{sha256}", headers={"Accept-Language": "en"})
    check(answer.text, "en")
    direction = "rtl" if language in ("ar", "fa") else "ltr"
    assert f'<article class="text" lang="{language}" dir="{direction}">' in answer.text
    assert sha256 in answer.text and 'name="citation_title"' in answer.text and 'class="Z3988"' in answer.text


@pytest.mark.parametrize("path", ["/search?q=Вализода", "/search?q=energy", "/office/foreign-minister", "/"])
def test_a_quotation_leads_to_its_place_in_the_page(client: TestClient, path: str) -> None:
    links = re.findall(r'href="(/page/[^"#]+)#(s\d+)"', client.get(path).text)
    assert links
    for address, place in links[:8]:
        text = client.get(unescape(address)).text
        assert text.count(f'<span id="{place}"></span>') == 1 and "<mark>" in text


@pytest.mark.parametrize(("start", "stop"), [(10**9, 10**10), (5, 5), (9, 4), (-3, 0)])
def test_a_place_that_a_page_has_not_is_no_place(
    client: TestClient, chronicle: Dragoman, start: int, stop: int
) -> None:
    answer = client.get(f"/page/{page_of(chronicle, 'ar')}?start={start}&stop={stop}")
    assert answer.status_code == 200 and "<mark>" not in answer.text


@pytest.mark.parametrize("path", ["/", "/search?q=x", "/settings", "/about"])
def test_an_empty_chronicle_is_shown_as_empty(empty: TestClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200
    check(answer.text, "en")


def test_an_empty_chronicle_says_how_to_fill_it(empty: TestClient) -> None:
    assert "dragoman read FOLDER" in empty.get("/").text


@pytest.mark.parametrize("path", ["/event/event:none", "/page/0123456789", "/nothing", "/event/"])
def test_what_is_not_there_is_a_404_with_a_way_on(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    check(answer.text, "en")
    assert 'href="/search"' in answer.text


def test_the_chronicle_narrows_by_conditions_and_shows_them(client: TestClient, chronicle: Dragoman) -> None:
    every = chronicle.events_page(limit=200)
    meetings = [one.id for one in every.events if one.type == "meet"]
    text = client.get("/?type=meet").text
    assert 0 < len(meetings) < every.total
    assert re.findall(r'<article class="card event"[^>]* id="([^"]+)"', text) == meetings
    assert 'class="row chips"' in text


def test_names_follow_the_language_of_names_and_not_that_of_the_interface(client: TestClient) -> None:
    client.cookies.set("dragoman_names", "ru")
    text = client.get("/?lang=en").text
    assert "Рустам Вализода" in text and ">Chronicle<" in text


def test_a_list_goes_on_where_it_ended(
    client: TestClient, chronicle: Dragoman, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.views.web.pages.chronicle.PIECE", 7)
    seen: list[str] = []
    address: str | None = "/"
    while address:
        text = client.get(address).text
        seen += re.findall(r'<article class="card event"[^>]* id="([^"]+)"', text)
        found = re.search(r'<p class="pager"><a href="([^"]+)"', text)
        address = found[1].replace("&amp;", "&") if found else None
    assert seen == [one.id for one in chronicle.events_page(limit=200).events]


def test_htmx_gets_the_list_alone(client: TestClient) -> None:
    text = client.get("/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "<html" not in text and "card event" in text
    assert "<html" in client.get("/", headers={"HX-Request": "true", "HX-Request-Type": "full"}).text


def test_a_second_visit_says_what_came_since(client: TestClient) -> None:
    assert "Since your last visit" not in client.get("/").text
    when, _, number = client.cookies["dragoman_last"].strip('"').partition("|")
    client.cookies.clear()
    client.cookies.set("dragoman_last", f"{when}|{int(number) - 3}")
    assert "3 more events" in client.get("/").text
    assert "3 more events" in client.get("/").text, "it stays while the visit lasts"


def test_each_name_of_a_search_can_be_switched_off(client: TestClient) -> None:
    text = client.get("/search?q=Вализода").text
    id = re.search(r'name="off" value="([^"]+)"', text)[1]
    without = client.get("/search", params={"q": "Вализода", "off": id}).text
    assert f'value="{id}" checked' in without
    assert "ولی‌زاده" in text and "ولی‌زاده" not in without


def test_what_a_page_says_cannot_break_out(client: TestClient) -> None:
    text = client.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in text


HEADING, NAME = r"<h[23][^>]*>(.*?)</h[23]>", r'<a href="/entity/[^"]+">(.*?)</a>'


LATIN = ("secretary-general", "Economic", "Kazakhstan", "Orhan")


def test_what_stories_share_is_named_in_the_language(client: TestClient) -> None:
    found = " ".join(re.findall(NAME, client.get("/stories?lang=fa").text))
    assert [word for word in ("قزاقستان", "سازمان همکاری اقتصادی", "اورهان دمیرسوی") if word not in found] == []
    assert [word for word in LATIN if word in found] == []


def test_a_contested_office_is_named_in_the_language(tmp_path: Path) -> None:
    turns = enumerate(("Orhan Demirsoy", "Rustam Valizoda", "Orhan Demirsoy", "Rustam Valizoda"), start=1)
    for month, name in turns:
        text = f"Secretary General of the Economic Cooperation Organization {name} met Iran's ambassador in Ankara."
        tmp_path.joinpath(f"{month}.txt").write_text(f"A meeting in month {month}\n2024-0{month}-05\n\n{text}\n")
    tmp_path.joinpath("5.txt").write_text(
        "دیدار\n۱۴۰۳/۰۳/۱۵\n\nاورهان دمیرسوی دبیرکل سازمان همکاری اقتصادی به تهران سفر کرد.\n"
    )
    with open_dragoman(tmp_path / "contested.db") as chronicle:
        chronicle.read([str(path) for path in sorted(tmp_path.glob("*.txt"))])
        text = Browser(make_application(chronicle)).get("/conflicts?field=holder&lang=fa").text
    found = " ".join(re.findall(HEADING, text, flags=re.DOTALL))
    assert [word for word in ("دبیرکل", "سازمان همکاری اقتصادی", "اورهان دمیرسوی") if word not in found] == []
    assert [word for word in LATIN if word in found] == []


def test_reasons_against_a_merge_are_in_the_language(client: TestClient, chronicle: Dragoman) -> None:
    people = {person.label: person.id for person in chronicle.entities_page("person").entities}
    one, other = people["Behrouz Sattari"], people["Rustam Valizoda"]
    text = client.get(f"/review/merge?a={one}&b={other}&lang=ru").text
    assert "Имена слишком непохожи, чтобы их взвешивать." in text
    assert "имена разные; фамилии разные" in text
