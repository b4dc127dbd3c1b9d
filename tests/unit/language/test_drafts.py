"""Languages without a pack."""

import pytest

from dragoman.language.drafts import load_drafts, load_state_names, make_bare_pack
from dragoman.language.morphology import load_morphology
from dragoman.language.packs import list_packs
from dragoman.language.tokens import tokenise


def test_drafts_have_no_pack_and_say_that_they_are_drafts() -> None:
    assert not load_drafts().keys() & set(list_packs())
    assert {make_bare_pack(tag).tier for tag in load_drafts()} == {"draft"}


@pytest.mark.parametrize("tag", sorted(load_drafts()))
def test_every_draft_names_the_states(tag: str) -> None:
    assert len(set(load_state_names(tag).values())) > 190


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Айгерім Нұрланқызы келді.", ["Айгерім", "Нұрланқызы", "келді", "."]),
        ("Oʻzbekiston", ["Oʻzbekiston"]),
        ("王小明到訪", ["王", "小", "明", "到", "訪"]),
        ("出席APEC会议", ["出", "席", "APEC", "会", "议"]),
        ("le ministre d'Autriche", ["le", "ministre", "d'", "Autriche"]),
        ("Ankara'ya", ["Ankara'ya"]),
        ("O'Brien", ["O'Brien"]),
    ],
)
def test_words_of_a_language_that_nothing_is_known_about(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text, load_morphology("plain"))] == words


@pytest.mark.parametrize(("words", "name"), [(("Anna", "Kern"), "Anna Kern"), (("王", "小", "明"), "王小明")])
def test_a_name_is_written_as_its_script_is(words: tuple[str, ...], name: str) -> None:
    assert load_morphology("plain").base_name(words) == name
