"""Whatever agrees with whatever: events and stories merged around a change are those of all pages at once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.property.deciding import opened
from tests.property.test_clustering import reports
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.sense import Pairs, Sense, load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.entities import Judgement
from dragoman.meaning.events import EventReport, MergedEvent, merge_events, reports_agree
from dragoman.meaning.events.participants import match_participants
from dragoman.meaning.stories import Link, StoryPage, Stretch, cluster_pages
from dragoman.model import Page

LETTERS = "abdegiklmnoprstuv"


def write_page(number: int) -> Page:
    """Write a page of one meeting, whose people no other page names."""
    first, second = (f"{LETTERS[number % 17]}{side}{LETTERS[number // 17]}an".capitalize() for side in "ou")
    said = f"meet happened 2024-05-01 | [{first} Lind|person] met [{second} Daler|person] {number}."
    return make_page(f"p{number}", f"en 2024-05-02 Herald{number}\n{said}")


class Web(dict[tuple[int, int], int]):
    """How strongly some pages agree, by the numbers of two."""

    def __init__(self, chance: Random, size: int, degree: float) -> None:
        super().__init__()
        for a in range(size):
            for b in range(a + 1, size):
                near = 1 if b - a < 5 else 0.1  # chains, with few ties across
                if chance.random() < near * degree:
                    self[a, b] = chance.randrange(700, 1600)

    def find_agreeing(self, pairs: Iterable[tuple[EventReport, EventReport]]) -> Iterator[tuple[str, str]]:
        """Yield the keys of the reports that agree."""
        return ((a.key, b.key) for a, b in pairs if _order(_number(a.quote), _number(b.quote)) in self)

    def sense(self, numbers: dict[str, int]) -> Sense:
        """Return rules by which reports and pages agree as in this web."""

        def link(pages: Sequence[StoryPage], _: Collection[Stretch]) -> tuple[Link, ...]:
            keys = sorted(page.key for page in pages)
            pairs = ((a, b, self.get(_order(numbers[a], numbers[b]))) for a in keys for b in keys if a < b)
            return tuple(Link(a, b, score) for a, b, score in pairs if score)

        return replace(
            load_sense(),
            block_reports=lambda _: (8,),
            meet=lambda _: (8,),
            find_agreeing=self.find_agreeing,
            link_pages=link,
        )


def _number(quote: str) -> int:
    return int(re.findall(r"\d+", quote)[-1])


def _order(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def store(chronicle: SqlChronicle, page: Page) -> None:
    chronicle.store(page, PlainReader().read(page))  # type: ignore[arg-type]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 26), st.sampled_from([0.2, 0.4, 0.7]))
def test_pages_in_several_runs_give_what_they_give_at_once(seed: int, size: int, degree: float) -> None:
    chance = Random(seed)
    pages = [write_page(number) for number in range(size)]
    web = Web(chance, size, degree)
    sense = web.sense({page.sha256: number for number, page in enumerate(pages)})
    digests = []
    for runs in (1, 1 + chance.randrange(6)):
        chance.shuffle(pages)
        with opened() as chronicle:
            chronicle._sense = sense
            for number, page in enumerate(pages):
                store(chronicle, page)
                if number % max(1, size // runs) == 0:
                    chronicle.refresh()
            chronicle.refresh()
            assert not chronicle.is_stale()
            digests.append(chronicle.digest())
    assert digests[0] == digests[1]


def test_a_long_chain_is_looked_at_where_it_changed() -> None:
    """Each of a hundred reports agrees with the next alone; to add one, only those near it are merged again."""
    pages = [write_page(number) for number in range(100)]
    web = Web(Random(1), 0, 0)
    web.update({(number, number + 1): 1100 for number in range(99)})
    sense = web.sense({page.sha256: number for number, page in enumerate(pages)})
    merged: list[int] = []
    gathered: list[int] = []

    def merge(
        given: Sequence[EventReport], judged: Sequence[Judgement], pairs: Pairs | None
    ) -> tuple[MergedEvent, ...]:
        merged.append(len(given))
        return sense.merge_events(given, judged, pairs)

    def cluster(languages: dict[str, str], links: Sequence[Link], published: dict[str, str]) -> tuple[object, ...]:
        gathered.append(len(languages))
        return sense.cluster_pages(languages, links, published)

    with opened() as chronicle:
        chronicle._sense = replace(sense, merge_events=merge, cluster_pages=cluster)
        for page in pages[:-1]:
            store(chronicle, page)
        chronicle.refresh()
        assert max(merged) == max(gathered) == 99
        merged.clear()
        gathered.clear()
        store(chronicle, pages[-1])
        chronicle.refresh()
        assert 2 <= max(merged) < 60
        assert 2 <= max(gathered) < 60


@given(reports)
def test_an_event_comes_out_whole_by_itself(drawn: list[EventReport]) -> None:
    by_key = {report.key: report for report in drawn}
    for event in merge_events(drawn):
        assert merge_events([by_key[key] for key in event.reports]) == (event,)


def test_one_post_of_two_people_agrees_both_ways() -> None:
    one, *others = (f"person:{name}" for name in "abc")
    posts = {who: (who, "foreign-minister territory:KZ nn") for who in (one, *others)}
    told = {"type": "meet", "when": "2024-05-01", "published": "2024-05-02"}
    a = EventReport("a", "p1", participants=(one,), posts=(posts[one],), **told)
    b = EventReport("b", "p2", participants=tuple(others), posts=tuple(posts[who] for who in others), **told)
    assert match_participants(a, b).right == match_participants(b, a).left == frozenset()


@given(reports, st.lists(st.sampled_from((None, "spoken", "written")), min_size=10, max_size=10))
def test_reports_agree_both_ways(drawn: list[EventReport], channels: list[str | None]) -> None:
    calls = [
        replace(one, type="call", channel=channel, roles=tuple(zip(("speaker", "addressee"), one.participants)))  # noqa: B905
        for one, channel in zip(drawn, channels, strict=False)
    ]
    for told in (drawn, calls):
        for a in told:
            for b in told:
                assert reports_agree(a, b) == reports_agree(b, a)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(600, 1600)), max_size=30))
def test_a_story_comes_out_whole_by_itself(drawn: list[tuple[int, int, int]]) -> None:
    scores = {_order(a, b): score for a, b, score in drawn if a != b}
    links = [Link(f"p{a}", f"p{b}", score) for (a, b), score in scores.items()]
    languages = {f"p{number}": "en" if number % 3 else "ru" for number in range(10)}
    for story in cluster_pages(languages, links):
        inside = [link for link in links if link.a in story.pages and link.b in story.pages]
        assert cluster_pages({key: languages[key] for key in story.pages}, inside) == (story,)
