"""The shipped gazetteer: every state in four languages, capitals, weak names, no duplicates, demonyms, name parts."""

import re
from collections import Counter

import pytest

from dragoman.language.gazetteer_tables import (
    describe_city,
    load_cities,
    load_name_parts,
    load_territories,
    territory_kind,
    territory_label,
)
from dragoman.language.tables import DATA, Row, read_table

LANGUAGES = ("en", "ru", "ar", "fa")
SCRIPTS = {"en": "[A-Za-zÀ-ɏ]", "ru": "[А-Яа-яЁё]", "ar": "[ء-ي]", "fa": "[ء-ی]"}
FORMER = {"territory:SU", "territory:YU", "territory:DD", "territory:CS"}


def territory_of(name: str, language: str, *, strength: str = "strong") -> set[str]:
    return {entry.id for entry in load_territories(language) if entry.name == name and entry.strength == strength}


def city_of(name: str, language: str, *, strength: str = "strong") -> list[str]:
    found = [entry.id for entry in load_cities(language) if entry.name == name and entry.strength == strength]
    return [place.name for place in map(describe_city, found) if place]


def demonyms(language: str) -> list[Row]:
    return list(
        read_table(DATA.joinpath("languages", language, "places.tsv"), required=("form", "id", "use", "strength"))
    )


def test_every_state_has_a_label_in_the_four_languages_and_tajik() -> None:
    states = {entry.id for entry in load_territories("en") if entry.kind == "country"}
    assert len(states - FORMER) >= 250
    for language in (*LANGUAGES, "tg"):
        assert {id for id in states - FORMER if not territory_label(id, language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_has_one_label_per_language(language: str) -> None:
    labels = Counter(entry.id for entry in load_territories(language) if entry.form == "label")
    regions = {entry.id for entry in load_territories("en") if entry.kind == "region"}
    assert len(regions) >= 300
    assert regions <= set(labels)
    assert set(labels.values()) == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_their_script_and_not_repeated(language: str) -> None:
    territories = [(entry.id, entry.name) for entry in load_territories(language)]
    cities = [(entry.id, entry.name) for entry in load_cities(language)]
    assert [name for _, name in territories + cities if not re.search(SCRIPTS[language], name)] == []
    assert [key for key, count in Counter(territories + cities).items() if count > 1] == []
    assert [name for _, name in territories + cities if name != name.strip() or "  " in name] == []


@pytest.mark.parametrize(
    ("language", "name", "id"),
    [
        ("en", "USA", "territory:US"),
        ("en", "U.K.", "territory:GB"),
        ("en", "DPRK", "territory:KP"),
        ("en", "Republic of Tajikistan", "territory:TJ"),
        ("ru", "США", "territory:US"),
        ("ru", "Российская Федерация", "territory:RU"),
        ("ru", "КНР", "territory:CN"),
        ("ru", "Киргизия", "territory:KG"),
        ("ru", "Белоруссия", "territory:BY"),
        ("ru", "Советский Союз", "territory:SU"),
        ("ru", "Нагорный Карабах", "territory:nagorno-karabakh"),
        ("ar", "الولايات المتحدة الأميركية", "territory:US"),
        ("ar", "سورية", "territory:SY"),
        ("ar", "قرغيزستان", "territory:KG"),
        ("ar", "جمهورية طاجيكستان", "territory:TJ"),
        ("ar", "قطاع غزة", "territory:gaza"),
        ("fa", "ایالات متحده امریکا", "territory:US"),
        ("fa", "انگلیس", "territory:GB"),
        ("fa", "عربستان", "territory:SA"),
        ("fa", "کره شمالی", "territory:KP"),
        ("fa", "جمهوری تاجیکستان", "territory:TJ"),
        ("fa", "چین", "territory:CN"),
        ("fa", "خاورمیانه", "territory:middle-east"),
        ("tg", "Тоҷикистон", "territory:TJ"),
    ],
)
def test_news_forms_of_territories(language: str, name: str, id: str) -> None:
    assert id in territory_of(name, language)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fa", "مالی"),
        ("ar", "مالي"),
        ("ar", "عمان"),
        ("ru", "Того"),
        ("ru", "Чад"),
        ("ru", "Мали"),
        ("en", "Chad"),
        ("en", "Jordan"),
    ],
)
def test_common_words_are_weak(language: str, name: str) -> None:
    assert territory_of(name, language) == set()
    assert territory_of(name, language, strength="weak")


@pytest.mark.parametrize("name", ["فلسطین", "جمهوری زامبیا", "المالديف"])
def test_no_state_has_the_name_of_another(name: str) -> None:
    owners = territory_of(name, "fa") | territory_of(name, "ar")
    assert len(owners) == 1


@pytest.mark.parametrize(
    ("language", "name", "city"),
    [
        ("en", "Kyiv", "Kyiv"),
        ("ru", "Душанбе", "Dushanbe"),
        ("ru", "Эр-Рияд", "Riyadh"),
        ("ru", "Пекин", "Beijing"),
        ("ar", "القاهرة", "Cairo"),
        ("ar", "موسكو", "Moscow"),
        ("ar", "طشقند", "Tashkent"),
        ("fa", "مسکو", "Moscow"),
        ("fa", "تهران", "Tehran"),
        ("fa", "واشنگتن", "Washington"),
    ],
)
def test_capitals(language: str, name: str, city: str) -> None:
    assert city in city_of(name, language)


@pytest.mark.parametrize(
    ("language", "name"),
    [("fa", "دوشنبه"), ("en", "Nice"), ("en", "Mary"), ("ru", "Владимир"), ("ru", "Алжир"), ("ar", "عمان")],
)
def test_city_names_that_mean_something_else_are_weak(language: str, name: str) -> None:
    assert city_of(name, language) == []
    assert city_of(name, language, strength="weak")


def test_each_sovereign_capital_is_named_in_four_languages() -> None:
    capitals = {
        entry.id for entry in load_cities("en") if (place := describe_city(entry.id)) and place.kind == "capital"
    }
    countries = Counter(place.country for id in capitals if (place := describe_city(id)))
    assert len(capitals) >= 230
    assert set(countries.values()) == {1}
    for language in ("ru", "ar", "fa"):
        missing = capitals - {entry.id for entry in load_cities(language)}
        assert len(missing) <= 16, "only capitals of dependent islands may lack a name"


def test_describe_city() -> None:
    [dushanbe] = [entry.id for entry in load_cities("ru") if entry.name == "Душанбе"]
    place = describe_city(dushanbe)
    assert place is not None
    assert (place.country, place.kind) == ("territory:TJ", "capital")
    assert (round(place.latitude), round(place.longitude)) == (39, 69)
    assert describe_city("city:0") is None


def test_every_city_has_a_place_and_a_known_state() -> None:
    for language in LANGUAGES:
        for entry in load_cities(language):
            assert describe_city(entry.id) is not None
            assert territory_kind(entry.country) == "country"


@pytest.mark.parametrize(
    ("id", "kind"), [("territory:TJ", "country"), ("territory:caspian-sea", "region"), ("territory:??", None)]
)
def test_territory_kind(id: str, kind: str | None) -> None:
    assert territory_kind(id) == kind


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Tajikistan"), ("ru", "Таджикистан"), ("ar", "طاجيكستان"), ("fa", "تاجیکستان"), ("xx", None)],
)
def test_territory_label(language: str, label: str | None) -> None:
    assert territory_label("territory:TJ", language) == label


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonyms_have_known_ids_and_stand_in_their_examples(language: str) -> None:
    rows = demonyms(language)
    assert len({row["id"] for row in rows if territory_kind(row["id"]) == "country"}) >= 195
    assert [row["form"] for row in rows if territory_kind(row["id"]) is None or row["form"] not in row["example"]] == []
    assert [key for key, n in Counter((row["form"], row["id"]) for row in rows).items() if n > 1] == []


@pytest.mark.parametrize(
    ("language", "form", "id"),
    [
        ("en", "Briton", "territory:GB"),
        ("ru", "российский", "territory:RU"),
        ("ru", "таджикистанец", "territory:TJ"),
        ("ar", "أميركي", "territory:US"),
        ("ar", "كردي", "territory:kurdistan"),
        ("fa", "امریکایی", "territory:US"),
        ("fa", "تاجیک", "territory:TJ"),
    ],
)
def test_demonyms(language: str, form: str, id: str) -> None:
    assert id in {row["id"] for row in demonyms(language) if row["form"] == form and row["strength"] == "strong"}


def test_name_parts() -> None:
    for language, form in (("en", "John"), ("ru", "Сергей"), ("ar", "محمد"), ("fa", "علی")):
        given, family = load_name_parts(language)[form]
        assert given >= 5
        assert given > family
    assert load_name_parts("xx") == {}


@pytest.mark.parametrize(("language", "word"), [("ar", "من"), ("fa", "و"), ("ru", "и"), ("en", "of")])
def test_function_words_are_no_name_parts(language: str, word: str) -> None:
    assert word not in load_name_parts(language)
