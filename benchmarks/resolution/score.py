"""Reads the pages of the cases and scores who was taken for one, pair by pair of marked names.

A case is a file of pages. Each begins with a line ``--- language date``; every name that counts is written
``{id:name}``, and two marks of one id are one person or body. The marks are taken out before the page is read.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import dragoman

MARK = re.compile(r"\{([\w-]+):([^{}]+)\}")
HEAD = re.compile(r"^--- (\w+) (\S+)$", re.MULTILINE)


@dataclass
class Tally:
    """How many pairs were joined rightly, joined wrongly, and not joined; with the wrong ones in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Return F1, 1 where no pair belongs together and none was joined."""
        return round(2 * self.right / max(2 * self.right + self.wrong + self.missed, 1), 4) if self.total else 1.0

    @property
    def total(self) -> int:
        """Return how many pairs belong together or were joined."""
        return self.right + self.wrong + self.missed

    def add(self, other: "Tally") -> None:
        """Add the counts of another."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True)
class Marked:
    """A marked name: whom it means, how it is written, and on which page it begins where."""

    id: str
    name: str
    page: str
    start: int


def score_cases(folder: Path) -> dict[str, Tally]:
    """Return the tally of every case by its name, and of ``all``."""
    tallies: dict[str, Tally] = {path.stem: score_case(path) for path in sorted(folder.glob("*.txt"))}
    pooled = Tally()
    for tally in tallies.values():
        pooled.add(tally)
    return {**tallies, "all": pooled}


def score_case(path: Path) -> Tally:
    """Read one case into a chronicle of its own and compare every pair of marked names."""
    pages = list(_cut_pages(path.read_text(encoding="utf-8")))
    marks = [mark for number, (_, text) in enumerate(pages) for mark in _find_marks(text, f"page-{number}")]
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, text) in enumerate(pages):
            Path(folder, f"page-{number}.txt").write_text(MARK.sub(r"\2", text), encoding="utf-8")
        with dragoman.open(str(Path(folder, "case.db"))) as chronicle:
            chronicle.read([folder], workers=1)
            plain = {f"page-{number}": MARK.sub(r"\2", text) for number, (_, text) in enumerate(pages)}
            homes = {mark: _find_entity(chronicle, mark, plain[mark.page]) for mark in marks}
    return _compare(marks, homes)


def _cut_pages(text: str) -> Iterator[tuple[str, str]]:
    pieces = HEAD.split(text)[1:]
    for language, date, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        yield language, f"{body.strip()}\n\n{date}\n"


def _find_marks(text: str, page: str) -> Iterator[Marked]:
    shift = 0
    for match in MARK.finditer(text):
        yield Marked(match[1], match[2], page, match.start() - shift)
        shift += len(match[0]) - len(match[2])


def _find_entity(chronicle: dragoman.Dragoman, mark: Marked, plain: str) -> str:
    """Return the entity of the mention that covers a marked name, else an id that nothing shares."""
    try:
        view = chronicle.show(mark.page)
    except dragoman.DragomanError as error:
        raise SystemExit(f"{plain[:40]!r}: {error}") from error
    text, before = view.text, plain[: mark.start].count(mark.name)
    place = -1
    for _ in range(before + 1):
        place = text.find(mark.name, place + 1)
    stop = place + len(mark.name)
    spans = [m for m in view.marks if m.kind in ("person", "organisation", "country", "place")]
    covering = [m for m in spans if m.span.start < stop and place < m.span.stop]
    best = max(covering, key=lambda m: min(stop, m.span.stop) - max(place, m.span.start), default=None)
    return best.id if best else f"unseen:{mark.page}:{mark.start}"


def _compare(marks: list[Marked], homes: Mapping[Marked, str]) -> Tally:
    tally = Tally()
    for a, b in combinations(marks, 2):
        one, joined = a.id == b.id, homes[a] == homes[b]
        if one and joined:
            tally.right += 1
        elif one or joined:
            tally.missed += one
            tally.wrong += joined
            what = "not joined" if one else "joined"
            tally.faults.append(f"{what}: {a.name} ({a.page}, {a.id}), {b.name} ({b.page}, {b.id})")
    return tally


def print_cases(cases: Mapping[str, Tally], *, misses: bool) -> None:
    """Print pairwise precision, recall and F1 by case."""
    print(f"{'case':34}{'precision':>10}{'recall':>8}{'F1':>8}{'pairs':>7}")
    for name, tally in cases.items():
        precision = tally.right / max(tally.right + tally.wrong, 1)
        recall = tally.right / max(tally.right + tally.missed, 1)
        print(f"{name:34}{precision:10.3f}{recall:8.3f}{tally.f1:8.3f}{tally.right + tally.missed:7}")
        for fault in tally.faults if misses else ():
            print("   ", fault)
