"""Two holders at one time, gaps between holders, and the reference beside what pages say."""

from collections.abc import Callable

import pytest

from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.offices.reference import PROVENANCE, load_reference

OFFICE = "office chair current | [{name}|person] chairs the [Lake Council|organisation]."
MEETING = "office head-of-state current | [{name}|person] is president of [Kazakhstan|country|territory:KZ]."


def page(day: str, name: str, sentence: str = OFFICE) -> str:
    return f"en {day} Herald\n{sentence.format(name=name)}"


@pytest.fixture
def contested(chronicle: SqlChronicle, store: Callable[..., None]) -> SqlChronicle:
    """Two people chair one body by turns, months apart."""
    turns = (("Karim Daler", "01"), ("Olga Brandt", "02"), ("Karim Daler", "03"), ("Olga Brandt", "04"))
    store(chronicle, **{f"p{month}": page(f"2024-{month}-01", name) for name, month in turns})
    chronicle.refresh()
    return chronicle


def test_two_holders_at_one_time_are_a_conflict_with_sentences_on_both_sides(contested: SqlChronicle) -> None:
    [conflict] = contested.conflicts()
    assert (conflict.event, conflict.field, conflict.about) == ("", "holder", "chair of Lake Council")
    assert {value.name for value in conflict.values} == {"Karim Daler", "Olga Brandt"}
    assert {value.value for value in conflict.values} == {one.holder for one in contested.office("chair")}
    assert (conflict.office, conflict.of_name) == ("chair", "Lake Council")
    assert all(value.quotes for value in conflict.values)
    assert set(conflict.tenures) == {tenure.id for tenure in contested.office("chair")}
    assert contested.counts().conflicts == 1


def test_one_holder_after_another_is_none(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    store(chronicle, a=page("2023-01-01", "Karim Daler"), b=page("2024-01-01", "Olga Brandt"))
    chronicle.refresh()
    assert chronicle.conflicts() == []
    assert [tenure.gap for tenure in chronicle.office("chair")] == [None, "2023-01-02/2023-12-31"]


def test_holders_are_found_by_id_too(contested: SqlChronicle) -> None:
    first = contested.office("chair")[0]
    assert first.of is not None
    assert contested.office("chair", first.of)[0].id == first.id
    assert contested.who(first.holder)[0].offices[0].id == first.id


def test_the_reference_says_nothing_unless_asked(chronicle: SqlChronicle) -> None:
    assert chronicle.office("head-of-state", "Kazakhstan") == []
    known = chronicle.office("head-of-state", "Kazakhstan", reference=True)
    assert len(known) >= 2
    assert all(one.provenance.startswith(PROVENANCE) and not one.quotes for one in known)


def test_pages_and_reference_stand_side_by_side(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    told = {"a": page("2020-01-01", "Kassym-Jomart Tokayev", MEETING), "b": page("2015-01-01", "Olga Brandt", MEETING)}
    store(chronicle, **told)
    chronicle.refresh()
    before = chronicle.office("head-of-state", "Kazakhstan")
    both = chronicle.office("head-of-state", "Kazakhstan", reference=True)
    assert both[: len(before)] == before
    ids = {one.name: one.holder for one in before}
    contested = {one.names["en"][0]: one.contested_by for one in both[len(before) :]}
    assert contested["Nursultan Nazarbayev"] == (ids["Olga Brandt"],)
    assert contested["Kassym-Jomart Tokayev"] == ()
    assert ids["Kassym-Jomart Tokayev"] in {one.holder for one in both[len(before) :]}


def test_the_reference_answers_for_a_day(chronicle: SqlChronicle) -> None:
    [one] = chronicle.office("head-of-state", "Казахстан", on="2015-06-01", reference=True)
    assert (one.name, one.standing) == ("Nursultan Nazarbayev", "stated")


def test_every_row_of_the_reference_has_an_office_a_body_and_a_beginning() -> None:
    rows = load_reference()
    assert len(rows) > 1000
    for row in rows:
        assert row.tenure.start
        assert (row.tenure.of or "").partition(":")[0] in ("territory", "organisation")
        assert row.names["en"]
        assert row.wikidata.startswith("Q")
        assert row.tenure.stop is None or row.tenure.start[:4] <= row.tenure.stop[:4]
