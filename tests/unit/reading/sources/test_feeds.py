import io
import json
import time

import pytest

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.reader import RuleReader
from dragoman.reading.sources.feeds import ENTRY_LIMIT, cut_entries
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вестник долины</title><language>ru-RU</language>
<item><title>Президент &amp; посол</title><link>https://vestnik.example/1</link><dc:creator>Олег Заречный</dc:creator>
<pubDate>Tue, 05 Mar 2024 01:00:00 +0500</pubDate>
<description>Президент Таджикистана Карим Далеров принял посла Казахстана Аскара Жунусова.</description></item>
<item><title>Переговоры</title><link>/2</link><guid>two</guid><pubDate>вчера</pubDate>
<description>Коротко.</description>
<content:encoded><![CDATA[<p>Стороны обсудили торговлю.</p><p>Затем они подписали соглашение.</p>]]></content:encoded>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa"><title>پیام دره</title>
<entry><title type="html">دیدار &lt;b&gt;رئیس‌جمهور&lt;/b&gt;</title><id>urn:1</id>
<link rel="alternate" href="https://payam.example/1"/><updated>2024-03-06T08:00:00+03:30</updated>
<published>2024-03-05T23:30:00+03:30</published><author><name>مریم سرابی</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>رئیس‌جمهور تاجیکستان کریم دالر با سفیر قزاقستان دیدار کرد.</p></div></content>
</entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "صدى الوادي", "language": "ar",
    "authors": [{"name": "سامي البحراوي"}],
    "items": [
        {"id": "1", "url": "https://sada.example/1", "title": "لقاء", "date_published": "2024-03-05T10:00:00Z",
         "content_html": "<p>استقبل رئيس طاجيكستان كريم دالر سفير كازاخستان.</p>"},
        {"id": 2, "content_text": "وناقش الجانبان التجارة.\n\nثم وقعا اتفاقا."},
        {"id": "3", "summary": "موجز"},
        "no object", {"id": "5"},
    ],
}  # fmt: skip


def pages(content: bytes, options: SourceOptions | None = None) -> list[Page | Rejected]:
    origin = Origin("feed", "feed.xml", options or SourceOptions())
    return list(read_stream(io.BytesIO(content), origin, name="feed.xml"))


def article(page: Page | Rejected) -> Article:
    assert isinstance(page, Page)
    return RuleReader().read(page).article


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_entries_of_rss_are_pages_with_what_the_feed_tells(encoding):
    one, two = pages(RSS.format(encoding=encoding).encode(encoding))
    assert (one.name, one.address, one.hint) == ("https://vestnik.example/1", "https://vestnik.example/1", "ru")
    assert (two.name, two.address) == ("two", "feed.xml#2")
    read = article(one)
    assert (read.title, read.author, read.outlet) == ("Президент & посол", "Олег Заречный", "Вестник долины")
    assert (read.published.value, read.language) == ("2024-03-05", "ru")
    assert read.body.startswith("Президент Таджикистана Карим Далеров")
    assert article(two).published.value is None


@pytest.mark.parametrize("day", [f"1 Jan {'9' * 20} 10:00:00 +0000", f"Tue, 05 Mar 2024 01:00:00 +{'9' * 20}"])
def test_an_entry_of_an_absurd_day_is_read_without_it(day):
    feed = RSS.format(encoding="utf-8").replace("Tue, 05 Mar 2024 01:00:00 +0500", day)
    one, two = pages(feed.encode())
    assert (article(one).title, article(one).published.value) == ("Президент & посол", None)
    assert article(two).title == "Переговоры"


def test_a_summary_is_marked_as_one():
    one, two = pages(RSS.format(encoding="utf-8").encode())
    assert b'<meta name="dragoman:partial" content="summary">' in one.content
    assert b"dragoman:partial" not in two.content
    assert [b'<meta name="dragoman:told-by" content="feed">' in page.content for page in (one, two)] == [True, True]


def test_the_wrong_encoding_is_seen_through():
    one, _ = pages(RSS.format(encoding="utf-8").encode("cp1251"))
    assert article(one).title == "Президент & посол"


def test_atom_has_its_own_day_and_not_that_of_another_time_zone():
    (page,) = pages(ATOM.encode())
    read = article(page)
    assert (read.title, read.author, read.outlet) == ("دیدار رئیس‌جمهور", "مریم سرابی", "پیام دره")
    assert (read.published.value, read.language) == ("2024-03-05", "fa")


def test_json_feed():
    html, text, summary, broken, bare = pages(json.dumps(JSON_FEED).encode())
    assert (html.address, article(html).published.value, article(html).author) == (
        "https://sada.example/1", "2024-03-05", "سامي البحراوي",
    )  # fmt: skip
    assert article(text).body == "وناقش الجانبان التجارة.\nثم وقعا اتفاقا."
    assert b"dragoman:partial" in summary.content
    assert [broken.reason, bare.reason] == ["empty", "empty"]


def test_what_is_said_of_the_source_goes_before_what_the_feed_says():
    (page,) = pages(ATOM.encode(), SourceOptions(hint="prs", outlet="Payam"))
    assert (page.hint, article(page).outlet) == ("prs", "Payam")


def test_no_entity_is_expanded_and_no_file_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom"}">' for i in range(12))
    declared = f'<!DOCTYPE rss [{bomb}<!ENTITY file SYSTEM "file://{secret}">]>'
    item = "<item><title>A</title><description>They met. &e11; &file;</description></item>"
    feed = f"<?xml version='1.0'?>{declared}<rss><channel>{item}</channel></rss>"
    start = time.process_time()
    (page,) = pages(feed.encode())
    assert b"They met." in page.content
    assert b"SECRET" not in page.content
    assert len(page.content) < 1000
    for hostile in (b"<!DOCTYPE[", b"<item><a", b"<item><description><a>", b"<item>&nbsp;<![CDATA[", b"<item><a></a>"):
        assert pages(b"<rss><channel>" + hostile * 150_000)
    assert time.process_time() - start < 20


def test_a_document_type_within_an_entry_cuts_nothing():
    inner = "<![CDATA[<!DOCTYPE html><html><p>They met in the valley.</p></html>]]>"
    items = "".join(f"<item><title>{n}</title><description>{inner}</description></item>" for n in range(2))
    found = pages(f"<!DOCTYPE rss [<!ENTITY e 'x'>]><rss><channel>{items}</channel></rss>".encode())
    assert [article(page).title for page in found] == ["0", "1"]
    found = pages(f"<rss><channel>{items}</channel></rss>".encode())
    assert [(article(page).title, b"in the valley" in page.content) for page in found] == [("0", True), ("1", True)]


@pytest.mark.parametrize(
    ("feed", "found"),
    [
        ("<rss><channel></channel></rss>", ["empty"]),
        ("<rss ", ["empty"]),
        ("<rss><channel><item><link>h<item><link>x</link></item></link></item></channel></rss>", ["malformed"]),
        ("<rss><channel><item><link/><description>They met.</description></item></channel></rss>", ["page"]),
        ("<rss><channel><item><description>They <b>&nbsp;x & y</description></item><item>", ["page", "empty"]),
        ("<rss><channel><item><description>\x00\x0bThey met.</description></item></channel></rss>", ["page"]),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', ["malformed"]),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', ["empty"]),
    ],
)  # fmt: skip
def test_broken_feeds_end_in_pages_or_counts(feed, found):
    assert [page.reason if isinstance(page, Rejected) else "page" for page in pages(feed.encode())] == found


def test_a_feed_of_very_many_entries_is_bounded():
    item = b"<item><title>A</title><description>They met.</description></item>"
    cut, left = cut_entries(b"<rss><channel>" + item * 100_000 + b"</channel></rss>")
    assert (cut.count(b"<item>"), left) == (ENTRY_LIMIT, 100_000 - ENTRY_LIMIT)
    assert cut.endswith(b"</item></channel></rss>")
    many = {"version": "https://jsonfeed.org/version/1", "items": [{"content_text": "They met."}] * (ENTRY_LIMIT + 5)}
    found = pages(json.dumps(many).encode())
    assert (len(found), found[-1].reason, found[-1].where) == (
        ENTRY_LIMIT + 1,
        "too-large",
        "5 entries after the first 10,000",
    )
