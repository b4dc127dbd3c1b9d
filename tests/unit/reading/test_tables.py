"""A language pack made ready for reading."""

import pytest

from dragoman.language.packs import list_packs
from dragoman.language.tokens import tokenise
from dragoman.reading.tables import load_tables


@pytest.mark.parametrize("tag", list_packs())
def test_loading_twice_gives_the_same_tables(tag):
    assert load_tables(tag) is load_tables(tag)


@pytest.mark.parametrize("tag", list_packs())
def test_a_list_that_the_pack_lacks_is_empty(tag):
    assert load_tables(tag).listed("no-such-list") == frozenset()


LISTED = [("en", "negations", "not"), ("ru", "negations", "не"), ("ar", "negations", "لم"), ("fa", "pronouns", "وی")]


@pytest.mark.parametrize(("tag", "name", "word"), LISTED)
def test_function_words_are_filed_under_their_keys(tag, name, word):
    tables = load_tables(tag)
    (token,) = tokenise(word, tables.morphology)
    assert token.has(tables.listed(name))


LABELS = [
    ("en", "territory:KE", "Kenya"),
    ("ru", "territory:KE", "Кения"),
    ("ar", "territory:KE", "كينيا"),
    ("fa", "territory:KE", "کنیا"),
    ("en", "organisation:csto", "Collective Security Treaty Organization"),
    ("en", "territory:nowhere", None),
]


@pytest.mark.parametrize(("tag", "reference", "label"), LABELS)
def test_the_name_under_which_a_table_id_is_shown(tag, reference, label):
    assert load_tables(tag).labels.get(reference) == label


def test_a_name_in_arabic_takes_no_suffix():
    tables = load_tables("ar")
    (token,) = tokenise("عليها", tables.morphology)
    assert any(tables.is_suffixed(key) for key in token.keys)
    assert all(key.text != "علي" for key in tables.name_keys("عليها"))


@pytest.mark.parametrize(("tag", "expected"), [("ar", True), ("en", False), ("ru", False), ("fa", False)])
def test_only_arabic_writes_its_article_on_the_noun(tag, expected):
    assert load_tables(tag).writes_article_on == expected


@pytest.mark.parametrize(("tag", "word"), [("en", "michael"), ("ru", "иван"), ("ar", "محمد"), ("fa", "رضا")])
def test_given_names_are_counted(tag, word):
    assert load_tables(tag).name_counts(word)[0] > 0


@pytest.mark.parametrize("tag", list_packs())
def test_an_unknown_word_is_no_name(tag):
    assert load_tables(tag).name_counts("qwxyz") == (0, 0)


WEAK = [("en", "Chad", True), ("en", "Kenya", False), ("ru", "Мали", True), ("ru", "Кения", False)]


@pytest.mark.parametrize(("tag", "name", "weak"), WEAK)
def test_names_that_are_common_words_are_weak(tag, name, weak):
    tables = load_tables(tag)
    matches = tables.gazetteer.at(tokenise(name, tables.morphology), 0)
    assert {m.value.weak for m in matches if m.value.kind == "country"} == {weak}
