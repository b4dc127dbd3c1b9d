"""Measures the dates engine on public date cases: the share read right, per language and set.

Cases come from Recognizers-Text (MIT), in the folder that ``DRAGOMAN_SHARED`` names, ``../shared`` by default. Values
need a page's date; an extractor's case only needs the span. Left out, and counted: what Recognizers itself does not
support, cases without a date, and times of the day.

Exits with 1 where nothing was scored.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.language.dates import FoundDate, find_dates, settle
from dragoman.model import When

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
LANGUAGES = {"English": "en", "Arabic": "ar"}
SETS = ("DateParser", "DateExtractor", "DatePeriodParser")


def measure_set(language: str, name: str, *, failures: list[str]) -> Counter[str]:
    """Return how many cases were right, scored and left out by reason."""
    path = SHARED / "data" / "dates" / "recognizers" / language / f"{name}.json"
    counts: Counter[str] = Counter()
    if not path.is_file():
        return counts
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reason = _left_out(case)
        if reason:
            counts[reason] += 1
            continue
        counts["scored"] += 1
        right = _is_right(case, LANGUAGES[language], valued=name != "DateExtractor")
        coarse = not right and _is_coarse(case, LANGUAGES[language])
        counts["coarse"] += coarse
        counts["right"] += right or coarse
        if not right and not coarse:
            failures.append(f"{language}\t{name}\t{case['Input']}\t{case['Results'][0]}")
    return counts


def _left_out(case: dict[str, Any]) -> str:
    if case.get("NotSupported"):
        return "not supported"
    if len(case["Results"]) != 1:
        return "not one date"
    if case["Results"][0].get("Type", "date") not in ("date", "daterange"):
        return "not a date"
    value = case["Results"][0].get("Value") or {}
    if (value.get("PastResolution") or {}).get("date", "").startswith("0001"):
        return "no such day"
    return "no day" if "PastResolution" in value and not value["PastResolution"] else ""


def _is_right(case: dict[str, Any], tag: str, *, valued: bool) -> bool:
    reference = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]
    published = When(reference, "stated")
    found = find_dates(case["Input"], tag, published=published)
    wanted = case["Results"][0]
    if not valued:
        start = wanted["Start"]
        return any(f.span.start < start + wanted["Length"] and start < f.span.stop for f in found)
    return any(_values(f, published) & _accepted(wanted["Value"]) for f in found)


def _is_coarse(case: dict[str, Any], tag: str) -> bool:
    """Whether "two months ago" gave the month that holds the wanted day: no day is invented."""
    published = When((case.get("Context") or {}).get("ReferenceDateTime", "")[:10], "stated")
    wanted = (case["Results"][0].get("Value") or {}).get("PastResolution", {}).get("date", "")
    if not wanted or not published.value:
        return False
    found = find_dates(case["Input"], tag, published=published)
    return any(_holds(f.when.value or "-", wanted) for f in found if f.expression.shape == "shift")


def _holds(value: str, day: str) -> bool:
    first, _, last = value.partition("/")
    return first <= day <= last if last else day.startswith(first)


def _values(found: FoundDate, published: When) -> set[str]:
    values = (settle(found, tense, published).value for tense in (None, "past", "future"))
    return {value for value in values if value}


def _accepted(value: dict[str, Any]) -> set[str]:
    """The values that count as right: of the past or the future reading, with the day after an interval's end."""
    from datetime import date, timedelta

    accepted = {value.get("Timex", "")}
    for key in ("PastResolution", "FutureResolution"):
        reading = value.get(key) or {}
        if "date" in reading:
            accepted.add(reading["date"])
        if "startDate" in reading and "endDate" in reading:
            stop = date.fromisoformat(reading["endDate"])
            before = stop - timedelta(days=1) if stop > date.min else stop
            start = reading["startDate"]
            accepted |= {f"{start}/{stop}", f"{start}/{before}", _shorten(start, stop)}
            accepted.add(f"{start[:4]}/{stop.year}" if start[5:] == "01-01" == stop.isoformat()[5:] else "")
    return accepted - {""}


def _shorten(start: str, stop: Any) -> str:
    from dateutil.relativedelta import relativedelta

    first = stop.fromisoformat(start)
    if first.day == 1 and first + relativedelta(months=1) == stop:
        return start[:7]
    return start[:4] if start[5:] == "01-01" and first + relativedelta(years=1) == stop else ""


def main() -> int:
    """Print a table of shares and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list the cases read wrong")
    options = parser.parse_args()
    failures: list[str] = []
    scored = 0
    for language in LANGUAGES:
        for name in SETS:
            counts = measure_set(language, name, failures=failures)
            total = counts.pop("scored", 0)
            right, coarse = counts.pop("right", 0), counts.pop("coarse", 0)
            scored += total
            share = f"{right / total:.3f}" if total else "  -  "
            left = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
            sys.stdout.write(
                f"{language:8} {name:18} {share}  {right}/{total} (coarser {coarse})  left out: {left or 'none'}\n"
            )
    if options.failures:
        sys.stdout.write("\n".join(failures) + "\n")
    return 0 if scored else 1


if __name__ == "__main__":
    sys.exit(main())
