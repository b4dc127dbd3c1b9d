"""What is decided in parts is what is decided at once, however the parts are cut."""

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.cluster.deeds import double
from tests.property.test_clustering import members, reports
from tests.property.test_either_order import Written, written
from tests.property.test_incremental import invent_pages
from tests.property.test_stories import pages as story_pages
from tests.unit.chronicle.plain_reader import PlainReader

from dragoman.chronicle.sense import Sense, load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import SourceError, UsageError
from dragoman.meaning.entities import Judgement, Member, people, reach, resolve_entities
from dragoman.meaning.events import EventReport, find_agreeing, merge_events
from dragoman.meaning.stories import StoryPage, find_stretch, link_pages
from dragoman.model import Reading
from dragoman.runner.cluster.engines import Done, Engine, Fault
from dragoman.runner.cluster.joining import open_joins
from dragoman.runner.cluster.spreading import Spread, read_groups, read_pairs, spread_sense, table_links


class Here:
    """An engine that runs its tasks in this process, the last one first."""

    name, address, threaded = "here", None, False

    def __init__(self) -> None:
        self.ran = 0

    def run(self, function: Callable, tasks: Iterable) -> Iterator[Done]:
        for task in reversed(list(tasks)):
            self.ran += 1
            yield Done(task, function(task))

    def close(self) -> None:
        return None


HERE = Here()
SPREAD = Spread(HERE, open_joins("duckdb", workers=1), least=1, batch=3)
SENSE = spread_sense(load_sense(), SPREAD)


def without_odd(drawn: list[Member]) -> list[Member]:
    """People have no ids of tables; with such ones everything is decided at once, and nothing would be tried."""
    return [replace(one, reference=None) if one.kind == "person" else one for one in drawn]


@settings(deadline=None, max_examples=30)
@given(members.map(without_odd))
def test_entities(drawn: list[Member]) -> None:
    assert SENSE.resolve_entities(drawn, (), {}) == resolve_entities(drawn)


@settings(deadline=None, max_examples=30)
@example([("Samir Godonov", "en"), ("Samir Godomin", "en")])  # their pages are in another order than their names
@given(st.lists(written(), min_size=2, max_size=6))
def test_entities_of_any_names(names: list[Written]) -> None:
    office = (("minister", "territory:TJ", "current"),)
    said = [Member(f"p{n}:r1", f"p{n}", "person", *one, offices=office) for n, one in enumerate(names)]
    assert SENSE.resolve_entities(said, (), {}) == resolve_entities(said)


SPELLINGS = (
    ("Gleb Vorsin", "en"), ("Glieb Vorsin", "en"), ("Глеб Ворсин", "ru"), ("غليب فورسين", "ar"), ("گلب ورسین", "fa"),
    ("Karim Dalawi", "en"), ("Karim al-Dallawi", "en"), ("كريم الدلاوي", "ar"), ("Карим Далави", "ru"),
)  # fmt: skip


def test_how_alike_names_are_is_found_before_parts_are_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    class Watching(Here):
        def run(self, function: Callable, tasks: Iterable) -> Iterator[Done]:
            for task in tasks:
                steps.append(task.function.rpartition(":")[2])
                yield Done(task, function(task))

    steps, compared = [""], []
    liken = people.liken_names

    def watch(a: people.Spelt, b: people.Spelt) -> people.Likeness:
        compared.append(steps[-1])
        return liken(a, b)

    said = [
        Member(f"{place}{turn}:r1", f"{place}{turn}", "person", name, language, published=f"2025-03-0{turn + 1}")
        for place, (name, language) in enumerate(SPELLINGS)
        for turn in range(3)
    ]
    expected = resolve_entities(said)
    for module in (people, reach):
        monkeypatch.setattr(module, "liken_names", watch)
    spread = spread_sense(load_sense(), replace(SPREAD, engine=Watching()))
    assert spread.resolve_entities(said, (), {}) == expected
    assert len(expected.clusters) < len(SPELLINGS)  # some are heard to be one across scripts
    assert set(compared) == {"compare_names"}
    assert "resolve_parts" in steps


@settings(deadline=None, max_examples=20)
@given(members, st.sampled_from(["same", "different"]))
def test_what_people_have_judged_is_decided_at_once(drawn: list[Member], verdict: str) -> None:
    judgements = [Judgement(one.key, other.key, verdict) for one, other in pairwise(drawn)]
    assert SENSE.resolve_entities(drawn, judgements, {}) == resolve_entities(drawn, judgements)


@settings(deadline=None, max_examples=30)
@given(reports)
def test_events(drawn: list[EventReport]) -> None:
    assert SENSE.merge_events(drawn, (), None) == merge_events(drawn)


@settings(deadline=None, max_examples=30)
@given(reports)
def test_events_of_pairs_that_are_known(drawn: list[EventReport]) -> None:
    met = list(combinations(drawn, 2))
    pairs = sorted(find_agreeing(met))
    assert sorted(SENSE.find_agreeing(iter(met))) == pairs
    assert SENSE.merge_events(drawn, (), pairs) == merge_events(drawn, (), pairs)


@settings(deadline=None, max_examples=30)
@given(story_pages())
def test_links_of_pages(drawn: list[StoryPage]) -> None:
    changed = {find_stretch(page.published) for page in drawn} | {None}
    assert SENSE.link_pages(drawn, changed) == link_pages(drawn)


def test_pages_of_known_days_alone_are_linked_in_parts() -> None:
    told = {"keys": (("nKNT", 2), ("tterritory:KE", 3)), "sketch": (1, 2, 3, 4), "runs": 4, "digest": "one"}
    pages = [StoryPage(f"p{day:02}", "en", "Latn", f"2025-03-{day:02}", **told) for day in range(1, 9)]
    before, changed = HERE.ran, {find_stretch(page.published) for page in pages}
    assert None not in changed
    links = SENSE.link_pages(pages, changed)
    assert links
    assert links == link_pages(pages, changed)
    assert HERE.ran > before


@pytest.mark.parametrize("seed", range(2))
def test_a_chronicle_of_common_names(seed: int, tmp_path: Path) -> None:
    pages = invent_pages(random.Random(seed), 60)
    before, digests = HERE.ran, []
    for name, sense in (("local", load_sense()), ("spread", SENSE)):
        digests.append(_derive(tmp_path / f"{name}.db", sense, pages))
    assert digests[0] == digests[1]
    assert HERE.ran > before


def _derive(path: Path, sense: Sense, pages: list) -> str:
    chronicle = SqlChronicle(path, sense=sense)
    try:
        for page in pages:
            reading = PlainReader().read(page)
            assert isinstance(reading, Reading)
            chronicle.store(page, reading)
        chronicle.refresh()
        return chronicle.digest()
    finally:
        chronicle.close()


def test_little_is_decided_here() -> None:
    before = HERE.ran
    spread_sense(load_sense(), replace(SPREAD, least=100)).resolve_entities([], (), {})
    assert HERE.ran == before


def test_a_task_that_gives_nothing_ends_the_merge() -> None:
    class Dying(Here):
        def run(self, function: Callable, tasks: Iterable) -> Iterator[Done]:
            yield from (Done(task, Fault("its process died")) for task in tasks)

    with pytest.raises(SourceError, match="merging failed on engine here: its process died"):
        list(replace(SPREAD, engine=Dying()).map(double, [1]))


def test_joins_find_pairs_and_what_hangs_together() -> None:
    chance = random.Random(7)
    rows = [(f"k{chance.randrange(80)}", chance.randrange(100)) for _ in range(120)]
    rows += [(f"c{number // 2}", number) for number in range(200, 290)]
    rows += [(f"d{(number + 1) // 2}", number) for number in range(200, 290)]  # a chain
    found = {}
    for name in ("duckdb", "daft"):
        joins, links = open_joins(name, workers=1), table_links(rows)
        found[name] = read_pairs(joins.pair(links)), read_groups(joins.connect(links))
    pairs, groups = found["duckdb"]
    assert found["daft"] == (pairs, groups)
    assert set(pairs) == {(a, b) for key, a in rows for other, b in rows if key == other and a < b}
    assert groups == _connect(rows)
    assert list(range(200, 290)) in groups


def _connect(rows: list[tuple[str, int]]) -> list[list[int]]:
    groups = [{one} for one in {one for _, one in rows}]
    for key in {key for key, _ in rows}:
        sharing = {one for other, one in rows if other == key}
        touched = [group for group in groups if group & sharing]
        groups = [group for group in groups if not group & sharing] + [set().union(*touched)]
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def test_joins_on_the_cluster(ray_engine: Engine) -> None:
    links = pa.table({"key": ["a", "a", "b", "b"], "id": [1, 2, 2, 3]})
    joins = open_joins("daft", workers=1, address=ray_engine.address)
    assert read_pairs(joins.pair(links)) == [(1, 2), (2, 3)]
    assert read_groups(joins.connect(links)) == [[1, 2, 3]]


def test_there_are_two_joins() -> None:
    with pytest.raises(UsageError, match="no joins 'pandas'; there are duckdb, daft"):
        open_joins("pandas", workers=1)
