"""Our whole reading against pipelines that only find sentences and names, over the same pages in the same run.

Each reader runs in processes of its own with one thread, five times, in turns; of every ten pages the best time counts,
as a neighbour on the machine makes it slower for seconds. It reads some pages before the clock starts, so that nothing
is loaded under it, but none of those that are timed.
"""

import base64
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "build" / "bench" / "compare"
ROUNDS = 5
WARM = 300
"""Pages of each language that are read before the clock starts, as in the middle of a run."""
TIMED = 60
OURS = ("ours", "ours, from clean text")
OTHERS = {"en": ("spaCy, rules for sentences", "spaCy, its model of sentences"), "ru": ("natasha",)}
CORPORA = {"en": ("en_kremlin_ukraine",), "ru": ("ru_telegram2024", "ru_kremlin2025")}
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}


def compare_readers(sources: dict[str, list[str]]) -> dict[str, Any]:
    """Return milliseconds a page by language and reader, and how long the pages are.

    Args:
        sources: The files of pages by language, besides which a sample of the corpora is read.
    """
    python = os.environ.get("DRAGOMAN_COMPARE_PYTHON") or make_environment()
    return {tag: _compare(tag, list(_choose(tag, sources[tag])), python) for tag in OTHERS}


def make_environment() -> str:
    """Install what we are compared with where nothing else is; return its Python."""
    folder = FOLDER / "environment"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        wanted = ["-q", "-r", str(HERE / "compare-requirements.txt")]
        subprocess.run([str(python), "-m", "pip", "install", *wanted], check=True)
    return str(python)


def _choose(tag: str, sources: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the pages of a language that can be read, first those that are read before the clock starts."""
    sys.path.insert(0, str(ROOT / "benchmarks" / "corpora"))
    from mixed_pages import read_records

    FOLDER.mkdir(parents=True, exist_ok=True)
    records: dict[str, list[str]] = {name: [] for name in CORPORA[tag]}
    for record in read_records():
        if record["source"] in records:
            records[record["source"]].append(json.dumps(record, ensure_ascii=False))
    wanted = (WARM + TIMED) // len(records)
    files = []
    for name, lines in records.items():
        path = FOLDER / f"{name}.jsonl"
        path.write_text("\n".join(lines[:: max(1, len(lines) // wanted)][:wanted]), encoding="utf-8")
        files.append(str(path))
    read = list(_read([*files, *sources], tag))
    every = max(2, len(read) // TIMED)
    yield from ({**page, "warm": number % every != 0} for number, page in enumerate(read))


def _read(sources: Iterable[str], tag: str) -> Iterator[dict[str, Any]]:
    import msgspec

    from dragoman.model import Article, Page
    from dragoman.reading.reader import clean_page
    from dragoman.reading.sources import iterate_pages

    for page in iterate_pages(list(sources)):
        article = clean_page(page) if isinstance(page, Page) else None
        if isinstance(page, Page) and isinstance(article, Article) and article.language == tag:
            content = base64.b64encode(page.content).decode()
            kept = {"name": page.name, "address": page.address, "content": content, "sha256": page.sha256}
            yield {"text": article.text, "article": msgspec.to_builtins(article), "page": kept}


def _compare(tag: str, pages: list[dict[str, Any]], python: str) -> dict[str, Any]:
    path = FOLDER / f"{tag}.jsonl"
    path.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    names = (*OURS, *OTHERS[tag])
    rounds = [
        {name: _time(name, path, sys.executable if name in OURS else python) for name in names} for _ in range(ROUNDS)
    ]
    timed = [page for page in pages if not page["warm"]]
    best = {name: _sum_best([times[name] for times in rounds]) / len(timed) for name in names}
    letters = sum(len(page["text"]) for page in timed) / len(timed)
    spent = {name: round(milliseconds, 1) for name, milliseconds in best.items()}
    fastest = min(best[name] for name in OTHERS[tag])
    return {
        "pages": len(timed),
        "characters": round(letters),
        "milliseconds": spent,
        "theirs_to_ours": {name: round(fastest / best[name], 2) for name in OURS},
    }


def _sum_best(rounds: list[list[float]]) -> float:
    """Return the sum of the best times of all pieces, of rounds of the times of each."""
    return sum(map(min, zip(*rounds, strict=True)))


def _time(name: str, path: Path, python: str) -> list[float]:
    """Return the milliseconds of the processor that a reader takes for each piece of the pages."""
    command = [python, str(HERE / "contestant.py"), name, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **_ONE_THREAD})
    outcome = json.loads(done.stdout.splitlines()[-1])
    return [1000 * float(seconds) for seconds in outcome["seconds"]]


def print_compared(compared: dict[str, Any]) -> None:
    """Print milliseconds a page by language and reader."""
    for tag, found in compared.items():
        print(f"{tag}: {found['pages']} pages of {found['characters']} characters, milliseconds of a processor a page")
        for name, spent in found["milliseconds"].items():
            print(f"  {name:32}{spent:8.1f}")
        for name, ratio in found["theirs_to_ours"].items():
            print(f"  the fastest of the others takes {ratio} times the time of {name!r}")
