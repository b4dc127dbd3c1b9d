"""What holds of PostgreSQL alone."""

from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.database import write
from dragoman.chronicle.schema import metadata
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.upgrades import read_version
from dragoman.errors import StoreError

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("place", ["postgresql"], indirect=True)]

MORE = make_page("more", PAGES["lake-en"] + " ")


def test_the_migrations_make_exactly_the_tables_of_the_schema(chronicle: SqlChronicle) -> None:
    def is_ours(name: str | None, kind: str, parents: object) -> bool:
        return not str(name).startswith("ix_sentence_terms")

    with chronicle.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []


def test_words_are_compared_letter_by_letter(chronicle: SqlChronicle) -> None:
    with chronicle.engine.connect() as connection:
        other = connection.exec_driver_sql(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'"
            " AND collation_name IS DISTINCT FROM 'C'"
        )
        assert other.scalar_one() == 0


def test_it_says_the_same_as_a_file(lake: SqlChronicle, tmp_path: object) -> None:
    file = SqlChronicle(f"{tmp_path}/file.db", sense=load_sense())
    for name, text in PAGES.items():
        file.store(make_page(name, text), PlainReader().read(make_page(name, text)))
    file.refresh()
    assert lake.digest() == file.digest()
    file.close()


def test_who_waits_too_long_for_another_writer_is_told_so(lake: SqlChronicle, place: str) -> None:
    impatient = SqlChronicle(place, sense=load_sense(), patience=0.2)
    with write(lake.engine), pytest.raises(StoreError, match="another program has been writing for too long"):
        impatient.store(MORE, PlainReader().read(MORE))
    assert len(list(impatient.readings())) == len(PAGES)  # readers are not kept waiting
    impatient.store(MORE, PlainReader().read(MORE))
    assert len(list(impatient.readings())) == len(PAGES) + 1
    impatient.close()


def test_many_writers_at_once_leave_what_one_would(chronicle: SqlChronicle, place: str, tmp_path: object) -> None:
    pages = [make_page(f"{name}-{number}", f"{text} {number}") for name, text in PAGES.items() for number in range(4)]

    def work(mine: list[object]) -> None:
        own = SqlChronicle(place, sense=load_sense())
        for page in mine:
            own.store(page, PlainReader().read(page))  # type: ignore[arg-type]
            own.refresh()
        own.close()

    threads = [Thread(target=work, args=(pages[start::3],)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    file = SqlChronicle(f"{tmp_path}/file.db", sense=load_sense())
    for page in pages:
        file.store(page, PlainReader().read(page))
    file.refresh()
    assert not chronicle.is_stale()
    assert chronicle.digest() == file.digest()
    file.close()


def test_a_server_that_only_reads_can_be_asked(lake: SqlChronicle) -> None:
    @event.listens_for(lake.engine, "connect")
    def protect(connection: object, record: object) -> None:
        connection.execute("SET default_transaction_read_only = on")  # type: ignore[attr-defined]
        connection.commit()  # type: ignore[attr-defined]

    lake.engine.dispose()
    with pytest.raises(StoreError, match="read-only"):
        lake.store(MORE, PlainReader().read(MORE))
    assert len(list(lake.readings())) == len(PAGES)


def test_a_newer_schema_is_refused_by_its_number(chronicle: SqlChronicle, place: str) -> None:
    kept = read_version(chronicle.engine)
    with write(chronicle.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(StoreError, match="its schema is 9999"):
            SqlChronicle(place, sense=load_sense())
    finally:
        with write(chronicle.engine) as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{kept}'")


def test_a_server_that_is_not_there_is_told_without_the_password(place: str) -> None:
    with pytest.raises(StoreError, match="does not answer") as caught:
        SqlChronicle("postgresql://ann:secret@127.0.0.1:9/news", sense=load_sense(), patience=2)
    assert "secret" not in str(caught.value)
