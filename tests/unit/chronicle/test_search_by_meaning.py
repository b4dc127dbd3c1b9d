"""Searching by meaning: vectors are made, kept, dropped when the text changes, and find what no word finds."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest
from sqlalchemy import select

from dragoman.chronicle import schema
from dragoman.chronicle.database import read
from dragoman.chronicle.search import vectors
from dragoman.chronicle.search.asking import SearchQuery
from dragoman.chronicle.search.ranking import fuse
from dragoman.chronicle.search.vectors import pack_vectors, row_type
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.vectors import DIMENSIONS, encoders, load_encoder

CHAIRED, RECEIVED = "Olga Brandt has chaired the Lake Council.", "Карим Далер принял Анну Петрову в Бишкеке."
PLANS, TRIP = "Карим Далер посетит Казахстан.", "trip to Astana"
TALKS = "reception in the Kyrgyz capital"


def ask(chronicle: SqlChronicle, text: str, **options: object) -> dict[str, bool]:
    """Return the sentences that a query finds, and whether by meaning alone."""
    answer = chronicle.search(SearchQuery(text, meaning=True, **options))
    return {hit.quote.text: hit.by_meaning for hit in answer.hits}


@pytest.fixture
def meant(lake: SqlChronicle) -> SqlChronicle:
    assert lake.vectors.make(load_encoder()) == 3
    return lake


def test_what_says_the_same_in_other_words_is_found_and_marked(meant: SqlChronicle) -> None:
    found = ask(meant, TRIP)
    assert found.get(PLANS) is True, "a sentence in another language, without any of the words"
    words = meant.search(SearchQuery(TRIP))
    assert not [hit for hit in words.hits if hit.by_meaning]


def test_what_words_find_stays_first_and_is_not_marked(meant: SqlChronicle) -> None:
    found = ask(meant, "olga council")
    assert next(iter(found.items())) == (CHAIRED, False)


def test_fields_phrases_and_minus_bound_what_meaning_finds(meant: SqlChronicle) -> None:
    russian = meant.search(SearchQuery(f"{TALKS} language:ru", meaning=True)).hits
    assert russian and {hit.quote.language for hit in russian} == {"ru"}
    assert RECEIVED in ask(meant, TALKS)
    assert RECEIVED not in ask(meant, f"{TALKS} -Petrova")
    assert all("Lake Council" in one for one in ask(meant, 'a body "lake council"'))
    assert not any(ask(meant, "type:meet").values())


def test_the_cursor_goes_on_over_both(meant: SqlChronicle) -> None:
    query = SearchQuery(TALKS, meaning=True, limit=100)
    whole = [hit.quote.text for hit in meant.search(query).hits]
    seen, cursor = [], None
    while cursor or not seen:
        page = meant.search(SearchQuery(query.text, meaning=True, limit=1, cursor=cursor))
        seen, cursor = seen + [hit.quote.text for hit in page.hits], page.cursor
    assert seen == whole and len(whole) > 1


def test_a_page_keeps_its_vectors_while_its_sentences_stay(
    meant: SqlChronicle, store: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.unit.chronicle.conftest import PAGES

    store(meant, version="plain-2", **PAGES)
    meant.refresh()
    assert meant.vectors.figures().with_vectors == 3
    monkeypatch.setattr(vectors, "_digest", lambda sentences: "another text")
    store(meant, version="plain-3", **PAGES)
    meant.refresh()
    assert meant.vectors.figures().with_vectors == 0


def test_only_what_lacks_vectors_is_made_and_all_can_be_forgotten(meant: SqlChronicle) -> None:
    before = meant.digest()
    steps: list[tuple[int, int]] = []
    assert meant.vectors.make(load_encoder(), progress=lambda *step: steps.append(step)) == 0 and steps == []
    assert meant.vectors.forget() == 3
    assert meant.digest() == before, "vectors say nothing of the chronicle"
    with pytest.raises(UsageError, match="dragoman vectors"):
        ask(meant, "talks")


def test_without_the_extra_the_message_names_it(meant: SqlChronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(encoders, "version", is_missing)
    encoders.load_encoder.cache_clear()
    try:
        with pytest.raises(UsageError, match=r"dragoman\[vectors\]"):
            ask(meant, "talks")
    finally:
        encoders.load_encoder.cache_clear()


def test_eight_bits_change_a_likeness_by_less_than_a_hundredth(meant: SqlChronicle) -> None:
    chance = np.random.default_rng(7)
    made = chance.normal(size=(50, DIMENSIONS)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    rows = np.frombuffer(pack_vectors(range(50), made), dtype=row_type())
    kept = rows["vector"].astype(np.float32) * rows["factor"][:, None]
    assert np.abs(kept @ made.T - made @ made.T).max() < 0.01
    assert rows["start"].tolist() == list(range(50))
    with read(meant.engine) as connection:
        sizes = [len(row) for row in connection.scalars(select(schema.page_vectors.c.vectors))]
    assert all(size % row_type().itemsize == 0 for size in sizes)


def test_places_in_both_lists_add_up() -> None:
    fused = fuse({1: 9.0, 2: 1.0}, {3: 0.9, 2: 0.5}, relaxed=False)
    assert sorted(fused, key=fused.__getitem__, reverse=True) == [2, 1, 3]
    assert max(fuse({1: 9.0}, {3: 0.9}, relaxed=True).items(), key=lambda one: one[1])[0] == 3
