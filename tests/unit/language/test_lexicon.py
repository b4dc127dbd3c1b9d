"""Words of a table found in a text, inflected or behind a clitic."""

import pytest

from dragoman.language.lexicon import Lexicon, find_words
from dragoman.language.morphology import load_morphology
from dragoman.language.tokens import tokenise


def find(morphology, forms, text, *, rare=False):
    """Every match as ``form: surface``, the clitics left off."""
    strategy = load_morphology(morphology)
    lexicon = Lexicon(strategy)
    for form in forms:
        lexicon.add(form, form, rare=rare)
    return [(m.value, text[m.start : m.end]) for m in lexicon.find(tokenise(text, strategy))]


CASES = [
    ("english", ["minister"], "Two ministers came.", [("minister", "ministers")]),
    ("english", ["minister"], "The ministry came.", []),
    ("english", ["prime minister", "minister"], "The Prime Minister came.", [("prime minister", "Prime Minister")]),
    ("english", ["prime minister", "minister"], "The minister came.", [("minister", "minister")]),
    ("english", ["a b", "b c"], "a b c", [("a b", "a b")]),
    ("english", ["prime minister"], "prime", []),
    ("russian", ["министр обороны"], "Министру обороны верят.", [("министр обороны", "Министру обороны")]),
    ("russian", ["посол"], "С послами говорили.", [("посол", "послами")]),
    ("arabic", ["كابول"], "وصل وكابول بعيدة", [("كابول", "كابول")]),
    ("arabic", ["كابول"], "من كابول", [("كابول", "كابول")]),
    ("arabic", ["وزير"], "التقى بالوزير", [("وزير", "الوزير")]),
    ("arabic", ["وزير خارجية"], "وزير الخارجية", [("وزير خارجية", "وزير الخارجية")]),
    ("persian", ["رئیس‌جمهور"], "رئیس‌جمهور و رئیس جمهور", [("رئیس‌جمهور", "رئیس‌جمهور"), ("رئیس‌جمهور", "رئیس جمهور")]),
    ("persian", ["کشور"], "این کشور", [("کشور", "کشور")]),
    ("persian", ["کشور"], "كشور", [("کشور", "كشور")]),
]


@pytest.mark.parametrize(("morphology", "forms", "text", "expected"), CASES)
def test_forms_are_found_where_words_end(morphology, forms, text, expected):
    assert find(morphology, forms, text) == expected


def test_rare_forms_are_found_in_another_case():
    assert find("russian", ["Эйнбург"], "Из Эйнбурга вести.", rare=True) == [("Эйнбург", "Эйнбурга")]


def test_at_returns_the_longest_first_and_longest_only_that():
    strategy = load_morphology("english")
    lexicon = Lexicon(strategy)
    lexicon.extend([("defence", 1), ("defence minister", 2), ("defence minister of peace", 3)])
    tokens = tokenise("defence minister spoke", strategy)
    assert [m.value for m in lexicon.at(tokens, 0)] == [2, 1]
    assert lexicon.longest(tokens, 0).value == 2
    assert lexicon.longest(tokens, 1) is None
    assert lexicon.at(tokens, 2) == ()


def test_find_stays_inside_its_bounds():
    strategy = load_morphology("english")
    lexicon = Lexicon(strategy)
    lexicon.extend([("a", "a"), ("b c", "b c")])
    tokens = tokenise("a b c a", strategy)
    assert [m.value for m in lexicon.find(tokens, 1)] == ["b c", "a"]
    assert [m.value for m in lexicon.find(tokens, 0, 2)] == ["a"]


def test_one_form_may_have_several_values():
    strategy = load_morphology("english")
    lexicon = Lexicon(strategy)
    lexicon.extend([("georgia", "country"), ("georgia", "state")])
    assert {m.value for m in lexicon.at(tokenise("Georgia", strategy), 0)} == {"country", "state"}


def test_an_empty_form_matches_nothing():
    assert find("english", [""], "a word") == []


def test_the_clitic_is_named():
    strategy = load_morphology("arabic")
    lexicon = Lexicon(strategy)
    lexicon.add("كابول", 1)
    tokens = tokenise("سافر لكابول", strategy)
    match = lexicon.longest(tokens, 1)
    assert (match.clitic, match.start - tokens[1].start) == ("ل", 1)


def test_of_many_forms_with_one_first_word_the_same_are_found_before_and_after_one_is_added():
    strategy = load_morphology("english")
    lexicon = Lexicon(strategy)
    things = ["trade", "defence", "labour", "health", "culture", "fisheries", "energy", "justice", "sport"]
    lexicon.extend((f"minister of {thing}", thing) for thing in things)
    lexicon.add("minister", "alone")
    lexicon.add("minister without portfolio", "none")
    text = "A minister of sport, a minister without portfolio, the last minister"
    assert [m.value for m in lexicon.find(tokenise(text, strategy))] == ["sport", "none", "alone"]
    lexicon.add("minister without portfolio", "again")
    lexicon.add("minister without", "short")
    found = lexicon.at(tokenise("minister without portfolio", strategy), 0)
    assert [m.value for m in found] == ["none", "again", "short", "alone"]


def test_words_are_found_by_any_of_their_forms_in_text_order():
    tokens = tokenise("Посол и министры, и послы", load_morphology("russian"))
    words = frozenset({"посол", "министр", "король"})
    assert find_words(tokens, words) == [i for i, token in enumerate(tokens) if token.has(words)] == [0, 2, 5]
    assert find_words(tokens, frozenset()) == []
