"""The whole naming pass: what a sentence names, and what it does not."""

import pytest
from tests.unit.reading.notation import bug, entities, find_all, make_article

from dragoman.reading.mentions.linking import find_mentions
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables

CASES = [
    ("en", "Chilean President Oskar Brennick flew to Nairobi.", "person Oskar Brennick; place Nairobi"),
    ("ru", "Президент Чили Иван Берёзкин прилетел в Найроби.", "country CL; person Иван Берёзкин; place Найроби"),
    ("ar", "وصل الرئيس يوسف المنصوري إلى نيروبي", "person يوسف المنصوري; place نيروبي"),
    ("fa", "وزیر کامران سعیدی وارد نایروبی شد", "person کامران سعیدی; place نایروبی"),
    ("en", "Nothing happened yesterday.", None),
    ("ru", "Вчера ничего не произошло.", None),
    ("ar", "لم يحدث شيء أمس", None),
    # a body in the words of an office is named there
    (
        "fa",
        "کامران سعیدی سخنگوی وزارت خارجه شیلی سخن گفت",
        "country CL; organisation وزارت خارجه شیلی; person کامران سعیدی",
    ),
    ("fa", "دیروز هیچ اتفاقی نیفتاد", None),
    # a demonym is no mention
    ("en", "A Chilean boat sank.", None),
    ("ru", "Чилийская лодка утонула.", None),
    ("ar", "غرق قارب كيني", None),
    ("fa", "قایق کنیایی غرق شد", None),
    # a ministry inside a spokesman's office is a body of its own
    ("en", "Foreign Ministry spokesman Kojo Addai spoke.", "organisation Foreign Ministry; person Kojo Addai"),
    # a bare capitalised head is the body named in full before
    bug(
        "en",
        "The Lakeside Trade Organization met. Members of the Organization left.",
        "organisation Lakeside Trade Organization",
        reason="a word that is never part of a person's name may be part of a body's",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_what_a_sentence_names(language, text, expected):
    assert entities(text, language) == expected


@pytest.mark.parametrize(("outlet", "named"), [("Reuters", False), ("The Harbour Post", True)])
def test_the_page_s_own_agency_is_no_entity_of_it(outlet, named):
    from msgspec.structs import replace

    article = replace(make_article("The minister told Reuters that talks go on.", "en"), outlet=outlet)
    found = find_mentions(Sheet(article, load_tables("en"))).cast.referents()
    assert bool(found) == named


def test_chunks_are_in_text_order_and_every_referent_has_a_mention():
    named = find_all("President Oskar Brennick of Chile met NATO officials in Geneva. He left.", "en")
    starts = [c.start for c in named.sheet.chunks]
    assert starts == sorted(starts)
    assert all(r.mentions for r in named.cast.referents())


TITLES = [
    # what somebody was or becomes stands for nobody, and no more does a word inside the name of a body
    ("Иван Берёзкин ранее был послом Кении в Чили.", []),
    ("Новым главой МИД Кении избран Иван Берёзкин.", []),
    ("Совет министров Кении заседал. Министр финансов Иван Берёзкин молчал.", ["Совет министров Кении"]),
    ("Президент Кении Иван Берёзкин прибыл. Президент Кении доволен.", ["Президент Кении"]),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_which_bare_titles_stand_for_somebody(text, expected):
    named = find_all(text, "ru")
    assert [named.sheet.surface(c) for c in named.sheet.chunks if c.kind == "title"] == expected
