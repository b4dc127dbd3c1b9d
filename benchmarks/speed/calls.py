"""Who calls whom for how long while pages are read, by language, as a picture: ``docs/speed-calls.svg``.

    python benchmarks/speed/calls.py [--freeze]

Samples the stack two thousand times a second while the gold pages and the documents of ``data/stories/ntrex`` are read
one after another, each for the first time, after the packs were loaded. Needs ``pip install 'dragoman[profile]'``.
Prints the calls that take most; ``--freeze`` also writes the picture.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from drawing import Call, draw_calls  # noqa: E402  (beside this file)
from run import LANGUAGES, ROOT, find_pages  # noqa: E402

FIGURE = ROOT / "docs" / "speed-calls.svg"
INTERVAL = 0.0005
"""Seconds between two looks at the stack."""
WARM = 3
"""So many pages of a language are read before."""
MOST = 12
"""So many calls of a language are printed."""

PACKAGE = "dragoman"


def profile_reading(pages: list[str]) -> Call:
    """Return the calls while some pages are read, with their seconds by the clock.

    Raises:
        SystemExit: What looks at the stack is not installed.
    """
    try:
        from pyinstrument import Profiler
    except ImportError:
        sys.exit("calls.py needs pyinstrument: pip install 'dragoman[profile]'")
    from dragoman.language.scripts import digits_to_ascii
    from dragoman.model import Page
    from dragoman.reading.reader import RuleReader
    from dragoman.reading.sources import iterate_pages

    digits_to_ascii("٣")  # looks through all scripts for digits, once
    reader = RuleReader()
    read = [page for page in iterate_pages(pages) if isinstance(page, Page)]
    for page in read[:WARM]:
        reader.read(page)  # loads the packs
    rest = read[WARM:]
    profiler = Profiler(interval=INTERVAL)
    with profiler:
        for page in rest:
            reader.read(page)
    root = profiler.last_session.root_frame() if profiler.last_session else None
    if root is None:
        sys.exit(f"nothing was seen while {len(rest)} pages were read")
    return _find(_take([root]), "read")


def _take(frames: Sequence[Any]) -> Call:
    """Return frames of one function as a call; what is spent in the frames themselves is no call of its own."""
    inner: dict[tuple[str, str], list[Any]] = {}
    for child in (child for frame in frames for child in frame.children if not child.is_synthetic):
        inner.setdefault((child.function, child.file_path or ""), []).append(child)
    first, seconds = frames[0], sum(frame.time for frame in frames)
    return Call(first.function, _name_module(first.file_path or ""), seconds, tuple(map(_take, inner.values())))


def _name_module(path: str) -> str:
    """Return the module of a file from the package on, or the name of another package."""
    parts = Path(path).with_suffix("").parts
    if PACKAGE in parts:
        return ".".join(parts[len(parts) - parts[::-1].index(PACKAGE) :])
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else (parts[-1] if parts else "")


def _find(call: Call, name: str) -> Call:
    """Return the first call of a name, from the outside."""
    found = next((one for one in _walk(call) if one.name == name), None)
    if found is None:
        sys.exit(f"nobody called {name!r}")
    return found


def _walk(call: Call) -> Iterator[Call]:
    yield call
    for inner in call.inner:
        yield from _walk(inner)


def print_most(tag: str, read: Call) -> None:
    """Print the functions that take most by themselves."""
    alone: Counter[str] = Counter()
    for call in _walk(read):
        alone[f"{call.module}.{call.name}"] += call.seconds - sum(inner.seconds for inner in call.inner)
    print(f"{tag}: {read.seconds:.1f} s; by themselves")
    for name, seconds in alone.most_common(MOST):
        print(f"  {seconds / read.seconds:6.1%}  {name}")


def main() -> int:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--freeze", action="store_true", help="write docs/speed-calls.svg")
    options = parser.parse_args()
    pages = find_pages()
    found = {tag: profile_reading(pages[tag]) for tag in LANGUAGES}
    for tag, read in found.items():
        print_most(tag, read)
    if options.freeze:
        FIGURE.write_text(draw_calls(found), encoding="utf-8")
        print(f"written: {FIGURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
