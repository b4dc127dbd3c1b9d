"""The table of formats: each can be asked for everything it says it has, of nothing and of a great many."""

from collections.abc import Iterator
from typing import get_args
from weakref import WeakSet

import pytest
from tests.unit.exports.cases import MADE, cite, describe, export, make_event, many

from dragoman.chronicle.answers import EventView
from dragoman.errors import UsageError
from dragoman.exports.columns import TABLES
from dragoman.exports.facts import describe_when
from dragoman.exports.formats import FORMATS, SUBJECTS, find_format
from dragoman.exports.matter import Matter
from dragoman.model import When
from dragoman.model.times import Basis

HUGE = 10_000
ALL = [(name, subject) for name, one in FORMATS.items() for subject in one.writers]


class Fleeting(EventView, frozen=True, gc=True, weakref=True):
    """An event of which can be told when it is gone."""


@pytest.mark.parametrize(("name", "subject"), ALL)
def test_an_empty_chronicle_is_a_file_too(name: str, subject: str) -> None:
    assert isinstance(export(name, subject=subject), bytes)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_views_give_the_same_bytes(name: str) -> None:
    assert export(name, make_event()) == export(name, make_event()) != export(name)


@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_events_pass_by_in_bounded_memory(name: str) -> None:
    """The bytes come while events are drawn, and no more than a quarter of the events is ever there at once."""
    there: WeakSet[Fleeting] = WeakSet()
    most = drawn = 0

    def pass_by() -> Iterator[Fleeting]:
        nonlocal most, drawn
        for event in many(HUGE):
            one = Fleeting(**{field: getattr(event, field) for field in event.__struct_fields__})
            there.add(one)
            drawn, most = drawn + 1, max(most, len(there))
            yield one

    matter = Matter(events=pass_by(), describe=describe, cite=cite, made=MADE)
    early = sum(len(piece) for piece in FORMATS[name].write(matter, "events") if drawn < HUGE)
    assert drawn == HUGE and most <= HUGE / 4
    assert early > HUGE * 10 or name == "gexf"  # a network is only known at its end


def test_names_are_told_apart_from_what_is_none() -> None:
    with pytest.raises(UsageError, match=r"no format 'bibtx'; did you mean bibtex\? allowed: csv, parquet, "):
        find_format("bibtx")
    with pytest.raises(UsageError, match="atom has no offices; it has: events"):
        FORMATS["atom"].write(Matter(), "offices")


def test_columns_are_told_apart() -> None:
    assert {name: len({one.name for one in columns}) for name, columns in TABLES.items()} == {
        name: len(columns) for name, columns in TABLES.items()
    }


def test_suffixes_are_told_apart_and_media_types_are_whole() -> None:
    assert len({one.suffix for one in FORMATS.values()}) == len(FORMATS)
    assert all("/" in one.media_type and set(one.writers) <= set(SUBJECTS) for one in FORMATS.values())


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'dragoman\[parquet\]'"):
        FORMATS["parquet"].write(Matter(), "events")


@pytest.mark.parametrize("language", ["ar", "en", "fa", "ru"])
@pytest.mark.parametrize("basis", get_args(Basis))
def test_each_way_in_which_a_date_is_known_has_words(language: str, basis: Basis) -> None:
    told = describe_when(When("2024-03-05", basis), language)
    assert "2024-03-05" in told and len(told) > len("2024-03-05, ")


@pytest.mark.parametrize("name", ["atom"])
def test_each_feed_of_a_server_has_an_id_of_its_own(name: str) -> None:
    matters = [Matter(base="https://news.example", feed=feed) for feed in ("https://news.example/?who=a", "")]
    made = [b"".join(find_format(name).write(matter, "events")) for matter in matters]
    assert b"<id>https://news.example/?who=a</id>" in made[0]
    assert b"<id>https://news.example</id>" in made[1]
