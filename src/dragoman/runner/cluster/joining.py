"""The joins of merging: which records share a key, and which hang together through any number of others.

One program in SQL that DuckDB, Daft on one machine and Daft on Ray all understand. Both take a table of ``key`` (words
or a number) and ``id`` (a number): a record has a row for each key under which it is listed.
"""

from collections.abc import Callable
from typing import Any, Protocol

from dragoman.errors import UsageError

JOINS = ("duckdb", "daft")

MOST_STEPS = 60
"""Labels travel at least twice as far with each step; no chain of records is that long."""

_PAIRS = """
SELECT DISTINCT one.id AS a, other.id AS b FROM links AS one JOIN links AS other ON one.key = other.key
WHERE one.id < other.id
"""
_LEAST_OF_KEYS = """
SELECT links.key AS key, MIN(labels.label) AS label FROM links JOIN labels ON links.id = labels.id GROUP BY links.key
"""
_LEAST_OF_IDS = """
SELECT links.id AS id, MIN(keys.label) AS label FROM links JOIN keys ON links.key = keys.key GROUP BY links.id
"""
_JUMP = "SELECT one.id AS id, other.label AS label FROM labels AS one JOIN labels AS other ON one.label = other.id"
_START = "SELECT DISTINCT id, id AS label FROM links"
_SUM = "SELECT SUM(label) AS total FROM labels"

Query = Callable[..., Any]
"""Runs a statement over tables that are given by name, and returns a table of the same engine."""


class Joins(Protocol):
    """What joins tables of Arrow."""

    def pair(self, links: Any) -> Any:
        """Return the pairs (``a`` < ``b``) of ids that share a key, each once, as a table of Arrow."""

    def connect(self, links: Any) -> Any:
        """Return the least id that each ``id`` hangs together with as ``label``, as a table of Arrow."""


def open_joins(name: str, *, workers: int, address: str | None = None) -> Joins:
    """Return what joins.

    Args:
        name: ``duckdb``, or ``daft``.
        workers: How many threads may join.
        address: The cluster of Ray on which Daft joins; this machine if left out.

    Raises:
        UsageError: There is no such thing, or it is not installed.
    """
    from importlib.util import find_spec

    if name not in JOINS:
        raise UsageError(f"there are no joins {name!r}; there are {', '.join(JOINS)}")
    if find_spec(name) is None:
        raise UsageError(f"joins by {name!r} need the extra: pip install 'dragoman[cluster]'")
    if name == "duckdb":
        return DuckJoins(workers)
    from dragoman.runner.cluster.daft_joins import DaftJoins

    return DaftJoins(address)


class DuckJoins:
    """Joins in this process."""

    def __init__(self, workers: int) -> None:
        import duckdb

        self._connection = duckdb.connect(config={"threads": workers})

    def pair(self, links: Any) -> Any:
        """Return the pairs of ids that share a key."""
        return self._query(_PAIRS, links=links)

    def connect(self, links: Any) -> Any:
        """Return the least id that each id hangs together with."""
        return connect_by(self._query, links, read_total=lambda table: table.column("total").to_pylist()[0])

    def _query(self, statement: str, **tables: Any) -> Any:
        for name, table in tables.items():
            self._connection.register(name, table)
        found = self._connection.sql(statement).to_arrow_table()
        for name in tables:
            self._connection.unregister(name)
        return found


def pair_by(query: Query, links: Any) -> Any:
    """Return the pairs of ids that share a key, by any engine."""
    return query(_PAIRS, links=links)


def connect_by(query: Query, links: Any, *, read_total: Callable[[Any], int]) -> Any:
    """Return the least id that each id hangs together with, by any engine.

    Labels go from records to keys and back, and each record then takes the label of its label, until nothing changes.

    Args:
        query: Runs a statement.
        links: Keys and ids.
        read_total: Reads the one number of a table.
    """
    labels = query(_START, links=links)
    total = None
    for _ in range(MOST_STEPS):
        keys = query(_LEAST_OF_KEYS, links=links, labels=labels)
        labels = query(_LEAST_OF_IDS, links=links, keys=keys)
        labels = query(_JUMP, labels=labels)
        now = read_total(query(_SUM, labels=labels))
        if now == total:
            return labels
        total = now
    raise RuntimeError(f"labels still change after {MOST_STEPS} steps")
