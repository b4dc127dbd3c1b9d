"""Articles with their marks: offsets hold, nothing is lost, nothing overlaps, nothing breaks out."""

import re
from html import unescape

from dragoman.chronicle.answers import Mark
from dragoman.model import Span
from dragoman.views.web import rendering
from dragoman.views.web.marking import cut, mark_article, outermost

TEXT = "Anna Petrova met <Ali> in Oslo.\nThey spoke."
NAMES = (
    Mark(Span(0, 12), "person", "person:1", "Anna Petrova"),
    Mark(Span(5, 12), "person", "person:1", "Anna Petrova"),
    Mark(Span(26, 30), "place", "city:1", "Oslo"),
    Mark(Span(0, 31), "event", "event:1", "meet"),
)


def marked(text: str, marks: tuple[Mark, ...], shown: Span | None = None) -> str:
    from gettext import NullTranslations

    from dragoman.views.web.preferences import Preferences

    token = rendering._FACE.set(rendering.Face(None, Preferences(), NullTranslations()))  # type: ignore[arg-type]
    try:
        return str(mark_article(text, marks, shown=shown))
    finally:
        rendering._FACE.reset(token)


def test_the_words_are_those_of_the_article() -> None:
    made = marked(TEXT, NAMES, Span(0, 31))
    assert unescape(re.sub(r"<[^>]*>", "", made)) == TEXT
    assert "<Ali>" not in made


def test_names_are_links_and_the_sentence_can_be_gone_to() -> None:
    made = marked(TEXT, NAMES, Span(0, 31))
    assert made.count('href="/entity/person:1"') == 1
    assert '<span id="s0"></span>' in made and 'id="n26"' in made
    assert "<mark>" in made and made.count("<mark>") == made.count("</mark>")
    assert 'class="told"' in marked(TEXT, NAMES)


def test_of_marks_that_overlap_the_longest_is_kept() -> None:
    assert [mark.span for mark in outermost(NAMES[:3])] == [Span(0, 12), Span(26, 30)]


def test_pieces_cover_the_text_without_gaps() -> None:
    pieces = cut(TEXT, outermost(NAMES[:3]), [NAMES[3]], Span(13, 20))
    assert "".join(TEXT[piece.start : piece.stop] for piece in pieces) == TEXT
    assert [piece.shown for piece in pieces].count(True) == 1


def test_a_text_without_marks_is_the_text() -> None:
    assert marked("<b>", ()) == "&lt;b&gt;"
    assert marked("", ()) == ""
