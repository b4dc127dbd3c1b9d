"""Correcting who takes part: added, taken out, in another role, instead of another; kept when pages are read anew."""

from collections.abc import Callable

import pytest
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.test_correcting import Renumbering, key, meeting

from dragoman.chronicle.correcting import Changes
from dragoman.chronicle.correction_exchange import form_correction
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.runner.rebuilding import rebuild_pages


def taking(chronicle: SqlChronicle) -> dict[str, tuple[str, ...]]:
    """Return the roles of those who take part in the meeting, by name."""
    return {one.name: tuple(one.roles) for one in meeting(chronicle).participants}


def correct(chronicle: SqlChronicle, **said: dict[str, str | None]) -> int:
    return chronicle.judgements.correct([meeting(chronicle).id], Changes(**said), by="ann").decision


def test_somebody_comes_in_with_a_role_and_goes_by_undo(lake: SqlChronicle) -> None:
    before, digest = taking(lake), lake.digest()
    correct(lake, participants={"Olga Brandt": "host"})
    assert taking(lake) == before | {"Olga Brandt": ("host",)}
    assert {report.corrected for report in meeting(lake).reports} == {("participant",)}
    assert lake.digest() != digest
    lake.judgements.undo()
    assert (taking(lake), lake.digest()) == (before, digest)


def test_who_does_not_take_part_goes_and_is_found_with_the_event_no_more(lake: SqlChronicle) -> None:
    correct(lake, participants={"Karim Daler": None})
    assert list(taking(lake)) == ["Anna Petrova"]
    assert lake.timeline(EventQuery(who="Daler", type="meet")) == []
    correct(lake, participants={"Karim Daler": "guest"})
    assert taking(lake)["Karim Daler"] == ("guest",)


def test_one_instead_of_another_has_his_role(lake: SqlChronicle) -> None:
    role = taking(lake)["Karim Daler"][0]
    correct(lake, instead={"Karim Daler": "Olga Brandt"})
    found = taking(lake)
    assert "Karim Daler" not in found and found["Olga Brandt"][0] == role


def test_a_correction_of_one_report_leaves_the_other(lake: SqlChronicle) -> None:
    lake.judgements.correct([key(lake, "lake-ru")], Changes(participants={"territory:KZ": "guest"}), by="ann")
    corrected = {report.quote.page: report.corrected for report in meeting(lake).reports}
    assert corrected == {"lake-ru": ("participant",), "lake-en": ()}
    assert any(one.id == "territory:KZ" for one in meeting(lake).participants)


def test_it_holds_when_pages_are_read_anew_under_other_ids(lake: SqlChronicle) -> None:
    correct(lake, participants={"Olga Brandt": "host", "Anna Petrova": None})
    rebuild_pages(lake, make_reader=Renumbering)
    lake.refresh()
    assert taking(lake).keys() == {"Karim Daler", "Olga Brandt"}
    assert taking(lake)["Olga Brandt"] == ("host",)
    assert lake.judgements.lost_corrections() == []


def test_it_follows_the_entity_that_it_names(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, other="en 2025-06-06 Herald\nsay | [Maria Orlova|person] is a judge.")
    lake.refresh()
    correct(lake, participants={"Maria Orlova": "guest"})
    lake.judgements.merge("Maria Orlova", "Olga Brandt", by="ann")
    merged = lake.who("Olga Brandt")[0]
    assert merged.id in {one.id for one in meeting(lake).participants}
    lake.judgements.undo()
    assert "Maria Orlova" in taking(lake)


def test_the_order_in_which_things_are_said_does_not_matter_to_the_digest(lake: SqlChronicle) -> None:
    correct(lake, participants={"Olga Brandt": "host"})
    correct(lake, participants={"Olga Brandt": "guest"})
    assert taking(lake)["Olga Brandt"] == ("guest",)


def test_exported_rows_say_the_same_in_another_chronicle(
    lake: SqlChronicle, store: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    from dragoman.chronicle.sense import load_sense

    correct(lake, participants={"Olga Brandt": "host", "Karim Daler": None})
    rows = [
        {name: str(value or "") for name, value in form_correction(view).items()}
        for view in lake.judgements.corrections()
    ]
    other = SqlChronicle(tmp_path_factory.mktemp("other") / "other.db", sense=load_sense())
    store(other, **PAGES)
    other.refresh()
    assert other.judgements.add(rows, by="bob").written == len(rows)
    assert (taking(other), other.digest()) == (taking(lake), lake.digest())
    other.close()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"participants": {"Olga Brandt": "king"}}, "no role"),
        ({"participants": {"Olga Brandt": None}}, "takes no part"),
        ({"instead": {"Olga Brandt": "Anna Petrova"}}, "takes no part"),
        ({"participants": {"Nobody Atall": "host"}}, "no entity"),
        ({"participants": {}}, "nothing to correct"),
    ],
)
def test_what_cannot_be_said_of_participants(
    lake: SqlChronicle, said: dict[str, dict[str, str | None]], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        correct(lake, **said)
