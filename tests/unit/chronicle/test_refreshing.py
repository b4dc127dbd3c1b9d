"""Deriving: only what is touched, the same as all at once, and finished after a kill."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from tests.unit.chronicle.conftest import PAGES

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import write
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import Sense, load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.entities import Judgement, Member, Resolution


def watch(chronicle: SqlChronicle) -> list[set[str]]:
    """Note the names of the members that are resolved from now on."""
    seen: list[set[str]] = []
    sense = load_sense()

    def resolve(members: Sequence[Member], judgements: Sequence[Judgement] = ()) -> Resolution:
        seen.append({member.name for member in members})
        return sense.resolve_entities(members, judgements)

    chronicle._sense = msgspec.structs.replace(sense, resolve_entities=resolve)
    return seen


def test_a_new_page_resolves_only_what_shares_a_block(lake: SqlChronicle, store: Callable[..., None]) -> None:
    seen = watch(lake)
    store(lake, new="en 2024-06-01 Herald\nsay | [Karim Daler|person] rested.")
    lake.refresh()
    assert len(seen) == 1
    assert {"Karim Daler", "Карим Далер"} <= seen[0]
    assert not seen[0] & {"Lake Council", "Bishkek", "Kazakhstan"}


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
