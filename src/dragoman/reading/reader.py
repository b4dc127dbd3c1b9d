"""The reader: a page in, a reading out. A pure function of the page, the packs and the models."""

from collections.abc import Collection
from typing import Protocol

from msgspec.structs import replace

from dragoman.collecting import paused_collector
from dragoman.language.packs import list_packs
from dragoman.language.tables import digest_tables
from dragoman.model import Article, Explanation, Page, Reading, Rejected, Span
from dragoman.reading.articles import extract_article
from dragoman.reading.articles.attesting import attest_article, read_told
from dragoman.reading.events.coding import code_events
from dragoman.reading.mentions.linking import find_mentions
from dragoman.reading.mentions.votes import Hear
from dragoman.reading.pages import decode_page
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables

RULES = 1
"""The number of the rules; raise it when code changes what is read. The tables count by their digest."""


_PLAIN = "Aa бб بب 1."
"""A text in any language."""


class Reader(Protocol):
    """Anything that reads a page: the rules here, an encoder, a language model.

    Making one and asking its version is cheap, for the process that hands pages to workers does both and may read
    nothing; what is heavy is loaded with the first page, once in each process.
    """

    @property
    def version(self) -> str:
        """What readings of this reader are marked with; pages read by another version are read again."""

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page; what cannot be used comes back as a rejection, never as an error."""


class RuleReader:
    """Reads with gazetteers, the title-and-name grammar and the frames of the language packs."""

    @property
    def version(self) -> str:
        """The number of the rules and the digest of the tables."""
        return _version()

    def prepare(self) -> None:
        """Load the packs and models of all languages. Cost: two seconds, once."""
        for tag in list_packs():
            read_article(Article("", tag, _PLAIN, None, Span(0, len(_PLAIN))))

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page.

        Args:
            page: The bytes and what is known about them.

        Returns:
            The reading, or the reason why the page cannot be used.
        """
        with paused_collector():
            article = clean_page(page)
            return article if isinstance(article, Rejected) else read_article(article)

    def read_clean(self, article: Article) -> Reading:
        """Read an article whose text is already clean: :func:`read_article`."""
        with paused_collector():
            return read_article(article)

    def explain(self, page: Page) -> Explanation | Rejected:
        """Read one page and say why: :func:`explain_article` of its text, or the reason why it cannot be used."""
        article = clean_page(page)
        return article if isinstance(article, Rejected) else explain_article(article)


def clean_page(page: Page, *, languages: Collection[str] | None = None) -> Article | Rejected:
    """Return the article of a page, or the reason why the page cannot be used: the first step of every reader.

    What a feed or sitemap says of the page counts beside what the page says; where the page has no text, the feed's own
    is read.

    Args:
        page: The page.
        languages: The tags that can be read; those with a pack where they are left out.
    """
    decoded = decode_page(page)
    article = decoded if isinstance(decoded, Rejected) else extract_article(decoded, page, languages=languages)
    if isinstance(article, Rejected):
        return read_told(page, article, languages=languages) if page.told else article
    article = attest_article(article, page)
    dropped = () if isinstance(decoded, Rejected) else decoded.dropped
    return replace(article, left_out=(*article.left_out, *dropped)) if dropped else article


def read_article(article: Article, *, unnamed: bool = False, hear: Hear | None = None) -> Reading:
    """Read an article whose text is already clean; its language must have a pack.

    Args:
        article: The article.
        unnamed: Keep the events that nobody with a name takes part in, and every telling of an event; for measuring on
            sentences that name nobody.
        hear: Asks the model of names that votes; the shipped tagger where it is left out.
    """
    return _read_sheet(Sheet(article, load_tables(article.language)), unnamed=unnamed, hear=hear)


def explain_article(article: Article, *, hear: Hear | None = None) -> Explanation:
    """Read an article as :func:`read_article` does, and keep every vote: what was kept, abstained or was overruled."""
    sheet = Sheet(article, load_tables(article.language))
    sheet.notes = []
    reading = _read_sheet(sheet, hear=hear)
    return Explanation(reading, tuple(sorted(dict.fromkeys(sheet.notes))))


def _read_sheet(sheet: Sheet, *, unnamed: bool = False, hear: Hear | None = None) -> Reading:
    named = find_mentions(sheet, hear=hear)
    coded = code_events(named, unnamed=unnamed)
    return Reading(
        article=sheet.article,
        referents=named.cast.referents(),
        offices=tuple(coded.offices),
        events=tuple(coded.events),
        reader=_version(),
    )


def _version() -> str:
    return f"rules-{RULES}-{digest_tables()}"
