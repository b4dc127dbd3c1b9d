"""What the encoder finds, what it costs, and whether its reader reads better than the rules; fails below the floors.

    python benchmarks/encoder/run.py [--freeze]

Four parts: names on development splits of annotated corpora (``names``), mentions on the gold pages with each reader
(``pages``), a worker's speed, memory and time to load, and names in languages without a pack (``drafts``). Needs the
extra ``encoder``. ``floors.json`` holds the lowest value of each row, the highest where the row says "at most".
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from corpus_names import CORPORA, MOST, measure_all  # noqa: E402
from drafts import measure_drafts  # noqa: E402  (beside this file)
from pages import measure_cost, measure_mentions  # noqa: E402

from frozen import Row, freeze, make_row  # noqa: E402  (beside all benchmarks)

TITLE = "Names by the encoder"


def measure_names() -> Iterator[Row]:
    """Yield F1 on each corpus by way and kind; ``cases`` is about how many words were read."""
    unseen = {corpus.name for corpus in CORPORA if not corpus.trains}
    for name, ways in measure_all().items():
        where = f"{name} (unseen)" if name in unseen else name
        for way, kinds in ways.items():
            for kind, f1 in kinds.items():
                yield make_row(name[:2], where, f"{way} {kind} (F1)", value=f1, cases=MOST)


def measure_pages() -> tuple[list[Row], dict[str, float]]:
    """Return F1 of the mentions on the gold pages by reader, and what reading costs."""
    readers, speed, counts = measure_mentions()
    rows = [
        make_row(language, "gold", f"{reader}: {kind} (F1)", value=f1, cases=counts[language, kind])
        for reader, groups in readers.items()
        for language, kinds in groups.items()
        for kind, f1 in kinds.items()
    ]
    loaded, memory = measure_cost()
    costs = {f"{reader}: pages a processor second": round(pages, 1) for reader, pages in speed.items()}
    return rows, {**costs, "seconds to load (at most)": round(loaded, 2), "MB of a worker (at most)": round(memory)}


def measure_languages() -> Iterator[Row]:
    """Yield the share of the English page's entities that is found in other languages."""
    for language, shares in measure_drafts().items():
        for kind, share in shares.items():
            if kind != "entities":
                measure = f"{kind} found" if kind != "chance" else "found by chance"
                yield make_row(language, "ntrex", measure, value=share, cases=int(shares["entities"]))


def key_of(row: Row) -> str:
    """Return what names a row in the floors."""
    return f"{row['language']} {row['set']}: {row['measure']}"


def find_failures(values: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return one sentence for each floor or ceiling that does not hold, or was not measured."""
    failures = []
    for key, limit in floors.items():
        value = values.get(key)
        if value is None:
            failures.append(f"{key}: not measured")
        elif value > limit if key.endswith("(at most)") else value < limit:
            failures.append(f"{key}: {value}, the limit is {limit}")
    return failures


def keep(rows: list[Row], costs: dict[str, float]) -> None:
    """Freeze the figures, and beside them what reading costs on the machine that measured."""
    freeze(HERE, TITLE, rows)
    path = HERE / "results.json"
    frozen = {**json.loads(path.read_text(encoding="utf-8")), "costs": costs}
    path.write_text(json.dumps(frozen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="write results.json beside this file")
    options = parser.parse_args()
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    read, costs = measure_pages()
    rows = [*measure_names(), *read, *measure_languages()]
    if options.freeze:
        keep(rows, costs)
    values = {**{key_of(row): float(str(row["value"])) for row in rows}, **costs}
    failures = find_failures(values, floors) if floors else ["there are no floors to hold"]
    print("\n".join(["below the floors:", *failures]) if failures else f"{len(floors)} floors hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
