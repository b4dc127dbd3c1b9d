"""Which members are one entity."""

import pytest

from dragoman.meaning.entities import Cluster, Judgement, Member, block_keys, resolve_entities
from dragoman.meaning.entities.blocking import bare_blocks, bare_key, spelling_keys
from dragoman.meaning.entities.reach import may_be_one, may_mean

MINISTER = (("foreign-minister", "territory:TJ", "current"),)
SPEAKER = (("speaker", "territory:TJ", "current"),)
LANGUAGES = {"ru": "Глеб Ворсин", "en": "Gleb Vorsin", "ar": "غليب فورسين", "fa": "گلب ورسین"}


def person(key: str, name: str, language: str = "ru", **fields: object) -> Member:
    """Build a person, by default alone on a page of the same key."""
    return Member(**{"key": key, "page": key, "kind": "person", "name": name, "language": language, **fields})  # type: ignore[arg-type]


def grouped(*members: Member, judgements: tuple[Judgement, ...] = ()) -> set[frozenset[str]]:
    """Return the clusters as sets of keys."""
    return {frozenset(cluster.members) for cluster in resolve_entities(members, judgements).clusters}


def together(*keys: str) -> frozenset[str]:
    """Return a cluster as it should be."""
    return frozenset(keys)


def test_one_person_in_four_scripts() -> None:
    members = [person(language, name, language) for language, name in LANGUAGES.items()]
    (cluster,) = resolve_entities(members).clusters
    assert cluster.names == {language: (name,) for language, name in sorted(LANGUAGES.items())}
    assert cluster.label == "Gleb Vorsin"
    assert cluster.id.startswith("person:")
    assert cluster.reference is None


@pytest.mark.parametrize("keys", ["ab", "ba"])
def test_which_page_is_first_decides_nothing(keys: str) -> None:
    named = zip(keys, ("Samir Godonov", "Samir Godomin"), strict=True)
    assert grouped(*(person(key, name, "en", offices=MINISTER) for key, name in named)) == {
        together("a"),
        together("b"),
    }


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        (person("a", "Gleb Vorsin", "en", published="2031-05-02"), True),  # of a later page, whatever its key
        (person("a", "Gleb Vorsin", "en"), True),  # when it came out is not known
        (person("z", "Gleb Vorsin", "en", published="2031-05-01"), True),  # of two of one day the least counts
        (person("a", "Gleb Vorsin", "en", published="2031-05-01"), False),
        (person("z", "Gleb Vorsin", "en", published="2031-04"), False),
    ],
)
def test_the_id_is_that_of_the_earliest_member(other: Member, *, stays: bool) -> None:
    first = person("m", "Глеб Ворсин", published="2031-05-01")
    (alone,), (both,) = resolve_entities([first]).clusters, resolve_entities([other, first]).clusters
    assert (alone.id == both.id) is stays
    assert both.id == resolve_entities([first, other]).clusters[0].id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Глеб Ворсин", "Олег Ворсин"),
        ("Глеб Ворсин", "Глеб Маринин"),
        ("Глеб Ворсин", "Глеб Ворсинов"),
        ("Анна Варкина", "Инна Варкина"),
        ("Глеб Ворсин", "Глеб Морсин"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert len(grouped(person("a", one), person("b", other))) == 2


def test_family_name_first_and_patronymic_make_no_difference() -> None:
    members = person("a", "Глеб Ворсин"), person("b", "Ворсин Глеб Олегович"), person("c", "Глеб Олегович Ворсин")
    assert grouped(*members) == {together("a", "b", "c")}


def test_two_distinct_full_names_of_one_page_stay_two() -> None:
    members = person("a", "Бахтиёр Саломов", page="p"), person("b", "Bakhtar Salimov", "en", page="p")
    assert len(grouped(*members)) == 2
    apart = person("a", "Бахтиёр Саломов"), person("b", "Bakhtar Salimov", "en")
    assert len(grouped(*apart)) == 1


def test_names_of_one_page_and_script_that_differ_in_every_part_stay_two() -> None:
    both = person("a", "Бахтиёр Саломов", page="p"), person("b", "Бахтияр Салимов", page="p")
    third = person("c", "Bakhtiyor Salomov", "en")
    assert grouped(*both, third) == {together("a", "c"), together("b")}


def test_a_misspelling_with_the_same_office_is_one_person_even_on_one_page() -> None:
    members = (
        person("a", "Gleb Vors", "en", page="p", offices=MINISTER),
        person("b", "Gleb Vorc", "en", page="p", offices=MINISTER),
    )
    assert grouped(*members) == {together("a", "b")}


def test_a_bare_name_joins_the_full_name_of_its_page() -> None:
    members = person("a", "Глеб Ворсин", page="p"), person("b", "Ворсин", page="p"), person("c", "Олег Ворсин")
    assert grouped(*members) == {together("a", "b"), together("c")}


def test_a_bare_name_joins_the_full_name_of_its_office_in_another_script() -> None:
    members = person("a", "Глеб Ворсин", offices=MINISTER), person("b", "فورسين", "ar", offices=MINISTER)
    assert grouped(*members) == {together("a", "b")}


def test_a_bare_name_joins_the_full_name_of_its_company() -> None:
    members = person("a", "Глеб Ворсин", co=("organisation:x",)), person("b", "Ворсин", co=("organisation:x",))
    assert grouped(*members) == {together("a", "b")}


def test_a_bare_name_that_two_could_claim_stays_alone() -> None:
    members = (
        person("a", "Глеб Ворсин", co=("territory:TJ",)),
        person("b", "Олег Ворсин", co=("territory:TJ",)),
        person("c", "Ворсин", co=("territory:TJ",)),
    )
    assert grouped(*members) == {together("a"), together("b"), together("c")}


def test_a_bare_name_without_company_stays_alone() -> None:
    assert len(grouped(person("a", "Глеб Ворсин"), person("b", "Ворсин"))) == 2


@pytest.mark.parametrize("bare", ["Ворсинов", "Варкин"])
def test_a_bare_name_that_differs_stays_alone(bare: str) -> None:
    members = person("a", "Глеб Ворсин", offices=MINISTER), person("b", bare, offices=MINISTER)
    assert len(grouped(*members)) == 2


def test_initials_have_to_fit() -> None:
    members = (
        person("a", "Глеб Ворсин", offices=MINISTER),
        person("b", "Г. Ворсин", offices=MINISTER),
        person("c", "О. Ворсин", offices=MINISTER),
    )
    assert together("a", "b") in grouped(*members)
    assert together("c") in grouped(*members)


def test_no_chain_through_a_bare_name() -> None:
    members = (
        person("a", "Глеб Ворсин", offices=MINISTER),
        person("b", "Ворсин", offices=(*MINISTER, *SPEAKER)),
        person("c", "Олег Ворсин", offices=SPEAKER),
    )
    assert grouped(*members) == {together("a"), together("b"), together("c")}


def test_bare_names_of_one_office_are_one_when_no_full_name_is_known() -> None:
    members = (
        person("a", "Ворсин", offices=MINISTER),
        person("b", "Vorsin", "en", offices=MINISTER),
        person("c", "Ворсин"),
    )
    assert grouped(*members) == {together("a", "b"), together("c")}


def test_judgements_hold() -> None:
    members = person("a", "Глеб Ворсин"), person("b", "Gleb Vorsin", "en"), person("c", "Жанар Токсанова")
    different = Judgement("b", "a", "different", when="2024-01-01")
    same = Judgement("a", "c", "same", when="2024-01-01")
    assert grouped(*members, judgements=(different, same)) == {together("a", "c"), together("b")}


def test_a_judgement_splits_namesakes() -> None:
    members = person("a", "Глеб Ворсин"), person("b", "Глеб Ворсин"), person("c", "Глеб Ворсин")
    (first,) = grouped(*members)
    assert first == together("a", "b", "c")
    parts = grouped(*members, judgements=(Judgement("a", "b", "different"),))
    assert not any({"a", "b"} <= part for part in parts)


def test_the_latest_judgement_counts_and_unsure_takes_it_back() -> None:
    members = person("a", "Глеб Ворсин"), person("b", "Gleb Vorsin", "en")
    history = (Judgement("a", "b", "different", when="2024-01-01"), Judgement("b", "a", "unsure", when="2024-02-01"))
    assert grouped(*members, judgements=history) == {together("a", "b")}


def test_different_is_stronger_than_a_chain_of_sames() -> None:
    members = person("a", "Глеб Ворсин"), person("b", "Жанар Токсанова"), person("c", "Бадри Пшавели")
    verdicts = (Judgement("a", "b", "same"), Judgement("b", "c", "same"), Judgement("a", "c", "different"))
    parts = grouped(*members, judgements=verdicts)
    assert not any({"a", "c"} <= part for part in parts)


def test_different_is_stronger_than_a_chain_of_sames_between_namesakes() -> None:
    judgements = tuple(
        Judgement(a, b, verdict, when="2024-05-01")
        for a, b, verdict in (("a", "b", "same"), ("a", "c", "different"), ("b", "c", "same"))
    )
    namesakes = [person(key, "Глеб Ворсин") for key in "abc"]
    assert grouped(*namesakes, judgements=judgements) == {together("a", "b"), together("c")}


def test_a_judgement_that_ties_two_names_tears_neither_from_its_own() -> None:
    members = (
        person("a", "Глеб Ворсин"), person("b", "Gleb Vorsin", "en"), person("c", "Глеб Ворсин"),
        person("y", "Жанар Токсанова"), person("z", "Zhanar Toksanova", "en"),
    )  # fmt: skip
    assert len(grouped(*members)) == 2
    assert grouped(*members, judgements=(Judgement("b", "z", "same"),)) == {together("a", "b", "c", "y", "z")}


def test_members_that_are_different_from_the_same_others_stay_together() -> None:
    members = tuple(person(key, "Глеб Ворсин") for key in "abcdef")
    apart = tuple(Judgement(one, other, "different") for one in "ab" for other in "cdef")
    assert grouped(*members, judgements=apart) == {together("a", "b"), together("c", "d", "e", "f")}


def test_judgements_about_unknown_members_are_left_out() -> None:
    assert grouped(person("a", "Глеб Ворсин"), judgements=(Judgement("a", "z", "same"),)) == {together("a")}


def test_table_ids_decide_first() -> None:
    members = (
        person("a", "СНБО", kind="organisation", reference="organisation:x"),
        person("b", "Security Board", "en", kind="organisation", reference="organisation:x"),
        person("c", "СНБО", kind="organisation", reference="organisation:y"),
    )
    clusters = {cluster.id: cluster.members for cluster in resolve_entities(members).clusters}
    assert clusters == {"organisation:x": ("a", "b"), "organisation:y": ("c",)}


def body(key: str, name: str, *countries: str, language: str = "ru") -> Member:
    """Build a body without a table id."""
    return person(key, name, language, kind="organisation", co=tuple(f"territory:{country}" for country in countries))


def test_bodies_are_one_in_one_country() -> None:
    members = body("a", "Комитет рек", "TJ"), body("b", "комитет рек", "TJ", "RU"), body("c", "Комитет рек", "EG")
    assert grouped(*members) == {together("a", "b"), together("c")}


def test_a_body_without_a_country_joins_the_only_namesake() -> None:
    assert grouped(body("a", "Комитет рек", "TJ"), body("b", "Комитет рек")) == {together("a", "b")}


def test_places_are_one_by_their_sound() -> None:
    members = (
        person("a", "Вешкент", kind="place"),
        person("b", "Veshkent", "en", kind="place"),
        person("c", "Вахнор", kind="place"),
    )
    assert grouped(*members) == {together("a", "b"), together("c")}


def test_an_empty_name_is_an_entity_of_its_own() -> None:
    assert grouped(person("a", "…"), person("b", "…")) == {together("a"), together("b")}


def test_names_are_ranked_by_fullness_and_use() -> None:
    members = (
        person("a", "Ворсин", page="p"),
        person("b", "Глеб Ворсин", page="p"),
        person("c", "Глеб Ворсин"),
        person("d", "Ворсин Глеб"),
    )
    (cluster,) = resolve_entities(members).clusters
    assert isinstance(cluster, Cluster)
    assert cluster.names["ru"] == ("Глеб Ворсин", "Ворсин Глеб", "Ворсин")


@pytest.mark.parametrize(("name", "language"), [(name, language) for language, name in LANGUAGES.items()])
def test_spelling_keys_are_shared_across_scripts(name: str, language: str) -> None:
    assert set(spelling_keys("Глеб Ворсин", "ru")) & set(spelling_keys(name, language))
    assert may_be_one(("Глеб Ворсин", "ru"), (name, language))


def test_a_bare_name_is_found_by_the_full_names_that_it_could_mean() -> None:
    bare, full = ("Ворсин", "ru"), ("Gleb Vorsin", "en")
    assert bare_key(*bare) in spelling_keys(*full)
    assert set(block_keys(person("a", "Ворсин"))) <= bare_blocks(*full)
    assert may_mean(bare, full)
    assert not may_mean(("Ворсинов", "ru"), full)
    assert spelling_keys(*bare) == ()


KENYAN = (("foreign-minister", "territory:KE", "current"),)
TAJIK = (("foreign-minister", "territory:TJ", "current"),)


def test_who_holds_offices_of_two_countries_at_one_time_is_two() -> None:
    members = (
        person("a", "Карим Далер", offices=TAJIK, published="2022-05-10"),
        person("b", "Карим Далер", offices=KENYAN, published="2022-06-10"),
        person("c", "Karim Daler", "en", offices=KENYAN, published="2022-06-11"),
        person("d", "Карим Далер", co=("territory:TJ",)),
        person("e", "Карим Далер", co=("territory:TJ", "territory:KE")),
    )
    assert grouped(*members) == {together("a", "d"), together("b", "c"), together("e")}


def test_an_office_of_another_country_years_later_is_no_second_person() -> None:
    members = (
        person("a", "Карим Далер", offices=TAJIK, published="2012-05-10"),
        person("b", "Карим Далер", offices=KENYAN, published="2022-06-10"),
    )
    assert grouped(*members) == {together("a", "b")}


def test_a_judgement_is_stronger_than_two_offices() -> None:
    members = (
        person("a", "Карим Далер", offices=TAJIK, published="2022-05-10"),
        person("b", "Карим Далер", offices=KENYAN, published="2022-06-10"),
    )
    assert grouped(*members, judgements=(Judgement("a", "b", "same"),)) == {together("a", "b")}


@pytest.mark.parametrize(
    ("day", "group"),
    [("2010-03-09", {"a", "c"}), ("2021-03-09", {"b", "c"}), ("2015-01-01", {"c"}), (None, {"c"})],
)
def test_of_two_holders_of_one_office_a_bare_name_means_that_of_its_period(day: str | None, group: set[str]) -> None:
    members = (
        person("a", "Глеб Ворсин", offices=MINISTER, published="2010-03-01"),
        person("b", "Олег Ворсин", offices=MINISTER, published="2021-03-01"),
        person("c", "Ворсин", offices=MINISTER, published=day),
    )
    assert frozenset(group) in grouped(*members)


def test_pages_of_one_story_speak_for_one_person() -> None:
    company = ("organisation:x", "organisation:y", "city:1")
    far = person("a", "Бахтиёр Салом"), person("b", "Bakhtar Solom", "en")
    near = [
        person("a", "Бахтиёр Салом", co=company, published="2022-05-10"),
        person("b", "Bakhtar Solom", "en", co=company, published="2022-05-12"),
    ]
    assert len(grouped(*far)) >= len(grouped(*near))
    [link] = resolve_entities(near).links
    assert any("one story" in reason for reason in link.reasons)


def test_links_tell_what_was_joined_and_what_was_kept_apart() -> None:
    members = (
        person("a", "Глеб Ворсин", offices=MINISTER),
        person("b", "Gleb Vorsin", "en", offices=MINISTER),
        person("c", "Gleb Varsun", "en", page="a"),
        person("d", "Ворсин", offices=MINISTER),
    )
    links = {(link.a, link.b): link for link in resolve_entities(members).links}
    assert links["a", "b"].decision == links["a", "d"].decision == "joined"
    assert links["a", "c"].decision == "apart"
    assert links["a", "b"].probability > max(links["a", "d"].probability, links["a", "c"].probability)
    assert any("same office" in reason for reason in links["a", "b"].reasons)


@pytest.mark.parametrize("title", ["deputy-minister/trade", "ambassador", "other/deputy-head-of-government"])
def test_nobody_is_deputy_minister_or_ambassador_of_two_countries_at_one_time(title: str) -> None:
    tajik, kenyan = ((title, "territory:TJ", "current"),), (("minister/trade", "territory:KE", "current"),)
    members = (
        person("a", "Карим Далер", offices=tajik, published="2022-05-10"),
        person("b", "Карим Далер", offices=kenyan, published="2022-06-10"),
        person("c", "Karim Daler", "en", offices=tajik, published="2022-06-11"),
    )
    assert grouped(*members) == {together("a", "c"), together("b")}
