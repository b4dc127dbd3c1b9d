"""The reader with the encoder: the rules' own pipeline where there is a pack, names alone where there is none."""

import hashlib
from functools import cache

from msgspec.structs import replace

from dragoman.language.drafts import load_drafts
from dragoman.language.packs import list_packs
from dragoman.model import Article, Explanation, Page, Reading, Rejected
from dragoman.reading.bare_tables import load_bare_tables
from dragoman.reading.mentions.draft_names import find_draft_names
from dragoman.reading.mentions.encoder import FILE, FOLDER
from dragoman.reading.mentions.encoder_votes import hear_encoder
from dragoman.reading.reader import RuleReader, clean_page, explain_article, read_article
from dragoman.reading.sheet import Sheet


class EncoderReader:
    """Reads as the rules do, with the encoder's votes on names in the place of the tagger's.

    A page in a language without a pack yields its names: people, bodies and places, no offices and no events.
    """

    @property
    def version(self) -> str:
        """The version of the rules and the digest of the network."""
        return f"encoder-{_digest_network()}-{RuleReader().version}"

    def prepare(self) -> None:
        """Load the packs of all languages; the network has threads of its own, which no fork would have."""
        RuleReader().prepare()

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page.

        Args:
            page: The bytes and what is known about them.

        Returns:
            The reading, or the reason why the page cannot be used.

        Raises:
            UsageError: A package that the encoder needs is missing, or is another version.
        """
        article = clean_page(page, languages=_readable())
        if isinstance(article, Rejected):
            return article
        read = read_article(article, hear=hear_encoder) if article.language in list_packs() else _read_draft(article)
        return replace(read, reader=self.version)

    def explain(self, page: Page) -> Explanation | Rejected:
        """Read one page and say why; a page in a language without a pack has the encoder's votes alone."""
        article = clean_page(page, languages=_readable())
        if isinstance(article, Rejected):
            return article
        if article.language in list_packs():
            told = explain_article(article, hear=hear_encoder)
            return replace(told, reading=replace(told.reading, reader=self.version))
        return Explanation(replace(_read_draft(article), reader=self.version), ())


def _readable() -> frozenset[str]:
    return frozenset({*list_packs(), *load_drafts()})


def _read_draft(article: Article) -> Reading:
    sheet = Sheet(article, load_bare_tables(article.language))
    return Reading(article, find_draft_names(sheet, hear_encoder(sheet)).referents(), (), ())


@cache
def _digest_network() -> str:
    return hashlib.sha256(FOLDER.joinpath(FILE).read_bytes()).hexdigest()[:8]
