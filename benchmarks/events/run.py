"""Event merging: pairs of reports on messy pages in four languages, read by the real reader into one chronicle."""

import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import dragoman
from dragoman.chronicle.answers import EventView
from dragoman.language.tables import Row, read_table
from dragoman.meaning.events.blocking import FAMILIES

HERE = Path(__file__).parent
COLUMNS = ("left", "type_left", "words_left", "right", "type_right", "words_right", "verdict")
Place = tuple[str, str, str]


def read_pairs(path: Path = HERE / "pairs.tsv") -> list[Row]:
    """Return the judged pairs.

    Raises:
        PackError: A row lacks a column.
    """
    return list(read_table(path, required=COLUMNS))


def places_of(pair: Row) -> tuple[Place, Place]:
    """Return the two reports of a pair: page, type, and the words with which the sentence begins."""
    left, right = ((pair[side], pair[f"type_{side}"], pair[f"words_{side}"]) for side in ("left", "right"))
    return left, right


def read_chronicle(folder: Path) -> list[EventView]:
    """Read all pages into one chronicle and return its events."""
    with dragoman.open(folder / "events.db") as chronicle:
        chronicle.read(HERE / "pages")
        return chronicle.timeline()


def find_events(events: Sequence[EventView], wanted: set[Place]) -> dict[Place, str]:
    """Return the event that holds each report; one that the reader did not find is left out."""
    told: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            told[report.quote.page, _family(event.type)].append((report.quote.text, event.id))
    found = {}
    for page, kind, words in wanted:
        ids = [event for text, event in told[page, _family(kind)] if " ".join(words.split()) in text]
        if len(ids) == 1:
            found[page, kind, words] = ids[0]
    return found


def _family(kind: str) -> str:
    """Return the type under which events are compared: that of a merged event is one of its reports'."""
    return FAMILIES.get(kind, kind)


def measure(pairs: Sequence[Row], found: Mapping[Place, str]) -> dict[str, float]:
    """Return pairwise precision, recall and F1 over the pairs of which both reports were found."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for pair in pairs:
        left, right = places_of(pair)
        if left in found and right in found:
            counts[pair["verdict"] == "same", found[left] == found[right]] += 1
    right_, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    precision, recall = right_ / max(1, right_ + wrong), right_ / max(1, right_ + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"judged": sum(counts.values()), "precision": precision, "recall": recall, "f1": f1}


def find_failures(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return what lies below its floor."""
    if not floors:
        return ["there are no floors to hold"]
    low = [(name, measured.get(name, 0.0), floor) for name, floor in floors.items()]
    return [f"{name}: {value:.3f}, the floor is {floor}" for name, value, floor in low if value < floor]


def describe_miss(pair: Row, found: Mapping[Place, str]) -> str | None:
    """Return in words what is wrong with a pair, ``None`` where nothing is."""
    left, right = places_of(pair)
    unread = [place[0] for place in (left, right) if place not in found]
    if unread:
        return f"not read as such: {' '.join(unread)}"
    together = found[left] == found[right]
    if together == (pair["verdict"] == "same"):
        return None
    return f"{'merged' if together else 'kept apart'}: {pair['left']} {pair['right']}"


def main() -> int:
    """Print the figures, with --misses every pair that is judged wrongly or not at all."""
    start, pairs = time.perf_counter(), read_pairs()
    with tempfile.TemporaryDirectory() as folder:
        events = read_chronicle(Path(folder))
    found = find_events(events, {place for pair in pairs for place in places_of(pair)})
    measured, seconds = measure(pairs, found), time.perf_counter() - start
    say = sys.stdout.write
    say(f"{len(pairs)} pairs, {measured['judged']:.0f} judged: both of their reports were read as such\n")
    say("precision  recall     F1   seconds\n")
    say(f"{measured['precision']:9.3f}  {measured['recall']:6.3f}  {measured['f1']:.3f}  {seconds:8.1f}\n")
    if "--misses" in sys.argv:
        for miss in filter(None, (describe_miss(pair, found) for pair in pairs)):
            say(f"{miss}\n")
    failures = find_failures(measured, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    for failure in failures:
        say(f"gate: {failure}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
