"""What is merged around a change: pieces of pages, judgements that mean another report now, copies of what is gone."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import permutations

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from tests.property.deciding import opened
from tests.property.test_locality import store, write_page
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle import derived, merging, refreshing, schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.marking import mark
from dragoman.chronicle.sense import Sense, load_sense
from dragoman.chronicle.sides import Side, fold_words
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.verdicts import Verdict, write_verdicts
from dragoman.chronicle.writing import clear_page
from dragoman.meaning.events import EventReport
from dragoman.meaning.stories import Link
from dragoman.model import Page, Reading

MET = "meet happened 2024-05-01 | [{}|person] met [{}|person] by the lake in the morning."


def agreeing(*pairs: tuple[str, str]) -> Sense:
    """Return rules by which just these reports agree, by their keys."""
    known = {frozenset(pair) for pair in pairs}

    def find(met: Iterable[tuple[EventReport, EventReport]]) -> Iterator[tuple[str, str]]:
        return ((a.key, b.key) for a, b in met if frozenset((a.key, b.key)) in known)

    return replace(load_sense(), block_reports=lambda _: (8,), meet=lambda _: (8,), find_agreeing=find)


def number_of(chronicle: SqlChronicle, page: Page) -> int:
    with read(chronicle.engine) as connection:
        number = connection.scalar(select(schema.page.c.id).where(schema.page.c.sha256 == page.sha256))
    assert number is not None
    return number


def list_events(chronicle: SqlChronicle) -> set[frozenset[tuple[str, str]]]:
    """Return the events by the pages and mentions that report them."""
    told = derived.event_report.c
    found: dict[str, set[tuple[str, str]]] = {}
    statement = select(told.event_id, schema.page.c.sha256, told.event_mention).join(
        schema.page, schema.page.c.id == told.page_id
    )
    with read(chronicle.engine) as connection:
        for event, sha256, mention in connection.execute(statement):
            found.setdefault(event, set()).add((sha256, mention))
    return {frozenset(places) for places in found.values()}


def test_an_event_of_pages_in_two_pieces_loses_the_one_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "refresh_events", partial(merging.refresh_events, most=1))
    first, second = write_page(1), write_page(2)
    with opened() as chronicle:
        chronicle._sense = agreeing((f"{first.sha256}:e1", f"{second.sha256}:e1"))
        for page in (first, second):
            store(chronicle, page)
        chronicle.refresh()
        assert list_events(chronicle) == {frozenset({(first.sha256, "e1"), (second.sha256, "e1")})}
        gone = number_of(chronicle, second)
        with write(chronicle.engine) as connection:
            mark(connection, "event", [number_of(chronicle, first)])
            clear_page(connection, gone)
        chronicle.refresh()
        assert list_events(chronicle) == {frozenset({(first.sha256, "e1")})}
        assert not chronicle.is_stale()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_judgement_that_comes_to_mean_another_report_is_felt_around_it(order: tuple[int, ...]) -> None:
    """A page tells two meetings in one sentence; without the first, what people judged of it is said of the second."""
    said = MET.format("Olga Lind", "Boris Daler")
    twice = make_page("twice", f"en 2024-05-02 Herald{order[0]}\n{said}\n{said}")
    others = [write_page(place) for place in order[1:]]
    keys = [f"{page.sha256}:e1" for page in others]
    sense = agreeing(*((f"{twice.sha256}:e2", key) for key in keys))
    sentence = fold_words(_read(twice, drop=()).article.text.split("\n")[0])
    a, b = Side(f"{twice.sha256}:e1", "meet", sentence), Side(keys[0], "meet", "")
    judged = Verdict("event", a, b, "different", "ann", "2024-01-01T00:00:00.000000Z")
    found = []
    for early in (True, False):
        with opened() as chronicle:
            chronicle._sense = sense
            for page in (twice, *others):
                chronicle.store(page, _read(page, drop=() if early or page is not twice else ("e1",)))
            if early:
                chronicle.refresh()
            with write(chronicle.engine) as connection:
                write_verdicts(connection, [judged])
            chronicle.refresh()
            if early:
                chronicle.store(twice, _read(twice, drop=("e1",)))
                chronicle.refresh()
            found.append(list_events(chronicle))
    assert found[0] == found[1]


def _read(page: Page, *, drop: tuple[str, ...]) -> Reading:
    reading = PlainReader(f"plain-{len(drop)}").read(page)
    assert isinstance(reading, Reading)
    return replace(reading, events=tuple(event for event in reading.events if event.id not in drop))


@pytest.mark.parametrize("more", [{}, {(1, 3): 1000}])
def test_what_repeated_a_page_that_is_gone_repeats_it_no_more(more: dict[tuple[int, int], int]) -> None:
    """The copy tells another story than the page that it repeats, so nothing but the text ties them."""
    pages = sorted((write_page(number) for number in range(4)), key=lambda page: page.sha256)
    scores = {(0, 1): 1500, (1, 2): 2000, (0, 3): 1800, **more}

    def link(given, _) -> tuple[Link, ...]:  # type: ignore[no-untyped-def]
        known = {page.key for page in given}
        keys = [page.sha256 for page in pages]
        told = (((keys[a], keys[b]), score, (a, b) == (0, 1)) for (a, b), score in scores.items())
        return tuple(Link(*pair, score, copy) for pair, score, copy in told if known.issuperset(pair))

    with opened() as chronicle:
        chronicle._sense = replace(load_sense(), link_pages=link)
        for page in pages:
            store(chronicle, page)
        chronicle.refresh()
        assert _copies(chronicle) == {pages[0].sha256: pages[0].sha256, pages[1].sha256: pages[0].sha256}
        gone = number_of(chronicle, pages[0])
        with write(chronicle.engine) as connection:
            clear_page(connection, gone)
        chronicle.refresh()
        assert _copies(chronicle) == {}


def _copies(chronicle: SqlChronicle) -> dict[str, str]:
    told = derived.story_page.c
    statement = select(schema.page.c.sha256, told.copy_of).join(schema.page, schema.page.c.id == told.page_id)
    with read(chronicle.engine) as connection:
        return {sha256: first for sha256, first in connection.execute(statement) if first}
