"""Links between pages, and the stories that follow from them."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from dragoman.meaning.stories import Copy, Link, StoryPage, cluster_pages, group_copies, link_pages, name_story
from dragoman.meaning.stories.linking import MOST_SHARED
from dragoman.meaning.stories.sketches import sketch_text

NAMES = (("nTLRSTN", 3), ("nKRMFLNT", 2), ("nPRSTNF", 2), ("nSKLMTR", 1), ("#4517", 1), ("tcity:99", 2))
OTHERS = (("nFLNTRS", 3), ("nHRKPL", 2), ("nMNTSRT", 2), ("nJLSKR", 1), ("#8812", 1), ("tcity:77", 2))


def page(key: str, language: str = "en", *, keys: Iterable[tuple[str, int]] = NAMES, **rest: object) -> StoryPage:
    script = {"en": "Latn", "ru": "Cyrl"}.get(language, "Arab")
    return replace(StoryPage(key, language, script, "2024-03-12", tuple(sorted(keys))), **rest)


def stories(*pages: StoryPage) -> set[tuple[str, ...]]:
    found = cluster_pages({one.key: one.language for one in pages}, link_pages(pages))
    return {story.pages for story in found}


def test_pages_of_one_cast_are_one_story_in_all_languages() -> None:
    pages = page("a", "en"), page("b", "ru"), page("c", "ar"), page("d", "fa"), page("e", "en", keys=OTHERS)
    assert stories(*pages) == {("a", "b", "c", "d"), ("e",)}


@pytest.mark.parametrize(
    ("published", "together"),
    [("2024-03-16", True), ("2024-03-17", False), (None, True), ("2024-03", True), ("2023", False)],
)
def test_days_have_to_be_near_where_they_are_known(published: str | None, together: bool) -> None:
    assert (len(stories(page("a"), page("b", published=published))) == 1) is together


def test_pages_without_a_day_in_one_language_have_to_agree_more() -> None:
    half = (*NAMES[:4], *OTHERS[2:])
    dated = page("a"), page("b", keys=half)
    undated = tuple(replace(one, published=None) for one in dated)
    assert (len(stories(*dated)), len(stories(*undated))) == (1, 2)


def test_a_page_in_another_language_does_not_join_two_that_differ_in_one() -> None:
    both = tuple(dict((*NAMES, *OTHERS)).items())
    assert len(stories(page("a"), page("b", keys=OTHERS), page("c", "ru", keys=both))) == 2


def test_a_page_without_keys_is_alone() -> None:
    assert stories(page("a", keys=()), page("b", keys=())) == {("a",), ("b",)}


def test_what_stands_on_every_page_says_nothing() -> None:
    common = tuple(page(f"c{number:02}", keys=(("nTLRSTN", 5), (f"#77{number:02}", 1))) for number in range(60))
    assert len(stories(*common)) == len(common)


def test_a_key_of_too_many_pages_brings_none_together_but_a_rarer_one_does() -> None:
    crowd = tuple(page(f"c{number:03}", keys=NAMES[:1]) for number in range(MOST_SHARED + 1))
    assert link_pages(crowd) == ()
    assert [(link.a, link.b) for link in link_pages((*crowd, page("x"), page("y")))] == [("x", "y")]


TEXT = " ".join(f"w{number}" for number in range(120))


def test_a_repeated_text_is_a_copy_in_its_own_language_only() -> None:
    sketch = sketch_text(TEXT)
    pages = [page(key, keys=(), sketch=sketch) for key in "ab"] + [page("c", "ru", keys=(), sketch=sketch)]
    [link] = link_pages(pages)
    assert (link.a, link.b, link.copy) == ("a", "b", True)
    assert group_copies([link, Link("b", "d", 2000), Link("d", "e", 2000)]) == dict.fromkeys("ab", Copy("a", "near"))


def test_other_evidence_may_suffice() -> None:
    def alike(a: StoryPage, b: StoryPage) -> float | None:
        return 1.5

    pages = page("a"), page("b", "ru", keys=(NAMES[-1], *OTHERS[:-1]))
    assert link_pages(pages) == ()
    assert [link.score for link in link_pages(pages, affinity=alike)] == [1500]


def test_links_agree_on_average_or_groups_stay_apart() -> None:
    languages = dict.fromkeys("abcd", "en")
    chain = [Link("a", "b", 1900), Link("b", "c", 1500), Link("c", "d", 1900)]
    assert {story.pages for story in cluster_pages(languages, chain)} == {("a", "b"), ("c", "d")}
    ring = [*chain, Link("a", "d", 1500), Link("a", "c", 900), Link("b", "d", 900)]
    assert {story.pages for story in cluster_pages(languages, ring)} == {("a", "b", "c", "d")}


def test_a_story_is_named_after_its_earliest_page() -> None:
    languages, links = {"b": "en", "a": "ru"}, [Link("a", "b", 1200)]
    [story] = cluster_pages(languages, links)
    assert story.id == name_story("a")
    assert cluster_pages(languages, links, {"a": "2024-03-02", "b": "2024-03-01"})[0].id == name_story("b")
    assert cluster_pages(languages, links, {"a": None, "b": "2024-03-01"})[0].id == name_story("b")
    assert re.fullmatch("story:[0-9a-f]{10}", story.id)


def test_no_word_of_a_language_is_in_the_code(root: Path) -> None:
    code = (root / "src" / "dragoman" / "meaning" / "stories").glob("*.py")
    assert not [path.name for path in code if re.search("[а-яё\u0621-\u064a]", path.read_text(encoding="utf-8"))]
