"""What of a page tells its story, and how much of a text another repeats."""

import pytest

from dragoman.meaning.stories import sign_page
from dragoman.meaning.stories.sketches import resemblance, sketch_text
from dragoman.meaning.stories.weighing import usual_frequency
from dragoman.meaning.stories.windows import find_stretch
from dragoman.model import Article, Reading, Referent, Span, When


def keys_of(text: str, language: str, *referents: Referent) -> set[str]:
    article = Article("page", language, text, None, Span(0, len(text)), When("2024-03-12", "stated"))
    return {key for key, _ in sign_page("page", Reading(article, referents, (), ())).keys}


def test_a_name_has_one_skeleton_in_four_languages() -> None:
    told = [
        keys_of("Zumrat Varkand spoke.", "en"),
        keys_of("Выступила Зумрат Варканд.", "ru"),
        keys_of("تحدثت زمرت وركند.", "ar"),
        keys_of("زمرت ورکند سخن گفت.", "fa"),
    ]
    assert {"nFRKNT", "sFRKN"} <= set.intersection(*told)


def test_a_rounded_consonant_may_be_left_out() -> None:
    assert "nKRML" in keys_of("A Cromwell statue.", "en")


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("It cost 4,600 dollars.", "en", "#4600"),
        ("Это стоило 4 600.", "ru", "#600"),
        ("ب ۴۵ میلیون", "fa", "#45"),
        ("بنسبة ١٤٫٢٥", "ar", "#14.25"),
        ("Rate of 14,25 percent", "en", "#14.25"),
    ],
)
def test_numbers_are_read_in_all_digits(text: str, language: str, key: str) -> None:
    assert key in keys_of(text, language)


def test_small_words_and_single_digits_are_no_keys() -> None:
    assert keys_of("the minister said 7 times", "en") == set()


def test_an_everyday_word_of_a_script_without_capitals_is_no_key() -> None:
    assert keys_of("على إلى", "ar") == set()


def test_what_a_table_knows_counts_by_its_id() -> None:
    known = Referent("r1", "country", "Tajikistan", "en", (), "territory:TJ")
    assert keys_of("x", "en", known) == set()  # not named, not counted


def test_a_language_without_a_pack_gives_its_words_and_numbers() -> None:
    assert {"nSML", "#380"} <= keys_of("Shamil 380 mln", "tr")


def test_rarer_kinds_usually_stand_on_fewer_pages() -> None:
    keys = ("nKRMFLNT", "nKRM", "ttt", "estate")
    shares = [usual_frequency(key) for key in keys]
    assert shares[0] < shares[2] < shares[1] < shares[3] <= 0.5


WORDS = " ".join(f"word{number}" for number in range(200))


def test_a_text_with_a_changed_word_is_repeated_and_another_is_not() -> None:
    whole = sketch_text(WORDS)
    assert len(whole) == 64
    assert resemblance(whole, sketch_text(WORDS.replace("word50 ", "other "))) > 0.9
    assert resemblance(whole, sketch_text(WORDS.replace("word", "wort"))) == 0
    assert resemblance((), whole) == resemblance(sketch_text("two words"), whole) == 0


@pytest.mark.parametrize(
    ("published", "known"),
    [("2024-03-12", True), ("2024-03", False), ("2024", False), (None, False), ("nonsense", False)],
)
def test_only_a_day_says_when(published: str | None, known: bool) -> None:
    assert (find_stretch(published) is not None) is known
