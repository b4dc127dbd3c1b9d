"""Corrections hold whatever the order of pages and runs, and their undoing leaves nothing behind."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.deciding import digest_shuffled, opened, read, undo_all
from tests.property.test_chronicle import pages as drawn_pages
from tests.unit.chronicle.plain_reader import PlainReader, make_plain_reader

from dragoman.chronicle.correcting import Changes
from dragoman.chronicle.correction_exchange import form_correction
from dragoman.chronicle.members import format_key
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page, Reading
from dragoman.runner.rebuilding import rebuild_pages

Said = tuple[str, str | Changes]

CHANGES = (
    Changes(date="2024-03-05"),
    Changes(date=None),
    Changes(place="territory:KZ"),
    Changes(place=None),
    Changes(status="planned"),
    Changes(type="call"),
)


@st.composite
def corrected_pages(draw: st.DrawFn) -> tuple[list[Page], list[Said]]:
    """Draw pages, and what is said of their reports and offices."""
    pages = draw(drawn_pages())
    events, offices = [], []
    for page in pages:
        reading = PlainReader().read(page)
        assert isinstance(reading, Reading)
        events += [format_key(page.sha256, one.id) for one in reading.events]
        offices += [format_key(page.sha256, f"o{number}") for number in range(len(reading.offices))]
    verdicts = st.sampled_from(("accept", "reject", "reject", "unsure"))
    said: list[Said] = []
    if events:
        said += draw(
            st.lists(st.tuples(st.sampled_from(events), st.one_of(verdicts, st.sampled_from(CHANGES))), max_size=4)
        )
    if offices:
        said += draw(st.lists(st.tuples(st.sampled_from(offices), verdicts), max_size=3))
    return pages, said


def say(chronicle: SqlChronicle, said: Sequence[Said]) -> None:
    for key, what in said:
        if isinstance(what, str):
            chronicle.judgements.rule([key], what, by="ann")
        else:
            chronicle.judgements.correct([key], what, by="ann")


def export(chronicle: SqlChronicle) -> list[dict[str, str]]:
    views = chronicle.judgements.corrections()
    return [{key: str(cell) for key, cell in form_correction(view).items() if cell is not None} for view in views]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(drawn=corrected_pages(), chance=st.randoms(use_true_random=False))
def test_order_of_pages_runs_and_corrections_does_not_matter(drawn: tuple[list[Page], list[Said]], chance) -> None:  # type: ignore[no-untyped-def]
    pages, said = drawn
    with opened() as chronicle:
        read(chronicle, pages)
        say(chronicle, said)
        expected, rows = chronicle.digest(), export(chronicle)
    assert digest_shuffled(pages, rows, chance) == expected


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(drawn=corrected_pages(), chance=st.randoms(use_true_random=False))
def test_undoing_everything_leaves_a_chronicle_that_nobody_corrected(
    drawn: tuple[list[Page], list[Said]], chance
) -> None:  # type: ignore[no-untyped-def]
    pages, said = drawn
    with opened() as chronicle:
        read(chronicle, pages)
        expected = chronicle.digest()
        say(chronicle, said)
        numbers = sorted({view.decision for view in chronicle.judgements.corrections()})
        assert len(numbers) == len(said)
        undo_all(chronicle, numbers, chance)
        assert chronicle.digest() == expected
        assert chronicle.judgements.corrections() == []


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(drawn=corrected_pages(), stop=st.integers(0, 7))
def test_a_rebuild_keeps_corrections_wherever_it_was_cut_short(drawn: tuple[list[Page], list[Said]], stop: int) -> None:
    pages, said = drawn
    with opened() as chronicle:
        read(chronicle, pages)
        say(chronicle, said)
        expected = chronicle.digest()
        chronicle.rebuilding.begin("plain-1")
        for page in list(chronicle.rebuilding.pages())[:stop]:
            chronicle.rebuilding.keep(page, PlainReader().read(page), reader="plain-1")
        rebuild_pages(chronicle, make_reader=make_plain_reader)
        assert chronicle.digest() == expected
