"""Corrections of facts: what they do, that they hold when pages are read again, and that they can be undone."""

from collections.abc import Callable

import pytest
from tests.unit.chronicle.plain_reader import PlainReader

from dragoman.chronicle.answers import EventView
from dragoman.chronicle.correcting import Changes
from dragoman.chronicle.correction_exchange import form_correction
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.model import Page, Reading
from dragoman.runner.rebuilding import rebuild_pages


class Renumbering(PlainReader):
    """A newer reader: other ids, and a report and an office more before all others."""

    def read(self, page: Page) -> Reading:  # type: ignore[override]
        header, *lines = page.content.decode().splitlines()
        more = (
            "call happened | [Far Bank|organisation] called [Near Bank|organisation].",
            "office chair current | [Otto Lind|person] chairs the [Far Bank|organisation].",
        )
        text = "\n".join((header, *more, *lines))
        return super().read(Page(page.name, page.address, text.encode(), page.sha256))  # type: ignore[return-value]


def meeting(chronicle: SqlChronicle) -> EventView:
    (found,) = chronicle.timeline(EventQuery(type="meet"))
    return found


def key(chronicle: SqlChronicle, page: str) -> str:
    return next(report.key for report in meeting(chronicle).reports if report.quote.page == page)


def test_rejecting_one_report_leaves_the_other(lake: SqlChronicle) -> None:
    before, event = lake.digest(), meeting(lake)
    judged = lake.judgements.rule([key(lake, "lake-ru")], "reject", by="ann", why="a film")
    assert [report.quote.page for report in meeting(lake).reports] == ["lake-en"]
    assert lake.digest() != before
    (view,) = judged.corrections
    assert (view.field, view.value, view.by, view.why, view.fact.id) == ("verdict", "reject", "ann", "a film", None)
    lake.judgements.undo()
    assert meeting(lake) == event
    assert lake.digest() == before


def test_rejecting_an_event_rejects_all_its_reports_in_one_decision(lake: SqlChronicle) -> None:
    before = lake.digest()
    judged = lake.judgements.rule([meeting(lake).id], "reject", by="ann")
    assert lake.timeline(EventQuery(type="meet")) == []
    assert {view.decision for view in judged.corrections} == {judged.decision}
    assert len(lake.judgements.corrections()) == 2
    lake.judgements.undo(judged.decision)
    assert lake.judgements.corrections() == []
    assert len(lake.judgements.corrections(withdrawn=True)) == 2
    assert lake.digest() == before


def test_accepting_says_so_and_changes_nothing_else(lake: SqlChronicle) -> None:
    event = meeting(lake)
    lake.judgements.rule([event.id], "accept", by="ann")
    assert all(report.accepted for report in meeting(lake).reports)
    assert (meeting(lake).when, meeting(lake).place) == (event.when, event.place)


@pytest.mark.parametrize(
    ("changes", "where", "when"),
    [
        (Changes(place="territory:KZ"), "territory:KZ", "2024-03-01"),
        (Changes(place="Kazakhstan"), "territory:KZ", "2024-03-01"),
        (Changes(place=None), None, "2024-03-01"),
        (Changes(date="2024-03-02"), "city:1528675", "2024-03-02"),
        (Changes(date=None), "city:1528675", None),
    ],
)
def test_place_and_date(lake: SqlChronicle, changes: Changes, where: str | None, when: str | None) -> None:
    before = lake.digest()
    lake.judgements.correct([meeting(lake).id], changes, by="ann")
    event = meeting(lake)
    assert (event.place.id if event.place else None, event.when.value) == (where, when)
    if when == "2024-03-02":
        assert event.when.basis == "corrected"
        assert event.reports[0].corrected == ("date",)
    lake.judgements.undo()
    assert lake.digest() == before


def test_a_place_without_a_table_id_is_found_by_who_calls_it_so(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, hut="en 2024-06-01 Herald\nsay | The [Old Hut|place] is closed.")
    lake.refresh()
    lake.judgements.correct([meeting(lake).id], Changes(place="Old Hut"), by="ann")
    place = meeting(lake).place
    assert place is not None
    assert place.name == "Old Hut"
    store(lake, hut2="en 2024-06-02 Herald\nsay | The [Old Hut|place] was sold.")
    lake.refresh()
    assert meeting(lake).place is not None
    assert meeting(lake).place.name == "Old Hut"  # type: ignore[union-attr]


def test_type_and_status(lake: SqlChronicle) -> None:
    lake.judgements.correct([meeting(lake).id], Changes(type="call", status="denied"), by="ann")
    (event,) = lake.timeline(EventQuery(type="call"))
    assert event.status == "denied"


def test_the_latest_answer_counts(lake: SqlChronicle) -> None:
    report = key(lake, "lake-ru")
    for verdict in ("reject", "accept", "reject", "unsure"):
        lake.judgements.rule([report], verdict, by="ann")
    assert len(meeting(lake).reports) == 2


def test_an_office_that_the_page_does_not_give(lake: SqlChronicle) -> None:
    before = lake.digest()
    held = [tenure for tenure in lake.tenures() if tenure.name == "Olga Brandt"]
    lake.judgements.rule(["later-en#o1"], "reject", by="ann")
    assert held
    assert not [tenure for tenure in lake.tenures() if tenure.name == "Olga Brandt"]
    lake.judgements.undo()
    assert lake.digest() == before
    lake.judgements.rule([held[0].id], "reject", by="ann")
    assert not [tenure for tenure in lake.tenures() if tenure.name == "Olga Brandt"]


def test_corrections_hold_when_pages_are_read_by_a_newer_reader(lake: SqlChronicle) -> None:
    lake.judgements.rule([key(lake, "lake-ru"), "later-en#o1"], "reject", by="ann")
    lake.judgements.correct([key(lake, "lake-en")], Changes(place="territory:KZ", date="2024-03-02"), by="ann")
    rebuild_pages(lake, make_reader=Renumbering)
    lake.refresh()
    event = meeting(lake)
    assert [report.quote.page for report in event.reports] == ["lake-en"]
    assert (event.place.id if event.place else None, event.when.value) == ("territory:KZ", "2024-03-02")
    assert not [tenure for tenure in lake.tenures() if tenure.name == "Olga Brandt"]
    assert lake.judgements.lost_corrections() == []


def test_corrections_go_from_one_chronicle_to_another(lake: SqlChronicle, tmp_path, store: Callable[..., None]) -> None:  # type: ignore[no-untyped-def]
    from tests.unit.chronicle.conftest import PAGES

    from dragoman.chronicle.sense import load_sense

    lake.judgements.rule([key(lake, "lake-ru"), "later-en#o1"], "reject", by="ann")
    lake.judgements.correct([key(lake, "lake-en")], Changes(place="Kazakhstan", date=None), by="ann", why="so")
    rows = [
        {name: str(cell) for name, cell in form_correction(view).items() if cell is not None}
        for view in lake.judgements.corrections()
    ]
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    taken = other.judgements.add(rows, by="bob")  # its pages are still to come
    assert (taken.written, taken.waiting, taken.rejected) == (4, 4, {})
    store(other, **PAGES)
    other.refresh()
    assert other.digest() == lake.digest()
    assert other.judgements.add(rows, by="bob").known == 4
    other.close()


def test_rows_that_cannot_be_used_say_why(lake: SqlChronicle) -> None:
    rows = [
        {"verdict": "reject", "a": "nowhere#e1"},
        {"verdict": "date", "a": "lake-en#e1", "value": "yesterday"},
        {"verdict": "place", "a": "lake-en#e1", "value": "Kazakhstan"},
    ]
    taken = lake.judgements.add(rows, by="ann")
    assert (taken.written, sum(taken.rejected.values())) == (1, 2)


def test_one_undo_serves_judgements_and_corrections(lake: SqlChronicle) -> None:
    before = lake.digest()
    lake.judgements.rule([key(lake, "lake-ru")], "reject", by="ann")
    judged = lake.judgements.judge("lake-en#r1", "lake-ru#r1", "different", by="ann")
    assert judged.decision == 2
    assert lake.judgements.undo().decision == 2
    assert lake.judgements.undo().decision == 1
    assert lake.digest() == before
    with pytest.raises(UsageError, match="nor a correction"):
        lake.judgements.undo()


@pytest.mark.parametrize(
    ("names", "changes"),
    [
        (["lake-en#e9"], Changes(place=None)),
        (["lake-en#e1"], Changes()),
        (["lake-en#e1"], Changes(date="soon")),
        (["lake-en#e1"], Changes(place="Karim Daler")),
        (["lake-en#e1"], Changes(status="maybe")),
        (["lake-en#o1"], Changes(place=None)),
    ],
)
def test_what_cannot_be_said(lake: SqlChronicle, names: list[str], changes: Changes) -> None:
    with pytest.raises(UsageError):
        lake.judgements.correct(names, changes, by="ann")


def test_facts_in_doubt_are_asked_until_somebody_answers(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, old="en 2024-06-01 Herald\nmeet happened 2019-02-03 | [Ivo Brandt|person] met [Otto Lind|person].")
    lake.refresh()
    (doubt,) = lake.judgements.doubts(10)
    assert (doubt.kind, doubt.type, doubt.quote.page) == ("date", "meet", "old")
    assert any("days from that of the page" in reason for reason in doubt.reasons)
    lake.judgements.correct([doubt.key], Changes(date="2024-02-03"), by="ann")
    assert lake.judgements.doubts(10) == []


def test_how_often_people_agree(lake: SqlChronicle) -> None:
    lake.judgements.rule([key(lake, "lake-en")], "accept", by="ann")
    lake.judgements.rule([key(lake, "lake-ru")], "reject", by="ann")
    lake.judgements.judge("lake-en#r1", "lake-ru#r1", "same", by="ann")
    found = {(one.about, one.rule, one.language): (one.asked, one.agreed) for one in lake.judgements.figures()}
    assert found["fact", "plain", "en"] == (1, 1)
    assert found["fact", "plain", "ru"] == (1, 0)
    assert found["date", "plain", "en"] == (1, 1)
    assert found["entity", "same", "en ru"] == (1, 1)


def test_only_what_a_correction_reaches_is_derived_again(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, far="en 2024-06-01 Herald\nmeet happened 2024-05-31 | [Ivo Brandt|person] met [Otto Lind|person].")
    lake.refresh()
    event = next(one for one in lake.timeline(EventQuery(type="meet")) if one.origins == 2)
    lake.judgements.correct([event.id], Changes(date="2024-03-02"), by="ann")
    after = {view.id: view for view in lake.timeline(EventQuery(type="meet"))}
    assert len(after) == 2


def test_conflicts_are_listed_piece_by_piece(lake: SqlChronicle) -> None:
    lake.judgements.correct([key(lake, "lake-ru")], Changes(date="2024-03-02"), by="ann")
    everything = lake.conflicts()
    assert sum(lake.judgements.count_conflicts().values()) == len(everything) > 0
    pieces = [lake.judgements.conflicts(offset=number, limit=1) for number in range(len(everything) + 1)]
    assert [len(piece) for piece in pieces] == [1] * len(everything) + [0]
    assert sorted(one.field for piece in pieces for one in piece) == sorted(one.field for one in everything)
    assert [one.field for one in lake.judgements.conflicts("when")] == ["when"]


@pytest.mark.parametrize(
    "date",
    ["2024-3-5", " 2024-03-05", "2024-03-14-99", "9999-12-31", "0001", "٢٠٢٤-٠٣-١٤", "2024-03-14/2024-03-10", "2024/"],
)
def test_what_is_no_date_is_refused_before_it_is_kept(lake: SqlChronicle, date: str) -> None:
    before = lake.digest()
    with pytest.raises(UsageError, match="is no date"):
        lake.judgements.correct([key(lake, "lake-en")], Changes(date=date), by="ann")
    lake.refresh()
    assert (lake.digest(), lake.judgements.corrections()) == (before, [])
