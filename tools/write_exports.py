"""Writes the tables of docs/exports.md from the code; ``--check`` only compares."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from dragoman.exports.columns import TABLES
from dragoman.exports.formats import FORMATS
from dragoman.language.ontology import load_cameo_roots, load_contexts, load_plover_types

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
BLOCK = re.compile(r"(<!-- (formats|tables|plover|contexts) -->\n).*?(<!-- end -->)", re.DOTALL)
NONE = "*none*"


def list_formats() -> Iterator[str]:
    yield from ("| format | is | of | suffix | media type |", "| --- | --- | --- | --- | --- |")
    for one in FORMATS.values():
        extra = f"; needs the extra `{one.extra}`" if one.extra else ""
        of = ", ".join(one.writers)
        yield f"| `{one.name}` | {one.summary}{extra} | {of} | `.{one.suffix}` | `{one.media_type}` |"


def list_tables() -> Iterator[str]:
    for name, columns in TABLES.items():
        yield from (f"### {name}", "", "| column | kind | means |", "| --- | --- | --- |")
        yield from (f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in columns)
        yield ""


def list_plover() -> Iterator[str]:
    yield from ("| type | happened | planned | denied | CAMEO |", "| --- | --- | --- | --- | --- |")
    types = load_plover_types()
    for kind, root in load_cameo_roots().items():
        found = (types.get((kind, status)) for status in ("happened", "planned", "denied"))
        cells = ("-".join(filter(None, (one.type, one.mode))) if one else NONE for one in found)
        yield f"| `{kind}` | {' | '.join(cells)} | {root} |"


def list_contexts() -> Iterator[str]:
    yield from ("| topic | contexts |", "| --- | --- |")
    yield from (f"| `{topic}` | {', '.join(contexts) or NONE} |" for topic, contexts in load_contexts().items())


WRITERS = {"formats": list_formats, "tables": list_tables, "plover": list_plover, "contexts": list_contexts}


def fill_page(text: str) -> str:
    """Return the page with its tables as the code has them."""
    return BLOCK.sub(lambda found: found[1] + "\n" + "\n".join(WRITERS[found[2]]()).rstrip() + "\n\n" + found[3], text)


def main() -> None:
    """Write the page, or fail where it is not up to date."""
    text = PAGE.read_text(encoding="utf-8")
    made = fill_page(text)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if made == text else f"{PAGE.name} is not up to date: run tools/write_exports.py")
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
