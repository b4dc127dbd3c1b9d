import gzip
import json
from itertools import pairwise

import pytest
from tests.unit.reading.sources.fetching.server import quick, say, serve

from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources import SourceOptions, count_pages, iterate_pages
from dragoman.reading.sources.fetching.web import iterate_addresses

PAGE = "<p>Президент принял посла.</p>".encode()


@pytest.fixture
def site():
    with serve() as site:
        for number in range(6):
            site.answers[f"/{number}"] = say(PAGE + b"%d" % number, Content_Type="text/html")
        yield site


def read(site, *paths: str, **options) -> list[Page | Rejected]:
    addresses = [f"{site.address}{path}" for path in paths]
    return list(iterate_pages(addresses, options=SourceOptions(hint="ru", fetch=quick(**options))))


def places(site, pages) -> list[str]:
    return [page.address.removeprefix(site.address) for page in pages]


def test_single_pages(site):
    one, none = read(site, "/1", "/none")
    assert (one.content, one.content_type, one.hint, bool(one.fetched)) == (PAGE + b"1", "text/html", "ru", True)
    assert (none.reason, none.where, none.address) == ("refused", "status 404", f"{site.address}/none")
    assert count_pages([f"{site.address}/1"]) is None


def test_the_entries_of_a_feed_are_fetched(site):
    items = "".join(f"<item><title>A</title><link>{site.address}/{n}</link></item>" for n in (1, 2, 1, 9))
    items = items.replace(site.address, "", 1)
    feed = f"<rss><channel>{items}<item><title>B</title><description>They met.</description></item></channel></rss>"
    site.answers["/rss"] = say(feed.encode())
    found = read(site, "/rss")
    assert places(site, found) == ["/rss#1", "/1", "/2", "/9"]
    assert [page.reason for page in found if isinstance(page, Rejected)] == ["refused"]
    entries = [{"url": f"{site.address}/{n}"} for n in range(5)]
    site.answers["/json"] = say(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries}).encode())
    found = read(site, "/json", pages=2)
    assert places(site, found) == ["/0", "/1", "/json"]
    assert (found[-1].reason, found[-1].where) == ("too-large", "3 addresses after the first 2")


def test_sitemaps_lead_to_their_own_pages_newest_first(site):
    def urls(*numbers: int) -> str:
        return "".join(f"<url><loc>{site.address}/{n}</loc><lastmod>2024-03-0{n}</lastmod></url>" for n in numbers)

    def maps(*names: str) -> bytes:
        listed = "".join(f"<sitemap><loc>{site.address}/{name}</loc></sitemap>" for name in names)
        return f"<sitemapindex>{listed}</sitemapindex>".encode()

    site.answers["/index"] = say(maps("index", "deep", "a.xml.gz", "none"))
    site.answers["/deep"] = say(maps("deep", "index", "b"))
    site.answers["/a.xml.gz"] = say(gzip.compress(f"<urlset>{urls(1, 3)}</urlset>".encode()))
    site.answers["/b"] = say(f"<urlset>{urls(2)}<url><loc>http://10.0.0.1/x</loc></url></urlset>".encode())
    found = read(site, "/index")
    assert places(site, found) == ["/none", "/b", "/3", "/2", "/1"]
    assert (found[1].reason, found[1].where) == ("unsafe", "1 addresses of other hosts are left out")


def test_an_index_without_end_is_bounded(site):
    listed = "".join(f"<sitemap><loc>{site.address}/m{n}</loc></sitemap>" for n in range(200))
    site.answers["/index"] = say(f"<sitemapindex>{listed}</sitemapindex>".encode())
    assert len(read(site, "/index")) == 49


def test_one_host_is_asked_by_one_request_at_a_time_also_at_two_ports(site):
    with serve() as other:
        other.answers["/0"] = say(PAGE)
        found = list(
            iterate_pages([f"{site.address}/0", f"{other.address}/0"], options=SourceOptions(fetch=quick(delay=0.3)))
        )
        moments = sorted(moment for place in (site, other) for _, _, moment in place.asked)
    assert all(isinstance(page, Page) for page in found)
    assert min(b - a for a, b in pairwise(moments)) > 0.25


def test_other_kinds_are_read_as_files_are(site):
    site.answers["/news.csv"] = say(b"text\nThey met.\nThey parted.\n")
    assert [page.content for page in read(site, "/news.csv")] == [b"They met.", b"They parted."]


def test_entries_that_lead_to_private_places_are_refused(site):
    site.answers["/rss"] = say(b"<rss><channel><item><link>http://169.254.169.254/</link></item></channel></rss>")
    (found,) = read(site, "/rss")
    assert found.reason == "unsafe"


def test_what_a_feed_says_goes_with_the_page_and_stands_in_for_one_that_is_not_there(site):
    item = "<item><title>Talks</title><link>{}/{}</link><pubDate>Fri, 17 May 2024 10:00:00 GMT</pubDate>{}</item>"
    texts = {"1": "<description>They met.</description>", "gone": "<description>They parted.</description>", "9": ""}
    items = "".join(item.format(site.address, place, text) for place, text in texts.items())
    site.answers["/rss"] = say(f"<rss><channel><title>Herald</title>{items}</channel></rss>".encode())
    one, gone, nine = read(site, "/rss")
    assert one.content == PAGE + b"1"
    assert (one.told.by, one.told.title, one.told.outlet, one.told.text) == ("feed", "Talks", "Herald", "They met.")
    assert one.told.published == "2024-05-17T10:00:00+00:00"
    assert b"<p>They parted.</p>" in gone.content
    assert b'<meta property="article:published_time" content="2024-05-17' in gone.content
    assert (gone.told.holds, gone.told.missing) == ("summary", "refused: status 404")
    assert (nine.reason, nine.address) == ("refused", f"{site.address}/9")


def test_what_a_sitemap_says_goes_with_the_page(site):
    news = (
        "<news:news><news:publication><news:name>Herald</news:name><news:language>ru</news:language></news:publication>"
        "<news:publication_date>2024-05-17</news:publication_date><news:title>Talks</news:title></news:news>"
    )
    picture = f"<image:image><image:loc>{site.address}/1.jpg</image:loc><image:title>A hall</image:title></image:image>"
    listed = f"<url><loc>{site.address}/1</loc><lastmod>2024-05-18</lastmod>{news}{picture}</url>"
    site.answers["/map"] = say(f"<urlset>{listed}</urlset>".encode())
    (one,) = read(site, "/map")
    told = one.told
    assert (told.by, told.published, told.updated, told.title) == ("sitemap", "2024-05-17", "2024-05-18", "Talks")
    assert (told.outlet, told.language, told.text) == ("Herald", "ru", None)


class Holding:
    """A memory of sources that holds some addresses."""

    def __init__(self, *held: str) -> None:
        self.held = held

    def recall(self, address: str) -> None:
        return None

    def keep(self, address: str, validators: object) -> None:
        return None

    def wants(self, address: str, mark: str | None) -> bool:
        return True

    def holds(self, address: str) -> bool:
        return address in self.held


def test_a_page_that_was_there_before_is_not_replaced_by_what_the_feed_has_of_it(site):
    entry = f"<item><title>A</title><link>{site.address}/gone</link><description>They parted.</description></item>"
    site.answers["/rss"] = say(f"<rss><channel>{entry}</channel></rss>".encode())
    options = SourceOptions(fetch=quick())
    for held, kind in (((), Page), ((f"{site.address}/gone",), Rejected)):
        (found,) = iterate_addresses([f"{site.address}/rss"], options, memory=Holding(*held))
        assert isinstance(found, kind)


def test_the_further_pages_of_an_article_are_fetched_and_joined_a_bounded_number_of_them(site):
    head = '<meta property="og:type" content="article"><meta charset="windows-1251"><h1>Договор подписан</h1>'

    def say_part(number: int) -> object:
        link = f'<a rel="next" href="/treaty/{number + 1}">дальше</a>'
        return say(f"{head}<p>Часть {number}.</p>{link}".encode("cp1251"), Content_Type="text/html")

    site.answers |= {"/treaty": say_part(1)} | {f"/treaty/{n}": say_part(n) for n in range(2, 20)}
    (page,) = read(site, "/treaty")
    assert page.address == f"{site.address}/treaty"
    assert page.content_type == "text/html; charset=utf-8; parts=10"
    assert all(f"Часть {n}." in page.content.decode() for n in range(1, 11))
    assert site.paths == ["/treaty", *(f"/treaty/{n}" for n in range(2, 11))]
    site.answers["/treaty/2"] = say(b"", status=404)
    (page,) = read(site, "/treaty")
    assert (page.content_type, "Часть 1.".encode("cp1251") in page.content) == ("text/html", True)
