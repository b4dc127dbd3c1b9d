"""The date cases of Recognizers-Text: which are scored, what counts as right, and what as coarser but true."""

import json
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.language.dates import FoundDate, find_dates, settle
from dragoman.language.dates.resolving import read_value
from dragoman.model import When

SETS = ("DateParser", "DateExtractor", "DatePeriodParser")
LEFT_OUT = Path(__file__).parent / "left_out.toml"
COARSEST, HALF = 31, 170

Case = dict[str, Any]
Days = tuple[date, date]


def measure_set(folder: Path, name: str, tag: str, *, failures: list[str]) -> Counter[str]:
    """Return how many cases of a set were exact, coarser, scored, and left out by reason."""
    counts: Counter[str] = Counter()
    path = folder / f"{name}.json"
    if not path.is_file():
        return counts
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reason = find_reason(case)
        counts[reason or "scored"] += 1
        if reason and reason not in OWN_REASONS:
            continue
        outcome = judge(case, tag, valued=name != "DateExtractor")
        counts["supported"] += 1
        counts["supported true"] += outcome != "wrong"
        if reason:
            continue
        counts[outcome] += 1
        if outcome == "wrong":
            failures.append(f"{folder.name}\t{name}\t{case['Input']}\t{case['Results'][0]}")
    return counts


def find_reason(case: Case) -> str:
    """Return why a case is left out, or an empty string."""
    if case.get("NotSupported"):
        return "not supported by its authors"
    if len(case["Results"]) != 1:
        return "not one date"
    wanted = case["Results"][0]
    if wanted.get("Type", "date") not in ("date", "daterange"):
        return "not a date"
    value = wanted.get("Value") or {}
    past = value.get("PastResolution")
    if (past or {}).get("date", "").startswith("0001") or (past is not None and not past):
        return "no such day"
    return next((reason for reason, rule in _PATTERNS if rule.fullmatch(wanted["Text"].strip())), "")


def judge(case: Case, tag: str, *, valued: bool) -> str:
    """Return ``exact``, ``coarser`` or ``wrong``; where no value is asked for, the span must be met."""
    reference = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]
    published = When(reference, "stated")
    found = find_dates(case["Input"], tag, published=published)
    wanted = case["Results"][0]
    if not valued:
        start = wanted["Start"]
        met = any(f.span.start < start + wanted["Length"] and start < f.span.stop for f in found)
        return "exact" if met else "wrong"
    said = [(days, f.expression.shape == "shift") for f in found for days in _readings(f, published)]
    accepted = _accepted(wanted["Value"])
    if any(days == other for days, _ in said for other in accepted):
        return "exact"
    return "coarser" if any(_holds(s[0], other, counted=s[1]) for s in said for other in accepted) else "wrong"


def _readings(found: FoundDate, published: When) -> list[Days]:
    """What an expression means where the tense is unknown, past or future."""
    values = {settle(found, tense, published).value for tense in (None, "past", "future")}
    return [read_value(value) for value in values if value]


def _accepted(value: Case) -> list[Days]:
    """The days that count as right: of the past or the future reading; some sets count the last day, others not."""
    accepted: list[Days] = []
    for reading in (value.get("PastResolution") or {}, value.get("FutureResolution") or {}):
        if "date" in reading:
            day = date.fromisoformat(reading["date"])
            accepted.append((day, day))
        elif "startDate" in reading and "endDate" in reading:
            start, stop = date.fromisoformat(reading["startDate"]), date.fromisoformat(reading["endDate"])
            accepted += [(start, stop), (start, stop - timedelta(days=1))]
    return accepted


def _holds(days: Days, wanted: Days, *, counted: bool) -> bool:
    """Whether a month at most holds the wanted days ("early next week" read as next week).

    A year may hold half of it, or be what was counted ("two years ago"): no day is invented.
    """
    inner = wanted[1] - timedelta(days=1) if wanted[1] > wanted[0] else wanted[1]
    short = (days[1] - days[0]).days < COARSEST or counted or (inner - wanted[0]).days > HALF
    return short and days[0] <= wanted[0] and inner <= days[1]


def _load_patterns() -> list[tuple[str, re.Pattern[str]]]:
    table = tomllib.loads(LEFT_OUT.read_text(encoding="utf-8"))
    return [(reason, re.compile(rule, re.IGNORECASE)) for reason, rules in table.items() for rule in rules]


_PATTERNS = _load_patterns()
OWN_REASONS = frozenset(reason for reason, _ in _PATTERNS)
