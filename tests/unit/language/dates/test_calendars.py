from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.dates import find_dates, parse_date_line
from dragoman.language.dates.calendars import convert_day, find_bounds, find_year
from dragoman.language.dates.lexicon import fold, load_lexicon
from dragoman.model import When

LANGUAGES = ["en", "ru", "ar", "fa"]
WORDS = ["5", "31", "2022", "1400", "٣", "۱۴۰۰", "-", "–", "/", ",", "،", "(", ")", ".", " ", "\u200c", "\n", "ًا", "İ"]
SAMPLES = {
    "en": ["May", "last", "week", "on Friday", "of", "today", "3 days ago", "in", "to", "and"],
    "ru": ["мая", "прошлого", "года", "вчера", "в пятницу", "по", "и", "назад", "неделю"],
    "ar": ["مايو", "الماضي", "العام", "أمس", "يوم", "و", "كانون الثاني", "قبل", "هـ", "رمضان"],
    "fa": ["بهمن", "گذشته", "سال", "دیروز", "سه‌شنبه", "و", "تا", "می", "پیش", "روز"],
}


@pytest.mark.parametrize(
    ("era", "year", "month", "day", "value"),
    [
        ("solar", 1400, 11, 6, date(2022, 1, 26)),
        ("solar", 1399, 12, 30, date(2021, 3, 20)),
        ("solar", 1400, 12, 30, None),
        ("hijri", 1442, 9, 17, date(2021, 4, 29)),
        ("hijri", 1200, 1, 1, None),
        ("gregorian", 2023, 2, 29, None),
        ("gregorian", 2024, 2, 29, date(2024, 2, 29)),
    ],
)
def test_days_convert_or_do_not_exist(era, year, month, day, value):
    assert convert_day(era, year, month, day) == value


def test_months_and_years_have_bounds():
    assert find_bounds("gregorian", 2023, 12) == (date(2023, 12, 1), date(2023, 12, 31))
    assert find_bounds("solar", 1400, None) == (date(2021, 3, 21), date(2022, 3, 20))


@given(st.dates(date(1980, 1, 1), date(2060, 1, 1)), st.sampled_from(["gregorian", "solar", "hijri"]))
def test_a_day_lies_in_its_month_of_every_calendar(day, era):
    year, month = find_year(era, day)
    first, last = find_bounds(era, year, month)
    assert first <= day <= last


@given(st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_a_date_in_figures_comes_back(day):
    assert parse_date_line(day.isoformat(), "en").value == day.isoformat()
    assert parse_date_line(day.strftime("%d.%m.%Y"), "ru").value == day.isoformat()


@given(st.data(), st.sampled_from(LANGUAGES), st.booleans())
def test_spans_lie_inside_the_text_and_hold_a_digit_or_a_known_word(data, language, dated):
    pieces = data.draw(st.lists(st.sampled_from(WORDS + SAMPLES[language]), max_size=14))
    text = data.draw(st.sampled_from([" ", ""])).join(pieces)
    published = When("2023-03-15", "stated") if dated else None
    lexicon, before = load_lexicon(language), 0
    for found in find_dates(text, language, published=published):
        assert before <= found.span.start < found.span.stop <= len(text)
        before = found.span.stop
        words = found.span.of(text)
        known = any(head in fold(words) for head in lexicon.forms)
        assert known or any(c.isdigit() for c in words)
        assert found.when.words == words
        assert found.when.precision in ("day", "month", "year", "interval", "none")


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_read_without_an_error(text, language):
    assert len(fold(text)) == len(text)
    for found in find_dates(text, language, published=None):
        assert found.span.of(text)


@pytest.mark.parametrize("day", ["0001-01-01", "1901-06-01", "2098-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("text", "language"), [("1 اسفند", "fa"), ("1 محرم", "ar"), ("1 March, tomorrow, last week", "en")]
)
def test_a_page_of_a_day_that_a_calendar_does_not_reach_is_read(day, text, language):
    found = find_dates(text, language, published=When(day, "stated"))
    assert all(one.when.value is None or one.when.value[:2] in ("19", "20") for one in found)
    assert found
