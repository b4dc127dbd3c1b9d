"""The pages of the corpora, and where more are wanted the same once more under other addresses and on other days."""

import json
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from mixed_pages import write_mixed

SHIFT = timedelta(days=400)


def write_varied(path: Path, number: int) -> None:
    """Write so many pages as JSON lines.

    Raises:
        SystemExit: There are not enough, however often they are varied.
    """
    known = write_mixed(path, most=number)
    with path.open("r+", encoding="utf-8") as file:
        lines = list(file)
        again = islice((vary(json.loads(line), turn) for turn in range(1, 4) for line in lines), number - known)
        written = known
        for record in again:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            written += 1
    if written != number:
        raise SystemExit(f"{written} pages, not {number}")


def vary(record: dict[str, Any], turn: int) -> dict[str, Any]:
    """Return a page of another address, and of another day where it has one.

    >>> vary({"id": "a", "url": "https://example.org/1", "date": "2024-03-02", "text": "t"}, 1)
    {'id': 'a-1', 'url': 'https://example.org/1?again=1', 'date': '2025-04-06', 'text': 't'}
    """
    told = {**record, "id": f"{record['id']}-{turn}"}
    if record.get("url"):
        told["url"] = f"{record['url']}?again={turn}"
    try:
        told["date"] = (date.fromisoformat((record.get("date") or "")[:10]) + turn * SHIFT).isoformat()
    except ValueError:
        told["text"] = f"{record['text']}\n\n{turn}."
    return told
