"""Any bytes and any markup become an article or a rejection, never an error.

``DRAGOMAN_FUZZ_SECONDS=60`` makes each of these tests go on for so long.
"""

from hypothesis import given
from hypothesis import strategies as st
from tests.property.fuzzing import QUIETLY, repeat

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles import extract_article
from dragoman.reading.pages import DecodedPage, decode_page, page_from_bytes

SENTENCES = st.sampled_from(
    [
        "Foreign Minister Ada Brook signed a treaty on the shared river in Northport. ",
        "Министр обороны Ольга Лесная приняла посла соседней страны. ",
        "استقبلت وزيرة الخارجية سلمى النجار سفير الدولة المجاورة. ",
        "وزیر خارجه با سفیر کشور همسایه دیدار کرد. ",
        "17 May 2024",
        "۱۴۰۳/۰۲/۲۸",
        "© 2019",
        "\u202e\u2066\u200f",
        "\x00\x1b[2J",
        "&#0;&#xD800;&amp;&bogus;",
        "|",
        " » ",
    ]
)
TAGS = st.sampled_from(
    "html head title body div p h1 h2 a span time article aside footer ul li table tr td pre br script style meta link "
    "figure figcaption svg template noscript iframe section b blockquote select textarea".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="date"',
        ' class="comments"',
        ' datetime="2024-05-17T10:00:00+03:00"',
        ' datetime="99999-99-99"',
        ' itemprop="datePublished" content="1e309"',
        ' property="article:published_time" content="2024-13-45"',
        ' rel="canonical" href="http://[::1"',
        ' rel="next" href="//"',
        ' type="application/ld+json"',
        ' lang="x-\udcff"',
        ' href="javascript:1" hidden',
        " ='<",
    ]
)
DATA = st.sampled_from(
    [
        '{"@type": "NewsArticle", "datePublished": {"@value": []}, "headline": null}',
        '{"@type": ["NewsArticle", 7], "author": [[{"name": {}}]], "url": {"@id": 5}}',
        '{"@graph": {"@graph": [[], null, 1]}}',
        "[" * 3000,
        '{"@type": "NewsArticle", "datePublished": 1715940000000000000000}',
        "<!-- {",
    ]
)
OPEN = st.builds("<{}{}>".format, TAGS, ATTRIBUTES)
CLOSE = st.builds("</{}>".format, TAGS)
MARKUP = st.lists(st.one_of(OPEN, OPEN, CLOSE, SENTENCES, SENTENCES, DATA, st.text(max_size=20)), max_size=60).map(
    "".join
)
BYTES = st.one_of(
    st.binary(max_size=400),
    MARKUP.map(lambda text: text.encode("utf-8", "replace")),
    st.builds(
        lambda text, encoding: text.encode(encoding, "replace"),
        MARKUP,
        st.sampled_from(["cp1251", "koi8_r", "cp1256", "iso8859_6", "utf-16", "utf-32", "utf-7", "cp1252"]),
    ),
)
CHARSETS = st.sampled_from([None, "text/html", "text/html; charset=utf-7", "text/html; charset=koi8-r", "charset=\x00"])


def test_any_bytes_are_decoded_or_rejected():
    @QUIETLY
    @given(BYTES, CHARSETS)
    def decode(content, charset):
        page = page_from_bytes("a", "https://example.org/a", content, content_type=charset)
        decoded = decode_page(page) if isinstance(page, Page) else page
        assert isinstance(decoded, DecodedPage | Rejected)
        if isinstance(decoded, DecodedPage):
            assert "\x00" not in decoded.text
            assert decoded.text.strip()

    repeat(decode)


def test_any_markup_is_an_article_or_rejected():
    @QUIETLY
    @given(MARKUP, st.sampled_from(["https://example.org/2024/05/17/a", "a.html", "http://[::1", ""]))
    def extract(markup, address):
        content = f"<html>{markup}".encode("utf-8", "replace")
        page = page_from_bytes("a", address, content, content_type="text/html")
        decoded = decode_page(page) if isinstance(page, Page) else page
        found = extract_article(decoded, page) if isinstance(decoded, DecodedPage) else decoded
        assert isinstance(found, Article | Rejected)
        if isinstance(found, Article):
            assert found.body_span.stop == len(found.text)
            assert found.published.value is None or found.published.value >= "1995"

    repeat(extract)
