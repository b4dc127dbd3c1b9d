"""Bodies by their kind and their country, in any language."""

import pytest

from dragoman.meaning.entities import Member, find_owner, resolve_entities, split_sign
from dragoman.meaning.entities.bodies import find_sign, read_body, write_plainly

KENYAN = {
    "en": ("Ministry of Foreign Affairs of Kenya", "Kenyan Foreign Ministry"),
    "ru": ("Министерство иностранных дел Кении", "кенийского МИДа"),
    "ar": ("وزارة الخارجية الكينية", "الخارجية الكينية"),
    "fa": ("وزارت امور خارجه کنیا", "وزارت خارجه کنیا"),
}


def body(key: str, name: str, language: str, *co: str) -> Member:
    """Build a body alone on its page."""
    return Member(key, key, "organisation", name, language, co=co)


@pytest.mark.parametrize(("language", "name"), [(tag, name) for tag, names in KENYAN.items() for name in names])
def test_a_foreign_ministry_is_one_in_every_language(language: str, name: str) -> None:
    assert find_sign(body("a", name, language)) == "organisation:ministry/foreign-affairs@KE"


@pytest.mark.parametrize(
    ("language", "name", "sign"),
    [
        ("en", "Parliament of Uganda", "organisation:parliament@UG"),
        ("ru", "парламентом Уганды", "organisation:parliament@UG"),
        ("ar", "البرلمان الأوغندي", "organisation:parliament@UG"),
        ("fa", "مجلس اوگاندا", "organisation:parliament@UG"),
        ("ru", "Вооружённые силы Кении", "organisation:armed-forces@KE"),
        ("en", "Kenyan Armed Forces", "organisation:armed-forces@KE"),
        # what it deals with tells two bodies of one kind apart
        ("en", "Ministry of Water of Kenya", "organisation:ministry/water@KE"),
        ("ru", "Министерство водных ресурсов Кении", "organisation:ministry/water@KE"),
        ("ar", "وزارة المياه الكينية", "organisation:ministry/water@KE"),
        ("fa", "وزارت آب کنیا", "organisation:ministry/water@KE"),
        ("en", "Kenyan Ministry of Water and Energy", "organisation:ministry/energy@KE"),
        ("ar", "وزارة الطاقة والمياه الكينية", "organisation:ministry/energy@KE"),
        ("en", "National Council for Women of Egypt", "organisation:council/women@EG"),
        ("ru", "Национальный совет по делам женщин Египта", "organisation:council/women@EG"),
        ("ar", "المجلس القومي للمرأة المصري", "organisation:council/women@EG"),
        ("en", "Statistics Commission of Kenya", "organisation:committee/statistics@KE"),
        ("ru", "Государственный комитет по статистике Кении", "organisation:committee/statistics@KE"),
        ("ar", "وزارة خارجية كينيا", "organisation:ministry/foreign-affairs@KE"),
        ("ar", "برلمان أوغندا", "organisation:parliament@UG"),
        ("en", "Harbour Women Council of Egypt", None),
        ("en", "Council of Egypt", None),
        ("en", "Ministry of Tea of Kenya", None),
        ("en", "Kenyan Foreign Ministry Press Club", None),
        ("en", "Embassy of Kenya", None),
        ("en", "Lake Council", None),
        ("en", "Foreign Ministry", None),
        ("tlh", "Foreign Ministry", None),
    ],
)
def test_only_what_a_state_has_one_of_is_known_by_its_country(language: str, name: str, sign: str | None) -> None:
    assert find_sign(body("a", name, language)) == sign


@pytest.mark.parametrize(
    ("co", "sign"),
    [
        (("territory:KE",), "organisation:ministry/foreign-affairs@KE"),
        (("city:184745",), "organisation:ministry/foreign-affairs@KE"),
        (("territory:KE", "territory:UG"), None),
        (("territory:catalonia",), None),
    ],
)
def test_without_a_country_the_only_one_of_the_page_counts(co: tuple[str, ...], sign: str | None) -> None:
    assert find_sign(body("a", "Foreign Ministry", "en", *co)) == sign


def test_the_ministry_is_neither_the_country_nor_that_of_another_country() -> None:
    members = [body(f"{tag}{n}", name, tag) for tag, names in KENYAN.items() for n, name in enumerate(names)]
    members += [
        body("other", "МИД Уганды", "ru"),
        Member("land", "land", "country", "Кения", "ru", reference="territory:KE"),
    ]
    clusters = {cluster.id: cluster for cluster in resolve_entities(members).clusters}
    assert set(clusters) == {
        "organisation:ministry/foreign-affairs@KE",
        "organisation:ministry/foreign-affairs@UG",
        "territory:KE",
    }
    ministry = clusters["organisation:ministry/foreign-affairs@KE"]
    assert (len(ministry.members), ministry.kind, ministry.reference) == (8, "organisation", None)


def test_the_id_says_what_a_body_is_and_whose() -> None:
    assert split_sign("organisation:ministry/foreign-affairs@KE") == ("ministry/foreign-affairs", "territory:KE")
    assert split_sign("organisation:un") == (None, None)


def test_a_name_with_two_owners_has_none() -> None:
    assert read_body("Joint army of Kenya and Uganda", "en").owner is None


def test_case_does_not_count_in_a_written_name() -> None:
    assert write_plainly("Комитета рек", "ru") == write_plainly("Комитет рек", "ru")


@pytest.mark.parametrize(
    ("language", "name", "owner"),
    [
        ("en", "Embassy of Kenya", "territory:KE"),
        ("ru", "посольство Кении", "territory:KE"),
        ("en", "Harbour Court of the African Union", "organisation:african-union"),
        ("en", "Oil Company of Kenya", None),
        ("en", "Embassy", None),
    ],
)
def test_a_body_is_part_of_what_its_name_says(language: str, name: str, owner: str | None) -> None:
    assert find_owner(name, language) == owner


@pytest.mark.parametrize(
    ("language", "name", "head"),
    [
        ("en", "Lake Council of the Harbour Union", "council"),
        ("en", "Chad Lake Council", "council"),
        ("ar", "مجلس بحيرة تشاد", "council"),
        ("ru", "Совет реки", "council"),
    ],
)
def test_the_head_says_what_a_body_is(language: str, name: str, head: str) -> None:
    assert read_body(name, language).head == head
