"""Brings a database to the schema of this version, or says why that cannot be.

Opening a chronicle that is up to date reads one row and does not load the migration library.
"""

from contextlib import closing
from itertools import chain, count, groupby
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from dragoman.chronicle import derived, watched  # noqa: F401  their tables belong to the metadata too
from dragoman.chronicle.accounts import tables as accounts  # noqa: F401  so do these
from dragoman.chronicle.database import name_address, read, store_errors, write
from dragoman.chronicle.dialects import is_server, measure_tables
from dragoman.chronicle.files import beside, put
from dragoman.chronicle.following import tables as following  # noqa: F401  and these
from dragoman.chronicle.schema import SCHEMA
from dragoman.errors import StoreError

MIGRATIONS = "dragoman.chronicle:migrations"

_OTHER_ORDER = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    " ORDER BY table_name, column_name"
)


def prepare_schema(engine: Engine, *, create: bool = True, newest: str = SCHEMA, scripts: str = MIGRATIONS) -> bool:
    """Create or upgrade the tables where needed; tells whether they were made now.

    Args:
        engine: The database.
        create: Whether to make a chronicle where there is none.
        newest: The schema wanted.
        scripts: Where the migrations are.

    Raises:
        StoreError: There is no chronicle and none is to be made, the file is something else, or its schema is newer.
    """
    name = name_address(engine.url)
    if not create and _is_missing(engine):
        raise StoreError(f"{name}: there is no chronicle; make one with: dragoman --store {name} read PATHS")
    version = read_version(engine)
    if version == newest:
        return False
    if version > newest:
        raise StoreError(
            f"{name}: its schema is {version}, newer than the {newest} that this version knows; upgrade dragoman"
        )
    _upgrade(engine, version, newest, scripts)
    return not version


def read_version(engine: Engine) -> str:
    """Return the schema of a database, empty for an empty database.

    Raises:
        StoreError: The database cannot be read or belongs to another program.
    """
    with read(engine) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return ""
        if "alembic_version" not in tables or "event_mention" not in tables:
            raise StoreError(f"{name_address(engine.url)}: this database is no chronicle; it has tables {tables[:5]}")
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _is_missing(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file()


def _upgrade(engine: Engine, version: str, newest: str, scripts: str) -> None:
    copy = _prepare_file(engine, version, newest) if engine.dialect.name == "sqlite" else None
    try:
        with write(engine) as connection:
            _run_migrations(connection, newest, scripts)
            _order_by_letters(connection)
            _check_references(connection)
            measure_tables(connection)
    except BaseException:
        if copy:  # nothing was changed
            copy.unlink(missing_ok=True)
        raise
    engine.dispose()  # connections of the upgrade had foreign keys off


def _prepare_file(engine: Engine, version: str, newest: str) -> Path | None:
    """Keep a copy of a chronicle that is to be upgraded, under a name that is free; return its path."""
    path = Path(engine.url.database or "")
    names = chain([f"{path}.before-{newest}"], (f"{path}.before-{newest}-{number}" for number in count(2)))
    copy = next(one for one in map(Path, names) if not one.exists()) if version else None
    with store_errors(engine), closing(engine.raw_connection()) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        if copy:
            with beside(path) as made:
                connection.execute("VACUUM INTO ?", (str(made),))
                put(made, copy)
            # A table that is rebuilt takes its children along in silence, unless foreign keys are off.
            connection.execute("PRAGMA foreign_keys = OFF")
    return copy


def _run_migrations(connection: Connection, newest: str, scripts: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, newest)


def _order_by_letters(connection: Connection) -> None:
    """Let a server compare words letter by letter, as SQLite does, not by the customs of some language."""
    if not is_server(connection):
        return
    others = connection.exec_driver_sql(_OTHER_ORDER).all()
    for table, columns in groupby(others, key=lambda row: row[0]):
        changes = ", ".join(f'ALTER COLUMN "{name}" TYPE text COLLATE "C"' for _, name in columns)
        connection.exec_driver_sql(f'ALTER TABLE "{table}" {changes}')


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StoreError(
                f"the upgrade would lose {len(broken)} rows, first {tuple(broken[0])}; nothing was changed"
            )
