"""Newswire files with tags of their own."""

import pytest

from dragoman.model.articles import Article
from dragoman.model.pages import Page, Rejected
from dragoman.reading.articles.extraction import extract_article
from dragoman.reading.articles.tagged import read_tagged, strip_tags
from dragoman.reading.pages import decode_page

BODY = "The envoy of Kenya met the minister of Chile in Lima on Tuesday. The two sides spoke about trade and the sea."
WIRE = f"""<DOC>
<DOCNO>WIRE-0001</DOCNO>
<SRC>Harbour News</SRC>
<TITLE>Envoy &amp; minister meet</TITLE>
<TIME>29/07/2016</TIME>
<AUTHOR></AUTHOR>
<TEXT>
{BODY}
</TEXT>
</DOC>
"""


def extract(text: str) -> Article | Rejected:
    page = Page("one", "one.txt", text.encode(), "0" * 64)
    decoded = decode_page(page)
    assert not isinstance(decoded, Rejected)
    return extract_article(decoded, page)


def test_the_fields_of_a_newswire_file_are_its_title_date_outlet_and_body() -> None:
    article = extract(WIRE)
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Envoy & minister meet", BODY)
    assert (article.published.value, article.author, article.outlet) == ("2016-07-29", None, "Harbour News")
    assert "WIRE-0001" in [part.text for part in article.left_out]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"<DOC>\n{BODY}\n</DOC>",
        f"<DOC><TEXT>{BODY}",
    ],
)
def test_what_is_no_newswire_file_is_left_to_others(text: str) -> None:
    assert read_tagged(text) is None


def test_names_of_fields_are_known_in_either_case_and_many_open_tags_take_no_time() -> None:
    tagged = read_tagged(f"<doc id='1'><headline>Talks</headline><body>{BODY}</body></doc>")
    assert tagged is not None
    assert (tagged.title, tagged.text) == ("Talks", BODY)
    assert read_tagged("<DOC>" + "<TEXT><TITLE>" * 200_000) is None


def test_a_newswire_file_without_a_body_or_in_another_language_is_rejected() -> None:
    assert extract("<DOC><TITLE>Talks about talks in Lima</TITLE><TEXT>\n</TEXT></DOC>").reason == "no-text"
    assert extract("<DOC><TEXT>総統は火曜日に大使と会談した。両者は貿易について話し合った。</TEXT></DOC>").reason in (
        "unknown-language",
        "no-text",
    )


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("<TITLE>Talks</TITLE>", "Talks"),
        ('<a href="x">Talks</a><br/>', "Talks"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("by <desk@example.org>", "by <desk@example.org>"),
        ("«<b>Talks</b>»", "«Talks»"),
    ],
)
def test_tags_that_stray_into_text_are_taken_out(text: str, bare: str) -> None:
    assert strip_tags(text) == bare


def test_stray_tags_are_in_neither_title_nor_text() -> None:
    article = extract(f"<TITLE>Envoy and minister meet</TITLE>\n\n<TEXT>{BODY}</TEXT>\n")
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("Envoy and minister meet", BODY)
