"""From a decoded page to its article."""

from collections.abc import Collection

from dragoman.language.identification import guess_language, identify_language
from dragoman.language.packs import list_packs
from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles.assembly import assemble_article
from dragoman.reading.articles.labels import label_lines
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.lines import Line, split_lines
from dragoman.reading.pages.decoding import DecodedPage

TEXT_LIMIT = 500_000
"""The most characters of text that an article may have."""
_LEAST_LETTERS = 20


def extract_article(
    decoded: DecodedPage, page: Page, *, languages: Collection[str] | None = None
) -> Article | Rejected:
    """Find the article of a page: its title, body, metadata, and what was left out with the reasons.

    Markup goes through trafilatura, flattened text through the line labels of
    :mod:`dragoman.reading.articles.labels`, newswire by its own tags; nothing that the page says disappears.

    Args:
        decoded: The page as text.
        page: What is known about it.
        languages: The tags that can be read; those with a pack where it is left out.

    Returns:
        The article, or ``Rejected`` with ``no-text`` where the page has none, ``unknown-language`` (``where`` is the
        tag) where its main language is none of these, and ``too-large`` where its text is longer than any article.

    Cost: about 2 ms for a flattened page, 10 to 50 ms for markup.
    """
    from dragoman.reading.articles.tagged import extract_from_tags, read_tagged, strip_tags

    readable = list_packs() if languages is None else languages
    if decoded.kind == "html":
        from dragoman.reading.articles.markup import extract_from_markup

        found = extract_from_markup(decoded, page, readable)
        if isinstance(found, Article) or found.reason != "no-text":
            return found
        tagged = read_tagged(decoded.text)  # a newswire file that begins with <TITLE> looks like HTML
        return extract_from_tags(tagged, page, readable) if tagged else found
    tagged = read_tagged(decoded.text)
    if tagged:
        return extract_from_tags(tagged, page, readable)
    return extract_from_text(strip_tags(decoded.text), page, readable=readable)


def extract_from_text(text: str, page: Page, *, readable: Collection[str]) -> Article | Rejected:
    """Find the article of a flattened page, in one of the readable languages."""
    if (rejected := reject_long(text, page)) is not None:
        return rejected
    furniture = load_furniture()
    lines = split_lines(text, furniture)
    language = main_language(lines, page.hint)
    if language is None:
        return Rejected(page.name, page.address, "no-text", "", page.sha256)
    if language not in readable:
        return Rejected(page.name, page.address, "unknown-language", language, page.sha256)
    labelled = label_lines(lines, language, furniture=furniture)
    article = assemble_article(labelled, page.name, language, furniture=furniture)
    return article or Rejected(page.name, page.address, "no-text", "nothing but furniture", page.sha256)


def reject_long(text: str, page: Page) -> Rejected | None:
    """Reject a text that takes minutes to read and is no article; the longest speeches have 200,000 letters."""
    if len(text) <= TEXT_LIMIT:
        return None
    where = f"{len(text):,} characters of text; the limit is {TEXT_LIMIT:,}"
    return Rejected(page.name, page.address, "too-large", where, page.sha256)


def main_language(lines: list[Line], hint: str | None = None) -> str | None:
    """Return the tag of the language of most of a page's text; ``und`` where it has letters but nothing decides."""
    paragraphs = [line.text for line in lines if line.is_paragraph] or [line.text for line in lines]
    sample = "\n".join(paragraphs)
    if sum(c.isalpha() for c in sample[:400]) < _LEAST_LETTERS:
        sample = "\n".join(line.text for line in lines)
    if not any(c.isalpha() for c in sample):
        return None
    return identify_language(sample) or hint or guess_language(sample) or "und"
