"""Two sets of spans: Persian phrases (parstdex) and Arabic news (the HeidelTime study), found or not."""

import json
import re
from collections import Counter
from pathlib import Path

from dragoman.language.dates import find_dates
from dragoman.model import When

_TAG = re.compile(
    r'<TIMEX3 [^>]*?type="(?P<type>\w+)"[^>]*?value="(?P<value>[^"]*)"[^>]*>(?P<words>.*?)</TIMEX3>', re.DOTALL
)
_MARKUP = re.compile(r"<[^>]+>")
_UNDATED = ("_REF", "UNDEF")
_PAGE = When("2015-12-24", "stated")

Spans = list[tuple[int, int]]


def measure_persian(path: Path, *, failures: list[str]) -> Counter[str]:
    """Return the counts for the Persian phrases, whose spans also hold times of day, durations and centuries."""
    counts: Counter[str] = Counter()
    cases = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else []
    for case in cases:
        wanted = [(start, stop) for start, stop in json.loads(case["expected"])]
        _compare(case["test_input"], "fa", (wanted, []), counts, failures=failures)
    return counts


def measure_arabic(folder: Path, *, failures: list[str]) -> Counter[str]:
    """Return the counts for the expressions of type DATE that have a value; the other types may be found or not."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.tml")):
        text, wanted, free = read_timeml(path.read_text(encoding="utf-8-sig"))
        _compare(text, "ar", (wanted, free), counts, failures=failures)
    return counts


def read_timeml(page: str) -> tuple[str, Spans, Spans]:
    """Return the text without markup, the spans of dates, and those of times, durations and vague words."""
    text, wanted, free, position = "", [], [], 0
    for tag in _TAG.finditer(page):
        text += _MARKUP.sub("", page[position : tag.start()])
        span = (len(text), len(text) + len(_MARKUP.sub("", tag["words"])))
        text += _MARKUP.sub("", tag["words"])
        dated = tag["type"] == "DATE" and not any(mark in tag["value"] for mark in _UNDATED)
        (wanted if dated else free).append(span)
        position = tag.end()
    return text + _MARKUP.sub("", page[position:]), wanted, free


def _compare(text: str, tag: str, spans: tuple[Spans, Spans], counts: Counter[str], *, failures: list[str]) -> None:
    wanted, free = spans
    found = [(f.span.start, f.span.stop) for f in find_dates(text, tag, published=_PAGE)]
    met = [w for w in wanted if any(_meet(w, f) for f in found)]
    sound = [f for f in found if any(_meet(f, w) for w in wanted)]
    counts["wanted"] += len(wanted)
    counts["met"] += len(met)
    counts["sound"] += len(sound)
    counts["false"] += sum(1 for f in found if f not in sound and not any(_meet(f, w) for w in free))
    failures += [f"{tag}\tmissed\t{text[w[0] : w[1]]}\t{_around(text, w)}" for w in wanted if w not in met]
    extra = [f for f in found if f not in sound and not any(_meet(f, w) for w in free)]
    failures += [f"{tag}\tfalse\t{text[f[0] : f[1]]}\t{_around(text, f)}" for f in extra]


def _around(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[max(0, span[0] - 40) : span[1] + 40].split())


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]
