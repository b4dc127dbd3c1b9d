"""What a feed or sitemap says of a page, beside the page's own words."""

from hashlib import sha256

import pytest
from msgspec.structs import replace

from dragoman.model import Page, Rejected, Told
from dragoman.reading.reader import clean_page

TALKS = "The ministers of the two countries met in the capital on Monday and agreed to open a new border crossing. "
BODY = f"</head><body><article><h1>Ministers open a crossing</h1>{{}}<p>{TALKS * 3}</p></article>"
FEED = Told(
    by="feed",
    title="Ministers open a crossing",
    published="2024-05-17T09:00:00+05:00",
    author="Karim Daler",
    outlet="Valley Herald",
    language="en",
    text=f"<p>{TALKS}</p>",
    markup=True,
    holds="summary",
)


def make(markup: str, told: Told | None = FEED) -> Page:
    content = f"<html><head>{markup}</body></html>".encode()
    address = "https://valley.example/news/17"
    return Page("a", address, content, sha256(content).hexdigest(), "text/html", "2024-06-01", told=told)


def test_what_the_page_does_not_say_the_feed_does():
    article = clean_page(make(BODY.format("")))
    assert (article.published.value, article.published.basis) == ("2024-05-17", "stated")
    assert (article.author, article.outlet, article.from_feed) == ("Karim Daler", "Valley Herald", None)
    bare = clean_page(make(BODY.format(""), told=None))
    assert (bare.published.value, bare.author) == (None, None)


@pytest.mark.parametrize(
    ("head", "below", "day", "note"),
    [
        ('<meta property="article:published_time" content="2024-05-17">', "", "2024-05-17", ""),
        ('<meta property="article:published_time" content="2024-05-12">', "", "2024-05-12", "feed 2024-05-17"),
        ('<meta name="date" content="2024-05-12">', "", "2024-05-17", "loose meta 2024-05-12"),
        (
            '<meta property="article:published_time" content="2020-01-01">',
            "<p>17 May 2024</p>",
            "2024-05-17",
            "meta 20",
        ),
    ],
)
def test_the_days_of_page_and_feed_are_weighed_and_conflicts_kept(head: str, below: str, day: str, note: str):
    published = clean_page(make(head + BODY.format(below))).published
    assert published.value == day
    assert note in published.note
    assert bool(note) == bool(published.note)


def test_a_sitemap_dates_a_page_and_says_when_it_was_changed():
    told = Told(by="sitemap", published="2024-05-16", updated="2024-05-18T10:00:00Z")
    article = clean_page(make(BODY.format(""), told=told))
    assert (article.published.value, article.updated) == ("2024-05-16", "2024-05-18")
    changed = clean_page(make(BODY.format(""), told=replace(told, published=None)))
    assert (changed.published.value, changed.updated) == (None, "2024-05-18")


def test_a_flat_page_is_dated_too():
    page = replace(make(""), content=f"Ministers open a crossing\n\n{TALKS * 3}".encode(), content_type="text/plain")
    page = replace(page, address="https://valley.example/17.txt")
    assert clean_page(page).published.value == "2024-05-17"


def test_a_page_without_text_is_read_from_the_feed_and_says_so():
    page = make("<title>x</title></head><body><script>load()</script>")
    article = clean_page(page)
    assert article.from_feed == "summary"
    assert article.title == "Ministers open a crossing"
    assert TALKS.strip() in article.text
    assert article.published.value == "2024-05-17"
    nothing = clean_page(replace(page, told=replace(FEED, text=None, holds=None)))
    assert isinstance(nothing, Rejected)
    assert nothing.reason == "no-text"
