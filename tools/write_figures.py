"""Write the measured figures into the README and the documentation.

    python tools/write_figures.py [--check]

Takes ``benchmarks/readings/results.json`` and rewrites what stands between ``<!-- figures -->`` and
``<!-- /figures -->`` in each page. Where there is no result yet, the cells are dashes. ``--check`` changes nothing and
fails if a page is old.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "readings" / "results.json"
PAGES = (ROOT / "README.md", ROOT / "docs" / "figures.md")

GROUPS = {"ru": "Russian", "ar": "Arabic", "fa": "Persian", "en": "English"}
MEASURES = {
    "mention:person": "people",
    "mention:organisation": "bodies",
    "mention:place": "places",
    "office": "offices",
    "core-event": "core events",
    "event": "all events",
}
REGION = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)
DASH = "—"


def format_table(measured: dict[str, Any]) -> str:
    """Format the F1 figures as a Markdown table, a language a row."""
    lines = [
        "| language | pages | " + " | ".join(MEASURES.values()) + " |",
        "| --- | --: |" + " --: |" * len(MEASURES),
    ]
    for group, name in GROUPS.items():
        scores = measured.get("scores", {}).get(group, {})
        cells = [f"{scores[m]['f1']:.2f}" if m in scores else DASH for m in MEASURES]
        lines.append(f"| {name} | {measured.get('pages', {}).get(group, DASH)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def format_sum(measured: dict[str, Any]) -> str:
    """Format what is measured over all languages together."""
    identity = measured.get("scores", {}).get("all", {}).get("identity", {}).get("f1")
    identity_cell = DASH if identity is None else f"{identity:.2f}"
    return (
        f"One person, body or place across pages and languages (B-cubed F1): {identity_cell}. "
        "Pages read and stored a second of the processor, on one core: "
        f"{measured.get('pages_per_processor_second', DASH)}."
    )


def fill_page(page: str) -> str:
    """Return the page with its region of figures rewritten."""
    measured = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    figures = f"{format_table(measured)}\n\n{format_sum(measured)}\n"
    return REGION.sub(lambda found: found[1] + figures + found[2], page)


def main() -> None:
    old = [page for page in PAGES if fill_page(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8")]
    if "--check" in sys.argv[1:] and old:
        sys.exit(f"old figures in {', '.join(page.name for page in old)}; run tools/write_figures.py")
    for page in old:
        page.write_text(fill_page(page.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"wrote {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
