"""Articles from HTML.

trafilatura finds the main text and the metadata. What it gives is then labelled as flattened text is, since on real
sites it keeps captions, share links and related headlines. Where it finds nothing (a flattened page inside ``<pre>``, a
body without paragraphs), the whole text of the page is labelled instead.
"""

import re
from typing import Any

import msgspec

from dragoman.language.packs import list_packs
from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.model.times import When
from dragoman.reading.articles.assembly import assemble_article
from dragoman.reading.articles.bylines import Details
from dragoman.reading.articles.extraction import main_language
from dragoman.reading.articles.labels import Labelled, label_lines
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.lines import Line, clean_text, split_lines
from dragoman.reading.articles.publication import parse_published
from dragoman.reading.articles.repetition import normalise_line
from dragoman.reading.pages.decoding import DecodedPage

_LEAST_TEXT = 140
_NEAR_TITLE = 3
_DATE_LINE = 90
_SITE_TAIL = re.compile(r"\s+(?:[|»·•:]|::|[–—-])\s+")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STATED_DAY = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
_MORE = ("pre", "blockquote", "td", "ul", "ol", "table")
_BLOCKS = frozenset(
    ["p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "header", "footer", *_MORE]
)
_META_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate' or @name='date' "
    "or @name='DC.date.issued' or @name='publish-date' or @property='og:published_time']/@content"
    "|//time[@itemprop='datePublished' or @pubdate]/@datetime"
)


class Markup(msgspec.Struct, frozen=True):
    """What the markup of a page says."""

    text: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    whole: str = ""


def extract_from_markup(decoded: DecodedPage, page: Page) -> Article | Rejected:
    """Find the article of a page of HTML.

    Cost: 10 to 50 ms, most of it trafilatura's.
    """
    markup = read_markup(decoded.text)
    if markup is None:
        return Rejected(page.name, page.address, "no-text", "the markup holds no text", page.sha256)
    furniture = load_furniture()
    lines = split_lines(markup.text, furniture)
    language = main_language(lines, page.hint)
    if language is None:
        return Rejected(page.name, page.address, "no-text", "", page.sha256)
    if language not in list_packs():
        return Rejected(page.name, page.address, "unknown-language", language, page.sha256)
    labelled = label_lines(_with_title(lines, markup.title), language, furniture=furniture, known_title=markup.title)
    labelled.details = _complete(labelled, markup)
    if labelled.details.published.value is None and (stated := _date_beside_title(markup, labelled, language)):
        labelled.details.published = stated
    article = assemble_article(labelled, page.name, language, furniture=furniture)
    return article or Rejected(page.name, page.address, "no-text", "nothing but furniture", page.sha256)


def _date_beside_title(markup: Markup, labelled: Labelled, language: str) -> When | None:
    """The date line that stands right by the headline, where the extractor took it for furniture."""
    wanted = normalise_line(labelled.title.text) if labelled.title else ""
    lines = [line for line in markup.whole.split("\n") if line.strip()]
    places = [i for i, line in enumerate(lines) if wanted and normalise_line(line) == wanted]
    for place in places:
        for line in lines[place + 1 : place + 1 + _NEAR_TITLE]:
            found = parse_published(line, language) if len(line) <= _DATE_LINE else None
            if found is not None and found.value is not None:
                return found
    return None


def read_markup(text: str) -> Markup | None:
    """Return the main text and metadata of a page of HTML, ``None`` where it has no text at all."""
    tree = _parse(text)
    if tree is None:
        return None
    found = _extract(text)
    whole = flatten_tree(tree)
    main = found.text if found and len(found.text) >= _LEAST_TEXT else whole
    if not main.strip():
        return None
    title = _choose_title(found.title if found else None, tree)
    published = _meta_date(tree) or _structured_date(text) or (found.published if found else None)
    return Markup(
        main, title, published, _name(found.author if found else None), found.outlet if found else None, whole
    )


def _structured_date(text: str) -> str | None:
    found = _STATED_DAY.search(text)
    return found[1] if found else None


def _name(author: str | None) -> str | None:
    """Of what the metadata calls authors, the first that has the shape of a name."""
    names = (name.strip() for name in (author or "").split(";"))
    return next((name for name in names if 2 <= len(name.split()) <= 5 and not re.search(r"[\d/|<>_]", name)), None)


def _extract(text: str) -> Markup | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document: Any = bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(document, Document) or not document.text:
        return None
    title, published, author = document.title or None, document.date or None, document.author or None
    return Markup(document.text, title, published, author, document.sitename or None)


def _parse(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def flatten_tree(tree: Any) -> str:
    """Return the text of a tree, a line for each block, without scripts and styles."""
    for element in tree.xpath("//script|//style|//noscript|//template|//svg|//head/*|//select|//button"):
        element.drop_tree()
    preformatted = {id(e) for pre in tree.xpath("//pre") for e in pre.iter()}
    pieces: list[str] = []
    _flatten(tree, pieces, preformatted)
    return "\n".join(clean_text(line) for line in "".join(pieces).split("\n"))


def _flatten(element: Any, pieces: list[str], preformatted: set[int]) -> None:
    block = element.tag in _BLOCKS
    keep = id(element) in preformatted
    pieces.append("\n" if block else "")
    pieces.append(_levelled(element.text, keep))
    for child in element:
        _flatten(child, pieces, preformatted)
        pieces.append(_levelled(child.tail, keep))
    pieces.append("\n" if block and element.tag != "br" else "")


def _levelled(text: str | None, keep: bool) -> str:
    return (text or "") if keep else re.sub(r"\s+", " ", text or "")


def _choose_title(found: str | None, tree: Any) -> str | None:
    """The headline of the page: its only ``h1`` where that agrees with the metadata, else the metadata's."""
    headings = [clean_text(h.text_content().replace("\n", " ")) for h in tree.xpath("//h1")]
    headings = [h for h in headings if h]
    if not found:
        return headings[0] if len(headings) == 1 else None
    title = clean_text(found.replace("\n", " "))
    matching = [h for h in headings if normalise_line(h) and normalise_line(h) in normalise_line(title)]
    return matching[0] if matching else _without_site(title, tree)


def _without_site(title: str, tree: Any) -> str:
    """Cut the site's name off a title that was taken from ``<title>``."""
    sites = [normalise_line(s) for s in tree.xpath("//meta[@property='og:site_name']/@content") if s.strip()]
    parts = _SITE_TAIL.split(title)
    if len(parts) > 1 and normalise_line(parts[-1]) in sites:
        return title[: title.rindex(parts[-1])].rstrip(" |»·•:–—-")
    return title


def _meta_date(tree: Any) -> str | None:
    values = (found for value in tree.xpath(_META_DATES) if (found := _ISO_DAY.search(value)))
    return next((found[0] for found in values), None)


def _with_title(lines: list[Line], title: str | None) -> list[Line]:
    """Put the title before the text where the extractor took it out."""
    if not title or any(normalise_line(line.text) == normalise_line(title) for line in lines):
        return lines
    return [*split_lines(title, load_furniture()), *lines]


def _complete(labelled: Labelled, markup: Markup) -> Details:
    """The markup's date goes before that of the lines; author and outlet are closer in the lines."""
    details = labelled.details
    published = When(markup.published, "stated", markup.published) if markup.published else details.published
    return Details(published, details.author or markup.author, details.outlet or markup.outlet, details.dateline)
