"""Searching a chronicle of three small pages."""

from collections.abc import Callable

import pytest

from dragoman.chronicle.search.asking import MOST_PARTS, SearchQuery, parse_dates, parse_query
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError


def ask(chronicle: SqlChronicle, text: str, **options: object) -> list[str]:
    return [hit.quote.text for hit in chronicle.search(SearchQuery(text, **options)).hits]


MET, CHAIRS = (
    "Karim Daler met Anna Petrova in Bishkek on trade.",
    "Karim Daler chairs the Lake Council.",
)
RECEIVED, PLANS = "Карим Далер принял Анну Петрову в Бишкеке.", "Карим Далер посетит Казахстан."
FORMER, CHAIRED, FROM = (
    "Karim Daler used to chair the Lake Council.",
    "Olga Brandt has chaired the Lake Council.",
    "Olga Brandt is from Kazakhstan.",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trades", {MET}),
        ("chairing council", {CHAIRS, FORMER, CHAIRED}),
        ('"lake council" olga', {CHAIRED}),
        ('"council lake"', set()),
        ("приняла", {RECEIVED}),
        ("Далера", {MET, CHAIRS, RECEIVED, PLANS, FORMER}),
        ("daler", {MET, CHAIRS, RECEIVED, PLANS, FORMER}),
        ("Petrova", {MET, RECEIVED}),
        ("council -olga", {CHAIRS, FORMER}),
        ('council -"used to"', {CHAIRS, CHAIRED}),
        ("Далер -Petrova", {CHAIRS, PLANS, FORMER}),
        ("type:meet", {MET, RECEIVED}),
        ("type:meet type:visit", {MET, RECEIVED, PLANS}),
        ("-type:meet who:Daler language:ru", {PLANS}),
        ("who:Далер with:Petrova", {MET, RECEIVED}),
        ("who:Brandt with:Petrova", set()),
        ("place:Бишкек", {MET, RECEIVED}),
        ("topic:trade", {MET, RECEIVED}),
        ("language:ru", {RECEIVED, PLANS}),
        ("outlet:вест", {RECEIVED, PLANS}),
        ("outlet:nobody", set()),
        ("office:chair", {CHAIRS, FORMER, CHAIRED}),
        ("date:2024-03", {MET, CHAIRS, RECEIVED}),
        ("date:2024-04", {PLANS}),
        ("date:2025..", {FORMER, CHAIRED, FROM}),
        ("date:..2024-03-01 council", set()),
        ("territory:KZ", {PLANS, FROM}),
    ],
)
def test_a_query_finds(lake: SqlChronicle, query: str, found: set[str]) -> None:
    answer = lake.search(SearchQuery(query))
    assert {hit.quote.text for hit in answer.hits} == found
    assert not answer.relaxed
    assert answer.total == len(found)


def test_a_name_says_whom_it_means_and_can_be_switched_off(lake: SqlChronicle) -> None:
    answer = lake.search(SearchQuery("Петрова"))
    [entity] = answer.entities
    assert (entity.words, entity.kind, entity.sentences) == ("Петрова", "person", 2)
    assert {"en", "ru"} <= set(entity.names)
    assert ask(lake, "Петрова", exact=True) == [RECEIVED]
    assert ask(lake, "Петрова", not_entities=(entity.id,)) == [RECEIVED]


def test_highlights_stand_where_the_words_and_names_do(lake: SqlChronicle) -> None:
    for hit in lake.search(SearchQuery("Далер trade")).hits:
        stored = lake.article(hit.quote.page).text
        assert hit.quote.text == hit.quote.span.of(stored)
        assert [span.of(stored) for span in hit.highlights] == ["Karim Daler", "trade"]
        assert [hit.quote.text[start:stop] for start, stop in hit.marked] == ["Karim Daler", "trade"]


def test_a_sentence_tells_its_names_and_events(lake: SqlChronicle) -> None:
    [hit] = lake.search(SearchQuery("принял")).hits
    assert {one.name for one in hit.entities} == {"Karim Daler", "Anna Petrova", "Bishkek"}
    assert [(one.type, one.status) for one in hit.events] == [("meet", "happened")]


def test_facets_count_sentences(lake: SqlChronicle) -> None:
    counts = {(f.field, f.name): f.count for f in lake.search(SearchQuery("Далер")).facets}
    assert counts["language", "en"] == 3
    assert counts["language", "ru"] == 2
    assert counts["year", "2024"] == 4
    assert counts["outlet", "Herald"] == 3
    assert counts["entity", "Karim Daler"] == 5
    assert (counts["type", "meet"], counts["type", "visit"]) == (2, 1)


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_pages_of_an_answer_are_the_whole(lake: SqlChronicle, order: str) -> None:
    whole = ask(lake, "who:Daler", order=order)
    cursor, found = None, []
    while True:
        answer = lake.search(SearchQuery("who:Daler", order=order, limit=2, cursor=cursor))
        found += [hit.quote.text for hit in answer.hits]
        assert answer.total == len(whole)
        cursor = answer.cursor
        if cursor is None:
            break
    assert found == whole
    assert len(whole) == 5


def test_by_date_the_latest_comes_first(lake: SqlChronicle) -> None:
    days = [hit.quote.published for hit in lake.search(SearchQuery("who:Daler", order="date")).hits]
    assert days == sorted(days, reverse=True)


def test_where_nothing_has_all_words_most_will_do(lake: SqlChronicle) -> None:
    answer = lake.search(SearchQuery("Bishkek submarine"))
    assert answer.relaxed
    assert {hit.quote.text for hit in answer.hits} == {MET, RECEIVED}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("-council", "only says what must not be there"),
        ("colour:red", "no field 'colour'; allowed: type, who, with"),
        ("who:", "'who' has no value"),
        ("type:dance", "no type 'dance'; allowed: "),
        ("date:soon", "'soon' is no date"),
        ("date:2023-13", "is no date"),
        ("a " * (MOST_PARTS + 1), "at most"),
        ("a" * 2000, "at most"),
    ],
)
def test_a_query_that_cannot_be_meant_is_refused(lake: SqlChronicle, query: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        lake.search(SearchQuery(query))


@pytest.mark.parametrize("cursor", ["x", "W10=", "bnVsbA==", "é"])
def test_a_cursor_that_is_none_is_refused(lake: SqlChronicle, cursor: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        lake.search(SearchQuery("council", cursor=cursor))


def test_the_cursor_of_another_query_is_refused(lake: SqlChronicle) -> None:
    cursor = lake.search(SearchQuery("council", limit=1)).cursor
    with pytest.raises(UsageError, match="another query"):
        lake.search(SearchQuery("lake", cursor=cursor))


ODD = ('"', "'; DROP TABLE page", "NEAR(a b) AND", "a*", '"a" OR', "{x}", "10:30", "a\x00b", "http://a.example/b", "-",
       "()", "\ud800", "^a + b", "«", "ـ", "\u200c")  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_characters_are_words_or_nothing(lake: SqlChronicle, query: str) -> None:
    answer = lake.search(SearchQuery(f"{query} council"))
    assert isinstance(answer.total, int)


def test_a_page_that_is_read_again_is_searched_as_it_is_now(lake: SqlChronicle, store: Callable[..., None]) -> None:
    text = "en 2024-03-02 Herald\nsay | [Karim Daler|person] likes apricots."
    store(lake, fruit=text)
    lake.refresh()
    assert ask(lake, "apricot") == ["Karim Daler likes apricots."]
    store(lake, version="plain-2", fruit=text)
    assert ask(lake, "apricot") == []
    lake.refresh()
    assert ask(lake, "apricot") == ["Karim Daler likes apricots."]


def test_parts_of_a_query() -> None:
    parts = parse_query('who:"Anna Petrova" -«озёрный совет» talks -type:meet date:2023')
    assert [(p.field, p.text, p.phrase, p.negative) for p in parts] == [
        ("who", "Anna Petrova", False, False),
        ("", "озёрный совет", True, True),
        ("", "talks", False, False),
        ("type", "meet", False, True),
        ("date", "2023", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023", ("2023", "2023")),
        ("2023-03-14", ("2023-03-14", "2023-03-14")),
        ("2023-01..2023-06", ("2023-01", "2023-06")),
        ("..2023", (None, "2023")),
        ("2023..", ("2023", None)),
    ],
)
def test_dates_of_a_query(text: str, dates: tuple[str | None, str | None]) -> None:
    assert parse_dates(text) == dates


def test_of_too_many_sentences_the_latest_are_kept(
    chronicle: SqlChronicle, store: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.chronicle.search.ranking.MOST", 2)
    meet = "meet happened {} | [Karim Daler|person] met [Anna Petrova|person] {}."
    pages = {f"undated{n}": f"en - Herald\n{meet.format('-', n)}" for n in range(4)}
    pages |= {f"day{n}": f"en 2024-03-0{n} Herald\n{meet.format(f'2024-03-0{n}', n)}" for n in (1, 2, 3)}
    store(chronicle, **pages)
    chronicle.refresh()
    found = chronicle.search(SearchQuery("type:meet"))
    assert {hit.quote.page for hit in found.hits} == {"day3", "day2"}
    assert not found.complete
