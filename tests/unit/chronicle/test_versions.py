"""Versions of a page: a changed page under one address is a new version, and the old one keeps its evidence."""

from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.stories import StoryQuery
from dragoman.errors import UsageError
from dragoman.model import Duplicate, Page
from dragoman.runner.rebuilding import rebuild_pages

ADDRESS = "https://example.org/talks"
BACKGROUND = "say | Here " + " ".join(f"word{number}" for number in range(30)) + "."
MEETING = "meet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] in [Osh|place]."
VISIT = "visit planned 2024-04 | [Karim Daler|person] will go to [Kazakhstan|country|territory:KZ]."


def version(number: int, *lines: str, address: str = ADDRESS, outlet: str = "Herald") -> Page:
    page = make_page(f"talks-{number}", f"en 2024-03-02 {outlet}\n" + "\n".join(lines), address=address)
    return replace(page, fetched=f"2024-03-02T0{number}:00:00Z")


FIRST = version(1, MEETING, VISIT, BACKGROUND)
SECOND = version(2, MEETING, BACKGROUND, "say | The visit was put off.")
COUNTED = version(3, MEETING, BACKGROUND, "say | The visit was put off. ")  # other bytes, the same words
OTHER = version(4, "say | There " + " ".join(f"other{number}" for number in range(30)) + ".")


def keep(chronicle: SqlChronicle, *pages: Page, canonical: str | None = None) -> list[Duplicate | None]:
    found = []
    for page in pages:
        reading = PlainReader().read(page)
        article = replace(reading.article, canonical=canonical)
        found.append(chronicle.store(page, replace(reading, article=article)))
    chronicle.refresh()
    return found


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(chronicle: SqlChronicle) -> None:
    keep(chronicle, FIRST, SECOND)
    first, second = chronicle.versions(ADDRESS)
    assert (first.sha256, second.sha256) == (FIRST.sha256, SECOND.sha256)
    assert (first.added, first.removed, second.news) == ((), (), True)
    assert second.added == ("The visit was put off.",)
    assert second.removed == ("Karim Daler will go to Kazakhstan.",)
    assert {view.id: view.version_of for view in chronicle.readings()} == {"talks-1": None, "talks-2": FIRST.sha256}


def test_events_that_the_newest_version_no_longer_tells_keep_their_evidence_and_are_marked(
    chronicle: SqlChronicle,
) -> None:
    keep(chronicle, FIRST, SECOND)
    [visit] = chronicle.timeline(EventQuery(type="visit"))
    [report] = visit.reports
    assert (report.quote.sha256, report.dropped_by) == (FIRST.sha256, SECOND.sha256)
    [meeting] = chronicle.timeline(EventQuery(type="meet"))
    assert [one.dropped_by for one in meeting.reports] == [None, None]


def test_versions_are_one_origin_and_one_outlet_also_where_none_is_named(chronicle: SqlChronicle) -> None:
    keep(chronicle, version(1, MEETING, VISIT, BACKGROUND, outlet="-"), version(2, MEETING, BACKGROUND, outlet="-"))
    [meeting] = chronicle.timeline(EventQuery(type="meet"))
    assert (len(meeting.reports), meeting.origins) == (2, 1)


def test_a_version_does_not_contradict_the_one_before(chronicle: SqlChronicle) -> None:
    later = MEETING.replace("[Osh|place]", "[Bishkek|place|city:1528675]")
    keep(chronicle, version(1, MEETING, BACKGROUND), version(2, later, BACKGROUND))
    assert chronicle.conflicts() == []


def test_other_bytes_with_the_same_words_are_no_news(chronicle: SqlChronicle) -> None:
    found = keep(chronicle, SECOND, COUNTED)
    duplicate = Duplicate(COUNTED.name, COUNTED.address, COUNTED.sha256, SECOND.sha256, "text")
    assert found == [None, duplicate]
    assert [(one.news, one.added) for one in chronicle.versions(ADDRESS)] == [(True, ()), (False, ())]


def test_a_page_that_takes_the_place_of_another_is_no_version_of_it(chronicle: SqlChronicle) -> None:
    keep(chronicle, FIRST, OTHER, SECOND)
    assert [one.name for one in chronicle.versions("talks-2")] == ["talks-1", "talks-2"]
    assert [one.name for one in chronicle.versions("talks-4")] == ["talks-4"]
    with pytest.raises(UsageError, match="fits 3 pages"):
        chronicle.versions(ADDRESS)


@pytest.mark.parametrize(
    ("first", "second", "canonical", "together"),
    [
        (f"{ADDRESS}?utm_source=feed", f"{ADDRESS}#top", None, True),
        (ADDRESS, "https://example.org/other", None, False),
        (f"{ADDRESS}/amp", "https://m.example.org/talks", ADDRESS, True),
        ("pages/talks-1.txt", "pages/talks-2.txt", None, False),
    ],
)
def test_pages_are_versions_under_one_address(
    chronicle: SqlChronicle, first: str, second: str, canonical: str | None, together: bool
) -> None:
    pages = version(1, MEETING, BACKGROUND, address=first), version(2, MEETING, VISIT, BACKGROUND, address=second)
    keep(chronicle, *pages, canonical=canonical)
    assert len(chronicle.versions("talks-1")) == (2 if together else 1)


def test_the_name_of_several_versions_shows_the_newest(chronicle: SqlChronicle) -> None:
    keep(chronicle, FIRST, SECOND)
    assert chronicle.show(ADDRESS).sha256 == SECOND.sha256
    assert chronicle.show(FIRST.sha256[:12]).sha256 == FIRST.sha256


def test_the_order_of_coming_and_the_number_of_runs_do_not_matter(tmp_path: Path) -> None:
    pages = FIRST, SECOND, COUNTED, OTHER
    seen = []
    for number, order in enumerate(permutations(pages)):
        if number % 5 == 0:
            opened = SqlChronicle(tmp_path / f"{number}.db", sense=load_sense())
            for page in order:
                keep(opened, *([page] if number % 2 else []))
            keep(opened, *([] if number % 2 else order))
            versions = [(one.sha256, one.news, one.added, one.removed) for one in opened.versions("talks-3")]
            events = [[(r.quote.sha256, r.dropped_by) for r in e.reports] for e in opened.timeline(EventQuery())]
            seen.append((opened.digest(), versions, events))
            opened.close()
    assert len(seen) > 3
    assert all(one == seen[0] for one in seen)


def test_a_version_that_goes_leaves_one_page(chronicle: SqlChronicle) -> None:
    from dragoman.model import Rejected

    keep(chronicle, FIRST, SECOND)
    gone = Rejected(SECOND.name, SECOND.address, "failed", sha256=SECOND.sha256)
    chronicle.reject(gone, page=SECOND, reader="other")
    chronicle.refresh()
    [left] = chronicle.versions("talks-1")
    assert left.sha256 == FIRST.sha256
    [visit] = chronicle.timeline(EventQuery(type="visit"))
    assert visit.reports[0].dropped_by is None


def test_a_rebuild_keeps_versions(chronicle: SqlChronicle) -> None:
    keep(chronicle, FIRST, SECOND)
    before = chronicle.digest(), chronicle.versions(ADDRESS)[1].added
    rebuild_pages(chronicle, make_reader=make_plain_reader)
    assert (chronicle.digest(), chronicle.versions(ADDRESS)[1].added) == before


def test_copies_in_several_outlets_are_kept_counted_and_one_origin(chronicle: SqlChronicle) -> None:
    here = version(1, MEETING, BACKGROUND)
    there = version(2, MEETING, BACKGROUND, address="https://example.com/x", outlet="Courier")
    later = replace(there, fetched="2024-03-02T05:00:00Z")
    assert keep(chronicle, here, later)[1] == Duplicate(there.name, there.address, there.sha256, here.sha256, "text")
    [story] = chronicle.stories(StoryQuery())
    assert {page.copy_kind for page in story.pages} == {"text"}
    assert story.outlets == ("Courier", "Herald")
    [meeting] = chronicle.timeline(EventQuery(type="meet"))
    assert (len(meeting.reports), meeting.origins) == (2, 1)
    assert {view.copy_of for view in chronicle.readings()} == {min(here.sha256, there.sha256)}
