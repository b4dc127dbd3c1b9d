"""Stretches, parts of a year, number words, and what only the story or nobody can settle."""

import pytest

from dragoman.language.dates import find_dates, settle
from dragoman.model import When

WEDNESDAY = When("2023-03-15", "stated")

CASES = [
    ("en", "They met from Tuesday to today.", "Tuesday to today", "2023-03-14/2023-03-15"),
    ("en", "So 5 May last year to 6 June this year.", "5 May last year to 6 June this year", "2022-05-05/2023-06-06"),
    ("en", "It runs between now and 20 March.", "now and 20 March", "2023-03-15/2023-03-20"),
    ("en", "Next week between Tuesday and Thursday", "Next week between Tuesday and Thursday", "2023-03-21/2023-03-23"),
    ("en", "He stays from 4 to 9 of next month.", "4 to 9 of next month", "2023-04-04/2023-04-09"),
    ("en", "He leaves on the 2nd of next month.", "2nd of next month", "2023-04-02"),
    ("en", "He spoke on the 7th.", "7th", "2023-03-07"),
    ("en", "They vote on the first Friday of July 2023.", "first Friday of July 2023", "2023-07-07"),
    ("en", "They voted on the last Sunday of October 2022.", "last Sunday of October 2022", "2022-10-30"),
    ("en", "He comes a week from today.", "a week from today", "2023-03-22"),
    ("en", "It closed in the third quarter of 2021.", "third quarter of 2021", "2021-07/2021-09"),
    ("en", "It closed in Q1 2022.", "Q1 2022", "2022-01/2022-03"),
    ("en", "The wars of the 1970s ended.", "1970s", "1970/1979"),
    ("en", "It rained in the past three days.", "past three days", "2023-03-12/2023-03-15"),
    ("en", "The envoys meet in the week of 20 March.", "week of 20 March", "2023-03-20/2023-03-26"),
    ("en", "He is away for the rest of the week.", "rest of the week", "2023-03-15/2023-03-19"),
    ("en", "They fought over the weekend.", "weekend", "2023-03-11/2023-03-12"),
    ("en", "They fought earlier in the week.", "earlier in the week", "2023-03-13/2023-03-19"),
    ("en", "It was signed in March, nineteen seventy eight.", "March, nineteen seventy eight", "1978-03"),
    ("en", "He signed it on the 4th of may.", "4th of may", "2022-05-04"),
    ("ru", "Переговоры шли с понедельника по среду.", "понедельника по среду", "2023-03-13/2023-03-15"),
    ("ru", "За последние три дня он дважды звонил.", "последние три дня", "2023-03-12/2023-03-15"),
    ("ru", "Он прилетит через неделю.", "через неделю", "2023-03-20/2023-03-26"),
    ("ru", "Съезд откроется 29 апреля т.г.", "29 апреля т.г.", "2023-04-29"),
    ("ru", "Это было в первом квартале 2022 года.", "первом квартале 2022 года", "2022-01/2022-03"),
    ("ru", "Партию создали в 1990-х годах.", "1990-х", "1990/1999"),
    ("ru", "Он приехал в первую пятницу июля 2022 года.", "первую пятницу июля 2022 года", "2022-07-01"),
    ("ru", "Форум пройдёт 15 числа следующего месяца.", "15 числа следующего месяца", "2023-04-15"),
    ("ru", "В минувшие выходные стреляли.", "выходные", "2023-03-11/2023-03-12"),
    ("ar", "هدأ الوضع خلال الأيام الثلاثة الماضية.", "الأيام الثلاثة الماضية", "2023-03-12/2023-03-15"),
    ("ar", "زار الوفد تونس يومي الخامس والسادس من مايو.", "الخامس والسادس من مايو", "2022-05-05/2022-05-06"),
    ("ar", "تأسس الحزب في التسعينيات.", "التسعينيات", "1990/1999"),
    ("ar", "وقع الاتفاق في الربع الثالث من عام 2016.", "الربع الثالث من عام 2016", "2016-07/2016-09"),
    ("ar", "يعود الأسبوع المقبل بين الثلاثاء والخميس.", "الأسبوع المقبل بين الثلاثاء والخميس", "2023-03-21/2023-03-23"),
    ("ar", "انتخب عام ألفين وثمانية عشر.", "عام ألفين وثمانية عشر", "2018"),
    ("ar", "يغيب حتى بقية الأسبوع.", "بقية الأسبوع", "2023-03-15/2023-03-19"),
    ("fa", "او ۱۲ بهمن‌ماه امسال آمد.", "۱۲ بهمن‌ماه امسال", "2023-02-01"),
    ("fa", "این سفر در مرداد ماه سال جاری بود.", "مرداد ماه سال جاری", "2022-07-23/2022-08-22"),
    ("fa", "این قانون در سال ۹۲ تصویب شد.", "سال ۹۲", "2013-03-21/2014-03-20"),
    ("fa", "نشست ۱۸ آذر ۹۵ برگزار شد.", "۱۸ آذر ۹۵", "2016-12-08"),
    ("fa", "نشست ۱۸ آذر ماه ۹۵ برگزار شد.", "۱۸ آذر ماه ۹۵", "2016-12-08"),
    ("fa", "او بیست و یک مهر ۱۴۰۰ رفت.", "بیست و یک مهر ۱۴۰۰", "2021-10-13"),
    ("fa", "آنان در سه روز گذشته گفتگو کردند.", "سه روز گذشته", "2023-03-12/2023-03-15"),
    ("fa", "وی روز گذشته آمد.", "روز گذشته", "2023-03-14"),
    ("fa", "او از دوشنبه تا چهارشنبه هفته جاری در تهران است.", "دوشنبه تا چهارشنبه هفته جاری", "2023-03-13/2023-03-15"),
    ("fa", "نشست 25 و 26 حمل برگزار شد.", "25 و 26 حمل", "2022-04-14/2022-04-15"),
]  # fmt: skip

UNSETTLED = [
    ("en", "He left a few days ago.", "vague-count"),
    ("en", "He left two days later.", "counted-from-text"),
    ("en", "He left the next day.", "next-day"),
    ("en", "He left in September of the same year.", "same-year"),
    ("ru", "Он уехал в сентябре того же года.", "same-year"),
    ("ru", "В последние недели он молчал.", "vague-count"),
    ("ar", "غادر في سبتمبر من العام نفسه.", "same-year"),
    ("fa", "او در مهر همان سال رفت.", "same-year"),
    ("en", "Prices rose in the last years.", "vague-count"),
    ("ru", "Он уехал несколько дней назад.", "vague-count"),
    ("ru", "Он уехал через два дня после взрыва.", "counted-from-text"),
    ("ar", "عاد الوفد بعد يومين من الهجوم.", "counted-from-text"),
    ("ar", "يعيش هنا منذ سنوات.", "vague-count"),
    ("fa", "او چند روز پیش رفت.", "vague-count"),
    ("fa", "در سال‌های اخیر چنین نبود.", "vague-count"),
]

NOTHING = [
    ("en", "It was his 27th session, 4.22 points and the season 2010-11."),
    ("en", "They may first meet; two may follow, and nine of the 27 spoke."),
    ("en", "See example.org/news/2021-05-26/talks and x=26.11.2021"),
    ("en", "In two thousand villages the second half of the team played."),
    ("fa", "بازی در آغاز هفته دهم بود."),
    ("fa", "یک دی جی با سه تن از مردم آمد."),
]


@pytest.mark.parametrize(("language", "text", "words", "value"), CASES)
def test_a_stretch_is_found_and_resolved(language, text, words, value):
    found = [(f.span.of(text), f.when.value) for f in find_dates(text, language, published=WEDNESDAY)]
    assert found == [(words, value)]


@pytest.mark.parametrize(("language", "text", "note"), UNSETTLED)
def test_what_the_page_date_cannot_settle_has_no_value_and_says_why(language, text, note):
    (found,) = find_dates(text, language, published=WEDNESDAY)
    assert (found.when.value, found.when.basis, found.when.note) == (None, "unknown", note)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_numbers_and_words_that_are_no_dates(language, text):
    assert [f.span.of(text) for f in find_dates(text, language, published=WEDNESDAY)] == []


@pytest.mark.parametrize(("language", "text", "words", "value"), CASES)
def test_nothing_is_counted_without_a_page_date(language, text, words, value):
    (found,) = find_dates(text, language, published=None)
    assert found.when.value == (value if found.expression.complete else None)
    assert found.when.basis == ("stated" if found.expression.complete else "unknown")


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("from Wednesday to Friday", "past", "2023-03-08/2023-03-10"),
        ("from Wednesday to Friday", "future", "2023-03-15/2023-03-17"),
        ("from Thursday to Tuesday", "past", "2023-03-09/2023-03-14"),
        ("over the weekend", "future", "2023-03-18/2023-03-19"),
        ("on the 20th", "future", "2023-03-20"),
        ("on the 20th", "past", "2023-02-20"),
    ],
)
def test_the_tense_settles_stretches(text, tense, value):
    (found,) = find_dates(text, "en", published=WEDNESDAY)
    assert settle(found, tense, WEDNESDAY).value == value
