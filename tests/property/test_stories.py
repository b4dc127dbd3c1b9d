"""Stories do not depend on the order of pages, and the days around a change are all that a change can touch."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.stories import (
    REACH,
    Link,
    StoryPage,
    cluster_pages,
    find_stretch,
    link_pages,
    stretches_around,
)

KEYS = tuple(f"n{word}" for word in ("TLRSTN", "KRMFLNT", "PRSTNF", "SKLMTR", "FLNTRS", "HRKPL", "MNTSRT", "JLSKR"))
START = date(2024, 3, 1)


@st.composite
def pages(draw: st.DrawFn) -> list[StoryPage]:
    made = []
    for number in range(draw(st.integers(2, 14))):
        keys = draw(st.lists(st.sampled_from(KEYS), max_size=5, unique=True))
        days = draw(st.one_of(st.none(), st.integers(0, 60)))
        made.append(
            StoryPage(
                key=f"p{number:02}",
                language=draw(st.sampled_from(["en", "ru", "ar"])),
                script="Latn",
                published=None if days is None else (START + timedelta(days)).isoformat(),
                keys=tuple((key, draw(st.integers(1, 3))) for key in sorted(keys)),
                sketch=tuple(sorted(draw(st.lists(st.integers(0, 12), max_size=4, unique=True)))),
            )
        )
    return made


def _cluster(pages: list[StoryPage], links: tuple[Link, ...]) -> set[tuple[str, ...]]:
    return {story.pages for story in cluster_pages({page.key: page.language for page in pages}, links)}


@given(pages(), st.randoms(use_true_random=False))
def test_links_and_stories_ignore_order(given_pages: list[StoryPage], chance) -> None:
    shuffled = given_pages[:]
    chance.shuffle(shuffled)
    links, others = list(link_pages(given_pages)), link_pages(shuffled)
    assert tuple(links) == others
    chance.shuffle(links)
    assert _cluster(shuffled, tuple(links)) == _cluster(given_pages, others)


@given(pages())
def test_every_page_is_in_one_story(given_pages: list[StoryPage]) -> None:
    found = [key for story in _cluster(given_pages, link_pages(given_pages)) for key in story]
    assert sorted(found) == [page.key for page in given_pages]


@settings(max_examples=200)
@given(pages(), st.integers(1, 3))
def test_links_around_a_change_are_those_of_all_pages(given_pages: list[StoryPage], gone: int) -> None:
    """What was known before, with the links around the days of new pages replaced, is what all pages give."""
    before, new = given_pages[gone:], given_pages[:gone]
    changed = {find_stretch(page.published) for page in new}
    near = {other for stretch in changed for other in stretches_around(stretch)}
    stretches = {page.key: find_stretch(page.published) for page in given_pages}
    known = [page for page in given_pages if None in changed or _in_reach(stretches[page.key], changed)]
    kept = [link for link in link_pages(before) if not near & {stretches[link.a], stretches[link.b]}]
    assert sorted([*kept, *link_pages(known, changed)]) == list(link_pages(given_pages))


def _in_reach(stretch: int | None, changed: set[int | None]) -> bool:
    return stretch is None or any(other is not None and abs(stretch - other) <= REACH for other in changed)
