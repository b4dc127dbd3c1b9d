"""Articles on several pages of their site."""

import pytest

from dragoman.model import Page
from dragoman.reading.articles.continuing import find_next_page, is_same_article
from dragoman.reading.pages.intake import page_from_bytes
from dragoman.reading.pages.parts import Part, join_parts
from dragoman.reading.reader import clean_page

HERE = "https://valley.example/news/treaty"
ARTICLE = '<meta property="og:type" content="article">'
WORDS = {
    1: "The ministers of the two countries met in the capital on Monday and spoke for three hours about the border. ",
    2: "On the second day they turned to water, of which the lower country says that it gets too little in summer. ",
    3: "In the end they signed a treaty, and the parliaments of both are to vote on it before the first snow falls. ",
}


def make(number: int, links: str, *, head: str = ARTICLE) -> str:
    title = "Ministers sign a treaty" + (f" - {number}" if number > 1 else "")
    body = f"<article><h1>{title}</h1><p>{WORDS[number] * 3}</p></article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{body}{links}</body></html>"


@pytest.mark.parametrize(
    ("links", "address", "following"),
    [
        ('<a rel="next" href="/news/treaty/2">more</a>', HERE, HERE + "/2"),
        ('<a href="/news/treaty/2">2</a><a href="/news/treaty/3">3</a>', HERE, HERE + "/2"),
        ('<a href="?page=2">٢</a>', HERE, HERE + "?page=2"),
        ('<a href="/news/treaty">1</a><a href="/news/treaty/3">3</a>', HERE + "/2", HERE + "/3"),
        ('<a href="/news/treaty">1</a><a href="/news/treaty/2">2</a>', HERE + "/2", None),
        ('<a rel="next" href="https://other.example/news/treaty/2">2</a>', HERE, None),
        ('<a href="/news/strike">2</a>', HERE, None),
    ],
)
def test_the_page_on_which_an_article_goes_on(links: str, address: str, following: str | None) -> None:
    assert find_next_page(make(1, links), address) == following


def test_a_list_of_stories_has_pages_but_is_no_article() -> None:
    links = '<a rel="next" href="/news/treaty/2">2</a>'
    assert find_next_page(make(1, links, head='<meta property="og:type" content="website">'), HERE) is None


def test_later_pages_carry_the_headline() -> None:
    assert is_same_article(make(1, ""), make(2, ""))
    assert not is_same_article(make(1, ""), make(2, "").replace("treaty", "truce"))


def test_the_parts_are_one_article_in_which_nothing_stands_twice() -> None:
    texts = [make(1, '<a rel="next" href="/news/treaty/2">2</a>'), make(2, f"<p>{WORDS[1] * 3}</p>"), make(3, "")]
    content, kind = join_parts([Part(f"{HERE}/{number}", text) for number, text in enumerate(texts, start=1)])
    article = clean_page(page_from_bytes("a", HERE, content, content_type=kind))
    assert article.title == "Ministers sign a treaty"
    assert [block.span.of(article.text) for block in article.blocks][1:] == [(WORDS[n] * 3).strip() for n in (1, 2, 3)]
    assert article.body.count(WORDS[1].strip()) == 3
    assert [part for part in article.left_out if part.reason == "continued"] == []


def test_a_page_that_is_alone_says_that_it_is_a_part() -> None:
    links = '<a rel="prev" href="/news/treaty">1</a><a rel="next" href="/news/treaty/3">3</a>'
    page = page_from_bytes("a", HERE + "/2", make(2, links).encode(), content_type="text/html")
    assert isinstance(page, Page)
    notes = [part.text for part in clean_page(page).left_out if part.reason == "continued"]
    assert notes == [f"page 2 of an article; the page before: {HERE}", f"the article goes on: {HERE}/3"]
