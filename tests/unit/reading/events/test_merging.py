"""One event is listed once a page; calls are held by two; places follow from the meeting."""

import pytest
from tests.unit.reading.notation import events, read

from dragoman.model import EventMention, Role, Span, When
from dragoman.reading.events.merging import infer_places
from dragoman.reading.events.splitting import split_event


def make_event(kind, *participants, number=1, place=None, status="happened"):
    return EventMention(
        id=f"e{number}",
        type=kind,
        roles=tuple(Role("participant", p) for p in participants),
        sentence=Span(0, 10),
        trigger=Span(number, number + 1),
        rule="frames.tsv:1",
        status=status,
        place=place,
        when=When(),
    )


PAGES = [
    # the title and the body tell one meeting; one who acts for a country is not told twice
    (
        "en",
        "Brennick meets Addai in Nairobi",
        "President Oskar Brennick met Minister Kojo Addai in Nairobi on Monday. They met for an hour.",
        "meet: Kojo Addai, Oskar Brennick",
    ),
    (
        "ru",
        "Берёзкин встретился с Луниным",
        "Президент Иван Берёзкин встретился с министром Виктором Луниным в Найроби.",
        "meet: Виктор Лунин, Иван Берёзкин",
    ),
    (
        "ar",
        "المنصوري يستقبل البدري",
        "استقبل الرئيس يوسف المنصوري الوزير خالد البدري في نيروبي.",
        "meet: خالد البدري, يوسف المنصوري",
    ),
    (
        "fa",
        "دیدار سعیدی با کاوه",
        "وزیر کامران سعیدی با رضا کاوه دیدار کرد.",
        "meet: رضا کاوه, کامران سعیدی",
    ),
    # talks by telephone are no meeting as well
    (
        "fa",
        None,
        "کامران سعیدی در تماس تلفنی جداگانه با رضا کاوه درباره راه‌آهن رایزنی کرد.",
        "call: رضا کاوه, کامران سعیدی",
    ),
    # a speaker states once, two speakers twice
    (
        "en",
        None,
        "Oskar Brennick said prices fell. Oskar Brennick added that trade grew. Kojo Addai said nothing changed.",
        "state: Oskar Brennick; state: Kojo Addai",
    ),
    (
        "ru",
        None,
        "Иван Берёзкин заявил, что цены упали. Иван Берёзкин добавил, что торговля растёт.",
        "state: Иван Берёзкин",
    ),
    ("ar", None, "قال يوسف المنصوري إن الأسعار انخفضت. وأضاف المنصوري أن التجارة تنمو.", "state: يوسف المنصوري"),
    ("fa", None, "کامران سعیدی گفت قیمت‌ها کاهش یافت. سعیدی افزود تجارت رشد می‌کند.", "state: کامران سعیدی"),
    # what happened and what is planned stay two
    (
        "en",
        None,
        "President Oskar Brennick met Minister Kojo Addai in May. Oskar Brennick will meet Kojo Addai in June.",
        "meet: Kojo Addai, Oskar Brennick; meet (planned): Kojo Addai, Oskar Brennick",
    ),
    # a meeting needs two
    ("en", None, "President Oskar Brennick held talks.", None),
    # an agency reports, it does not state
    ("en", None, "Reuters said prices fell.", None),
]


@pytest.mark.parametrize(("language", "title", "text", "expected"), PAGES)
def test_a_page_lists_each_event_once(language, title, text, expected):
    assert events(text, language, title=title) == expected


def test_the_body_beats_the_headline():
    reading = read("President Oskar Brennick met Minister Kojo Addai.", "en", title="Brennick meets Addai")
    (event,) = reading.events
    assert reading.article.body_span.covers(event.sentence)


def test_a_call_of_one_to_several_makes_pairs():
    found = split_event(make_event("call", "a", "b", "c"))
    assert [(e.id, e.participants) for e in found] == [("e1.1", ("a", "b")), ("e1.2", ("a", "c"))]


@pytest.mark.parametrize("event", [make_event("call", "a", "b"), make_event("meet", "a", "b", "c"), make_event("call")])
def test_other_events_stay_whole(event):
    assert split_event(event) == [event]


CALLS = [
    ("en", "President Oskar Brennick spoke by phone with Minister Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("ru", "Президент Иван Берёзкин поговорил по телефону с Виктором Луниным.", "call: Виктор Лунин, Иван Берёзкин"),
    ("ar", "أجرى الرئيس يوسف المنصوري اتصالا هاتفيا مع الوزير خالد البدري", "call: خالد البدري, يوسف المنصوري"),
    ("fa", "کامران سعیدی با رضا کاوه تلفنی گفتگو کرد", "call: رضا کاوه, کامران سعیدی"),
    (
        "en",
        "President Oskar Brennick spoke by phone with Minister Kojo Addai and Envoy Anna Tarn.",
        "call: Kojo Addai, Oskar Brennick; call: Anna Tarn, Oskar Brennick",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CALLS)
def test_talks_by_telephone(language, text, expected):
    assert events(text, language) == expected


def test_what_is_said_on_a_visit_is_said_there():
    visit, speech = make_event("visit", "a", place="p"), make_event("state", "a", number=2)
    assert [e.place for e in infer_places([visit, speech])] == ["p", "p"]


@pytest.mark.parametrize(
    "visits",
    [
        [make_event("visit", "b", place="p")],
        [make_event("visit", "a", place="p", status="planned")],
        [make_event("visit", "a", place="p"), make_event("meet", "a", "b", place="q", number=3)],
        [],
    ],
    ids=["somebody else's", "only planned", "two places", "none"],
)
def test_a_place_is_not_guessed(visits):
    speech = make_event("state", "a", number=2)
    assert infer_places([*visits, speech])[-1].place is None
