"""Dates that the markup declares: in ``meta``, in microdata, in ``time``, in the address."""

import re
from collections.abc import Iterator
from typing import Any

from dragoman.language.scripts import digits_to_ascii
from dragoman.model.pages import Told
from dragoman.reading.articles.dating.claims import Claim, Place
from dragoman.reading.articles.dating.localised import make_day
from dragoman.reading.articles.dating.stamps import parse_stamp

_PUBLISHED = frozenset(
    "article:published_time article:published og:published_time og:article:published_time og:pubdate og:publish_date "
    "article:post_date rnews:datepublished bt:pubdate datepublished date_published publish-date publish_date "
    "publishdate "
    "published published-date published_date publication_date publication-date pubdate pub_date parsely-pub-date "
    "sailthru.date citation_publication_date citation_date citation_online_date prism.publicationdate dc.date.issued "
    "dcterms.issued dcterms.created dc.date.created dcsext.articlefirstpublished article_date_original "
    "article.published article.created cxenseparse:recs:publishtime cxenseparse:publishtime ptime gentime "
    "doc_date displaydate originalpublicationdate weibo:article:create_at shareaholic:article_published_time "
    "analyticsattributes.articledate datecreated creation_date".split()
)
_UPDATED = frozenset(
    "article:modified_time article:modified og:updated_time og:modified_time last-modified lastmod modified "
    "datemodified "
    "date_modified modified_date dc.date.modified dcterms.modified article.updated rnews:datemodified "
    "revision_date weibo:article:update_at shareaholic:article_modified_time".split()
)
_LOOSE = frozenset("date dc.date dcterms.date release_date article:date posted time timestamp sortdate".split())
_WORDS = 60
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=\D|$)|"
    r"(?<!\d)(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6}|\d{8,10})(?!\d)"
)
_SOLAR = re.compile(r"(?<![\d])(1[34]\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?!\d)")


def claims_of_meta(tree: Any, language: str | None) -> Iterator[Claim]:
    """Yield what the ``meta`` elements of a page declare, with or without microdata."""
    for element in tree.iter("meta"):
        names = {(element.get(key) or "").strip().lower() for key in ("property", "name", "itemprop", "http-equiv")}
        content = element.get("content") or ""
        if names & _PUBLISHED:
            yield from make_claim(content, language, place=Place.META)
        elif names & _UPDATED:
            yield from make_claim(content, language, place=Place.META, updated=True)
        elif names & _LOOSE:
            yield from make_claim(content, language, place=Place.LOOSE_META)


def claims_of_address(address: str) -> Iterator[Claim]:
    """Yield the day that stands in the path of an address, in the common era or the Iranian calendar."""
    path = digits_to_ascii(address.partition("?")[0].partition("#")[0])
    path = path.partition("://")[2] or path
    for found in _ADDRESS.finditer(path):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        made = make_day(year, month, day)
        short = len(month) + len(day) < len("0517") and found[2] in ("", ".")
        if made and not short:
            yield Claim(made, found[0], Place.ADDRESS)
    if (solar := _SOLAR.search(path)) is not None:
        yield from make_claim(solar[0], "fa", place=Place.ADDRESS)


def claims_of_told(told: Told) -> Iterator[Claim]:
    """Yield the days that a feed or a sitemap gives for a page."""
    place = Place.SITEMAP if told.by == "sitemap" else Place.FEED
    yield from make_claim(told.published or "", told.language, place=place)
    yield from make_claim(told.updated or "", told.language, place=place, updated=True)


def make_claim(value: str, language: str | None, *, place: Place, updated: bool = False) -> Iterator[Claim]:
    """Yield the claim of a stamp, nothing where it names no day."""
    day = parse_stamp(value, language)
    if day:
        yield Claim(day, " ".join(value.split())[:_WORDS], place, updated)
