"""Finds what a page says twice: the body of a print copy, the lead given again, the title above the text."""

import re

from dragoman.language.scripts import MARK, fold_keep_length
from dragoman.reading.articles.lines import Line

_LEAST = 40
_NOT_WORD = re.compile(r"[\W_]+")


def normalise_line(text: str) -> str:
    """Return the letters and figures of a line, folded, without spaces."""
    return _join_letters(fold_keep_length(text))


def _join_letters(folded: str) -> str:
    return _NOT_WORD.sub("", folded.replace(MARK, ""))


def label_repeated(lines: list[Line]) -> None:
    """Label body lines that stood on the page already, whole or as part of a longer run, as ``repeated``.

    The first copy stays, also where the two are cut into lines differently. Short lines may repeat.
    """
    title = next((normalise_line(line.text) for line in lines if line.label == "title"), "")
    seen, paragraphs = "", set[str]()
    for line in lines:
        if line.label != "body":
            continue
        normal = _join_letters(line.folded) if line.folded else normalise_line(line.text)
        if (title and normal == title) or _stood_before(normal, seen, paragraphs):
            line.label = "repeated"
            continue
        paragraphs.add(normal)
        seen += normal


def _stood_before(normal: str, seen: str, paragraphs: set[str]) -> bool:
    return len(normal) >= _LEAST and (normal in paragraphs or normal in seen)
