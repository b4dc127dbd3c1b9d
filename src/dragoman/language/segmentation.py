"""Splits a paragraph into sentences.

Own splitter for all scripts: end marks, closing quotes, decimals, initials and the pack's abbreviations; for Russian
the pack may choose razdel, which knows its abbreviations better.
"""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.language.packs import Pack, list_packs, load_pack
from dragoman.model import Span

_END = re.compile(r"[.!?؟…۔]+[\"'”»’)\]]*(?=\s|$)|\n+")
_INITIAL = re.compile(r"(?:^|[\s(«\"“.])\w$")


def split_sentences(text: str, span: Span, pack: Pack) -> tuple[Span, ...]:
    """Return the sentences of ``text`` inside ``span``, in order, without the white space round them."""
    cut = _split_razdel if pack.strategies.get("segmentation") == "razdel" else _split_marks
    found = []
    for piece in _lines(text, span):
        found += [_strip(text, s) for s in cut(text, piece, pack)]
    return tuple(s for s in found if s.start < s.stop)


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in re.finditer(r"\n+", span.of(text)):
        yield Span(start, span.start + match.start())
        start = span.start + match.end()
    yield Span(start, span.stop)


def _split_razdel(text: str, span: Span, pack: Pack) -> Iterator[Span]:
    from razdel import sentenize

    for sentence in sentenize(span.of(text)):
        yield Span(span.start + sentence.start, span.start + sentence.stop)


def _split_marks(text: str, span: Span, pack: Pack) -> Iterator[Span]:
    start = span.start
    for match in _END.finditer(text, span.start, span.stop):
        if _is_end(text, match, pack):
            yield Span(start, match.end())
            start = match.end()
    yield Span(start, span.stop)


def _is_end(text: str, match: re.Match[str], pack: Pack) -> bool:
    if match.group()[0] != ".":
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 2].lstrip()
    word = re.split(r"[\s(«\"“]", before)[-1].casefold()
    if word in _load_abbreviations(pack.tag) or (_INITIAL.search(before) and not before[-1:].isdigit()):
        return False
    return not after[:1].islower()


@cache
def _load_abbreviations(language: str) -> frozenset[str]:
    rows = load_pack(language).rows("abbreviations") if language in list_packs() else ()
    return frozenset(row["form"].casefold().rstrip(".") for row in rows)


def _strip(text: str, span: Span) -> Span:
    piece = span.of(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.stop - (len(piece) - len(piece.rstrip())))
