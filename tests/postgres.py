"""A PostgreSQL server for tests, and databases in it that are there for some of them."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

VARIABLE = "DRAGOMAN_TEST_POSTGRES"
"""Names a server in which tests may make databases, such as ``postgresql://postgres@127.0.0.1:5432/postgres``."""

REQUIRED = "DRAGOMAN_REQUIRE_POSTGRES"


def has_server() -> bool:
    """Tell whether the tests that need a server are to run; where one is required they run, and fail without it."""
    return bool(os.environ.get(VARIABLE) or os.environ.get(REQUIRED))


def find_server() -> str:
    """Return the address of the server."""
    address = os.environ.get(VARIABLE, "")
    if not address:
        pytest.fail(f"no PostgreSQL server; `sh tools/postgres.sh start` prints what {VARIABLE} is to be")
    return address


@contextmanager
def make_database(server: str) -> Iterator[str]:
    """Make a database, yield its address, and drop it."""
    from psycopg import connect

    name = f"dragoman_{uuid.uuid4().hex[:12]}"
    with connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        yield server.rpartition("/")[0] + "/" + name
    finally:
        with connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def empty_database(address: str) -> None:
    """Take all rows out of the tables of a chronicle; to make a database anew for each test takes far longer."""
    from psycopg import connect

    with connect(address) as connection:
        connection.execute("SET session_replication_role = replica")  # the log of changes refuses to be emptied
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = ", ".join(f'"{name}"' for (name,) in rows if name != "alembic_version")
        connection.execute("SET session_replication_role = replica")  # the log of changes lets nobody empty it
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY")  # type: ignore[arg-type]
