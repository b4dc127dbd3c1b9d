"""An article is read once, whoever prints it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Article, Page, Reading
from dragoman.reading.pages.intake import page_from_bytes
from dragoman.reading.reader import RuleReader
from dragoman.runner import read_pages
from dragoman.runner.limits import Limits
from dragoman.runner.local import RunOptions

BODY = (
    "BISHKEK, 3 March 2024. Karim Daler, the foreign minister of Kazakhstan, met Anna Petrova in Bishkek on Sunday. "
    "They agreed on trade and on the use of the common rivers in the coming summer.\n"
)
HERE = RunOptions(limits=Limits(0, 0))
"""With no limits this process itself reads, so that it can count."""

TEXT = f"Ministers meet in Bishkek\n\n{BODY}"


class Counting(RuleReader):
    """The rules, counting what they read; named so that no other reader's readings are used."""

    read_articles = 0

    def read_clean(self, article: Article) -> Reading:
        Counting.read_articles += 1
        return super().read_clean(article)


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[SqlChronicle]:
    Counting.read_articles = 0
    opened = SqlChronicle(tmp_path / "chronicle.db", sense=load_sense())
    yield opened
    opened.close()


def make(name: str, text: str) -> Page:
    page = page_from_bytes(name, f"https://example.org/{name}", text.encode())
    assert isinstance(page, Page)
    return page


def test_a_reprint_to_the_letter_is_not_read_again_and_says_the_same(chronicle: SqlChronicle) -> None:
    pages = [make("first", TEXT), make("second", f"{TEXT}\n\n")]
    report = read_pages(chronicle, pages, make_reader=Counting, options=HERE)
    assert (report.read, report.duplicate, report.total) == (1, 1, 2)
    assert Counting.read_articles == 1
    assert chronicle.article("second") == RuleReader().read(pages[1]).article
    one, other = chronicle.readings()
    assert one.events == other.events
    assert [len(event.participants) for event in one.events if event.type == "meet"] == [2]
    again = read_pages(chronicle, pages, make_reader=Counting, options=HERE)
    assert (again.unchanged, Counting.read_articles) == (2, 1)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("Anna Petrova", "Olga Brandt"),
        TEXT.replace("BISHKEK, 3 March 2024", "BISHKEK, 10 March 2024"),
        TEXT.replace("Ministers meet in Bishkek", "Ministers agree in Bishkek"),
    ],
    ids=["another name", "another day", "another headline"],
)
def test_what_reading_depends_on_is_never_reused_for_another(chronicle: SqlChronicle, other: str) -> None:
    read_pages(chronicle, [make("first", TEXT), make("second", other)], make_reader=Counting, options=HERE)
    assert Counting.read_articles == 2


def test_two_short_formulas_are_no_duplicates(chronicle: SqlChronicle) -> None:
    short = "Ministry declines to comment\n\nThe Ministry of Foreign Affairs of Kazakhstan declined to comment.\n"
    report = read_pages(
        chronicle, [make("first", short), make("second", f"{short}\n")], make_reader=Counting, options=HERE
    )
    assert (report.read, report.duplicate, Counting.read_articles) == (2, 0, 2)


def test_workers_read_and_count_as_one_process_does(chronicle: SqlChronicle, tmp_path: Path) -> None:
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    pages = [make("first", TEXT), make("second", f"{TEXT}\n\n"), make("third", TEXT.replace("Anna", "Olga"))]
    read_pages(other, pages, make_reader=RuleReader, options=HERE)
    report = read_pages(chronicle, pages, make_reader=RuleReader, options=RunOptions(workers=2))
    assert (report.read, report.duplicate) == (2, 1)
    assert chronicle.digest() == other.digest()
    other.close()
