"""Where, when and about what."""

import pytest
from msgspec.structs import replace
from tests.unit.reading.notation import make_article, make_sheet, read

from dragoman.reading.events.circumstances import find_topics
from dragoman.reading.reader import read_article

PLACES = [
    ("en", "President Oskar Brennick met Minister Kojo Addai in Nairobi.", "Nairobi"),
    ("en", "President Oskar Brennick flew to Nairobi on an official visit.", "Nairobi"),
    ("en", "President Oskar Brennick visited Kenya.", "Kenya"),
    ("en", "President Oskar Brennick met Minister Kojo Addai.", None),
    ("ru", "Президент Иван Берёзкин встретился с Виктором Луниным в Найроби.", "Найроби"),
    ("ru", "Иван Берёзкин обсудил с Виктором Луниным обстановку в Кении.", None),
    ("ru", "Президент Иван Берёзкин прибыл в Найроби с визитом.", "Найроби"),
    ("ru", "На окраине Найроби прогремел взрыв.", "Найроби"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري في نيروبي", "نيروبي"),
    ("ar", "وصل الرئيس يوسف المنصوري إلى نيروبي", "نيروبي"),
    ("ar", "التقى الرئيس يوسف المنصوري في مدينة جنيف السويسرية الوزير خالد البدري", "جنيف"),
    ("ar", "بحث الرئيس يوسف المنصوري مع الوزير خالد البدري الأوضاع الإنسانية في كينيا", None),
    ("fa", "کامران سعیدی در نایروبی با رضا کاوه دیدار کرد", "نایروبی"),
    ("fa", "کامران سعیدی به نایروبی سفر کرد", "نایروبی"),
    ("fa", "کامران سعیدی به آستانه سفر کرد", "آستانه"),
    ("fa", "کامران سعیدی در آستانه سفر خود با رضا کاوه دیدار کرد", None),
    ("fa", "کامران سعیدی برای مذاکره درباره امنیت در تونس و همکاری نظامی به کنیا سفر کرد", "کنیا"),
    ("fa", "کامران سعیدی با رضا کاوه درباره جنگ طولانی در کنیا دیدار کرد", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_the_place_of_an_event(language, text, expected):
    reading = read(text, language)
    names = {r.id: r.name for r in reading.referents}
    assert [names.get(e.place or "") for e in reading.events][:1] == [expected]


DATES = [
    ("en", "President Oskar Brennick met Minister Kojo Addai on 3 May 2023.", None, "2023-05-03"),
    ("en", "President Oskar Brennick met Minister Kojo Addai yesterday.", "2023-05-03", "2023-05-02"),
    ("en", "President Oskar Brennick will meet Minister Kojo Addai tomorrow.", "2023-05-03", "2023-05-04"),
    ("en", "President Oskar Brennick met Minister Kojo Addai on Monday.", "2023-05-03", "2023-05-01"),
    ("en", "President Oskar Brennick will meet Minister Kojo Addai on Monday.", "2023-05-03", "2023-05-08"),
    ("en", "President Oskar Brennick met Minister Kojo Addai yesterday.", None, None),
    ("ru", "Президент Иван Берёзкин встретился с Виктором Луниным 3 мая 2023 года.", None, "2023-05-03"),
    ("ru", "Вчера президент Иван Берёзкин встретился с Виктором Луниным.", "2023-05-03", "2023-05-02"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري يوم 3 مايو 2023", None, "2023-05-03"),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري أمس", "2023-05-03", "2023-05-02"),
    ("fa", "کامران سعیدی دیروز با رضا کاوه دیدار کرد", "2023-05-03", "2023-05-02"),
    ("fa", "کامران سعیدی ۱۳ اردیبهشت ۱۴۰۲ با رضا کاوه دیدار کرد", None, "2023-05-03"),
    # what is said of a day to come was not said then
    ("en", "President Oskar Brennick said the harvest would begin on 10 May 2025.", "2025-01-09", None),
    ("fa", "به گفته کامران سعیدی، نشست سران روز ۱۰ مه ۲۰۲۵ برگزار خواهد شد", "2025-01-09", None),
]


@pytest.mark.parametrize(("language", "text", "published", "expected"), DATES)
def test_the_date_of_an_event(language, text, published, expected):
    reading = read(text, language, published=published)
    assert [e.when.value for e in reading.events] == [expected]


TOPICS = [
    ("en", "They spoke of drug trafficking and water.", {"drug-trafficking", "water"}),
    ("en", "They ate soup.", set()),
    ("ru", "Обсудили борьбу с терроризмом и энергетику.", {"terrorism", "energy"}),
    ("ru", "Они ели суп.", set()),
    ("ar", "بحثا مكافحة الإرهاب والطاقة", {"terrorism", "energy"}),
    ("fa", "درباره تروریسم و انرژی سخن گفتند", {"terrorism", "energy"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), TOPICS)
def test_the_topics_of_a_stretch(language, text, expected):
    sheet = make_sheet(text, language)
    assert set(find_topics(sheet, 0, len(sheet.tokens))) == expected


def test_topics_do_not_reach_beyond_the_stretch():
    sheet = make_sheet("Water. Drug trafficking.", "en")
    assert set(find_topics(sheet, 0, 2)) == {"water"}


BASES = [
    ("en", "President Oskar Brennick met Minister Kojo Addai in Nairobi.", None, "Nairobi (stated)"),
    (
        "en",
        "President Oskar Brennick met Minister Kojo Addai. The talks in Nairobi were long.",
        "NAIROBI, May 3",
        "Nairobi (dateline)",
    ),
    ("en", "President Oskar Brennick met Minister Kojo Addai.", "NAIROBI, May 3", None),
    (
        "en",
        "President Oskar Brennick met Minister Kojo Addai in Lima. Brennick met Clara Benitez.",
        "NAIROBI, May 3",
        "Lima (stated)",
    ),
]


@pytest.mark.parametrize(("language", "text", "dateline", "expected"), BASES)
def test_how_a_place_is_known(language, text, dateline, expected):
    reading = read_article(replace(make_article(text, language), dateline=dateline))
    names = {r.id: r.name for r in reading.referents}
    placed = [f"{names[e.place]} ({e.place_basis})" for e in reading.events if e.place]
    assert placed[:1] == ([expected] if expected else [])


def test_what_is_said_on_a_visit_is_said_where_it_goes():
    reading = read("President Oskar Brennick visited Kenya. Brennick thanked Minister Kojo Addai.", "en")
    assert [(e.type, e.place_basis) for e in reading.events] == [("visit", "stated"), ("support", "inferred")]
