"""Pairs of reports that agree: in whatever order pages come and change, those that comparing all would find."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.members import format_key
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.events import EventReport

VISIT = "visit happened 2024-05-30 | [Otto Lind|person] visited [Bishkek|place|city:1528675]."
CAME = "visit happened 2024-05-30 | [Otto Lind|person] was in [Bishkek|place|city:1528675]."
MET = "meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person]."
HEADS = {
    name: f"en 2024-06-0{day} {outlet}\n"
    for day, (name, outlet) in enumerate(
        (("one", "Herald"), ("two", "Courier"), ("three", "Post"), ("four", "Echo")), 1
    )
}
STORE = Callable[..., None]


def list_pairs(chronicle: SqlChronicle) -> set[tuple[str, ...]]:
    """Return the pairs that a chronicle holds, by the keys of reports."""
    pair, page = derived.report_pair.c, schema.page.c
    with read(chronicle.engine) as connection:
        digests = {row.id: row.sha256 for row in connection.execute(select(page.id, page.sha256))}
        rows = connection.execute(select(pair.page_id, pair.event_mention, pair.other_id, pair.other_mention)).all()
    return {tuple(sorted((format_key(digests[a], one), format_key(digests[b], two)))) for a, one, b, two in rows}


@pytest.mark.parametrize("order", [("one", "two", "three"), ("three", "one", "two")])
def test_pairs_are_those_of_pages_that_come_at_once(
    chronicle: SqlChronicle, store: STORE, tmp_path: Path, order: tuple[str, ...]
) -> None:
    pages = {"one": HEADS["one"] + VISIT, "two": HEADS["two"] + CAME, "three": HEADS["three"] + VISIT}
    for name in order:
        store(chronicle, **{name: pages[name]})
        chronicle.refresh()
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    store(other, **pages)
    other.refresh()
    assert len(list_pairs(chronicle)) == 3
    assert list_pairs(chronicle) == list_pairs(other)
    assert chronicle.digest() == other.digest()
    other.close()


def test_a_report_that_meets_nobody_in_a_block_is_an_event_of_its_own(chronicle: SqlChronicle, store: STORE) -> None:
    short = "en - Herald\nprotest happened - | They rallied."  # no day, nobody, no words to find it by
    store(chronicle, one=short, two=HEADS["two"] + VISIT, three=HEADS["three"] + CAME)
    chronicle.refresh()
    assert len(list_pairs(chronicle)) == 1
    with read(chronicle.engine) as connection:
        assert sorted(connection.scalars(select(derived.event.c.type))) == ["protest", "visit"]


def test_what_stays_is_not_compared_again(chronicle: SqlChronicle, store: STORE) -> None:
    compared: list[frozenset[str]] = []
    sense = load_sense()

    def find(pairs: Iterable[tuple[EventReport, EventReport]]) -> Iterator[tuple[str, str]]:
        for a, b in pairs:
            compared.append(frozenset((a.page, b.page)))
            yield from sense.find_agreeing([(a, b)])

    chronicle._sense = msgspec.structs.replace(sense, find_agreeing=find)
    store(chronicle, one=HEADS["one"] + VISIT, two=HEADS["two"] + CAME)
    chronicle.refresh()
    assert len(compared) == 1
    store(chronicle, three=HEADS["three"] + MET, four=HEADS["four"] + VISIT)
    chronicle.refresh()
    assert len(set(compared)) == len(compared) == 3
    assert not chronicle.is_stale()


def test_pairs_go_with_what_a_page_said_before(chronicle: SqlChronicle, store: STORE) -> None:
    store(chronicle, one=HEADS["one"] + VISIT, two=HEADS["two"] + CAME)
    chronicle.refresh()
    (pair,) = list_pairs(chronicle)
    with read(chronicle.engine) as connection:
        number = connection.scalar(select(schema.page.c.id).where(schema.page.c.name == "two"))
    with write(chronicle.engine) as connection:
        connection.execute(
            schema.event_mention.update().where(schema.event_mention.c.page_id == number).values(dated="2023-01-01")
        )
        connection.execute(derived.pending.insert(), {"kind": "event", "key": str(number)})
    chronicle.refresh()
    assert list_pairs(chronicle) == set()
    assert len(pair) == 2


def test_everything_that_is_derived_anew_finds_its_pairs_again(chronicle: SqlChronicle, store: STORE) -> None:
    store(chronicle, one=HEADS["one"] + VISIT, two=HEADS["two"] + CAME)
    chronicle.refresh()
    before, said = list_pairs(chronicle), chronicle.digest()
    with write(chronicle.engine) as connection:
        connection.execute(derived.report_pair.delete())
        connection.execute(derived.property_.delete().where(derived.property_.c.key == "sense"))
    chronicle.refresh()
    assert list_pairs(chronicle) == before
    assert chronicle.digest() == said
