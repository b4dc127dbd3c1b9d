"""The tables of words that the pages of the benchmark are made of; all people are invented, all states are real."""

import csv
from functools import cache
from pathlib import Path

TABLES = Path(__file__).with_name("tables")
LANGUAGES = ("en", "ru", "ar", "fa")

Row = dict[str, str]


@cache
def load_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of this benchmark."""
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t"))


@cache
def load_sentences() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the sentences by their kind (a type of event, or a part of a page) and language."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in load_rows("sentences"):
        found.setdefault((row["kind"], row["lang"]), []).append(row["text"])
    return {key: tuple(texts) for key, texts in found.items()}


@cache
def list_types() -> tuple[str, ...]:
    """Return the types of events that all four languages can tell."""
    kinds = dict.fromkeys(kind for kind, _ in load_sentences())
    parts = {"state", "with", "body", "filler", "said", "outlet"}
    return tuple(kind for kind in kinds if kind not in parts)
