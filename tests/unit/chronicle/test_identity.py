"""Why two names are one entity, and which pairs wait for a person."""

from collections.abc import Callable

import pytest

from dragoman.chronicle import schema
from dragoman.chronicle.database import write
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError

DOUBTFUL = {
    "a": "en 2024-05-01 Herald\nsay | [Gleb Vorsin|person] spoke to [Olga Brandt|person].",
    "b": "en 2024-05-02 Courier\nsay | [Gleb Varsun|person] rested near [Kazakhstan|country|territory:KZ].",
}


def test_two_scripts_are_one_with_reasons_and_sentences(lake: SqlChronicle) -> None:
    told = lake.explain_identity("Karim Daler", "Карим Далер")
    assert told.same
    [link] = told.links
    assert (link.decision, {link.name_a, link.name_b}) == ("joined", {"Karim Daler", "Карим Далер"})
    assert link.probability > 0.9
    assert "The two names sound alike, part by part." in link.reasons
    assert "lake-ru" in {quote.page for quote in (*link.quotes_a, *link.quotes_b)}
    assert all(quote.text for quote in (*link.quotes_a, *link.quotes_b))


def test_two_people_are_told_apart_in_words(lake: SqlChronicle) -> None:
    told = lake.explain_identity("Karim Daler", "Olga Brandt")
    assert not told.same
    [link] = told.links
    assert (link.decision, link.probability) == ("apart", 0.0)
    assert link.reasons[0].startswith("The names are too unlike")


def test_one_table_id_is_a_reason(lake: SqlChronicle) -> None:
    [link] = lake.explain_identity("territory:KZ", "Казахстан").links
    assert link.reasons == ("Both are listed under territory:KZ.",)


def test_a_name_that_nobody_has_is_a_usage_error(lake: SqlChronicle) -> None:
    with pytest.raises(UsageError, match="nobody is called"):
        lake.explain_identity("Karim Daler", "Zzyzx Qwerty")


def test_uncertain_pairs_wait_until_somebody_judges(chronicle: SqlChronicle, store: Callable[..., None]) -> None:
    store(chronicle, **DOUBTFUL)
    chronicle.refresh()
    [pair] = chronicle.uncertain_pairs()
    assert {pair.name_a, pair.name_b} == {"Gleb Vorsin", "Gleb Varsun"}
    assert 0.2 <= pair.probability <= 0.9
    assert pair.value > 0
    assert pair.reasons
    judgement = {"a": pair.a, "b": pair.b, "verdict": "different", "author": "me", "judged_at": "2024-06-01", "why": ""}
    with write(chronicle.engine) as connection:
        connection.execute(schema.judgement.insert(), [judgement])
    assert chronicle.uncertain_pairs() == []


def test_links_go_with_their_page(lake: SqlChronicle, store: Callable[..., None]) -> None:
    [person] = lake.who("Karim Daler")
    assert [link.decision for link in lake.links(person.id)] == ["joined"]
    store(lake, version="plain-2", **{"lake-ru": "ru 2024-03-03 Вестник\nsay | [Ольга Брандт|person] молчит."})
    lake.refresh()
    [again] = lake.who("Karim Daler")
    assert again.id == person.id
