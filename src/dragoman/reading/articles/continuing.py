"""Articles that their site shows on several pages: which page follows, and one article of all of them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from dragoman.language.scripts import digits_to_ascii
from dragoman.model.articles import Article, LeftOut
from dragoman.reading.articles.assembly import lay_out
from dragoman.reading.articles.dating.structured import list_nodes
from dragoman.reading.articles.metadata import Head, find_title, is_continued
from dragoman.reading.articles.repetition import normalise_line
from dragoman.reading.pages.addresses import join_address, same_site, strip_tracking
from dragoman.reading.pages.taming import tame_markup

MOST_PARTS = 10
"""The most pages of one article."""
CONTINUED = "continued"
"""Why a note is kept that the article goes on, or began, on another page."""
_HINT = re.compile(r"""rel\s*=\s*["']?(?:next|prev)|>\s*(?:1?\d|[٠-٩۰-۹]{1,2})\s*</a>""", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,2})(?:\.html?)?/?$")


def find_next_page(text: str, address: str) -> str | None:
    """Return the address of the page on which an article goes on, ``None`` for none, and of what is no article.

    It is the next one by the markup (``rel=next``), or the one that a link with the next number leads to.

    Args:
        text: The markup of the page.
        address: Where the page stands.

    Cost: parses the markup again, where there is any sign of such a link.
    """
    if not _HINT.search(text):
        return None
    tree = _parse(text)
    if tree is None or not _is_article(tree):
        return None
    return next(_list_next(tree, address), None)


def is_same_article(one: str, other: str) -> bool:
    """Tell whether two pages of one site carry one headline; that of a later page may have a number after it."""
    titles = [_title(_parse(text)) for text in (one, other)]
    short, long = sorted(titles, key=len)
    return bool(short) and long.startswith(short)


def note_parts(tree: Any, address: str) -> tuple[LeftOut, ...]:
    """Return that an article goes on on another page, or began on one."""
    if not _is_article(tree):
        return ()
    notes = []
    before = next(_list_before(tree, address), None)
    if before is not None:
        number = _NUMBER.search(address)
        notes.append(f"page {number[1] if number else '2'} of an article; the page before: {before}")
    after = next(_list_next(tree, address), None)
    if after is not None:
        notes.append(f"the article goes on: {after}")
    return tuple(LeftOut(note, CONTINUED) for note in notes)


def join_articles(articles: Sequence[Article]) -> Article:
    """Return one article of its parts: what the later ones repeat of the earlier counts once."""
    first = articles[0]
    known: set[str] = set()
    paragraphs: list[str] = []
    for article in articles:
        new = [text for text in _paragraphs(article) if normalise_line(text) not in known]
        known |= {normalise_line(text) for text in new}
        paragraphs += new
    text, title, blocks = lay_out(first.title, paragraphs, first.language)
    left_out = dict.fromkeys(part for one in articles for part in one.left_out if part.reason != CONTINUED)
    body = replace(first.body_span, start=blocks[0 if title is None else 1].span.start, stop=len(text))
    return replace(first, text=text, title_span=title, body_span=body, blocks=blocks, left_out=tuple(left_out))


def _paragraphs(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.role == "body"]


def _list_next(tree: Any, address: str) -> Iterator[str]:
    yield from _list_linked(tree, address, "next")
    here = _NUMBER.search(address)
    number = int(here[1]) + 1 if here and _list_numbers(tree, address) else 2
    for link in tree.iter("a"):
        if digits_to_ascii(link.text_content().strip()) == str(number):
            yield from _continued(link.get("href"), address, number=number)


def _list_numbers(tree: Any, address: str) -> bool:
    """Tell whether a page is one of several by its own links: one leads to the first, which has no number."""
    return any(_continued_from(link.get("href"), address) for link in tree.iter("a") if link.text_content().strip())


def _list_linked(tree: Any, address: str, relation: str) -> Iterator[str]:
    for element in tree.xpath("//link[@rel=$rel]|//a[@rel=$rel]", rel=relation):
        yield from _continued(element.get("href"), address)


def _list_before(tree: Any, address: str) -> Iterator[str]:
    yield from _list_linked(tree, address, "prev")
    for link in tree.xpath("//link[@rel='prev']/@href|//a[@rel='prev']/@href"):
        if _continued_from(link, address):
            yield strip_tracking(join_address(address, link) or "")


def _continued(link: str | None, address: str, number: int | None = None) -> Iterator[str]:
    found = join_address(address, link or "")
    if found and same_site(found, address) and found != address and is_continued(found, address):
        told = _NUMBER.search(found)
        if number is None or (told and int(told[1]) == number):
            yield strip_tracking(found)


def _continued_from(link: str | None, address: str) -> bool:
    found = join_address(address, link or "")
    return bool(found) and found != address and same_site(found or "", address) and is_continued(address, found or "")


def _is_article(tree: Any) -> bool:
    """Tell an article from a list of stories, which has pages too."""
    kinds = tree.xpath("//meta[@property='og:type']/@content")
    if kinds:
        return any(kind.strip().lower() == "article" for kind in kinds)
    return any(node.article for node in list_nodes(tree)) or len(tree.xpath("//article")) == 1


def _title(tree: Any) -> str:
    found = find_title(Head(tree, list_nodes(tree), "")) if tree is not None else None
    return normalise_line(found or "")


def _parse(text: str) -> Any:
    from dragoman.reading.articles.markup import parse_markup

    return parse_markup(tame_markup(text))
