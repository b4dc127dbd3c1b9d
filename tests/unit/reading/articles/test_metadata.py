"""What the markup says of its page."""

import pytest
from lxml import html

from dragoman.reading.articles.dating.structured import list_nodes
from dragoman.reading.articles.markup import choose_language
from dragoman.reading.articles.metadata import Head, describe_page
from dragoman.reading.pages.addresses import same_site, strip_tracking

HERE = "https://example.org/news/treaty"


def describe(head, body="", address=HERE, **found):
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return describe_page(Head(tree, list_nodes(tree), address, **found))


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Treaty on the river signed | Example</title>", "", "Treaty on the river signed"),
        ("<title>Example: news - Treaty on the river signed</title>", "", "Treaty on the river signed"),
        (
            '<meta property="og:site_name" content="The River Courier"><title>River Courier — Treaty signed</title>',
            "",
            "Treaty signed",
        ),
        ("<title>Treaty on the river is signed » World » News » Courier</title>", "", "Treaty on the river is signed"),
        ("", "<h1>Treaty on the river signed</h1>", "Treaty on the river signed"),
        ("<title>Treaty signed - Courier</title>", "<h1>Courier</h1><h1>Treaty signed</h1>", "Treaty signed"),
        (
            '<title>Treaty on the river signed, ministers say</title><meta property="og:title" '
            'content="Treaty on the river signed">',
            "",
            "Treaty on the river signed",
        ),
        ("", "", None),
    ],
)
def test_titles_without_the_site(head, body, title):
    assert describe(head, body).title == title


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/news/treaty?utm_source=tg">', HERE),
        ('<meta property="og:url" content="https://www.example.org/news/treaty-2?id=3&fbclid=x">', HERE + "-2?id=3"),
        ('<link rel="canonical" href="https://evil.example.com/">', HERE),
        ('<link rel="canonical" href="https://example.org/">', HERE),
        ('<link rel="canonical" href="http://[::1">', HERE),
        ("", HERE),
    ],
)
def test_the_address_of_its_own_is_of_its_own_site(head, canonical):
    assert describe(head).canonical.replace("www.", "") == canonical


def test_a_page_from_a_file_has_the_address_that_it_gives():
    assert describe(f'<link rel="canonical" href="{HERE}">', address="pages/a.html").canonical == HERE
    assert describe("", address="pages/a.html").canonical is None


@pytest.mark.parametrize(
    ("link", "address", "next_page"),
    [
        ("/news/treaty/2", HERE, HERE + "/2"),
        ("/news/treaty?page=2", HERE, HERE + "?page=2"),
        ("/news/treaty-3.html", HERE + "-2.html", HERE + "-3.html"),
        ("/news/harbour-strike", HERE, None),
        ("https://other.example.com/news/treaty/2", HERE, None),
    ],
)
def test_the_next_page_of_an_article_is_told_from_the_next_story(link, address, next_page):
    assert describe(f'<link rel="next" href="{link}">', address=address).next_page == next_page


def test_author_outlet_language_and_paywall_come_from_structured_data():
    about = describe(
        '<meta property="og:locale" content="en_GB"><script type="application/ld+json">{"@type": "NewsArticle",'
        '"author": [{"@type": "Person", "name": "Ivo Stone"}], "publisher": {"name": "The Courier"},'
        '"isAccessibleForFree": "False"}</script>'
    )
    assert (about.author, about.outlet, about.language, about.paywalled) == ("Ivo Stone", "The Courier", "en-GB", True)
    assert describe("", author="The Courier Desk 24").author is None
    assert describe("").outlet == "example.org"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Министр обороны принял посла соседней страны и обсудил с ним охрану границы.", "en-US", "ru"),
        ("وزیر خارجه با سفیر کشور همسایه دیدار و درباره گسترش همکاری‌های مرزی گفت‌وگو کرد.", "ar", "fa"),
        ("The minister met the ambassador of the country and spoke with him of the border.", None, "en"),
    ],
)
def test_the_text_decides_its_language(text, declared, language):
    assert choose_language(text, declared) == language


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("HTTP://Example.org:80/a?b=1&utm_medium=x&c=%D1%84#d", "http://example.org/a?b=1&c=%D1%84"),
        ("https://example.org/a?b", "https://example.org/a?b"),
        ("https://example.org/a?title=%CF%F0%E8&utm_source=x", "https://example.org/a?title=%CF%F0%E8"),
        ("https://example.org:8443/a?yclid=7", "https://example.org:8443/a"),
        ("pages/a.html", "pages/a.html"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_tracking_is_stripped(address, bare):
    assert strip_tracking(address) == bare


def test_a_part_of_a_site_is_another_site():
    assert same_site("https://www.example.org/a", "http://m.example.org/b")
    assert not same_site("https://ar.example.org/a", "https://example.org/a")
    assert not same_site("a.html", "b.html")


def test_half_a_letter_and_what_a_terminal_obeys_do_not_come_from_json():
    (node,) = list_nodes(
        html.fromstring(
            '<html><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks \\ud83d",'
            ' "author": {"name": "Ivo \\u001bcStone \\ud83d"}}</script></html>'
        )
    )
    assert (node.author, node.headline) == ("Ivo cStone ?", "Talks ?")
    assert describe('<meta name="author" content="Ivo &#x202E;Stone">').author == "Ivo Stone"
