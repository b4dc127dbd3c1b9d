import pytest

from dragoman.language.dates import find_dates, settle
from dragoman.model import When

WEDNESDAY = When("2023-03-15", "stated")

CASES = [
    ("en", "They met on 6–7 January in Oslo.", "6–7 January", "2023-01-06/2023-01-07"),
    ("en", "Talks ran on 30 November - 1 December.", "30 November - 1 December", "2022-11-30/2022-12-01"),
    ("en", "The visit of January 6–7, 2022 ended.", "January 6–7, 2022", "2022-01-06/2022-01-07"),
    ("en", "The pact was signed in 2019.", "2019", "2019"),
    ("en", "It lasted from 2015 to 2018.", "2015 to 2018", "2015/2018"),
    ("en", "He was minister (2015–2018).", "2015–2018", "2015/2018"),
    ("en", "They met yesterday.", "yesterday", "2023-03-14"),
    ("en", "It was the day before yesterday.", "day before yesterday", "2023-03-13"),
    ("en", "They left three days ago.", "three days ago", "2023-03-12"),
    ("en", "It fell last week.", "last week", "2023-03-06/2023-03-12"),
    ("en", "It fell last month.", "last month", "2023-02"),
    ("en", "They met last November.", "last November", "2022-11"),
    ("en", "They met in November of last year.", "November of last year", "2022-11"),
    ("en", "It opens on 29 April of this year.", "29 April of this year", "2023-04-29"),
    ("en", "It ran from 4 to 9 of this month.", "4 to 9 of this month", "2023-03-04/2023-03-09"),
    ("en", "He came on Friday.", "Friday", "2023-03-10"),
    ("en", "He comes on Friday next week.", "Friday next week", "2023-03-24"),
    ("en", "He arrived in May.", "May", "2022-05"),
    ("ru", "Переговоры шли с 30 ноября по 1 декабря.", "30 ноября по 1 декабря", "2022-11-30/2022-12-01"),
    ("ru", "Визит пройдёт 7 − 10 мая 2025 года.", "7 − 10 мая 2025 года", "2025-05-07/2025-05-10"),
    ("ru", "Договор подписан в 2019 году.", "2019 году", "2019"),
    ("ru", "Встреча была в ноябре минувшего года.", "ноябре минувшего года", "2022-11"),
    ("ru", "Это решили на прошлой неделе.", "прошлой неделе", "2023-03-06/2023-03-12"),
    ("ru", "Он прибыл позавчера.", "позавчера", "2023-03-13"),
    ("ru", "Он прибыл три дня назад.", "три дня назад", "2023-03-12"),
    ("ru", "Он прибыл 5 мая.", "5 мая", "2022-05-05"),
    ("ru", "Он вернётся через два дня.", "через два дня", "2023-03-17"),
    ("ar", "يزور الوزير تونس يومي 4 و5 جوان 2017.", "4 و5 جوان 2017", "2017-06-04/2017-06-05"),
    ("ar", "وقع الاتفاق عام 2015.", "عام 2015", "2015"),
    ("ar", "في نوفمبر/تشرين الثاني 2004", "نوفمبر/تشرين الثاني 2004", "2004-11"),
    ("ar", "تعقد القمة في 29 أبريل من هذا العام.", "29 أبريل من هذا العام", "2023-04-29"),
    ("ar", "اجتمعوا الشهر الماضي.", "الشهر الماضي", "2023-02"),
    ("ar", "اجتمعوا الثلاثاء الماضي.", "الثلاثاء الماضي", "2023-03-14"),
    ("ar", "وأمس عاد الوفد.", "أمس", "2023-03-14"),
    ("ar", "عاد الوفد قبل يومين.", "قبل يومين", "2023-03-13"),
    ("ar", "التقاه اليوم الأربعاء.", "اليوم الأربعاء", "2023-03-15"),
    ("fa", "این توافق در سال ۲۰۲۰ امضا شد.", "سال ۲۰۲۰", "2020"),
    ("fa", "این توافق در سال ۱۴۰۰ امضا شد.", "سال ۱۴۰۰", "2021-03-21/2022-03-20"),
    ("fa", "سفر در بهمن ماه ۱۴۰۰ بود.", "بهمن ماه ۱۴۰۰", "2022-01-21/2022-02-19"),
    ("fa", "او سه روز پیش آمد.", "سه روز پیش", "2023-03-12"),
    ("fa", "او هفته گذشته آمد.", "هفته گذشته", "2023-03-06/2023-03-12"),
    ("fa", "او سه‌شنبه آمد.", "سه‌شنبه", "2023-03-14"),
    ("fa", "او روز دوشنبه آمد.", "دوشنبه", "2023-03-13"),
    ("fa", "در ماه اوت سال 2009", "ماه اوت سال 2009", "2009-08"),
]

NOTHING = [
    ("en", "They may march second to none with 1400 people and 3.5 tonnes."),
    ("en", "He opened the first meeting of 2000 people."),
    ("ru", "В среде экспертов было 1400 человек и 3,5 тонны."),
    ("ar", "مارس الرئيس صلاحياته أمام 1400 شخص."),
    ("fa", "او می‌گوید ۵ می‌شود و می رود."),
    ("fa", "وزیران در دوشنبه دیدار کردند."),
    ("fa", "او مهر و میزان را دید."),
]


@pytest.mark.parametrize(("language", "text", "words", "value"), CASES)
def test_an_expression_is_found_and_resolved(language, text, words, value):
    (found,) = find_dates(text, language, published=WEDNESDAY)
    assert (found.span.of(text), found.when.value) == (words, value)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_only_look_like_dates_are_none(language, text):
    assert find_dates(text, language, published=WEDNESDAY) == ()


@pytest.mark.parametrize("text", ["yesterday", "on 5 May", "last week", "on Friday", "in November of last year"])
def test_nothing_is_counted_without_a_page_date(text):
    (found,) = find_dates(text, "en", published=None)
    assert (found.when.value, found.when.basis) == (None, "unknown")
    assert found.when.words in text


def test_the_same_day_is_left_to_the_caller():
    (found,) = find_dates("They met on the same day.", "en", published=WEDNESDAY)
    assert (found.kind, found.when.value, found.when.note) == ("relative", None, "same-day")


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("on Friday", "past", "2023-03-10"),
        ("on Friday", "future", "2023-03-17"),
        ("on Wednesday", "past", "2023-03-15"),
        ("on 5 January", "future", "2024-01-05"),
        ("on 20 April", "past", "2022-04-20"),
        ("on 20 April", None, "2023-04-20"),
        ("on 20 May", None, "2022-05-20"),
        ("last Friday", "future", "2023-03-10"),
    ],
)
def test_the_tense_settles_weekdays_and_days_without_a_year(text, tense, value):
    (found,) = find_dates(text, "en", published=WEDNESDAY)
    when = settle(found, tense, WEDNESDAY)
    assert (when.value, when.basis) == (value, "counted")


def test_only_a_bare_weekday_has_a_weekday():
    friday, dated = find_dates("On Friday, before 3 May 2022.", "en", published=None)
    assert (friday.weekday, dated.weekday) == (4, None)


def test_a_weekday_beside_today_is_right_where_they_clash():
    (found,) = find_dates("اليوم الثلاثاء", "ar", published=WEDNESDAY)
    assert (found.when.value, found.when.note) == ("2023-03-14", "weekday-contradicts")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ar", "عاد الوفد يوم 12.", "2023-03-12"),
        ("ar", "عاد الوفد يوم 22/4.", "2022-04-22"),
        ("ar", "عاد الوفد قبل شهر.", "2023-02"),
        ("en", "He left on Friday 10.", "2023-03-10"),
    ],
)
def test_a_day_without_its_month_or_year_looks_back_in_the_past(language, text, value):
    (found,) = find_dates(text, language, published=WEDNESDAY)
    assert settle(found, "past", WEDNESDAY).value == value


def test_fractions_and_scores_are_no_dates():
    assert find_dates("They won 3-2 and work 24/7, 1/2 of it at 4.22.", "en", published=WEDNESDAY) == ()
