"""Opening: new files, known schemas, and everything that is no chronicle."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dragoman.chronicle import open_chronicle
from dragoman.chronicle.database import open_engine, parse_address
from dragoman.chronicle.schema import SCHEMA, metadata
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.upgrades import prepare_schema, read_version
from dragoman.errors import StoreError, UsageError

NEXT = f"{int(SCHEMA) + 1:04}"
NEXT_MIGRATION = f'''"""A column more."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{SCHEMA}"


def upgrade() -> None:
    """Rebuild a parent table."""
    with op.batch_alter_table("referent", recreate="always") as table:
        table.add_column(sa.Column("note", sa.Text))
'''

FIRST_ROWS = """
INSERT INTO page VALUES (1, 'a1', 'one', '/one', NULL, NULL, NULL, 9, 'read', 'rules-1', '2024-01-01T00:00:00Z');
INSERT INTO event_mention (page_id, id, position, type, status, dated_basis, dated_words, dated_note, sentence_start,
  sentence_stop, trigger_start, trigger_stop, topics, reported_by, rule, score)
VALUES (1, 'e1', 0, 'meet', 'happened', 'unknown', '', '', 0, 9, 2, 5, '', '', 'frames.tsv:1', 1.0);
INSERT INTO judgement VALUES (7, 'a1:r1', 'a1:r2', 'different', 'ann', '2024-01-01T00:00:00Z', 'two brothers', NULL);
"""


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_new_file_has_the_newest_schema_in_wal_mode(chronicle: SqlChronicle) -> None:
    assert read_version(chronicle.engine) == SCHEMA
    with chronicle.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The full-text table of SQLite keeps itself in tables of its own."""
    return kind != "table" or not str(name).startswith("sentence_index")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_migrations_make_exactly_the_tables_of_the_schema(chronicle: SqlChronicle) -> None:
    with chronicle.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_opening_what_is_up_to_date_does_not_load_the_migration_library(chronicle: SqlChronicle, path: Path) -> None:
    code = f"""
import sys
from dragoman.chronicle import open_chronicle
open_chronicle({str(path)!r}).counts()
assert "alembic" not in sys.modules and "sqlalchemy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_newer_schema_is_refused_by_its_number_and_left_alone(chronicle: SqlChronicle, path: Path) -> None:
    chronicle.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"schema is 0999, newer than .* upgrade dragoman"):
        open_chronicle(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_an_upgrade_of_a_parent_table_keeps_its_children_and_a_copy(
    lake: SqlChronicle, path: Path, tmp_path: Path, root: Path
) -> None:
    migrations = root / "src" / "dragoman" / "chronicle" / "migrations"
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for path_ in (migrations / "env.py", *(migrations / "versions").glob("*.py")):
        (scripts / path_.relative_to(migrations)).write_text(path_.read_text())
    (scripts / "versions" / f"{NEXT}_note.py").write_text(NEXT_MIGRATION)
    before = lake.counts()
    assert before.mentions > 5
    (scripts / "versions" / f"{NEXT}_note.py").write_text(NEXT_MIGRATION + "    raise OSError\n")
    with pytest.raises(OSError):
        prepare_schema(lake.engine, newest=NEXT, scripts=str(scripts))
    assert [*path.parent.glob("*before*")] == []  # nothing was changed, so nothing is kept
    (scripts / "versions" / f"{NEXT}_note.py").write_text(NEXT_MIGRATION)
    copy = Path(f"{path}.before-{NEXT}")
    copy.write_text("left by a kill")
    prepare_schema(lake.engine, newest=NEXT, scripts=str(scripts))
    assert (read_version(lake.engine), lake.counts()) == (NEXT, before)
    assert copy.read_text() == "left by a kill"
    kept = SqlChronicle(f"{copy}-2", sense=load_sense(), create=False)
    assert kept.counts() == before
    kept.close()
    with lake.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_chronicle_of_the_first_schema_is_brought_up_with_its_rows(tmp_path: Path) -> None:
    store = tmp_path / "old.db"
    engine = open_engine(parse_address(store))
    prepare_schema(engine, newest="0001")
    with sqlite3.connect(store) as connection:
        connection.executescript(FIRST_ROWS)
    engine.dispose()
    with sqlite3.connect(store) as connection:
        before = connection.execute("SELECT count(*) FROM event_mention").fetchone()
    prepare_schema(engine)
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT count(*), max(place_basis) FROM event_mention").fetchone() == (*before, "")
        kept = connection.execute("SELECT id, a, b, verdict, why, about, decision FROM judgement").fetchall()
    assert kept == [(7, "a1:r1", "a1:r2", "different", "two brothers", "entity", 7)]
    assert before == (1,)
    assert read_version(engine) == SCHEMA


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"These are only some words, and no database at all. " * 40, "no SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "database"),
    ],
    ids=["text", "broken header"],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=words) as caught:
        open_chronicle(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    with pytest.raises(StoreError, match=r"no chronicle; it has tables.*song"):
        open_chronicle(path)


def test_a_missing_folder_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_chronicle(tmp_path / "no" / "such" / "folder.db")


def test_a_missing_chronicle_is_not_made_where_none_is_to_be_made(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no chronicle"):
        open_chronicle(path, create=False)
    assert not path.exists()


@pytest.mark.parametrize(
    ("store", "backend", "database"),
    [
        ("a.db", "sqlite", "a.db"),
        (Path("/x/a.db"), "sqlite", "/x/a.db"),
        ("sqlite:///a.db", "sqlite", "a.db"),
        ("sqlite:////x/a.db", "sqlite", "/x/a.db"),
        ("sqlite://a.db", "sqlite", "a.db"),
        ("postgresql://me@host/news", "postgresql", "news"),
    ],
)
def test_stores_are_paths_or_addresses(store: str | Path, backend: str, database: str) -> None:
    address = parse_address(store)
    assert (address.get_backend_name(), address.database) == (backend, database)


def test_another_kind_of_database_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="only paths, sqlite:// and postgresql://"):
        parse_address("mysql://host/news")
