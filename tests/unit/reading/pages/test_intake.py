import time

import pytest

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages import page_from_bytes
from dragoman.reading.pages.intake import (
    LINE_LIMIT,
    PAGE_LIMIT,
    drop_controls,
    find_long_line,
    looks_like_markup,
    printable_name,
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"%PDF-1.7 stream", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xff\xd8\xff\xe0", "binary"),
        (b"\x1f\x8b\x08\x00", "binary"),
        (b"word " * (LINE_LIMIT // 4), "line-too-long"),
        (b"a line of text\n" * (PAGE_LIMIT // 14), "too-large"),
    ],
)
def test_rejects(content, reason):
    page = page_from_bytes("a", "a.html", content)
    assert isinstance(page, Rejected)
    assert page.reason == reason
    assert page.sha256


@pytest.mark.parametrize("content", [b"Talks went on.", b"x" * LINE_LIMIT, b"a\x00b", b"<p>" + b"y" * 2 * LINE_LIMIT])
def test_takes(content):
    page = page_from_bytes("a", "a.txt", content, hint="en")
    assert isinstance(page, Page)
    assert (page.name, page.address, page.content, page.hint) == ("a", "a.txt", content, "en")


def test_a_huge_line_is_rejected_at_once():
    content = b"x" * 50_000_000
    start = time.process_time()
    page = page_from_bytes("a", "a.txt", content)
    assert isinstance(page, Rejected)
    assert page.reason == "line-too-long"
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("head", "content_type", "expected"),
    [
        (b"<!DOCTYPE html><html>", None, True),
        (b"\xef\xbb\xbf<html lang='ru'>", None, True),
        (b"<!-- made by hand --><div>x</div>", None, True),
        (b"plain text", "text/html", False),
        (b"text with <br> in it", "text/html", True),
        (b"2 < 3 and <b> is bold", None, False),
    ],
)
def test_looks_like_markup(head, content_type, expected):
    assert looks_like_markup(head, content_type=content_type) is expected


def test_the_long_line_is_numbered():
    assert find_long_line(b"short\n" + b"x" * (LINE_LIMIT + 1)) == 2
    assert find_long_line(b"short\n" * 300_000) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b[31mTalks\x1b[0m", "[31mTalks[0m"),
        ("\u202eTalks\u202c \u2069and\u2066 trade\x9b", "Talks and trade"),
        ("می\u200cرود\u200f\u200e\n\tend\r", "می\u200cرود\u200f\u200e\n\tend\r"),
    ],
)
def test_what_a_terminal_would_obey_is_dropped(text: str, kept: str) -> None:
    assert drop_controls(text) == kept


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("مقاله 1", "مقاله 1"),
        ("a\nb", "a\\x0ab"),
        ("a\x1b[2J", "a\\x1b[2J"),
        ("\udcff", "\\udcff"),
        ("\u202e", "\\u202e"),
    ],
)
def test_names_are_printable_and_told_apart(name: str, printed: str) -> None:
    assert printable_name(name) == printed
