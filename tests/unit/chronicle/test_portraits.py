"""How pages name an entity: counts, written forms and sentences."""

import pytest

from dragoman.app import open_dragoman

RUSSIAN = """Встреча в Душанбе

12 марта 2024 года президент Таджикистана Бахром Саидзода принял генерального секретаря ООН Пабло Ортегу.
Позднее Саидзода посетил школу.
"""
LATER = """Переговоры

14 марта 2024 года Бахром Саидзода посетил Ташкент. Визит Бахрома Саидзоды завершился вечером.
"""


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portraits")
    for name, text in (("a.txt", RUSSIAN), ("b.txt", LATER)):
        (folder / name).write_text(text, "utf-8")
    with open_dragoman(folder / "store.db") as opened:
        opened.read([folder / "a.txt", folder / "b.txt"])
        yield opened


def test_names_are_counted_by_language_with_their_written_forms(chronicle):
    portrait = chronicle.portrait(chronicle.who("Бахром Саидзода")[0].id)
    name = portrait.names[0]
    assert (name.language, name.name, name.pages) == ("ru", "Бахром Саидзода", 2)
    assert {form.text for form in name.forms} == {"Саидзода", "Бахрома Саидзоды"}
    assert portrait.mentions == name.mentions == 4


def test_the_latest_page_is_quoted_first_and_each_once(chronicle):
    quotes = chronicle.portrait(chronicle.who("Бахром Саидзода")[0].id).quotes
    assert len(quotes) == 2
    assert all("Саидзод" in quote.text for quote in quotes)
    assert len(chronicle.portrait(chronicle.who("Бахром Саидзода")[0].id, quotes=1).quotes) == 1


def test_what_nobody_names_has_no_names(chronicle):
    assert chronicle.portrait("person:nobody").names == ()


def test_a_body_has_those_who_hold_its_offices(chronicle):
    found = chronicle.offices_in("territory:TJ")
    assert [(one.title, one.name) for one in found] == [("head-of-state", "Бахром Саидзода")]
    assert chronicle.offices_in("territory:KZ") == ()


def test_a_city_that_no_page_names_in_a_language_has_its_name_of_the_tables(chronicle):
    city = chronicle.who("Ташкент")[0].id
    assert chronicle.names_in([city], "en") == {city: "Tashkent"}
