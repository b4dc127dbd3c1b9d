"""Databases of a PostgreSQL server for the time of one measurement."""

from psycopg import connect
from psycopg.sql import SQL, Identifier

PREFIX = "dragoman_kills_"


def make_database(server: str, name: str) -> str:
    """Make an empty database and return its address."""
    chosen = PREFIX + name.replace("-", "_")
    with connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(chosen)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(chosen)))
    return server.rpartition("/")[0] + "/" + chosen


def drop_databases(server: str) -> None:
    """Drop all databases that were made here."""
    with connect(server, autocommit=True) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        ).fetchall()
        for (name,) in names:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
