"""When events were: which date of a sentence or page belongs to them, and how it is known."""

import pytest
from tests.unit.reading.notation import read

WEDNESDAY = "2023-05-03"

# language, text, page's day, type of the event looked at, value, basis
DATES = [
    # English
    ("en", "Minister Kojo Addai met President Oskar Brennick on Friday.", WEDNESDAY, "meet", "2023-04-28"),
    ("en", "Minister Kojo Addai will meet President Oskar Brennick on Friday.", WEDNESDAY, "meet", "2023-05-05"),
    ("en", "Minister Kojo Addai is set to meet President Oskar Brennick on Friday.", WEDNESDAY, "meet", "2023-05-05"),
    ("en", "Minister Kojo Addai met President Oskar Brennick last November.", WEDNESDAY, "meet", "2022-11"),
    ("en", "Minister Kojo Addai met President Oskar Brennick last November.", None, "meet", None),
    ("en", "Minister Kojo Addai will visit Kenya on 29 May of this year.", WEDNESDAY, "visit", "2023-05-29"),
    ("en", "Minister Kojo Addai will visit Kenya on 29 May of this year.", None, "visit", None),
    ("en", "Minister Kojo Addai visited Kenya on 10–12 April.", WEDNESDAY, "visit", "2023-04-10/2023-04-12"),
    ("en", "Minister Kojo Addai will visit Kenya on 10–12 May.", WEDNESDAY, "visit", "2023-05-10/2023-05-12"),
    ("en", "Minister Kojo Addai visited Kenya on 3 and 4 April.", WEDNESDAY, "visit", "2023-04-03/2023-04-04"),
    ("en", "Minister Kojo Addai visited Kenya from 3 to 6 April.", WEDNESDAY, "visit", "2023-04-03/2023-04-06"),
    ("en", "Minister Kojo Addai visited Kenya this week.", WEDNESDAY, "visit", "2023-05-01/2023-05-07"),
    ("en", "Minister Kojo Addai visited Kenya on 20 November.", WEDNESDAY, "visit", "2022-11-20"),
    ("en", "Minister Kojo Addai visited Kenya on 20 November.", None, "visit", None),
    ("en", "Minister Kojo Addai visited Kenya earlier today.", WEDNESDAY, "visit", "2023-05-03"),
    ("en", "Minister Kojo Addai visited Kenya in April 2021.", None, "visit", "2021-04"),
    ("en", "Minister Kojo Addai visited Kenya two days ago.", WEDNESDAY, "visit", "2023-05-01"),
    ("en", "Minister Kojo Addai visited Kenya a few days ago.", WEDNESDAY, "visit", None),
    # Russian
    ("ru", "В пятницу президент Иван Берёзкин встретился с Виктором Луниным.", WEDNESDAY, "meet", "2023-04-28"),
    ("ru", "В пятницу президент Иван Берёзкин встретится с Виктором Луниным.", WEDNESDAY, "meet", "2023-05-05"),
    ("ru", "Президент Иван Берёзкин посетил Кению в ноябре прошлого года.", WEDNESDAY, "visit", "2022-11"),
    ("ru", "Президент Иван Берёзкин посетил Кению в ноябре прошлого года.", None, "visit", None),
    ("ru", "Президент Иван Берёзкин посетит Кению 29 мая этого года.", WEDNESDAY, "visit", "2023-05-29"),
    ("ru", "Президент Иван Берёзкин посетил Кению с 10 по 12 апреля.", WEDNESDAY, "visit", "2023-04-10/2023-04-12"),
    ("ru", "Президент Иван Берёзкин посетит Кению 10–12 мая.", WEDNESDAY, "visit", "2023-05-10/2023-05-12"),
    ("ru", "Президент Иван Берёзкин посетил Кению 3 и 4 апреля.", WEDNESDAY, "visit", "2023-04-03/2023-04-04"),
    ("ru", "Накануне президент Иван Берёзкин посетил Кению.", WEDNESDAY, "visit", "2023-05-02"),
    ("ru", "Сегодня президент Иван Берёзкин встретился с Виктором Луниным.", WEDNESDAY, "meet", "2023-05-03"),
    ("ru", "Сегодня президент Иван Берёзкин встретился с Виктором Луниным.", None, "meet", None),
    ("ru", "На этой неделе президент Иван Берёзкин посетил Кению.", WEDNESDAY, "visit", "2023-05-01/2023-05-07"),
    ("ru", "Президент Иван Берёзкин посетил Кению 20 ноября.", WEDNESDAY, "visit", "2022-11-20"),
    ("ru", "Президент Иван Берёзкин прибудет в Кению 20 ноября.", WEDNESDAY, "visit", "2023-11-20"),
    # Arabic
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري يوم الجمعة.", WEDNESDAY, "meet", "2023-04-28"),
    ("ar", "يزور الرئيس يوسف المنصوري كينيا يوم الجمعة المقبل.", WEDNESDAY, "visit", "2023-05-05"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا في نوفمبر من العام الماضي.", WEDNESDAY, "visit", "2022-11"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا في نوفمبر الماضي.", WEDNESDAY, "visit", "2022-11"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا في نوفمبر الماضي.", None, "visit", None),
    ("ar", "زار الرئيس يوسف المنصوري كينيا يومي 3 و4 أبريل.", WEDNESDAY, "visit", "2023-04-03/2023-04-04"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا من 10 إلى 12 أبريل.", WEDNESDAY, "visit", "2023-04-10/2023-04-12"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا في 20 نوفمبر.", WEDNESDAY, "visit", "2022-11-20"),
    ("ar", "زار الرئيس يوسف المنصوري كينيا هذا الأسبوع.", WEDNESDAY, "visit", "2023-05-01/2023-05-07"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري اليوم الأربعاء.", WEDNESDAY, "meet", "2023-05-03"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري مساء أمس.", WEDNESDAY, "meet", "2023-05-02"),
    # Persian
    ("fa", "کامران سعیدی روز جمعه با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2023-04-28"),
    ("fa", "کامران سعیدی روز جمعه با رضا کاوه دیدار خواهد کرد.", WEDNESDAY, "meet", "2023-05-05"),
    ("fa", "کامران سعیدی آبان سال گذشته با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2022-10-23/2022-11-21"),
    ("fa", "کامران سعیدی در ماه نوامبر سال گذشته با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2022-11"),
    ("fa", "کامران سعیدی هفته گذشته با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2023-04-24/2023-04-30"),
    ("fa", "کامران سعیدی هفته گذشته با رضا کاوه دیدار کرد.", None, "meet", None),
    ("fa", "کامران سعیدی ۱۰ تا ۱۲ فروردین به کنیا سفر کرد.", WEDNESDAY, "visit", "2023-03-30/2023-04-01"),
    ("fa", "کامران سعیدی روز دوشنبه با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2023-05-01"),
    ("fa", "کامران سعیدی صبح امروز با رضا کاوه دیدار کرد.", WEDNESDAY, "meet", "2023-05-03"),
]  # fmt: skip

# The second event counts from the first.
MET_EN, MET_RU = "Minister Kojo Addai met President Oskar Brennick", "Иван Берёзкин встретился с Виктором Луниным"
MET_AR, MET_FA = "التقى الرئيس يوسف المنصوري الوزير خالد البدري", "کامران سعیدی ۳ مه ۲۰۲۱ با رضا کاوه دیدار کرد"
SAME_DAY = [
    ("en", f"{MET_EN} on 3 May 2021. On the same day, Minister Kojo Addai met Minister Juma Otieno.", "2021-05-03"),
    ("en", f"{MET_EN} on 3 May 2021. The next day, Minister Kojo Addai met Minister Juma Otieno.", "2021-05-04"),
    ("en", f"{MET_EN} on Monday. On the same day, Minister Kojo Addai met Minister Juma Otieno.", "2023-05-01"),
    ("ru", f"{MET_RU} 3 мая 2021 года. В тот же день он встретился с Петром Соловейко.", "2021-05-03"),
    ("ru", f"{MET_RU} 3 мая 2021 года. На следующий день он встретился с Петром Соловейко.", "2021-05-04"),
    ("ar", f"{MET_AR} يوم 3 مايو 2021. وفي اليوم نفسه التقى يوسف المنصوري الوزير سالم الهاشمي.", "2021-05-03"),
    ("en", f"{MET_EN} in May 2021. In June of the same year, Minister Kojo Addai met Minister Juma Otieno.", "2021-06"),
    ("ru", f"{MET_RU} в мае 2021 года. В июне того же года он встретился с Петром Соловейко.", "2021-06"),
    ("fa", f"{MET_FA}. در همان روز کامران سعیدی با بهرام نوری دیدار کرد.", "2021-05-03"),
    ("fa", f"{MET_FA}. کامران سعیدی ۵ مهر همان سال با بهرام نوری دیدار کرد.", "2021-09-27"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "published", "kind", "value"), DATES)
def test_the_date_of_an_event(language, text, published, kind, value):
    events = [e for e in read(text, language, published=published).events if e.type == kind]
    assert [e.when.value for e in events] == [value]
    basis = "unknown" if value is None else "stated" if "2021" in text else "counted"
    assert events[0].when.basis == basis


@pytest.mark.parametrize(("language", "text", "value"), SAME_DAY)
def test_the_same_day_is_the_day_told_of_before(language, text, value):
    second = read(text, language, published=WEDNESDAY).events[-1]
    assert (second.when.value, second.when.basis) == (value, "inferred")


CLASHES = [
    ("en", "Minister Kojo Addai met President Oskar Brennick on Monday, 3 May 2023.", "2023-05-03"),
    ("ru", "Президент Иван Берёзкин встретился с Виктором Луниным в понедельник, 3 мая 2023 года.", "2023-05-03"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري يوم الاثنين 3 مايو 2023.", "2023-05-03"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري اليوم الثلاثاء.", "2023-05-02"),
    ("fa", "کامران سعیدی روز جمعه ۱۳ اردیبهشت ۱۴۰۲ با رضا کاوه دیدار کرد.", "2023-05-03"),
]


@pytest.mark.parametrize(("language", "text", "value"), CLASHES)
def test_a_weekday_that_contradicts_the_date_stays_as_a_note_on_the_event(language, text, value):
    (event,) = read(text, language, published=WEDNESDAY).events
    assert (event.when.value, event.when.note) == (value, "weekday-contradicts")


DUSHANBE = [
    ("کامران سعیدی در دوشنبه با رضا کاوه دیدار کرد.", None, True),
    ("کامران سعیدی در شهر دوشنبه با رضا کاوه دیدار کرد.", None, True),
    ("کامران سعیدی روز دوشنبه با رضا کاوه دیدار کرد.", "2023-05-01", False),
    ("کامران سعیدی دوشنبه گذشته با رضا کاوه دیدار کرد.", "2023-05-01", False),
    ("کامران سعیدی امروز دوشنبه با رضا کاوه دیدار کرد.", "2023-05-01", False),
]


@pytest.mark.parametrize(("text", "value", "is_city"), DUSHANBE)
def test_a_city_named_like_a_weekday(text, value, is_city):
    reading = read(text, "fa", published=WEDNESDAY)
    (event,) = reading.events
    cities = {r.id for r in reading.referents if r.kind == "place"}
    assert (event.when.value, event.place in cities) == (value, is_city)


@pytest.mark.parametrize("footer", ["© 2019–2023 Northport Times", "Copyright 2023", "(c) 3 May 2021"])
def test_a_copyright_is_no_date(footer):
    from dragoman.reading.articles.publication import parse_published

    assert parse_published(footer, "en") is None


# What says how long is no date of the event; what is said has other dates than the saying.
NOT_THEIRS = [
    ("en", "Minister Kojo Addai has visited Kenya twice since 2019.", "visit", None),
    ("en", "Minister Kojo Addai visited Kenya in the past two months.", "visit", None),
    ("en", "Kenya, which fought a war in 2006, has sent thousands of soldiers to Sudan.", "mobilize", None),
    ("en", "Minister Kojo Addai said on Monday that prices rose last week.", "state", "2023-05-01"),
    ("en", "Minister Kojo Addai said that prices rose on 20 April.", "state", None),
    ("en", "Prices rose on Friday in all towns, Minister Kojo Addai said.", "state", None),
    ("en", "On Friday, before the talks, Minister Kojo Addai said that prices rose.", "state", "2023-04-28"),
    ("ru", "Иван Берёзкин, выступая 28 апреля в Найроби, заявил, что цены растут.", "state", "2023-04-28"),
    ("ru", "Иван Берёзкин заявил, что цены выросли 20 апреля.", "state", None),
    ("ar", "قال الرئيس يوسف المنصوري أمس إن الأسعار ارتفعت يوم الخميس.", "state", "2023-05-02"),
    ("ar", "قال الرئيس يوسف المنصوري إن الأسعار ارتفعت يوم الخميس.", "state", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "value"), NOT_THEIRS)
def test_a_date_of_something_else_is_not_the_date_of_the_event(language, text, kind, value):
    events = [e for e in read(text, language, published=WEDNESDAY).events if e.type == kind]
    assert [e.when.value for e in events] == [value]


TODAY = [
    ("en", "They vote today, Saturday, 12 October 2019. Minister Kojo Addai visited Kenya yesterday.", "2019-10-11"),
    ("en", "The town votes today, October 12, 2019. Minister Kojo Addai will visit Kenya on Monday.", "2019-10-14"),
    ("ru", "Выборы идут сегодня, в субботу, 12 октября 2019 г. Вчера Иван Берёзкин посетил Кению.", "2019-10-11"),
    ("ar", "تجرى الانتخابات اليوم السبت 12 أكتوبر 2019. وزار الرئيس يوسف المنصوري كينيا أمس.", "2019-10-11"),
    ("fa", "انتخابات امروز (شنبه ۲۰ مهر ۱۳۹۸) است. کامران سعیدی دیروز به کنیا سفر کرد.", "2019-10-11"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value"), TODAY)
def test_a_page_that_says_which_day_today_is_has_a_day_to_count_from(language, text, value):
    (visit,) = [e for e in read(text, language).events if e.type == "visit"]
    assert (visit.when.value, visit.when.basis) == (value, "counted")
