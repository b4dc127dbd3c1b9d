"""Any flat text becomes an article or a rejection, and any words dates or none: never an error, and soon.

``DRAGOMAN_FUZZ_SECONDS=60`` makes each of these tests go on for so long.
"""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.property.fuzzing import QUIETLY, in_time, repeat

from dragoman.language.dates.finding import find_dates, parse_date_line, settle
from dragoman.model import Article, Page, Rejected, When
from dragoman.reading.articles import extract_article
from dragoman.reading.pages import DecodedPage, decode_page, page_from_bytes

LANGUAGES = ("en", "ru", "ar", "fa", "tg")
LINES = st.sampled_from(
    [
        "Foreign Minister Ada Brook signed a treaty on the shared river in Northport, her office said on Tuesday.",
        "НАЙРОБИ, 3 марта. /АГЕНТСТВО/. Министр Ольга Лесная приняла посла соседней страны.",
        "استقبلت وزيرة الخارجية سلمى النجار سفير الدولة المجاورة يوم الثلاثاء 5 آذار/مارس 2024.",
        "وزیر خارجه روز سه‌شنبه ۱۵ اسفند ۱۴۰۲ با سفیر کشور همسایه دیدار کرد.",
        "By Ada Brook, Northport correspondent",
        "Author: | Автор: | الكاتب: | نویسنده:",
        "Read also:",
        "Читайте также",
        "اقرأ أيضا",
        "Share 1,204 · Comments (17) · 2 min read",
        "Home > World > Africa",
        "© 2019 All rights reserved",
        "https://example.org/2024/05/17/a?b=c#d",
        "17.05.2024, 10:30",
        "۱۴۰۳/۰۲/۲۸",
        "",
        "\u202e\u2066\u200f\u200c",
        "|||",
        "* * *",
    ]
)
PIECES = st.sampled_from(
    [" ", "\t", "-", ".", "«", "(", "A. ", "1 ", "٣", "а́", "\u0640", "\u00ad", "https://", "@", "#x "]
)
LONG = st.builds(lambda piece, times: piece * times, st.one_of(PIECES, LINES), st.integers(1, 800))
TEXTS = st.lists(st.one_of(LINES, LINES, st.text(max_size=40), LONG), max_size=25).map("\n".join)
WORDS = st.sampled_from(
    "1 2 5 12 31 2024 24 05.03.2024 3/4/05 2024-02-30 0 99999999999 1402 ۱۴۰۲ ١٤٤٥ first 2nd third March May марта мая "
    "آذار مارس محرم اسفند فروردین Monday next last the of from to until between and понедельник прошлого следующего "
    "недели года с по до между вчера назад через الثلاثاء الماضي المقبل قبل أيام منذ إلى من أسبوع امروز دیروز گذشته "
    "آینده سه‌شنبه روز از تا پیش days weeks ago weekend quarter century 1990s 90-е half-past - – / . , ( ) ’s".split()
)
PHRASES = st.one_of(
    st.lists(st.one_of(WORDS, WORDS, WORDS, st.text(max_size=6)), max_size=30).map(" ".join),
    st.builds(
        lambda words, times: " ".join(words * times), st.lists(WORDS, min_size=1, max_size=3), st.integers(1, 300)
    ),
)
PUBLISHED = st.one_of(
    st.none(),
    st.just(When()),
    st.sampled_from(["2024-02-29", "2024-02", "2024", "0001-01-01", "9999-12-31"]).map(lambda day: When(day, "stated")),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(lambda day: When(day.isoformat(), "stated")),
)
TENSES = st.sampled_from(["past", "future", None])


def test_any_flat_text_is_an_article_or_rejected():
    @QUIETLY
    @given(TEXTS, st.sampled_from([None, *LANGUAGES]))
    def extract(text, hint):
        page = page_from_bytes("a", "a.txt", text.encode("utf-8", "replace"), content_type="text/plain", hint=hint)
        decoded = decode_page(page) if isinstance(page, Page) else page
        found = in_time(extract_article, decoded, page) if isinstance(decoded, DecodedPage) else decoded
        assert isinstance(found, Article | Rejected)
        if isinstance(found, Article):
            assert found.body_span.of(found.text).strip()
            assert found.title_span is None or found.title_span.of(found.text).strip()
            assert all(a.span.stop <= b.span.start for a, b in pairwise(found.blocks))

    repeat(extract)


def test_any_words_are_dates_or_none():
    @QUIETLY
    @given(PHRASES, st.sampled_from(LANGUAGES), PUBLISHED, TENSES)
    def find(text, language, published, tense):
        found = in_time(find_dates, text, language, published=published)
        for one in found:
            assert one.span.of(text) == one.when.words
            assert settle(one, tense, published).words == one.when.words
        assert all(a.span.stop <= b.span.start for a, b in pairwise(found))
        line = in_time(parse_date_line, text, language)
        assert line is None or line.value is None or len(line.value) == len("2024-05-17")

    repeat(find)
