"""States and cities: counted by the database as pages come and go, the same as all at once."""

from collections.abc import Callable

from sqlalchemy import select
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle import derived
from dragoman.chronicle.database import read, write
from dragoman.chronicle.refreshing import forget_version
from dragoman.chronicle.sql import SqlChronicle

KAZAKHSTAN = "territory:KZ"
RU = "ru 2024-06-01 Вестник\nsay | [Карим Далер|person] был в [Казахстане|country|territory:KZ]."
KK = "en 2024-06-02 Herald\nsay | [Karim Daler|person] was in the [Republic of Kazakhstan|country|territory:KZ]."


def show(chronicle: SqlChronicle) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is derived of who is named."""
    tables = derived.entity, derived.entity_member, derived.alias, derived.name_key
    with read(chronicle.engine) as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table)))) for table in tables}


def show_anew(chronicle: SqlChronicle) -> dict[str, list[tuple[object, ...]]]:
    """Derive everything again, and return it."""
    with write(chronicle.engine) as connection:
        forget_version(connection)
    chronicle.refresh()
    return show(chronicle)


def read_anew(chronicle: SqlChronicle, name: str, text: str) -> None:
    """Store that another reader finds something else on a page."""
    chronicle.store(make_page(name, PAGES[name]), PlainReader("plain-2").read(make_page(name, text)))
    chronicle.refresh()


def list_changes(chronicle: SqlChronicle, key: str) -> list[str]:
    change = derived.change.c
    with read(chronicle.engine) as connection:
        return list(connection.scalars(select(change.what).where(change.key == key).order_by(change.id)))


def test_what_comes_is_counted(lake: SqlChronicle, store: Callable[..., None]) -> None:
    for name, page in {"ru": RU, "kk": KK}.items():
        store(lake, **{name: page})
        lake.refresh()
    [state] = lake.who(KAZAKHSTAN)
    assert (state.label, state.kind, state.reference) == ("Republic of Kazakhstan", "country", KAZAKHSTAN)
    assert [entity.id for entity in lake.who("Казахстане")] == [KAZAKHSTAN]
    assert show(lake) == show_anew(lake)
    assert list_changes(lake, KAZAKHSTAN) == ["added", "changed", "changed"], "what comes out the same has not changed"


def test_what_goes_is_counted_no_more(lake: SqlChronicle) -> None:
    city = "city:1528675"
    read_anew(lake, "lake-en", PAGES["lake-en"].replace("Bishkek|place|city:1528675", "Osh|place"))
    assert [entity.label for entity in lake.who(city)] == ["Бишкеке"]
    assert ("bishkek", city) not in show(lake)["name_key"]
    assert show(lake) == show_anew(lake)
    read_anew(lake, "lake-ru", PAGES["lake-ru"].replace("|city:1528675", ""))
    assert not [row for row in show(lake)["entity"] if row[0] == city]
    assert list_changes(lake, city)[-1] == "removed"
    assert show(lake) == show_anew(lake)


def test_what_a_person_has_judged_is_compared_as_all_else(lake: SqlChronicle, store: Callable[..., None]) -> None:
    store(lake, ru=RU)
    lake.refresh()
    lake.judgements.split(KAZAKHSTAN, pages=["ru"], by="ana")
    lake.refresh()
    states = [row for row in show(lake)["entity"] if row[1] == "country"]
    assert len(states) == 2
    assert show(lake) == show_anew(lake)
    store(lake, kk=KK)
    lake.refresh()
    assert show(lake) == show_anew(lake)
    lake.judgements.undo()
    lake.refresh()
    assert [row[0] for row in show(lake)["entity"] if row[1] == "country"] == [KAZAKHSTAN]
    assert show(lake) == show_anew(lake)
