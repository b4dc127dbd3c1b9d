"""An article with what was found in it marked, sentence by sentence, in the language and direction of the article."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from dragoman.chronicle.answers import Mark
from dragoman.model import Span
from dragoman.views.web.fragments import link_to
from dragoman.views.web.labels import KINDS, label_in

NAMES = ("person", "organisation", "country", "place", "office")


class Piece(NamedTuple):
    """A stretch of text under the same marks: a name, a sentence that reports an event, the sentence that is shown."""

    start: int
    stop: int
    name: Mark | None
    told: Mark | None
    shown: bool


def mark_article(text: str, marks: Sequence[Mark], *, shown: Span | None = None) -> Markup:
    """Return a text with its names as links and its reporting sentences marked.

    Offsets count in code points of ``text``. A sentence begins with an element of id ``s`` and its first offset, so
    that a quote leads to it; a name has the id ``n`` and its first offset.

    Args:
        text: The article.
        marks: What was found in it.
        shown: The sentence that stands out.
    """
    names = {mark.span.start: mark for mark in outermost(mark for mark in marks if mark.kind in NAMES)}
    told = {mark.span.start: mark for mark in marks if mark.kind == "event"}
    sentences = {start: f"s{start}" for start in told}
    if shown:
        sentences[shown.start] = f"s{shown.start}"
    made = Markup("")
    for piece in cut(text, list(names.values()), list(told.values()), shown):
        anchor = sentences.pop(piece.start, None)
        made += Markup('<span id="{}"></span>').format(anchor) if anchor else Markup("")
        made += _write(piece, text)
    return made


def _write(piece: Piece, text: str) -> Markup:
    words = Markup("{}").format(text[piece.start : piece.stop])
    if piece.name:
        words = Markup('<a class="name {}" id="n{}" href="{}" title="{}">{}</a>').format(
            piece.name.kind,
            piece.start,
            link_to(piece.name.id),
            f"{label_in(KINDS)(piece.name.kind)}: {piece.name.label}",
            words,
        )
    if piece.shown:
        return Markup("<mark>{}</mark>").format(words)
    return Markup('<span class="told">{}</span>').format(words) if piece.told else words


def cut(text: str, names: Sequence[Mark], told: Sequence[Mark], shown: Span | None) -> list[Piece]:
    """Return a text in pieces none of which a mark begins or ends in."""
    spans = [mark.span for mark in (*names, *told)] + ([shown] if shown else [])
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.stop) if edge <= len(text))})
    starts = {mark.span.start: mark for mark in names}
    tellings = {mark.span.start: mark for mark in told}
    pieces: list[Piece] = []
    name: Mark | None = None
    sentence: Mark | None = None
    for start, stop in pairwise(edges):
        name = starts.get(start) or (name if name and start < name.span.stop else None)
        sentence = tellings.get(start) or (sentence if sentence and start < sentence.span.stop else None)
        inside = shown is not None and shown.start <= start < shown.stop
        pieces.append(Piece(start, stop, name, sentence, inside))
    return pieces


def outermost(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks from left to right, of overlapping ones the first and longest; a name goes before an office."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.kind == "office", mark.span.start, -mark.span.stop)):
        if all(mark.span.stop <= other.span.start or other.span.stop <= mark.span.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.span.start)
