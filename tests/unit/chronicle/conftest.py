"""A chronicle in a temporary file, and pages for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.postgres import empty_database, find_server, make_database
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle

PAGES = {
    "lake-en": """en 2024-03-02 Herald
meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675] on trade.
office chair current | [Karim Daler|person] chairs the [Lake Council|organisation].""",
    "lake-ru": """ru 2024-03-03 Вестник
meet happened 2024-03-01 | [Карим Далер|person] принял [Анну Петрову|person] в [Бишкеке|place|city:1528675].
visit planned 2024-04 | [Карим Далер|person] посетит [Казахстан|country|territory:KZ].""",
    "later-en": """en 2025-05-05 Herald
office chair former | [Karim Daler|person] used to chair the [Lake Council|organisation].
office chair current 2025-01-01 | [Olga Brandt|person] has chaired the [Lake Council|organisation].
say | [Olga Brandt|person] is from [Kazakhstan|country|territory:KZ].""",
}


@pytest.fixture(scope="session")
def server_database() -> Iterator[str]:
    """A database of a PostgreSQL server with all tables."""
    with make_database(find_server()) as address:
        SqlChronicle(address, sense=load_sense()).close()
        yield address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that a chronicle may be kept in; for what is true of SQLite alone."""
    return tmp_path / "chronicle.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a chronicle that is not there yet, in each kind of database."""
    if request.param == "sqlite":
        yield str(tmp_path / "chronicle.db")
        return
    address = request.getfixturevalue("server_database")
    empty_database(address)
    yield address


@pytest.fixture
def chronicle(place: str) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(place, sense=load_sense())
    yield opened
    opened.close()


@pytest.fixture
def store() -> Callable[..., None]:
    """Read and store pages, given as name=text."""

    def store_pages(chronicle: SqlChronicle, *, version: str = "plain-1", **pages: str) -> None:
        for name, text in pages.items():
            page = make_page(name, text)
            chronicle.store(page, PlainReader(version).read(page))

    return store_pages


@pytest.fixture
def lake(chronicle: SqlChronicle, store: Callable[..., None]) -> SqlChronicle:
    """A chronicle of three pages in two languages, brought up to date."""
    store(chronicle, **PAGES)
    chronicle.refresh()
    return chronicle
