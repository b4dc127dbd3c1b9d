"""A database of a PostgreSQL server for the time of one measurement."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import connect
from psycopg.sql import SQL, Identifier

NAME = "dragoman_growth"


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database, yield its address, and drop it."""
    drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(NAME))
    with connect(server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(NAME)))
        try:
            yield server.rpartition("/")[0] + "/" + NAME
        finally:
            connection.execute(drop)
