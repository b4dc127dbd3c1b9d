"""Articles from newswire files, whose fields stand between tags of their own: ``<DOC> <TITLE> .. </TITLE> <TEXT> ..``.

Collections of news are kept so; it is neither HTML nor flat text. Tags that stray into flat text are taken out as well.

Source: the markup of the TREC and LDC newswire collections (1990s).
"""

import re
from collections.abc import Collection
from html import unescape

import msgspec

from dragoman.model.articles import Article, LeftOut
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles.assembly import assemble_article
from dragoman.reading.articles.bylines import Details
from dragoman.reading.articles.extraction import main_language
from dragoman.reading.articles.labels import label_lines
from dragoman.reading.articles.lexicon import load_furniture
from dragoman.reading.articles.lines import clean_text, split_lines
from dragoman.reading.articles.publication import parse_published
from dragoman.reading.pages.intake import drop_controls

_TAG = re.compile(r"</?[A-Za-z][\w-]{0,30}(?:\s[^<>]{0,300})?/?>")
_FIELDS = {
    "text": ("text", "body"),
    "title": ("title", "headline", "hl"),
    "published": ("time", "date", "date_time", "datetime", "dateline"),
    "author": ("author", "byline"),
    "outlet": ("src", "source"),
}
_HEAD = 2000
_SIGN = re.compile(r"\s*<(?:DOC|DOCUMENT|ARTICLE|NEWSITEM|TITLE|HEADLINE)\b[^<>]{0,300}>", re.IGNORECASE)


class Tagged(msgspec.Struct, frozen=True, gc=False):
    """What the fields say, and the rest of the file."""

    text: str
    title: str = ""
    published: str = ""
    author: str = ""
    outlet: str = ""
    rest: tuple[str, ...] = ()


def read_tagged(text: str) -> Tagged | None:
    """Return the fields of a newswire file, ``None`` where it is none.

    >>> read_tagged("<DOC><TITLE>Talks</TITLE><DATE>2024-03-05</DATE><TEXT>They met.</TEXT></DOC>").title
    'Talks'
    """
    if not _SIGN.match(text[:_HEAD]):
        return None
    places = {field: found for field, names in _FIELDS.items() if (found := _find_field(text, names))}
    if "text" not in places:
        return None
    values = {
        field: drop_controls(strip_tags(unescape(text[start:stop]))).strip() for field, (start, stop) in places.items()
    }
    return Tagged(**values, rest=_rest(text, list(places.values())))


def strip_tags(text: str) -> str:
    """Take tags out of a text; what only looks like one, such as an address in angle brackets, stays.

    >>> strip_tags("<b>Talks</b> <br/>by <desk@example.org>, 2 < 3")
    'Talks by <desk@example.org>, 2 < 3'
    """
    return _TAG.sub("", text) if "<" in text else text


def extract_from_tags(tagged: Tagged, page: Page, readable: Collection[str]) -> Article | Rejected:
    """Find the article of a newswire file: the fields say what its title, date, author and outlet are."""
    furniture = load_furniture()
    title = clean_text(" ".join(tagged.title.split()))
    body = split_lines(tagged.text, furniture)
    language = main_language(body, page.hint)
    if language is None:
        return Rejected(page.name, page.address, "no-text", "", page.sha256)
    if language not in readable:
        return Rejected(page.name, page.address, "unknown-language", language, page.sha256)
    lines = [*split_lines(title, furniture), *body] if title else body
    labelled = label_lines(lines, language, furniture=furniture, known_title=title or None)
    labelled.details = _complete(labelled.details, tagged, language)
    article = assemble_article(labelled, page.name, language, furniture=furniture)
    if article is None:
        return Rejected(page.name, page.address, "no-text", "nothing but furniture", page.sha256)
    rest = tuple(LeftOut(line, "other") for line in tagged.rest)
    return msgspec.structs.replace(article, left_out=article.left_out + rest)


def _complete(details: Details, tagged: Tagged, language: str) -> Details:
    """A field that says something goes before the lines of the text."""
    published = parse_published(tagged.published, language) or details.published
    return Details(published, tagged.author or details.author, tagged.outlet or details.outlet, details.dateline)


def _find_field(text: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    for name in names:
        start = re.search(rf"<{name}(?:\s[^<>]{{0,300}})?>", text, re.IGNORECASE)
        stop = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start.end()) if start else None
        if start and stop:
            return start.end(), stop.start()
    return None


def _rest(text: str, places: list[tuple[int, int]]) -> tuple[str, ...]:
    """The lines outside the fields, such as a number or an address, without their tags."""
    pieces, end = [], 0
    for start, stop in sorted(places):
        pieces.append(text[end:start])
        end = max(end, stop)
    lines = strip_tags(unescape("\n".join([*pieces, text[end:]]))).split("\n")
    return tuple(line.strip() for line in lines if line.strip())
