"""Pages that mean harm are read for what they say, or rejected with the reason."""

import time

import pytest

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles import extract_article
from dragoman.reading.pages import decode_page, page_from_bytes
from dragoman.reading.pages.taming import DEPTH_LIMIT, tame_markup

SENTENCE = "Foreign Minister Ada Brook signed the treaty on the river in Northport on Tuesday, her office said."
BODY = f"<p>{SENTENCE}</p><p>{SENTENCE.replace('signed', 'praised')}</p><p>{SENTENCE.replace('river', 'harbour')}</p>"
SECONDS = 20  # far above what any of them takes, far below what a parser takes that they get the better of


def read(content):
    page = page_from_bytes("a", "https://example.org/a.html", content.encode(), content_type="text/html")
    decoded = decode_page(page) if isinstance(page, Page) else page
    return decoded if isinstance(decoded, Rejected) else extract_article(decoded, page)


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>" + "<div>" * 50_000 + BODY + "</div>" * 50_000,
        "<html><body><p>" + "<span><b><i>" * 20_000 + "x" + BODY,
        "<html><body><div " + " ".join(f'a{i}="{i}"' for i in range(200_000)) + ">" + BODY,
        f'<html><body><div title="{"a" * 3_000_000}">{BODY}</div>',
        f'<html><body>{BODY}<div title="{"a " * 1_000_000}',
        f"<html><body>{BODY}".replace(" ", "\x00 "),
        "<!DOCTYPE html ["
        + '<!ENTITY a "aaaaaaaaaa">'
        + '<!ENTITY b "&a;&a;&a;&a;">'
        + f"]><html><body>{BODY}<p>&b;</p>",
        "<html><body>" + "<table><tr><td>" * 60 + BODY,
    ],
    ids=["divs", "spans", "attributes", "long attribute", "open attribute", "nul", "entities", "tables"],
)
def test_a_page_that_means_harm_is_read_in_time(content):
    start = time.monotonic()
    article = read(content)
    assert isinstance(article, Article)
    assert SENTENCE in article.body
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("content", [f"<html><body>{BODY * 4000}", "<html><body><p>" + "The talks went on. " * 60_000])
def test_a_text_longer_than_any_article_is_rejected(content):
    rejected = read(content)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "too-large"
    assert "the limit is 500,000" in rejected.where


def test_closing_tags_of_what_was_dropped_are_dropped_too():
    tamed = tame_markup("<i>" * 400 + "x" + "</i>" * 400)
    assert (tamed.count("<i>"), tamed.count("</i>")) == (DEPTH_LIMIT, DEPTH_LIMIT)


def test_a_usual_page_stays_as_it_is():
    page = "<html><body>" + "<ul><li>one<li>two</ul>" * 500 + "<p>three" * 500
    assert tame_markup(page) == page


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"\n\n %PDF-1.7 ...", b"PK\x03\x04...", b"\xef\xbb\xbfPK\x03\x04..."]
)
def test_what_is_named_html_and_is_something_else_is_rejected(content):
    rejected = page_from_bytes("a", "a.html", content * 40, content_type="text/html")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "binary"
    assert rejected.where.startswith("starts with")
