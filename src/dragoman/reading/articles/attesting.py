"""What the list that led to a page says of it: claims beside the page's own, and a text where the page has none."""

from collections.abc import Collection

from msgspec.structs import replace

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected, Told
from dragoman.model.times import When
from dragoman.reading.articles.dating.deciding import agree
from dragoman.reading.articles.dating.declared import claims_of_told
from dragoman.reading.articles.extraction import extract_article
from dragoman.reading.pages.decoding import decode_page
from dragoman.reading.sources.composing import compose_page
from dragoman.reading.sources.origin import Origin, SourceOptions

_WITHOUT_TEXT = ("no-text", "empty", "binary")


def attest_article(article: Article, page: Page) -> Article:
    """Complete an article by what a feed or sitemap says of its page, and mark one that was made of a feed's text.

    Where both tell a day, that of the page stays, and the note tells the other. Of a page of markup the days have been
    weighed already.
    """
    told = page.told
    if told is None:
        return article
    if told.holds and told.text is None:
        return replace(article, from_feed=told.holds)
    author, outlet = article.author or told.author, article.outlet or told.outlet
    return replace(article, published=_weigh(article.published, told), author=author, outlet=outlet)


def _weigh(published: When, told: Told) -> When:
    claim = next((claim for claim in claims_of_told(told) if not claim.updated), None)
    if claim is None or claim.day == published.value:
        return published
    if published.value is None:
        return When(claim.day, "stated", claim.words, published.note)
    differs = published.precision == "day" and not agree(published.value, claim.day)
    return (
        replace(published, note=f"disagrees: {claim.place.label} {claim.day}")
        if differs and not published.note
        else published
    )


def read_told(page: Page, rejected: Rejected, *, languages: Collection[str] | None) -> Article | Rejected:
    """Read what a feed holds of a page in which no text is found, marked as such.

    Returns:
        The article, or the rejection of the page itself where the feed holds nothing that can be read either.
    """
    told = page.told
    if told is None or not told.text or rejected.reason not in _WITHOUT_TEXT:
        return rejected
    instead = compose_page(told, Origin(page.name, page.address, SourceOptions(hint=page.hint)))
    decoded = instead if isinstance(instead, Rejected) else decode_page(instead)
    if isinstance(instead, Rejected) or isinstance(decoded, Rejected):
        return rejected
    article = extract_article(decoded, instead, languages=languages)
    return rejected if isinstance(article, Rejected) else replace(article, from_feed=told.holds)
