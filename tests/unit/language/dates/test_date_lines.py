import pytest

from dragoman.language.dates import parse_date_line

LINES = [
    ("en", "2022-01-07T15:50:00Z", "2022-01-07"),
    ("en", "Published 2017-06-02T23:26:00+01:00 by the desk", "2017-06-02"),
    ("en", "Thu, 13 Jan 2022", "2022-01-13"),
    ("en", "March 24, 2017", "2017-03-24"),
    ("en", "Saturday, September 29th, 2018", "2018-09-29"),
    ("en", "the 7th of June 2019", "2019-06-07"),
    ("en", "26/01/2022", "2022-01-26"),
    ("en", "01/26/2022", "2022-01-26"),
    ("en", "04/04/2022", "2022-04-04"),
    ("en", "[2011-02-26]", "2011-02-26"),
    ("en", "6-May-2022", "2022-05-06"),
    ("en", "Views: 1843", None),
    ("en", "In January 2022", None),
    ("en", "30 February 2022", None),
    ("ru", "14.03.2023", "2023-03-14"),
    ("ru", "Редактор 05-01-2024 16:25:27", "2024-01-05"),
    ("ru", "16:38 27.11.2024", "2024-11-27"),
    ("ru", "7 января 2022, 15:50", "2022-01-07"),
    ("ru", "Дата: 4 мая 2025 года, 10:00", "2025-05-04"),
    ("ru", "Просмотров: 719", None),
    ("ar", "24 مارس 2017", "2017-03-24"),
    ("ar", "الأربعاء 26 كانون الثاني 2022", "2022-01-26"),
    ("ar", "12 جانفي 2018", "2018-01-12"),
    ("ar", "3 جويلية 2018", "2018-07-03"),
    ("ar", "٢٤ أوت ٢٠١٩", "2019-08-24"),
    ("ar", "نُشر في 5 غشت 2020", "2020-08-05"),
    ("ar", "17 رمضان 1442 هـ", "2021-04-29"),
    ("ar", "17 رمضان 1442 هـ الموافق 29 أبريل 2021", "2021-04-29"),
    ("ar", "عدد القراءات: 1862", None),
    ("fa", "۶ بهمن ۱۴۰۰", "2022-01-26"),
    ("fa", "۱۴۰۰/۱۱/۰۶ ساعت ۱۲:۳۰", "2022-01-26"),
    ("fa", "1400/11/6", "2022-01-26"),
    ("fa", "6 دلو 1400", "2022-01-26"),
    ("fa", "۲۹ سپتامبر ۲۰۱۸", "2018-09-29"),
    ("fa", "کد خبر: 184312", None),
    ("tg", "14.03.2023", "2023-03-14"),
]


@pytest.mark.parametrize(("language", "line", "value"), LINES)
def test_a_head_line_gives_its_day(language, line, value):
    when = parse_date_line(line, language)
    assert (when.value if when else None) == value
    assert when is None or when.basis == "stated"


def test_figures_of_open_order_have_no_value_in_english():
    when = parse_date_line("03/04/2022", "en")
    assert when is not None
    assert (when.value, when.basis, when.note) == (None, "unknown", "ambiguous-order")


def test_figures_are_day_first_elsewhere():
    assert parse_date_line("03/04/2022", "ar").value == "2022-04-03"


def test_a_weekday_that_contradicts_the_date_is_noted():
    assert parse_date_line("Monday, 26 January 2022", "en").note == "weekday-contradicts"
    assert parse_date_line("Wednesday, 26 January 2022", "en").note == ""


def test_a_city_that_is_named_like_a_weekday_is_left_out_of_the_date():
    when = parse_date_line("دوشنبه، 26.01.2022", "fa")
    assert (when.value, when.words, when.note) == ("2022-01-26", "26.01.2022", "dateline-city")
    monday = parse_date_line("دوشنبه، 24.01.2022", "fa")
    assert (monday.words, monday.note) == ("دوشنبه، 24.01.2022", "")
