"""Every pack that is there: its schema, and the example of every row run through the reader."""

import pytest
from tests.packs.rows import CHECKS, find_failures

from dragoman.language.checking import check_pack, find_folder
from dragoman.language.packs import COLUMNS, list_packs, load_pack


def test_the_four_languages_are_there() -> None:
    assert {"ar", "en", "fa", "ru"} <= set(list_packs())


@pytest.mark.parametrize("tag", list_packs())
def test_the_schema_holds(tag: str) -> None:
    assert [str(finding) for finding in check_pack(find_folder(tag))] == []


@pytest.mark.parametrize("tag", list_packs())
def test_the_tag_is_the_name_of_the_folder(tag: str) -> None:
    assert load_pack(tag).tag == tag


def test_every_table_with_examples_has_its_check() -> None:
    assert {name for name, columns in COLUMNS.items() if "example" in columns} == set(CHECKS)


@pytest.mark.parametrize("table", CHECKS)
@pytest.mark.parametrize("tag", list_packs())
def test_every_example_gives_what_its_row_says(tag: str, table: str) -> None:
    failures = list(find_failures(tag, table))
    assert not failures, f"{len(failures)} rows:\n" + "\n".join(failures)
