"""Which texts repeat each other: the same words, nearly the same, cut; never one formula about two things."""

import pytest
from msgspec.structs import replace

from dragoman.meaning.stories import Copy, Link, StoryPage, group_copies, link_pages
from dragoman.meaning.stories.sketches import LEAST_WORDS, containment, is_repeated, read_wording

WORDS = [f"word{number}" for number in range(100)]
TEXT = " ".join(WORDS)
NAMES = (("nPRSTNF", 2), ("nTLRSTN", 3), ("#4517", 1), ("tterritory:KZ", 2))


def page(key: str, text: str, *, keys: tuple[tuple[str, int], ...] = NAMES, **rest: object) -> StoryPage:
    wording = read_wording(text)
    made = StoryPage(key, "en", "Latn", "2024-03-12", tuple(sorted(keys)), wording.sketch, wording.runs, wording.digest)
    return replace(made, **rest)


def copies(*pages: StoryPage) -> dict[str, Copy]:
    return group_copies(link_pages(pages), {one.key: one.digest for one in pages})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Переговоры в столице, ещё раз: " * 6, "ПЕРЕГОВОРЫ  в столице - еще раз. " * 6),
        ("محادثاتٌ في العاصمة اليوم مع الوفد. " * 6, "محادثات في العاصمة اليوم مع الوفد " * 6),
        ("گفتگوهای امروز در پایتخت کشور بود. " * 6, "گفتگوهاي امروز در پايتخت كشور بود " * 6),
        ("Talks in the capital, today. " * 6, "talks in THE capital; today\n" * 6),
    ],
    ids=["ru", "ar", "fa", "en"],
)
def test_the_same_words_have_one_digest_however_they_are_written(one: str, other: str) -> None:
    assert read_wording(one).digest == read_wording(other).digest != ""


def test_a_short_text_has_no_digest() -> None:
    short = " ".join(WORDS[: LEAST_WORDS - 1])
    assert read_wording(short).digest == "" != read_wording(f"{short} more").digest


def test_a_page_that_repeats_all_words_is_a_copy_by_text_and_one_with_another_line_a_near_one() -> None:
    found = copies(
        page("a", TEXT), page("b", TEXT.upper()), page("c", f"Another headline {TEXT}"), page("d", "x y " * 50)
    )
    assert found == {"a": Copy("a", "text"), "b": Copy("a", "text"), "c": Copy("a", "near")}


def test_a_cut_text_is_a_copy_and_a_round_up_is_none() -> None:
    half, tenth = " ".join(WORDS[:45]), " ".join(WORDS[:10])
    assert copies(page("a", TEXT), page("b", half)) == dict.fromkeys("ab", Copy("a", "near"))
    assert copies(page("a", TEXT), page("b", tenth)) == {}


def test_one_formula_about_two_countries_is_no_copy() -> None:
    filled = TEXT.replace("word50", "Georgia")
    other = (*NAMES[:1], ("nBRSLT", 3), ("#4517", 1), ("tterritory:GE", 2))
    assert copies(page("a", TEXT), page("b", filled, keys=other)) == {}
    assert copies(page("a", TEXT), page("b", filled)) == dict.fromkeys("ab", Copy("a", "near"))


def test_the_same_words_are_copies_months_apart_and_in_one_language_only() -> None:
    later = page("b", TEXT, published="2024-09-01")
    assert copies(page("a", TEXT), later) == dict.fromkeys("ab", Copy("a", "text"))
    assert copies(page("a", TEXT), replace(later, digest="ru other")) == {}


def test_containment_counts_in_the_shorter_text() -> None:
    assert containment(1 / 3, 50, 100) == containment(1 / 3, 100, 50) == 0.75
    assert containment(0.5, 0, 10) == 0.0
    assert (is_repeated(0.41, 0, 0), is_repeated(0.2, 100, 100), is_repeated(0.35, 35, 100)) == (True, False, True)


def test_what_only_repeats_a_copy_is_another_text() -> None:
    chain = [Link("a", "b", 2000, copy=True), Link("b", "c", 2000, copy=True), Link("c", "d", 2000, copy=True)]
    near = {"a": Copy("a", "near"), "b": Copy("a", "near"), "c": Copy("c", "near"), "d": Copy("c", "near")}
    assert group_copies(chain) == group_copies(reversed(chain)) == near
    assert group_copies(chain[:2]) == {"a": Copy("a", "near"), "b": Copy("a", "near")}


def test_what_repeats_one_of_some_pages_with_the_same_words_repeats_the_first_of_them() -> None:
    words = {"a": "x", "b": "x", "c": "y", "d": "z"}
    links = [Link("b", "c", 2000, copy=True), Link("c", "d", 2000, copy=True)]
    assert group_copies(links, words) == {"a": Copy("a", "text"), "b": Copy("a", "text"), "c": Copy("a", "near")}
