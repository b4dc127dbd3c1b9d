import gzip
import io
import time

import pytest

from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin
from dragoman.reading.sources.sitemaps import ADDRESS_LIMIT, SIZE_LIMIT, Listed, read_sitemap, same_host

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://payam.example/1?a=1&amp;b=2 </loc><lastmod>2024-03-06</lastmod>
<news:news><news:publication><news:name>پیام دره</news:name><news:language>fa</news:language></news:publication>
<news:publication_date>2024-03-05T10:00:00+03:30</news:publication_date><news:title>دیدار</news:title></news:news></url>
<url><loc>https://www.payam.example/2</loc></url><url><loc>https://elsewhere.example/3</loc></url>
<url><loc>javascript:alert(1)</loc></url><url/></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://payam.example/a.xml.gz</loc><lastmod>2024-03-06T00:00:00Z</lastmod></sitemap></sitemapindex>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_news_sitemap_lists_addresses_with_their_dates(pack):
    found = read_sitemap(pack(NEWS.encode()), host="payam.example")
    assert found.pages == (
        Listed("https://payam.example/1?a=1&b=2", "2024-03-06", "2024-03-05T10:00:00+03:30", "دیدار", "fa", "پیام دره"),
        Listed("https://www.payam.example/2"),
    )
    assert (found.foreign, found.fault) == (1, None)
    assert len(read_sitemap(NEWS.encode()).pages) == 3


def test_an_index_lists_sitemaps():
    found = read_sitemap(INDEX.encode())
    assert found.sitemaps == (Listed("https://payam.example/a.xml.gz", "2024-03-06T00:00:00Z"),)
    assert found.pages == ()


@pytest.mark.parametrize(
    ("address", "host", "same"),
    [
        ("https://www.a.example/x", "a.example", True),
        ("https://a.example:8443/x", "www.a.example", True),
        ("https://a.example.evil.example/x", "a.example", False),
        ("https://a.example@evil.example/", "a.example", False),
        ("https://[::1/x", "a.example", False),
        ("https:///x", "", False),
    ],
)
def test_own_host(address, host, same):
    assert same_host(address, host) is same


def test_broken_and_hostile_sitemaps_are_bounded():
    start = time.process_time()
    torn = read_sitemap(NEWS.partition("payam.example/2")[0].encode())
    assert (len(torn.pages), torn.fault) == (1, "cut off before its end")
    assert read_sitemap(b"").pages == ()
    assert read_sitemap(b"no xml").pages == ()
    assert read_sitemap(b"\x1f\x8b\x08broken").pages == ()
    bomb = read_sitemap(gzip.compress(b" " * (SIZE_LIMIT + 10)))
    assert bomb.fault == f"more than {SIZE_LIMIT:,} bytes"
    many = b"<urlset>" + b"<url><loc>https://a.example/1</loc></url>" * (ADDRESS_LIMIT + 1) + b"</urlset>"
    found = read_sitemap(many)
    assert (len(found.pages), found.fault) == (ADDRESS_LIMIT, f"more than {ADDRESS_LIMIT:,} addresses")
    entities = '<!DOCTYPE urlset [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><urlset><url><loc>https://a.example/&b;</loc></url></urlset>'
    assert [listed.address for listed in read_sitemap(entities.encode()).pages] == ["https://a.example/"]
    assert time.process_time() - start < 10


def test_a_sitemap_on_disk_is_counted_and_fetches_nothing():
    (rejected,) = read_stream(io.BytesIO(NEWS.encode()), Origin("map", "map.xml"), name="map.xml")
    assert (rejected.reason, rejected.where[:27]) == ("no-text", "a sitemap of 3 addresses, n")
