import gzip
import json
from itertools import pairwise

import pytest
from tests.unit.reading.sources.fetching.server import quick, say, serve

from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources import SourceOptions, count_pages, iterate_pages

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
