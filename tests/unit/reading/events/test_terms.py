"""Since when and until when an office is held, and who came after whom, as the office's own clause says."""

import pytest
from tests.unit.reading.notation import offices, read

DAY = "2024-05-10"

TERMS = [
    ("en", "Oskar Brennick, president of Chile since 2019, spoke.", "Oskar Brennick: head-of-state of CL since 2019"),
    (
        "en",
        "President Oskar Brennick of Chile, in office since March 2019, spoke.",
        "Oskar Brennick: head-of-state of CL since 2019-03",
    ),
    (
        "en",
        "Oskar Brennick, prime minister of Kenya from 1995 to 2002, spoke.",
        "Oskar Brennick: former head-of-government of KE since 1995 until 2002",
    ),
    (
        "en",
        "Oskar Brennick (prime minister of Kenya 1995-2002) spoke.",
        "Oskar Brennick: former head-of-government of KE since 1995 until 2002",
    ),
    (
        "en",
        "Former President Oskar Brennick of Chile, who ruled from 2001 to 2006, spoke.",
        "Oskar Brennick: former head-of-state of CL since 2001 until 2006",
    ),
    ("en", "President Oskar Brennick of Chile has feared rain since 2019.", "Oskar Brennick: head-of-state of CL"),
    (
        "ru",
        "Президент Чили Иван Берёзкин, занимающий пост с 2019 года, выступил.",
        "Иван Берёзкин: head-of-state of CL since 2019",
    ),
    (
        "ru",
        "Иван Берёзкин, премьер-министр Кении в 1995–2002 годах, выступил.",
        "Иван Берёзкин: former head-of-government of KE since 1995 until 2002",
    ),
    ("ru", "Президент Чили Иван Берёзкин с 2019 года боится дождя.", "Иван Берёзкин: head-of-state of CL"),
    (
        "ar",
        "قال وزير خارجية لبنان عمر حداد، الذي يتولى منصبه منذ عام 2019، إن الوضع هادئ.",
        "عمر حداد: foreign-minister of LB since 2019",
    ),
    (
        "ar",
        "قال رئيس وزراء لبنان الأسبق عمر حداد (1995-2002) إن الوضع هادئ.",
        "عمر حداد: former head-of-government of LB since 1995 until 2002",
    ),
    (
        "fa",
        "آرش نوری، نخست‌وزیر پیشین مصر که تا سال ۲۰۲۱ این سمت را بر عهده داشت، به تهران رفت.",
        "آرش نوری: former head-of-government of EG until 2021",
    ),
]

PREDICATES = [
    (
        "en",
        "Oskar Brennick has been president of Chile since March 2019.",
        "Oskar Brennick: head-of-state of CL since 2019-03",
    ),
    (
        "en",
        "Oskar Brennick was prime minister of Kenya until 2023.",
        "Oskar Brennick: former head-of-government of KE until 2023",
    ),
    ("en", "Oskar Brennick is not the president of Chile.", None),
    ("ru", "Иван Берёзкин является президентом Чили.", "Иван Берёзкин: head-of-state of CL"),
    (
        "ru",
        "Иван Берёзкин был премьер-министром Кении с 1995 по 2002 год.",
        "Иван Берёзкин: former head-of-government of KE since 1995 until 2002",
    ),
    (
        "ru",
        "Пост министра обороны Чили с 2020 года занимает Иван Берёзкин.",
        "Иван Берёзкин: defence-minister of CL since 2020",
    ),
    (
        "ru",
        "До 2019 года министром обороны Чили был Иван Берёзкин.",
        "Иван Берёзкин: former defence-minister of CL until 2019",
    ),
    (
        "ar",
        "شغل عمر حداد منصب وزير خارجية لبنان حتى عام 2019.",
        "عمر حداد: former foreign-minister of LB until 2019",
    ),
    (
        "fa",
        "آرش نوری از ۱۹۹۵ تا ۲۰۰۲ نخست‌وزیر مصر بود.",
        "آرش نوری: former head-of-government of EG since 1995 until 2002",
    ),
]

SUCCESSIONS = [
    (
        "ar",
        "تولى عمر حداد منصب وزير خارجية لبنان في 3 مارس 2022 خلفا لسمير خوري.",
        "سمير خوري: former foreign-minister of LB until 2022-03-03; عمر حداد: foreign-minister of LB since 2022-03-03",
    ),
    (
        "en",
        "Oskar Brennick replaced Kojo Addai as foreign minister of Chile on 3 March 2022.",
        "Kojo Addai: former foreign-minister of CL until 2022-03-03; "
        "Oskar Brennick: foreign-minister of CL since 2022-03-03",
    ),
    (
        "ru",
        "Виктор Лунин сменил Антона Берга на посту министра обороны Чили 3 марта 2022 года.",
        "Антон Берг: former defence-minister of CL until 2022-03-03; "
        "Виктор Лунин: defence-minister of CL since 2022-03-03",
    ),
    (
        "fa",
        "«آرش نوری» به جای «بهزاد علوی» به عنوان وزیر خارجه مصر منصوب شد.",
        "آرش نوری: foreign-minister of EG; بهزاد علوی: former foreign-minister of EG",
    ),
]

LEAVING = [
    (
        "en",
        "Kojo Addai will take over as secretary general of NATO on 1 October 2024, replacing Oskar Brennick.",
        "Kojo Addai: incoming secretary-general of nato since 2024-10-01; "
        "Oskar Brennick: secretary-general of nato until 2024-10-01",
    ),
    (
        "en",
        "Prime Minister Kojo Addai of Kenya was sworn in on 3 March 2021.",
        "Kojo Addai: head-of-government of KE; Kojo Addai: head-of-government of KE since 2021-03-03",
    ),
    (
        "en",
        "Oskar Brennick will resign as foreign minister of Chile on 3 June.",
        "Oskar Brennick: foreign-minister of CL until 2024-06-03",
    ),
    (
        "ar",
        "استقال وزير خارجية لبنان عمر حداد في 3 مارس 2022.",
        "عمر حداد: foreign-minister of LB; عمر حداد: former foreign-minister of LB until 2022-03-03",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), TERMS)
def test_the_term_that_stands_with_an_office(language: str, text: str, expected: str) -> None:
    assert offices(text, language, published=DAY) == expected


@pytest.mark.parametrize(("language", "text", "expected"), PREDICATES)
def test_an_office_that_a_verb_of_being_gives(language: str, text: str, expected: str | None) -> None:
    assert offices(text, language, published=DAY) == expected


@pytest.mark.parametrize(("language", "text", "expected"), SUCCESSIONS)
def test_a_succession_ends_one_and_begins_the_other(language: str, text: str, expected: str) -> None:
    assert offices(text, language, published=DAY) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LEAVING)
def test_taking_and_leaving_bound_the_office_that_the_sentence_calls_them_by(
    language: str, text: str, expected: str
) -> None:
    assert offices(text, language, published=DAY) == expected


ACTING = [
    ("en", "Acting President Oskar Brennick of Chile spoke."),
    ("ru", "Исполняющий обязанности президента Чили Иван Берёзкин выступил."),
    ("ar", "قال القائم بأعمال رئيس لبنان عمر حداد إن المعرض مفتوح."),
    ("fa", "سرپرست وزارت دفاع مصر آرش نوری سخن گفت."),
]


@pytest.mark.parametrize(("language", "text"), ACTING)
def test_acting_holders_are_marked(language: str, text: str) -> None:
    assert [office.acting for office in read(text, language).offices] == [True]
