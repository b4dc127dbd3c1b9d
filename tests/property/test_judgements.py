"""Judgements hold whatever the order of pages, runs and decisions, and their undoing leaves nothing behind."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.deciding import digest_shuffled, opened, read, undo_all
from tests.property.test_chronicle import pages as drawn_pages
from tests.unit.chronicle.plain_reader import PlainReader, make_plain_reader

from dragoman.chronicle.exchange import form_row
from dragoman.chronicle.members import format_key
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.meaning.entities import Judgement
from dragoman.meaning.entities.judging import find_contradictions
from dragoman.meaning.entities.links import order_pair, settle_judgements
from dragoman.model import Page, Reading
from dragoman.runner.rebuilding import rebuild_pages

Decision = tuple[str, str, str]
KEYS = "abcdef"

VERDICTS = ("same", "different", "unsure")

verdicts = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(KEYS),
        st.sampled_from(VERDICTS),
        st.integers(0, 3),
    ).filter(lambda row: row[0] != row[1]),
    max_size=10,
)


@st.composite
def judged_pages(draw: st.DrawFn) -> tuple[list[Page], list[Decision]]:
    """Draw pages, and decisions about pairs of their people and of their events."""
    pages = draw(drawn_pages())
    people, events = [], []
    for page in pages:
        reading = PlainReader().read(page)
        assert isinstance(reading, Reading)
        people += [format_key(page.sha256, one.id) for one in reading.referents if one.kind == "person"]
        events += [format_key(page.sha256, one.id) for one in reading.events]
    decisions = []
    for keys in (people, events):
        if len(keys) > 1:
            pairs = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
            decisions += draw(
                st.lists(
                    st.tuples(pairs, st.sampled_from(VERDICTS)).map(lambda row: (row[0][0], row[0][1], row[1])),
                    max_size=3,
                )
            )
    return pages, decisions


def judge(chronicle: SqlChronicle, decisions: Iterable[Decision]) -> None:
    for a, b, verdict in decisions:
        chronicle.judgements.judge(a, b, verdict, by="ann")


def export(chronicle: SqlChronicle) -> list[dict[str, str]]:
    views = chronicle.judgements.list()
    return [{key: str(cell) for key, cell in form_row(view).items() if cell is not None} for view in views]


def reference(pages: Sequence[Page], decisions: Sequence[Decision]) -> tuple[str, list[dict[str, str]]]:
    with opened() as chronicle:
        read(chronicle, pages)
        judge(chronicle, decisions)
        return chronicle.digest(), export(chronicle)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(drawn=judged_pages(), chance=st.randoms(use_true_random=False))
def test_order_of_pages_runs_and_judgements_does_not_matter(drawn: tuple[list[Page], list[Decision]], chance) -> None:  # type: ignore[no-untyped-def]
    pages, decisions = drawn
    expected, rows = reference(pages, decisions)
    assert digest_shuffled(pages, rows, chance) == expected


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(drawn=judged_pages(), chance=st.randoms(use_true_random=False))
def test_undoing_everything_leaves_a_chronicle_that_nobody_judged(
    drawn: tuple[list[Page], list[Decision]], chance
) -> None:  # type: ignore[no-untyped-def]
    pages, decisions = drawn
    with opened() as chronicle:
        read(chronicle, pages)
        expected = chronicle.digest()
        judge(chronicle, decisions)
        split_something(chronicle, pages)
        undo_all(chronicle, (view.decision for view in chronicle.judgements.list()), chance)
        assert chronicle.digest() == expected
        assert len(chronicle.judgements.list(withdrawn=True)) >= len(decisions)


def split_something(chronicle: SqlChronicle, pages: Sequence[Page]) -> None:
    for entity in chronicle.entities(kind="person"):
        if entity.pages > 1:
            for page in pages:
                try:
                    chronicle.judgements.split(entity.id, pages=[page.sha256], by="ann")
                except UsageError:
                    continue
                return


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(drawn=judged_pages(), stop=st.integers(0, 7))
def test_a_rebuild_changes_nothing_wherever_it_was_cut_short(
    drawn: tuple[list[Page], list[Decision]], stop: int
) -> None:
    pages, decisions = drawn
    with opened() as chronicle:
        read(chronicle, pages)
        judge(chronicle, decisions)
        expected = chronicle.digest()
        chronicle.rebuilding.begin("plain-1")
        for page in list(chronicle.rebuilding.pages())[:stop]:
            chronicle.rebuilding.keep(page, PlainReader().read(page), reader="plain-1")
        report = rebuild_pages(chronicle, make_reader=make_plain_reader)
        assert report.read == max(len(pages) - stop, 0) or stop >= len(pages)
        assert chronicle.rebuilding.left() == 0
        assert chronicle.digest() == expected


@given(verdicts, st.randoms(use_true_random=False))
def test_contradictions_are_those_that_different_overrules(drawn, random) -> None:  # type: ignore[no-untyped-def]
    judgements = [Judgement(a, b, verdict, when=str(when)) for a, b, verdict, when in drawn]
    settled = settle_judgements(judgements)
    found = find_contradictions(settled)
    random.shuffle(judgements)
    assert find_contradictions(settle_judgements(judgements)) == found
    for same, different in found:
        assert settled[order_pair(*same)] == "same"
        assert different
        assert all(settled[pair] == "different" for pair in different)
    if "different" not in settled.values():
        assert found == []
