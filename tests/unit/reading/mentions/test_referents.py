"""Coreference: who is named again, by a shorter name, a misspelling, a bare title or a pronoun."""

import pytest
from tests.unit.reading.notation import bug, find_all, people

CASES = [
    # the family name alone
    ("en", "Minister Oskar Brennick spoke. Brennick left.", "Oskar Brennick [Oskar Brennick, Brennick]"),
    ("ru", "Министр Иван Берёзкин выступил. Берёзкин уехал.", "Иван Берёзкин [Иван Берёзкин, Берёзкин]"),
    ("ar", "قال الوزير يوسف المنصوري أمس. وأضاف المنصوري كثيرا.", "يوسف المنصوري [يوسف المنصوري, المنصوري]"),
    ("fa", "وزیر کامران سعیدی گفت. سعیدی رفت.", "کامران سعیدی [کامران سعیدی, سعیدی]"),
    # in another case, and the name is given in the nominative
    ("ru", "С министром Иваном Берёзкиным говорили. Берёзкину верят.", "Иван Берёзкин [Иваном Берёзкиным, Берёзкину]"),
    bug(
        "ru",
        "Речь министра Петра Берёзкина.",
        "Пётр Берёзкин [Петра Берёзкина]",
        reason="a weak name of the tables that is also a given name is taken for the owner of the office",
    ),
    ("ru", "Письмо президенту Владимиру Берёзкину.", "Владимир Берёзкин [Владимиру Берёзкину]"),
    ("ru", "Письмо президенту Виктору Берёзкину.", "Виктор Берёзкин [Виктору Берёзкину]"),
    ("ru", "Письмо министру Анне Берёзкиной.", "Анна Берёзкина [Анне Берёзкиной]"),
    # a possessive, behind a clitic
    ("en", "Minister Oskar Brennick spoke. Brennick's car left.", "Oskar Brennick [Oskar Brennick, Brennick]"),
    ("ar", "قال الوزير يوسف المنصوري أمس. التقوا بالمنصوري.", "يوسف المنصوري [يوسف المنصوري, المنصوري]"),
    # near each other in every word: two people
    (
        "en",
        "Minister Bakhtiyor Salomov met Minister Bakhtiyar Salimov.",
        "Bakhtiyor Salomov [Bakhtiyor Salomov]; Bakhtiyar Salimov [Bakhtiyar Salimov]",
    ),
    # one letter wrong
    ("en", "Minister Oskar Brennick spoke. The car of Brenick left.", "Oskar Brennick [Oskar Brennick, Brenick]"),
    bug(
        "en",
        "Minister Oskar Brennick spoke. Then Brenick left.",
        "Oskar Brennick [Oskar Brennick, Brenick]",
        reason="a single name before a verb is made a person before its misspelling is looked for",
    ),
    # the fuller form is the name
    ("en", "Mr Brennick came. Minister Oskar Brennick spoke.", "Oskar Brennick [Brennick, Oskar Brennick]"),
    # an initial stands for the given name
    (
        "ru",
        "Ждали министра В.Лунина. Слово взял министр Владимир Лунин.",
        "Владимир Лунин [В.Лунина, Владимир Лунин]",
    ),
    # two persons of one family stay two
    (
        "en",
        "President Oskar Brennick met Minister Anna Brennick.",
        "Oskar Brennick [Oskar Brennick]; Anna Brennick [Anna Brennick]",
    ),
    # a bare title and a pronoun
    ("en", "President Oskar Brennick spoke. The president left.", "Oskar Brennick [Oskar Brennick, president]"),
    ("en", "President Oskar Brennick spoke. He left.", "Oskar Brennick [Oskar Brennick, He]"),
    ("ru", "Президент Чили Иван Берёзкин выступил. Он уехал.", "Иван Берёзкин [Иван Берёзкин, Он]"),
    ("ru", "Президент Иван Берёзкин выступил. Президент уехал.", "Иван Берёзкин [Иван Берёзкин, Президент]"),
    ("ar", "قال الرئيس يوسف المنصوري أمس. وعاد الرئيس.", "يوسف المنصوري [يوسف المنصوري, الرئيس]"),
    ("fa", "رئیس جمهور کامران سعیدی گفت. وی رفت.", "کامران سعیدی [کامران سعیدی, وی]"),
    # a pronoun that goes on with a source without a name means nobody, the one after it neither
    ("fa", "کامران سعیدی گفت. یک منبع آگاه خبر داد. وی افزود راه باز است.", "کامران سعیدی [کامران سعیدی]"),
    ("fa", "یک منبع آگاه خبر داد. وی گفت: «کامران سعیدی رفت.» وی افزود.", "کامران سعیدی [کامران سعیدی]"),
    ("fa", "یک مقام آگاه خبر داد. کامران سعیدی آن را رد کرد. وی رفت.", "کامران سعیدی [کامران سعیدی, وی]"),
    # the page's own agency is no part of the name behind it
    ("fa", "به گزارش خبرنگار پارلمانی خبرگزاری فارس سید رضا کریمی گفت راه باز است.", "سید رضا کریمی [سید رضا کریمی]"),
    # a pronoun that goes on with a source without a name means nobody, the one after it neither
    ("fa", "کامران سعیدی گفت. یک منبع آگاه خبر داد. وی افزود راه باز است.", "کامران سعیدی [کامران سعیدی]"),
    ("fa", "یک منبع آگاه خبر داد. وی گفت: «کامران سعیدی رفت.» وی افزود.", "کامران سعیدی [کامران سعیدی]"),
    ("fa", "یک مقام آگاه خبر داد. کامران سعیدی آن را رد کرد. وی رفت.", "کامران سعیدی [کامران سعیدی, وی]"),
    # an office of a town whose holder is not named means nobody, that of a state means the state
    ("fa", "شهر مشهد بزرگ است. شهردار مشهد گفت.", None),
    # the page's own agency is no part of the name behind it
    ("fa", "به گزارش خبرنگار پارلمانی خبرگزاری فارس سید رضا کریمی گفت راه باز است.", "سید رضا کریمی [سید رضا کریمی]"),
    ("fa", "رئیس جمهور کامران سعیدی گفت. رئیس جمهور رفت.", "کامران سعیدی [کامران سعیدی, رئیس جمهور]"),
    # a minister without a portfolio is the minister of the page
    (
        "en",
        "Foreign Minister Oskar Brennick spoke. The minister left.",
        "Oskar Brennick [Oskar Brennick, minister]",
    ),
    (
        "ru",
        "Министр обороны Иван Берёзкин выступил. Потом министр уехал.",
        "Иван Берёзкин [Иван Берёзкин, министр]",
    ),
    (
        "ar",
        "قال وزير الخارجية يوسف المنصوري كلاما. ثم غادر الوزير.",
        "يوسف المنصوري [يوسف المنصوري, الوزير]",
    ),
    # the pronoun means the subject of the sentence before
    (
        "en",
        "Minister Oskar Brennick met Envoy Kojo Addai. He left.",
        "Oskar Brennick [Oskar Brennick, He]; Kojo Addai [Kojo Addai]",
    ),
    # another office, another country: not this person
    ("en", "President Oskar Brennick spoke. A minister left.", "Oskar Brennick [Oskar Brennick]"),
    (
        "en",
        "Chilean President Oskar Brennick spoke. The Kenyan president left.",
        "Oskar Brennick [Oskar Brennick]",
    ),
    ("en", "Presidents come. Oskar Brennick, president of Chile, spoke.", "Oskar Brennick [Oskar Brennick]"),
    ("ru", "Министр Иван Берёзкин приехал. Министры молчат.", "Иван Берёзкин [Иван Берёзкин]"),
    ("ru", "Министр Иван Берёзкин приехал. Министр молчит.", "Иван Берёзкин [Иван Берёзкин, Министр]"),
    # a pronoun before any name stands for nobody of the page
    ("en", "He left. Minister Oskar Brennick spoke.", "Oskar Brennick [Oskar Brennick]"),
]
SAME_BODY = [
    ("en", "The Collective Security Treaty Organization met. The CSTO left.", 1),
    ("ru", "Организация Договора о коллективной безопасности собралась. ОДКБ ушла.", 1),
    ("en", "Chile and the Republic of Chile are one.", 1),
    ("en", "Sudan and South Sudan are two.", 2),
    ("ar", "تشيلي وجمهورية تشيلي", 1),
    ("fa", "ایران و جمهوری اسلامی ایران", 1),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_who_is_named_again(language, text, expected):
    assert people(text, language) == expected


@pytest.mark.parametrize(("language", "text", "count"), SAME_BODY)
def test_names_of_one_table_id_are_one_referent(language, text, count):
    assert len(find_all(text, language).cast.referents()) == count


def test_a_bare_title_is_a_link_and_no_alias():
    cast = find_all("President Oskar Brennick spoke. The president left.", "en").cast
    (person,) = (r for r in cast.referents() if r.kind == "person")
    assert [(m.surface, m.form) for m in person.mentions] == [("Oskar Brennick", "name"), ("president", "title")]


def test_find_person_answers_for_short_long_and_unknown_names():
    cast = find_all("Minister Oskar Brennick met Envoy Kojo Addai.", "en").cast
    first, second = cast.people
    assert cast.find_person(("Brennick",)) == first
    assert cast.find_person(("Kojo", "Addai")) == second
    assert cast.find_person(("Nobody",)) is None


@pytest.mark.parametrize(("word", "found"), [("Brenick", True), ("Brennick", False), ("Bannock", False), ("Br", False)])
def test_a_misspelling_differs_by_one_letter(word, found):
    cast = find_all("Minister Oskar Brennick spoke.", "en").cast
    assert (cast.find_misspelt(word) is not None) == found


def test_with_reference_finds_only_what_the_page_names():
    cast = find_all("Ministers of Chile spoke.", "en").cast
    assert cast.with_reference("territory:CL") is not None
    assert cast.with_reference("territory:KE") is None
    assert cast.with_reference(None) is None
