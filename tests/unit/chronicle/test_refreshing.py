"""Deriving: only what is touched, the same as all at once, and finished after a kill."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from tests.unit.chronicle.conftest import PAGES

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import write
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import Pairs, Sense, load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.entities import Judgement, Member, Resolution
from dragoman.meaning.events import EventReport, MergedEvent


def watch(chronicle: SqlChronicle) -> list[set[str]]:
    """Note the names of the members that are resolved from now on."""
    seen: list[set[str]] = []
    sense = load_sense()

    def resolve(members: Sequence[Member], judgements: Sequence[Judgement], settled: Mapping[str, str]) -> Resolution:
        seen.append({member.name for member in members if member.key not in settled})
        return sense.resolve_entities(members, judgements, settled)

    chronicle._sense = msgspec.structs.replace(sense, resolve_entities=resolve)
    return seen


def test_a_new_page_resolves_only_what_shares_a_block(lake: SqlChronicle, store: Callable[..., None]) -> None:
    seen = watch(lake)
    store(lake, new="en 2024-06-01 Herald\nsay | [Karim Daler|person] rested.")
    lake.refresh()
    assert len(seen) == 1
    assert {"Karim Daler", "Карим Далер"} <= seen[0]
    assert not seen[0] & {"Lake Council", "Bishkek", "Kazakhstan"}


def test_a_new_page_merges_only_what_agrees_with_it(lake: SqlChronicle, store: Callable[..., None]) -> None:
    seen: list[set[str]] = []
    sense = lake._sense

    def merge(
        reports: Sequence[EventReport], judgements: Sequence[Judgement], pairs: Pairs | None
    ) -> tuple[MergedEvent, ...]:
        seen.append({report.quote.split(" | ")[0][:11] for report in reports})
        return sense.merge_events(reports, judgements, pairs)

    lake._sense = msgspec.structs.replace(sense, merge_events=merge)
    place, told = "[Bishkek|place|city:1528675]", "visit happened 2024-05-30 | [Otto Lind|person]"
    store(lake, new=f"en 2024-06-01 Herald\n{told} visited {place}.")
    lake.refresh()
    store(lake, newer=f"en 2024-06-02 Herald\n{told} was in {place}.")
    lake.refresh()
    assert seen == [{"Otto Lind v"}, {"Otto Lind v", "Otto Lind w"}]


def test_a_minister_stands_for_his_state_once_any_page_says_that_he_is_one(
    chronicle: SqlChronicle, store: Callable[..., None]
) -> None:
    signed = "agree happened 2024-03-01"
    states = "[Kazakhstan|country|territory:KZ] and [Iran|country|territory:IR]"
    store(chronicle, people=f"en 2024-03-02 Herald\n{signed} | [Karim Daler|person] and [Omid Sattari|person] signed.")
    store(chronicle, states=f"en 2024-03-02 Courier\n{signed} | {states} signed.")
    chronicle.refresh()
    assert len(chronicle.timeline(EventQuery(type="agree"))) == 2
    offices = (
        "office foreign-minister current | [Karim Daler|person] of [Kazakhstan|country|territory:KZ] spoke.\n"
        "office foreign-minister current | [Omid Sattari|person] of [Iran|country|territory:IR] spoke."
    )
    store(chronicle, offices=f"en 2024-03-10 Herald\n{offices}")
    chronicle.refresh()
    [event] = chronicle.timeline(EventQuery(type="agree"))
    adds = {report.quote.page: {detail.name for detail in report.adds} for report in event.reports}
    assert adds == {"people": {"Karim Daler", "Omid Sattari"}, "states": set()}


def test_a_meeting_during_a_visit_is_linked_to_it(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    visit = "visit happened 2024-05-30 | [Otto Lind|person] visited [Bishkek|place|city:1528675]."
    meeting = "meet happened 2024-05-30 | [Otto Lind|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675]."
    store(chronicle, visit=f"en 2024-06-01 Herald\n{visit}")
    store(chronicle, meeting=f"en 2024-06-02 Courier\n{meeting}")
    chronicle.refresh()
    [event] = chronicle.timeline(EventQuery(type="meet"))
    assert [(one.kind, one.direction, one.type, one.participants) for one in event.linked] == [
        ("during", "to", "visit", ("Otto Lind",))
    ]
    [event] = chronicle.timeline(EventQuery(type="visit"))
    assert [(one.kind, one.direction, one.type) for one in event.linked] == [("during", "from", "meet")]


def test_nothing_is_done_where_nothing_is_pending(lake: SqlChronicle) -> None:
    seen = watch(lake)
    lake.refresh()
    assert seen == []


def test_pages_in_several_runs_give_what_they_give_at_once(
    chronicle: SqlChronicle, lake: SqlChronicle, tmp_path: Path, store: Callable[..., None]
) -> None:
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    for name in reversed(PAGES):
        store(other, **{name: PAGES[name]})
        other.refresh()
    assert other.digest() == lake.digest()
    other.close()


@pytest.mark.parametrize("step", ["resolve_entities", "infer_tenures", "merge_events"])
def test_what_was_cut_short_is_finished_by_the_next_refresh(
    chronicle: SqlChronicle, step: str, tmp_path: Path, store: Callable[..., None]
) -> None:
    whole = SqlChronicle(tmp_path / "whole.db", sense=load_sense())
    store(whole, **PAGES)
    whole.refresh()
    store(chronicle, **PAGES)

    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    chronicle._sense = msgspec.structs.replace(load_sense(), **{step: stop})
    with pytest.raises(KeyboardInterrupt):
        chronicle.refresh()
    assert chronicle.is_stale()
    chronicle._sense = load_sense()
    chronicle.refresh()
    assert not chronicle.is_stale()
    assert chronicle.digest() == whole.digest()
    whole.close()


def test_other_rules_derive_everything_again(lake: SqlChronicle) -> None:
    before = lake.digest()
    seen = watch(lake)
    lake._sense = msgspec.structs.replace(lake._sense, version="later rules", block_keys=_one_block)
    assert lake.is_stale()
    lake.refresh()
    assert {"Karim Daler", "Lake Council", "Bishkek"} <= seen[0]
    assert lake.digest() == before


def _one_block(member: Member) -> tuple[str, ...]:
    return ("all",)


def test_a_judgement_joins_what_shares_no_block(lake: SqlChronicle, store: Callable[..., None]) -> None:
    with lake.engine.connect() as connection:
        rows = connection.execute(select(schema.page.c.name, schema.page.c.sha256))
        digests = {name: sha256 for name, sha256 in rows}
    pair = (f"{digests['lake-en']}:r2", f"{digests['later-en']}:r3")  # Anna Petrova and Olga Brandt
    with write(lake.engine) as connection:
        row = {"a": pair[0], "b": pair[1], "verdict": "same", "author": "me", "judged_at": "2025-06-01", "why": "wed"}
        connection.execute(schema.judgement.insert(), [row])
    store(lake, new="en 2025-06-01 Herald\nsay | [Olga Brandt|person] rested.")
    lake.refresh()
    found = lake.who("Anna Petrova")[0]
    assert {"Anna Petrova", "Olga Brandt"} <= set(found.names["en"])


def test_the_log_says_what_became_of_everything(lake: SqlChronicle, store: Callable[..., None]) -> None:
    def log() -> list[tuple[str, str, str]]:
        change = derived.change.c
        with lake.engine.connect() as connection:
            rows = connection.execute(select(change.kind, change.key, change.what).order_by(change.id))
            return [tuple(row) for row in rows]

    first = log()
    kinds = ("entity", "event", "story", "tenure")
    assert {(kind, what) for kind, _, what in first} == {(kind, "added") for kind in kinds}
    store(lake, new="en 2024-06-01 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person].")
    lake.refresh()
    [meeting] = lake.timeline(EventQuery(type="meet"))
    later = log()[len(first) :]
    assert [entry for entry in later if entry[0] == "event"] == [("event", meeting.id, "changed")]
    assert len(meeting.reports) == 3


def test_a_page_without_names_has_nothing_to_derive(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    store(chronicle, bare="en - -\nsay | Nobody did anything.")
    chronicle.refresh()
    assert (chronicle.counts().pages, chronicle.entities(), chronicle.is_stale()) == (1, [], False)


def test_the_project_has_its_own_sense() -> None:
    assert isinstance(load_sense(), Sense)
    assert load_sense() == load_sense()
