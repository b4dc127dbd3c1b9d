"""Keeps what a benchmark measured, in the form that the cards of the language packs are made from."""

import json
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, object]


def make_row(language: str, where: str, measure: str, *, value: float, cases: int) -> Row:
    """Return a figure: its language (a tag, or ``all``), the set, the measure, its value (0 to 1) and its cases."""
    return {"language": language, "set": where, "measure": measure, "value": round(value, 3), "cases": cases}


def freeze(folder: Path, title: str, rows: Iterable[Row]) -> None:
    """Write ``results.json`` into the folder of a benchmark."""
    result = json.dumps({"title": title, "rows": list(rows)}, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(result + "\n", encoding="utf-8")
