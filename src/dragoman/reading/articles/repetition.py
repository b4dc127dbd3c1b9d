"""Finds what a page says twice: the body of a print copy, the lead given again, the title above the text."""

import re
from collections import Counter

from dragoman.language.scripts import MARK, fold_keep_length
from dragoman.reading.articles.lines import Line

_LEAST = 40
_REFRAIN = 3
_NOT_WORD = re.compile(r"[\W_]+")


def normalise_line(text: str) -> str:
    """Return the letters and figures of a line, folded, without spaces."""
    return _join_letters(fold_keep_length(text))


def _join_letters(folded: str) -> str:
    return _NOT_WORD.sub("", folded.replace(MARK, ""))


def label_repeated(lines: list[Line]) -> None:
    """Label body lines that stood on the page already, whole or as part of a longer run, as ``repeated``.

    The first copy stays, also where the two are cut into lines differently. Short lines may repeat, and so may a
    refrain, such as a question that is put to many: a line said three times, each time among others.
    """
    title = next((normalise_line(line.text) for line in lines if line.label == "title"), "")
    seen, paragraphs = "", set[str]()
    body = [line for line in lines if line.label == "body"]
    normals = [_join_letters(line.folded) if line.folded else normalise_line(line.text) for line in body]
    for line, normal in zip(body, normals, strict=True):
        if (title and normal == title) or _stood_before(normal, seen, paragraphs):
            line.label = "repeated"
            continue
        paragraphs.add(normal)
        seen += normal
    _keep_refrains(body, normals)


def _keep_refrains(body: list[Line], normals: list[str]) -> None:
    counts = Counter(normals)
    copied = [line.label == "repeated" for line in body]
    for i, line in enumerate(body):
        beside = copied[max(i - 1, 0) : i] + copied[i + 1 : i + 2]
        if copied[i] and not any(beside) and counts[normals[i]] >= _REFRAIN:
            line.label = "body"


def _stood_before(normal: str, seen: str, paragraphs: set[str]) -> bool:
    return len(normal) >= _LEAST and (normal in paragraphs or normal in seen)
