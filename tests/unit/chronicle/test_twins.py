"""Readings that can be used again are looked for through one connection."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle import twins
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle


def test_one_connection_serves_all_pages_and_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, usual = Counter[str](), twins.open_engine

    def open_counted(*arguments: object, **options: object) -> object:
        engine = usual(*arguments, **options)  # type: ignore[arg-type]
        event.listen(engine, "connect", lambda *_: counted.update(["opened"]))
        event.listen(engine, "close", lambda *_: counted.update(["closed"]))
        return engine

    monkeypatch.setattr(twins, "open_engine", open_counted)
    store = tmp_path / "chronicle.db"
    chronicle = SqlChronicle(store, sense=load_sense())
    looked = twins.Twins(str(store))
    found = []
    for name, text in PAGES.items():
        reading = PlainReader().read(make_page(name, text))
        before = looked.find(reading.article, reader=reading.reader)
        chronicle.store(make_page(name, text), reading)
        found.append((before, looked.find(reading.article, reader=reading.reader)))
    assert all(before is None for before, _ in found) and any(after is not None for _, after in found)
    assert counted == {"opened": 1}
    del looked
    assert counted == {"opened": 1, "closed": 1}
    chronicle.close()
