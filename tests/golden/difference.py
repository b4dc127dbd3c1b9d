"""Writes a reading as sets of lines, and prints how two sets differ."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.model import EventMention, OfficeMention, Reading, Rejected
from dragoman.model.pages import Page
from dragoman.reading.reader import RuleReader
from dragoman.reading.tables import load_tables

CORE = frozenset({"meet", "call", "visit", "convene", "agree", "take-office", "leave-office"})


def read_page(path: Path) -> Reading | Rejected:
    return RuleReader().read(Page(name=path.stem, address=path.name, content=path.read_bytes(), sha256="0" * 64))


def load_expected(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return expected


def describe(reading: Reading) -> dict[str, Any]:
    """The same keys as the expected reading has; ``events`` holds the core ones."""
    names = {r.id: r.name for r in reading.referents}
    return {
        "language": reading.article.language,
        "title": reading.article.title,
        "published": reading.article.published.value,
        "entities": [f"{r.kind} {r.name}" for r in reading.referents],
        "offices": [_office(reading, o, names) for o in reading.offices],
        "events": [_event(e, names) for e in reading.events if e.type in CORE],
    }


def _office(reading: Reading, office: OfficeMention, names: dict[str, str]) -> str:
    labels = load_tables(reading.article.language).labels
    of = labels.get(office.of_reference or "") or names.get(office.of or "")
    status = "" if office.status == "current" else f"{office.status} "
    return f"{names[office.holder]}: {status}{office.title}" + (f" of {of}" if of else "")


def _event(event: EventMention, names: dict[str, str]) -> str:
    status = "" if event.status == "happened" else f" ({event.status})"
    line = f"{event.type}{status}: {', '.join(sorted(names[p] for p in event.participants))}"
    line += f"; {event.when.value}" if event.when.value else ""
    return line + (f"; in {names[event.place]}" if event.place else "")


def find_difference(found: Iterable[str], expected: Iterable[str]) -> str:
    """Lines that are missing (-) and lines that nobody expects (+), sorted; empty where both agree.

    >>> print(find_difference(["a", "c"], ["a", "b"]))
    - b
    + c
    """
    found, expected = set(found), set(expected)
    missing = [f"- {line}" for line in sorted(expected - found)]
    return "\n".join([*missing, *(f"+ {line}" for line in sorted(found - expected))])
