"""Tries a source once, without storing anything: what it is, how much it holds, and what robots.txt allows."""

from itertools import islice
from urllib.parse import urlsplit

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources.catalogue import Source
from dragoman.reading.sources.fetching.fetcher import Fetched, Fetcher
from dragoman.reading.sources.fetching.web import read_feed
from dragoman.reading.sources.files import iterate_pages
from dragoman.reading.sources.kinds import HEAD, Kind, tell_kind
from dragoman.reading.sources.sitemaps import read_sitemap

SAMPLE = 1000
"""The pages of a source on disk that are counted."""


class Probe(Struct, frozen=True):
    """What a source is found to be.

    ``kind`` is as in ``sources.toml``, ``entries`` how many pages it leads to (``None`` where it gave nothing),
    ``newest`` the latest date that a feed or sitemap gives, ``robots`` what robots.txt has for its address and, where
    it lists pages, for the first of them. ``error`` says why it gave nothing.
    """

    name: str
    address: str
    kind: str | None = None
    entries: int | None = None
    newest: str | None = None
    robots: str | None = None
    error: str | None = None


def probe_source(source: Source, fetcher: Fetcher) -> Probe:
    """Ask for the address of a source once, or look at its file or folder."""
    if not source.is_remote:
        return _probe_files(source)
    robots = fetcher.describe_policy(source.address)
    found = fetcher.fetch(source.address)
    if not isinstance(found, Fetched):
        error = f"{found.reason}: {found.where}" if isinstance(found, Rejected) else "unchanged"
        return Probe(source.name, source.address, robots=robots, error=error)
    kind = tell_kind(found.content[:HEAD], urlsplit(found.address).path)
    pages, dates = _list_pages(found, kind)
    if pages:
        of_page = fetcher.describe_policy(pages[0])
        robots = robots if of_page == robots else f"{robots}; its pages: {of_page}"
    number = len(pages) if kind in ("feed", "json-feed", "sitemap") else 1
    wrong = f"it is {kind}, not {source.kind}" if source.kind and source.kind != kind else None
    empty = None if number else "it lists nothing"
    newest = max(dates, default=None)
    return Probe(source.name, source.address, kind, number, newest, robots, error=wrong or empty)


def _list_pages(found: Fetched, kind: Kind) -> tuple[list[str], list[str]]:
    """Return the addresses and dates that a feed or sitemap lists."""
    if kind in ("feed", "json-feed"):
        entries = read_feed(found, kind)
        dates = [date for entry in entries if (date := entry.told.published or entry.told.updated)]
        return [entry.address or found.asked for entry in entries], dates
    if kind == "sitemap":
        listed = read_sitemap(found.content, host=urlsplit(found.address).hostname)
        dates = [page.published or page.changed or "" for page in listed.pages]
        return [page.address for page in (*listed.pages, *listed.sitemaps)], [date for date in dates if date]
    return [], []


def _probe_files(source: Source) -> Probe:
    try:
        given = list(islice(iterate_pages([source.address], options=source.options), SAMPLE))
    except UsageError as fault:
        return Probe(source.name, source.address, source.kind, error=str(fault))
    pages = sum(isinstance(page, Page) for page in given)
    faults = [page for page in given if isinstance(page, Rejected)]
    error = f"{faults[0].reason}: {faults[0].where}" if faults and not pages else None
    return Probe(source.name, source.address, source.kind or "file", pages, error=error)
