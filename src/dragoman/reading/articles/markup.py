"""Articles from HTML.

trafilatura finds the main text and the metadata. What it gives is then labelled as flattened text is, since on real
sites it keeps captions, share links and related headlines. Where it finds nothing (a flattened page inside ``<pre>``, a
body without paragraphs), the whole text of the page is labelled instead.
"""

import re
from collections.abc import Collection, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from dragoman.language.identification import score_languages
from dragoman.model.articles import Article, LeftOut
from dragoman.model.pages import Page, Rejected, Told
from dragoman.reading.articles.assembly import assemble_article
from dragoman.reading.articles.beside import list_beside
from dragoman.reading.articles.bylines import Details
from dragoman.reading.articles.continuing import join_articles, note_parts
from dragoman.reading.articles.dating import Publication, Sources, find_publication
from dragoman.reading.articles.dating.structured import list_nodes
from dragoman.reading.articles.extraction import main_language, reject_long
from dragoman.reading.articles.labels import Labelled, label_lines
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.lines import Line, clean_text, split_lines
from dragoman.reading.articles.metadata import Description, Head, describe_page
from dragoman.reading.articles.outline import OutlineLine, list_lines
from dragoman.reading.articles.publication import OLDEST
from dragoman.reading.articles.repetition import normalise_line
from dragoman.reading.pages.decoding import DecodedPage
from dragoman.reading.pages.parts import split_parts
from dragoman.reading.pages.taming import tame_markup

_LEAST_TEXT = 140
_NEAR_SCORE = 0.8
_SAMPLE = 20_000
_ELEMENTS = 20_000
_HALF_SPACE = re.compile(r"\u200c|&zwnj;|&#(?:8204|x0*200c);", re.IGNORECASE)
_STANDS_IN = "\ua78f"
"""A letter that hardly any page has; what is printable goes through trafilatura as it is."""
"""The most elements that trafilatura is given; it takes seconds for more, and no article has them."""


class Markup(msgspec.Struct, frozen=True):
    """What the markup of a page says; ``flat`` tells that its elements do not part the article from the rest."""

    text: str
    flat: bool
    language: str | None
    about: Description
    publication: Publication
    lines: tuple[OutlineLine, ...]
    continued: tuple[LeftOut, ...]
    latest: date


class Found(msgspec.Struct, frozen=True):
    """What trafilatura finds."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    outlet: str | None = None


def extract_from_markup(decoded: DecodedPage, page: Page, readable: Collection[str]) -> Article | Rejected:
    """Find the article of a page of HTML, in one of the readable languages.

    Cost: 10 to 50 ms, most of it trafilatura's.
    """
    article = article_from_markup(decoded, page)
    if isinstance(article, Article) and article.language not in readable:
        return Rejected(page.name, page.address, "unknown-language", article.language, page.sha256)
    return article


def article_from_markup(decoded: DecodedPage, page: Page) -> Article | Rejected:
    """Find the article of a page of HTML in any language, also where no pack can read it further.

    Of a page of several parts it is one article of all that have a text.
    """
    first, *others = split_parts(decoded.text, page.content_type)
    article = _article_of(replace(decoded, text=first.text), page)
    if isinstance(article, Rejected):
        return article
    if not others:
        return article
    found = [_article_of(replace(decoded, text=part.text), replace(page, address=part.address)) for part in others]
    return join_articles([article, *(part for part in found if isinstance(part, Article))])


def _article_of(decoded: DecodedPage, page: Page) -> Article | Rejected:
    markup = read_markup(decoded.text, address=page.address, fetched=page.fetched, told=page.told)
    if markup is None:
        return Rejected(page.name, page.address, "no-text", "the markup holds no text", page.sha256)
    if (rejected := reject_long(markup.text, page)) is not None:
        return rejected
    furniture = load_furniture()
    lines = split_lines(markup.text, furniture)
    language = page.hint if markup.language == "und" and page.hint else markup.language
    if language is None:
        return Rejected(page.name, page.address, "no-text", "", page.sha256)
    title = markup.about.title
    _mark_lines(lines, markup.lines)
    labelled = label_lines(_with_title(lines, title), language, furniture=furniture, known_title=title)
    labelled.details = _complete(labelled, markup)
    article = assemble_article(labelled, page.name, language, furniture=furniture)
    if article is not None:
        beside = list_beside(markup.lines, known={normalise_line(line.text) for line in labelled.lines})
        return replace(
            article,
            left_out=(*article.left_out, *beside, *markup.continued),
            canonical=markup.about.canonical,
            updated=markup.publication.updated.value,
            paywalled=markup.about.paywalled,
        )
    return Rejected(page.name, page.address, "no-text", "nothing but furniture", page.sha256)


def _mark_lines(lines: list[Line], outline: Sequence[OutlineLine]) -> None:
    """Tell the lines of the text which of them are captions, and which are all link, as the markup has it."""
    known = {normalise_line(line.text): line for line in outline if line.text.strip()}
    for line in lines:
        shown = known.get(normalise_line(line.text))
        line.linked = shown.linked if shown else None
        if shown and shown.is_caption and line.label is None:
            line.label = "caption"


def read_markup(text: str, *, address: str = "", fetched: str | None = None, told: Told | None = None) -> Markup | None:
    """Return the main text and metadata of a page of HTML, ``None`` where it has no text at all.

    Args:
        text: The markup.
        address: Where the page stands, for the day that its address tells.
        fetched: When it was fetched, ISO 8601; it cannot have been published later.
        told: What the list says of it that led to it.
    """
    tree = parse_markup(tame_markup(text))
    if tree is None:
        return None
    crowded = sum(1 for _ in tree.iter()) > _ELEMENTS
    found, nodes = (
        Found() if crowded else _extract(tree, joined=bool(_HALF_SPACE.search(text)) and _STANDS_IN not in text),
        list_nodes(tree),
    )
    about = describe_page(Head(tree, nodes, address, found.title, found.author, found.outlet, told))
    lines = list_lines(tree, about.title)
    flat = len(found.text) < _LEAST_TEXT
    main = "\n".join(clean_text(line.text) for line in lines) if flat else found.text
    if not main.strip():
        return None
    language = choose_language(main[:_SAMPLE], about.language)
    sources = Sources(
        tree=tree,
        nodes=nodes,
        lines=lines,
        title=about.title,
        language=_regional(language, about.language),
        addresses=(address,),
        latest=latest_day(fetched),
        told=told,
    )
    continued = note_parts(tree, address)
    return Markup(main, flat, language, about, find_publication(sources), tuple(lines), continued, sources.latest)


def latest_day(fetched: str | None) -> date:
    """Return the day that a page was fetched on, today where it is not known or to come."""
    today = datetime.now(UTC).date()
    try:
        return min(date.fromisoformat((fetched or "")[:10]), today)  # some clocks are far ahead
    except ValueError:
        return today


def choose_language(text: str, declared: str | None) -> str | None:
    """Return the language of most of a text: what its letters and words say, or where those are close, the markup.

    Templates claim the language of whoever wrote them, so a claim never stands against the text.
    """
    lines = split_lines(text, load_furniture())
    claimed = (declared or "").partition("-")[0].lower()
    found = main_language(lines, claimed or None)
    if not claimed or found in (None, "und", claimed):
        return found
    scores = score_languages("\n".join(line.text for line in lines if line.is_paragraph) or text)
    near = scores.get(claimed, 0.0) >= _NEAR_SCORE * scores.get(found or "", 0.0) > 0
    return claimed if near else found


def _regional(known: str | None, declared: str | None) -> str | None:
    """The language that the text is in, with the region that the markup names for it."""
    if known in (None, "und"):
        return declared
    return declared if declared and declared.lower().startswith(f"{known}-") else known


def _extract(tree: Any, *, joined: bool) -> Found:
    """Ask trafilatura for the article; ``joined`` says that there are half-spaces, which it drops as unprintable."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    mine = deepcopy(tree)  # it takes the tree apart
    if joined:
        _swap(mine, "\u200c", _STANDS_IN)
    try:
        document: Any = bare_extraction(
            mine,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError:  # a page that nests deeper than Python calls functions
        return Found()
    if not isinstance(document, Document):
        return Found()
    told = (document.text, document.title, document.author, document.sitename)
    text, *about = ((one or "").replace(_STANDS_IN, "\u200c") if joined else one or "" for one in told)
    return Found(text, *(one or None for one in about))


def _swap(tree: Any, old: str, new: str) -> None:
    """Put a letter in place of another in all texts of a tree."""
    for element in tree.iter():
        if element.text and old in element.text:
            element.text = element.text.replace(old, new)
        if element.tail and old in element.tail:
            element.tail = element.tail.replace(old, new)


def parse_markup(text: str) -> Any:
    """Return the tree of some markup, ``None`` where it has none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _with_title(lines: list[Line], title: str | None) -> list[Line]:
    """Put the title before the text where the extractor took it out."""
    if not title or any(normalise_line(line.text) == normalise_line(title) for line in lines):
        return lines
    return [*split_lines(title, load_furniture()), *lines]


def _complete(labelled: Labelled, markup: Markup) -> Details:
    """The date of the lines counts on flat pages; their author and outlet go before those of the markup."""
    details, about = labelled.details, markup.about
    stated = markup.publication.published
    shown = OLDEST <= (details.published.value or "") <= markup.latest.isoformat()
    published = details.published if markup.flat and not stated.value and shown else stated
    return Details(published, details.author or about.author, details.outlet or about.outlet, details.dateline)
