"""The pages of the corpora beside the project, as records, in an order that mixes the sources."""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared") / "data" / "corpora"
Record = dict[str, str | None]

_TAG = re.compile(r"<(DOCNO|URL|TITLE|TIME|ABSTRACT|TEXT)>(.*?)</\1>", re.DOTALL)
_LONG = 10_000_000
"""Bytes that a field of CSV may have."""


def read_records() -> Iterator[Record]:
    """Yield every page of every corpus as a record of our JSON, with the name of its source under ``source``.

    Raises:
        SystemExit: A corpus is missing: a benchmark without pages must not look like a good one.
    """
    for name, read in _CORPORA.items():
        found = 0
        for record in read(CORPORA / name):
            found += 1
            yield {"source": name, **record}
        if not found:
            raise SystemExit(f"no pages in {CORPORA / name}; set DRAGOMAN_SHARED to the folder that holds data/")


def write_mixed(path: Path, *, most: int | None = None) -> int:
    """Write the records as JSON lines in the order of their digests, no more than ``most``; returns how many."""
    lines = [json.dumps(record, ensure_ascii=False) for record in read_records()]
    lines.sort(key=lambda line: hashlib.sha256(line.encode()).digest())
    chosen = lines[:most]
    path.write_text("".join(line + "\n" for line in chosen), encoding="utf-8")
    return len(chosen)


def _read_telegram(folder: Path) -> Iterator[Record]:
    for path in sorted((folder / "raw").glob("*.json")):
        for post in json.loads(path.read_text(encoding="utf-8")):
            name = f"{path.stem.partition('_')[0]}-{post['message_id']}"
            yield {"id": f"telegram-{name}", "date": post["date"], "text": post["text"]}


def _read_fars(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*.json")):
        for number, page in enumerate(json.loads(path.read_text(encoding="utf-8")), start=1):
            paragraphs = [page["abstract"], *page["paragraphs"]]
            text = "\n\n".join(part for part in paragraphs if part)
            yield {"id": f"{path.stem}-{number}", "url": page["link"], "title": page["title"], "text": text}


def _read_ant(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*/*.txt")):
        fields = dict(_TAG.findall(path.read_text(encoding="utf-8", errors="replace")))
        text = "\n\n".join(part for key in ("ABSTRACT", "TEXT") if (part := fields.get(key, "").strip()))
        yield {"id": path.stem, "title": fields.get("TITLE"), "date": fields.get("TIME"), "text": text}


def _read_kremlin_english(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*.csv")):
        for number, row in enumerate(_read_rows(path), start=1):
            made = {"id": f"{path.stem}-{number}", "url": row["link"], "title": row["headline"]}
            yield {**made, "date": row["date"], "text": row["body"]}


def _read_kremlin_russian(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.glob("*.csv")):
        for number, row in enumerate(_read_rows(path), start=1):
            text = "".join(row.get(f"article_full_text_{part}") or "" for part in range(1, 11))
            made = {"id": f"kremlin-ru-{number}", "url": row["url"], "title": row["title"]}
            yield {**made, "date": row["date"], "text": "\n\n".join(filter(None, (row["summary"], text)))}


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONG)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


_CORPORA = {
    "ar_antcorpus": _read_ant,
    "en_kremlin_ukraine": _read_kremlin_english,
    "fa_farsnews": _read_fars,
    "ru_kremlin2025": _read_kremlin_russian,
    "ru_telegram2024": _read_telegram,
}
