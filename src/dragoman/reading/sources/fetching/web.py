"""Pages from addresses.

A page is one; a feed or sitemap leads to the pages of its entries; anything else is read as a file of its kind is.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from dragoman.model.pages import Page, Rejected, Told, Unchanged
from dragoman.reading.articles.continuing import MOST_PARTS, find_next_page, is_same_article
from dragoman.reading.pages.encodings import decode_bytes
from dragoman.reading.pages.intake import looks_like_markup, page_from_bytes
from dragoman.reading.pages.parts import Part, join_parts
from dragoman.reading.sources.composing import compose_page
from dragoman.reading.sources.feeds import TAG_LIMIT, BrokenFeedError, Entry, cut_entries, pages_of, read_entries
from dragoman.reading.sources.fetching.fetcher import Fetched, Fetcher, FetchMemory, Outcome, Validators
from dragoman.reading.sources.fetching.guard import hide_credentials
from dragoman.reading.sources.json_feeds import read_json_entries
from dragoman.reading.sources.kinds import HEAD, Kind, tell_kind
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin, SourceOptions
from dragoman.reading.sources.sitemaps import Listed, read_sitemap

SITEMAPS = 50
"""The most sitemaps that one index leads to, at any depth."""
Item = Page | Rejected | Unchanged


def iterate_addresses(
    addresses: Iterable[str],
    options: SourceOptions,
    *,
    memory: FetchMemory | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Item]:
    """Fetch addresses and yield their pages.

    Args:
        addresses: Pages, feeds, sitemaps, or files of any kind of source.
        options: What is said of the sources, and how to fetch.
        memory: What was known of addresses before, so that only what has changed is sent.
        fetcher: What fetches; one made for the options if left out.
    """
    web = _Web(fetcher or Fetcher(options.fetch, memory=memory), options, memory)
    for outcome in web.fetcher.fetch_all(addresses):
        yield from web.open(outcome) if isinstance(outcome, Fetched) else (outcome,)


class _Web:
    """One run over addresses."""

    def __init__(self, fetcher: Fetcher, options: SourceOptions, memory: FetchMemory | None) -> None:
        self.fetcher, self._options, self._memory = fetcher, options, memory
        self._continuing = fetcher.remembering(None)

    def open(self, fetched: Fetched) -> Iterator[Item]:
        """Yield what a fetched address leads to."""
        kind = tell_kind(fetched.content[:HEAD], urlsplit(fetched.address).path)
        if kind in ("feed", "json-feed"):
            yield from self._open_feed(fetched, kind)
        elif kind == "sitemap":
            yield from self._open_sitemap(fetched)
        elif kind == "page":
            yield self._page(fetched)
        else:
            name = unquote(urlsplit(fetched.address).path.rpartition("/")[2]) or fetched.asked
            yield from read_stream(BytesIO(fetched.content), Origin(name, fetched.asked, self._options), name=name)

    def _page(self, fetched: Fetched, told: Told | None = None) -> Page | Rejected:
        content, kind = self._join(fetched)
        page = page_from_bytes(
            fetched.asked,
            fetched.asked,
            content,
            content_type=kind,
            hint=self._options.hint or (told.language if told else None),
            fetched=fetched.fetched,
        )
        if isinstance(page, Rejected):
            return page
        if self._memory and (fetched.etag or fetched.modified):
            self._memory.keep(fetched.asked, Validators(page.sha256, fetched.etag, fetched.modified))
        return replace(page, told=told)

    def _join(self, fetched: Fetched) -> tuple[bytes, str | None]:
        """Fetch the further pages of an article, and return all of them as one page, in their order."""
        part = _decode(fetched)
        parts, known = [part] if part else [], {fetched.asked, fetched.address}
        while part and len(parts) < MOST_PARTS:
            following = find_next_page(part.text, part.address)
            if following is None or following in known:
                break
            known.add(following)
            outcome = self._continuing.fetch(following)
            part = _decode(outcome) if isinstance(outcome, Fetched) else None
            if part and is_same_article(parts[0].text, part.text):
                parts.append(part)
                continue
            break
        return join_parts(parts) if len(parts) > 1 else (fetched.content, fetched.content_type)

    def _settle(self, outcome: Outcome, told: Told | None) -> Item:
        """Make a page of what was fetched; where there is none, the text that the list itself holds stands in for it.

        It does not for a page that was there before: what is known of it is more than that.
        """
        page = self._page(outcome, told) if isinstance(outcome, Fetched) else outcome
        if not isinstance(page, Rejected) or not told or (self._memory and self._memory.holds(page.address)):
            return page
        why = f"{page.reason}: {page.where}" if page.where else page.reason
        own = Origin(page.name, page.address, self._options)
        instead = compose_page(replace(told, missing=why), own)
        return page if isinstance(instead, Rejected) else instead

    def _keep_list(self, fetched: Fetched) -> None:
        """Remember a list whose entries have all been dealt with."""
        if self._memory:
            digest = sha256(fetched.content).hexdigest()
            self._memory.keep(fetched.asked, Validators(digest, fetched.etag, fetched.modified))

    def _open_feed(self, fetched: Fetched, kind: Kind) -> Iterator[Item]:
        """The pages of a feed's entries; an entry without an address is read as the feed has it."""
        entries = read_feed(fetched, kind)
        origin = Origin(fetched.asked, fetched.asked, self._options)
        bare = [entry for entry in entries if not entry.address]
        if bare or not entries:
            yield from pages_of(bare, origin)
        listed = {entry.address: (mark_entry(entry), entry.told) for entry in entries if entry.address}
        yield from self._fetch(listed, origin)
        self._keep_list(fetched)

    def _open_sitemap(self, fetched: Fetched) -> Iterator[Item]:
        """The pages of a sitemap and of those that it leads to, on its own host, the newest first."""
        host = urlsplit(fetched.address).hostname
        waiting, known, pages = [fetched], {fetched.asked, fetched.address}, list[Listed]()
        number = 1
        while waiting:
            sitemap = waiting.pop()
            found = read_sitemap(sitemap.content, host=host)
            pages += found.pages
            if found.fault or found.foreign:
                remark = found.fault or f"{found.foreign:,} addresses of other hosts are left out"
                yield Rejected(sitemap.asked, sitemap.asked, "malformed" if found.fault else "unsafe", remark)
            further = [listed.address for listed in found.sitemaps if listed.address not in known][: SITEMAPS - number]
            known.update(further)
            number += len(further)
            for outcome in self.fetcher.fetch_all(further):
                if isinstance(outcome, Fetched):
                    waiting.append(outcome)
                else:
                    yield outcome
        newest = sorted(pages, key=lambda listed: listed.published or listed.changed or "", reverse=True)
        told = {listed.address: (listed.changed, tell_listed(listed)) for listed in newest}
        yield from self._fetch(told, Origin(fetched.asked, fetched.asked))
        if number == 1:
            self._keep_list(fetched)  # an index that is as it was says nothing of the sitemaps below it

    def _fetch(self, listed: Mapping[str, tuple[str | None, Told]], origin: Origin) -> Iterator[Item]:
        """Fetch what a list leads to: addresses with marks, which tell what to ask for again, and its claims."""
        memory = self._memory
        unique = [address for address, (mark, _) in listed.items() if memory is None or memory.wants(address, mark)]
        limit = self.fetcher.options.pages
        claims = {hide_credentials(address): told for address, (_, told) in listed.items()}
        for outcome in self.fetcher.fetch_all(unique[:limit]):
            asked = outcome.asked if isinstance(outcome, Fetched) else outcome.address
            yield self._settle(outcome, claims.get(hide_credentials(asked)))
        if len(unique) > limit:
            remark = f"{len(unique) - limit:,} addresses after the first {limit:,}"
            yield Rejected(origin.name, origin.address, "too-large", remark)


def _decode(fetched: Fetched) -> Part | None:
    """Return a page of markup as text, ``None`` for anything else."""
    if not looks_like_markup(fetched.content[:4096], content_type=fetched.content_type):
        return None
    found = decode_bytes(fetched.content, content_type=fetched.content_type)
    return Part(fetched.address, found[0]) if found else None


def mark_entry(entry: Entry) -> str:
    """Return a digest of what a feed says of an entry, which is another where the entry has changed."""
    said = (entry.told.title, entry.told.published or entry.told.updated, entry.told.text)
    return sha256("\n".join(part or "" for part in said).encode("utf-8", "replace")).hexdigest()[:16]


def tell_listed(listed: Listed) -> Told:
    """Return what a sitemap says of an address."""
    return Told(
        by="sitemap",
        title=listed.title,
        published=listed.published,
        updated=listed.changed,
        outlet=listed.outlet,
        language=listed.language and listed.language.partition("-")[0].lower(),
    )


def read_feed(fetched: Fetched, kind: Kind) -> list[Entry]:
    """Return the entries of a feed that was fetched."""
    if kind == "feed" and fetched.content.count(b"<") <= TAG_LIMIT:
        try:
            return read_entries(cut_entries(fetched.content)[0], base=fetched.address)
        except BrokenFeedError:
            return []
    import msgspec

    try:
        return read_json_entries(msgspec.json.decode(fetched.content.removeprefix(b"\xef\xbb\xbf")))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return []
