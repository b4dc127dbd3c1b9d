"""Stories in the chronicle: listed, part of every reading, and the same however the pages came."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle import gathering
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.stories import StoryQuery
from dragoman.errors import UsageError
from dragoman.model import Rejected

LONG = " ".join(f"w{number}" for number in range(60))
CASTS = (
    ("Zumrat Varkand", "Pavel Ostrin", "Mirgozi"),
    ("Zumrat Varkand", "Henrik Brasholt", "Lankoran"),
    ("Tomas Gerlich", "Pavel Ostrin", "Dusharva"),
    ("Salim Turmek", "Rozalin Nekrad", "Firozabon"),
    ("Salim Turmek", "Henrik Brasholt", "Lankoran"),
)
COPIED = f"meet happened 2024-05-01 | [Karim Daler|person] met [Olga Brandt|person] {LONG}."


def test_pages_in_two_languages_are_one_story(lake: SqlChronicle) -> None:
    [story] = lake.stories(StoryQuery())
    assert [page.name for page in story.pages] == ["lake-en", "lake-ru"]
    assert (story.since, story.until) == ("2024-03-02", "2024-03-03")
    assert (story.languages, story.outlets) == (("en", "ru"), ("Herald", "Вестник"))
    assert story.headline.startswith("Karim Daler met Anna Petrova")
    assert {name.name for name in story.names} == {"Karim Daler", "Anna Petrova", "Bishkek"}
    assert {name.pages for name in story.names} == {2}


def test_every_reading_has_its_story(lake: SqlChronicle) -> None:
    found = {reading.id: reading.story for reading in lake.readings()}
    [story] = lake.stories(StoryQuery())
    assert found["lake-en"] == found["lake-ru"] == story.id != found["later-en"]
    assert found["later-en"].startswith("story:")
    assert lake.show("later-en").story == found["later-en"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (StoryQuery(pages=1), 2),
        (StoryQuery(pages=3), 0),
        (StoryQuery(pages=1, limit=1), 1),
        (StoryQuery(since="2024-03-03"), 1),
        (StoryQuery(since="2024-03-04"), 0),
        (StoryQuery(until="2024-03-02"), 1),
        (StoryQuery(until="2024-03-01"), 0),
        (StoryQuery(since="2025", pages=1), 1),
    ],
)
def test_stories_are_filtered(lake: SqlChronicle, query: StoryQuery, number: int) -> None:
    assert len(lake.stories(query)) == number


def test_a_word_is_no_date(lake: SqlChronicle) -> None:
    with pytest.raises(UsageError, match="is no date"):
        lake.stories(StoryQuery(since="soon"))


def test_a_page_before_it_is_derived_is_its_own_story(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    store(chronicle, one="en - -\nsay | [Karim Daler|person] spoke.")
    [early] = chronicle.readings()
    chronicle.refresh()
    assert early.story == next(chronicle.readings()).story


def test_a_copied_page_is_one_origin(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    store(chronicle, first=f"en 2024-05-02 Herald\n{COPIED}", second=f"en 2024-05-03 Courier\n{COPIED} ")
    chronicle.refresh()
    [story] = chronicle.stories(StoryQuery())
    assert {page.copy_of for page in story.pages} == {min(page.sha256 for page in story.pages)}
    assert [event.origins for event in chronicle.timeline(EventQuery(type="meet"))] == [1]


def test_a_page_that_goes_leaves_its_story(lake: SqlChronicle) -> None:
    page = next(lake.readings([("lake-ru", lake.show("lake-ru").sha256)]))
    assert len(lake.stories(StoryQuery())) == 1
    sha256 = lake.show("lake-ru").sha256
    gone = make_page("lake-ru", "")
    lake.reject(Rejected("lake-ru", gone.address, "failed", sha256=sha256), page=_with(sha256), reader="other")
    lake.refresh()
    assert lake.stories(StoryQuery()) == []
    assert page.story not in {reading.story for reading in lake.readings() if reading.id == "lake-ru"}


def _with(sha256: str):
    from msgspec.structs import replace

    return replace(make_page("lake-ru", ""), sha256=sha256)


@pytest.mark.parametrize("undated", [("-",), ()])
@pytest.mark.parametrize("steps", [1, 2, 5])
def test_a_batch_may_be_split(
    tmp_path: Path, steps: int, undated: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_STRETCHES", steps)
    days = dict(zip(("2024-03-01", "2024-03-04", "2024-03-09", "2024-04-01", *undated), CASTS, strict=False))
    texts = [
        f"{language} {day} Herald\nmeet happened | [{first}|person] met [{second}|person] in [{town}|place] {n}517."
        for day, (first, second, town) in days.items()
        for language in ("en", "ru", "fa")
        for n in (3, 4)
    ]
    whole, split = (SqlChronicle(tmp_path / f"{name}.db", sense=load_sense()) for name in ("whole", "split"))
    for number, text in enumerate(texts):
        whole.store(make_page(f"p{number}", text), PlainReader().read(make_page(f"p{number}", text)))
    for number, text in reversed(list(enumerate(texts))):
        split.store(make_page(f"p{number}", text), PlainReader().read(make_page(f"p{number}", text)))
        if number % steps == 0:
            split.refresh()
    whole.refresh()
    assert whole.stories(StoryQuery(pages=1)) == split.stories(StoryQuery(pages=1))
    assert len(whole.stories(StoryQuery())) >= 2
    assert whole.digest() == split.digest()
    whole.close()
    split.close()
