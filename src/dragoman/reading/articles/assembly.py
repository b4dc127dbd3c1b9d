"""Puts the article together from labelled lines: its text, blocks, metadata and what was left out."""

from dragoman.language.identification import identify_language, reaches
from dragoman.language.scripts import fold_keep_length
from dragoman.model.articles import Article, Block, LeftOut
from dragoman.model.spans import Span
from dragoman.model.times import When
from dragoman.reading.articles.datelines import Dateline, find_dateline
from dragoman.reading.articles.hovercards import cut_hover_cards
from dragoman.reading.articles.labels import Labelled
from dragoman.reading.articles.lexicon import Furniture
from dragoman.reading.articles.lines import Line

_BLOCK_SAMPLE = 300
_SURE_LENGTH = 60
_CLEAR_SCORE = 0.15


def assemble_article(labelled: Labelled, name: str, language: str, *, furniture: Furniture) -> Article | None:
    """Build the article, or return ``None`` where no line of body is left."""
    body = labelled.body
    if not body:
        return None
    details = labelled.details
    furnished = [line for line in labelled.lines if line.label not in ("title", "body")]
    left_out = [LeftOut(line.text, line.label or "other") for line in furnished]
    dateline = find_dateline(body[0].text, language, furniture=furniture)
    paragraphs = [line.text for line in body]
    if dateline:
        paragraphs[0] = paragraphs[0][dateline.length :].strip()
        left_out.append(LeftOut(dateline.text, "byline"))
    paragraphs, cards = cut_hover_cards(paragraphs, furniture=furniture)
    left_out += [LeftOut(card, "caption") for card in cards]
    title = labelled.title.text if labelled.title else None
    text, title_span, blocks = lay_out(title, paragraphs, language)
    return Article(
        name=name,
        language=language,
        text=text,
        title_span=title_span,
        body_span=Span(blocks[0 if title is None else 1].span.start, len(text)) if blocks else Span(0, 0),
        published=_published(details.published, dateline),
        author=details.author,
        outlet=_outlet(details.outlet, dateline, body, furniture),
        dateline=dateline.text if dateline else details.dateline,
        blocks=blocks,
        left_out=tuple(left_out),
    )


def lay_out(title: str | None, paragraphs: list[str], language: str) -> tuple[str, Span | None, tuple[Block, ...]]:
    """Return the article's text, the title's span in it, and a block for the title and each paragraph."""
    parts = [part for part in paragraphs if part]
    pieces = [(title, "title")] if title else []
    pieces += [(part, "body") for part in parts]
    blocks: list[Block] = []
    text = ""
    for piece, role in pieces:
        text += "" if not text else "\n\n" if blocks[-1].role == "title" else "\n"
        span = Span(len(text), len(text) + len(piece))
        text += piece
        blocks.append(Block(span, role, block_language(piece, language)))
    return text, blocks[0].span if title else None, tuple(blocks)


def block_language(text: str, page_language: str) -> str:
    """Return the language of a block; a short block, or one where nothing decides, has the page's."""
    if len(text) < _SURE_LENGTH:
        return page_language
    sample = text[:_BLOCK_SAMPLE]
    if reaches(sample, page_language, _CLEAR_SCORE):
        return page_language
    return identify_language(sample) or page_language


def _published(stated: When, dateline: Dateline | None) -> When:
    return dateline.published if dateline and stated.value is None and dateline.published.value else stated


def _outlet(stated: str | None, dateline: Dateline | None, body: list[Line], furniture: Furniture) -> str | None:
    """The agency of the dateline, what head or foot said, or the agency that the first paragraphs report for."""
    if dateline and dateline.agency:
        return dateline.agency
    if stated:
        return stated
    for line in body[:2]:
        found = furniture.find_kept("outlet", fold_keep_length(line.text[:150]), line.text[:150])
        if found:
            return found
    return None
