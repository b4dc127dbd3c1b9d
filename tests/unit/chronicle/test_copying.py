"""Chronicles that are copied into another database."""

from pathlib import Path

import pytest
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.search.asking import SearchQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.copying import copy_chronicle
from dragoman.errors import StoreError, UsageError

MORE = make_page("more", PAGES["lake-en"] + " ")


def test_a_copy_says_the_same_and_goes_on(lake: SqlChronicle, place: str, tmp_path: Path) -> None:
    lake.judgements.merge("Карим Далер", "Anna Petrova", by="ann")
    told: list[tuple[int, int]] = []
    copied = copy_chronicle(place, str(tmp_path / "copy.db"), progress=lambda *numbers: told.append(numbers))
    copy = SqlChronicle(tmp_path / "copy.db", sense=load_sense())
    assert copy.digest() == lake.digest() == copied.digest
    assert copied.rows["page"] == len(PAGES) and told[-1] == (sum(copied.rows.values()),) * 2
    assert copy.judgements.list() == lake.judgements.list()
    assert not copy.is_stale()
    hits = [chronicle.search(SearchQuery("Bishkek")).hits for chronicle in (lake, copy)]
    assert hits[0] and [hit.quote for hit in hits[0]] == [hit.quote for hit in hits[1]]
    for chronicle in (lake, copy):
        chronicle.store(MORE, PlainReader().read(MORE))
        chronicle.refresh()
    assert copy.digest() == lake.digest()
    copy.close()


def test_a_copy_comes_back_the_same(place: str, tmp_path: Path) -> None:
    file = SqlChronicle(tmp_path / "file.db", sense=load_sense())
    for name, text in PAGES.items():
        file.store(make_page(name, text), PlainReader().read(make_page(name, text)))
    file.refresh()
    copy_chronicle(str(tmp_path / "file.db"), place)
    chronicle = SqlChronicle(place, sense=load_sense())
    chronicle.store(MORE, PlainReader().read(MORE))  # rows are numbered on
    file.store(MORE, PlainReader().read(MORE))
    for one in (chronicle, file):
        one.refresh()
    assert chronicle.digest() == file.digest()
    chronicle.judgements.merge("Карим Далер", "Anna Petrova", by="ann")
    for one in (chronicle, file):
        one.close()


def test_a_chronicle_with_pages_is_not_written_over(lake: SqlChronicle, place: str, tmp_path: Path) -> None:
    copy_chronicle(place, str(tmp_path / "copy.db"))
    with pytest.raises(UsageError, match="holds pages already"):
        copy_chronicle(place, str(tmp_path / "copy.db"))
    with pytest.raises(UsageError, match="into itself"):
        copy_chronicle(place, place)


def test_there_must_be_something_to_copy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no chronicle"):
        copy_chronicle(str(tmp_path / "none.db"), str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_what_is_followed_already_is_not_written_over(lake: SqlChronicle, place: str, tmp_path: Path) -> None:
    other = SqlChronicle(tmp_path / "copy.db", sense=load_sense())
    other.following.add("desk", "", {"who": "Karim Daler"})
    with pytest.raises(UsageError, match="holds rows of watch_list, watch_entry, watch_side already"):
        copy_chronicle(place, str(tmp_path / "copy.db"))
    assert len(other.following.lists("", reader="")) == 1
    other.close()
