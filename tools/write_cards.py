"""Write the card of every language pack, and the page of the documentation that gathers them.

    python tools/write_cards.py [--check]

A card says how large the tables of a pack are, what code and libraries read the language, how often the reading was
right on which set, and where it fails. Sizes come from the tables, rounded down so that a new row rarely makes a card
old; scores from every ``benchmarks/*/results.json``; the rest from ``card.toml`` beside the pack. ``--check`` changes
nothing and fails if a card is old.

A ``results.json`` is taken up where it has ``rows``, each with ``language``, ``set``, ``measure``, ``value`` (0 to 1)
and ``cases``; a ``title`` may name the benchmark. The older form of the readings, ``scores`` by group and measure with
``f1`` and ``gold``, is understood as well.
"""

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.language.depth import count_demonyms, count_frames
from dragoman.language.packs import COLUMNS, Pack, list_packs, load_pack

ROOT = Path(__file__).parent.parent
PACKS = ROOT / "src" / "dragoman" / "data" / "languages"
PAGE = ROOT / "docs" / "languages.md"
SHOWN = (
    "text",
    "published",
    "title",
    "mention:person",
    "mention:organisation",
    "mention:place",
    "office",
    "core-event",
)
SHOWN_TOO = ("event", "event-date", "event-place", "event-status")
STEPS = ((1000, 100), (100, 50), (20, 10), (5, 5))
Row = Mapping[str, Any]


def about(number: int) -> str:
    """Return a number rounded down, with a plus where it was not round."""
    for least, step in STEPS:
        if number >= least:
            return f"{number // step * step}+" if number % step else str(number)
    return str(number)


def read_results() -> dict[str, list[Row]]:
    """Return the rows of every frozen result, by the title of its benchmark."""
    found: dict[str, list[Row]] = {}
    for path in sorted((ROOT / "benchmarks").glob("*/results.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        rows = list(result.get("rows", ())) or list(rows_of_scores(result))
        if rows:
            found[result.get("title") or path.parent.name.replace("_", " ").capitalize()] = rows
    return found


def rows_of_scores(result: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the figures of the readings as rows."""
    for group, measures in result.get("scores", {}).items():
        for measure in (*SHOWN, *SHOWN_TOO):
            score = measures.get(measure, {})
            if "f1" in score:
                yield {
                    "language": group,
                    "set": "annotated pages",
                    "measure": f"{measure} (F1)",
                    "value": score["f1"],
                    "cases": int(score["gold"]),
                }


def describe_sizes(pack: Pack) -> Iterator[str]:
    """Yield the lines of the tables of sizes."""
    states, others = count_demonyms(pack)
    offices = {row["form"] for row in pack.rows("offices")}
    yield "| table | rows |"
    yield "| --- | --: |"
    yield f"| office nouns | {about(len(offices))} |"
    yield from (f"| {name} | {about(len(pack.rows(name)))} |" for name in COLUMNS if name != "offices")
    yield f"| states with a demonym | {about(len(states))} |"
    yield f"| regions and peoples with a demonym | {about(len(others))} |"
    yield ""
    yield "| event | finite frames | nominal frames |"
    yield "| --- | --: | --: |"
    yield from (f"| {kind} | {about(finite)} | {about(noun)} |" for kind, (finite, noun) in count_frames(pack).items())


def describe_scores(tag: str, results: Mapping[str, list[Row]]) -> Iterator[str]:
    """Yield the lines of the table of scores."""
    rows = [(title, row) for title, listed in results.items() for row in listed if row["language"] == tag]
    if not rows:
        yield "Nothing is measured yet."
        return
    yield "| benchmark | set | measure | value | cases |"
    yield "| --- | --- | --- | --: | --: |"
    for title, row in rows:
        yield f"| {title} | {row['set']} | {row['measure']} | {float(row['value']):.2f} | {row['cases']} |"


def describe_libraries(tag: str, card: Mapping[str, Any], results: Mapping[str, list[Row]]) -> Iterator[str]:
    """Yield a line for each library or set of own rules, with the figures that chose it."""
    measured = {row["measure"]: row for rows in results.values() for row in rows if row["language"] == tag}
    for library in card.get("libraries", ()):
        chosen, instead = measured.get(library.get("chosen")), measured.get(library.get("instead"))
        figures = ""
        if chosen and instead:
            figures = (
                f" {chosen['value']:.2f} ({chosen['measure']}) against {instead['value']:.2f} ({instead['measure']})"
            )
            figures += f" on {chosen['set']}."
        yield f"- *{library['task']}*: {library['choice']}.{figures}"


def describe_failures(pack: Pack, card: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each typical failure, its sentence isolated from the direction of the line."""
    mark = ' dir="rtl"' if pack.direction == "rtl" else ""
    for failure in card.get("failures", ()):
        yield f'- <span lang="{pack.tag}"{mark}>{failure["text"]}</span><br>{failure["reading"]}'


def write_card(pack: Pack, results: Mapping[str, list[Row]], *, level: str = "#") -> str:
    """Return the card of a pack as Markdown whose headings begin at a level."""
    path = PACKS / pack.tag / "card.toml"
    card = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    strategies = ", ".join(f"{kind} `{name}`" for kind, name in pack.strategies.items())
    head = f"Tag `{pack.tag}`, script {pack.script}, tier *{pack.tier}*. Strategies: {strategies}."
    parts = [
        (f"{level} {pack.name}", [head]),
        (f"{level}# How large it is: {pack.name}", list(describe_sizes(pack))),
        (f"{level}# What reads it: {pack.name}", list(describe_libraries(pack.tag, card, results))),
        (f"{level}# How often it is right: {pack.name}", list(describe_scores(pack.tag, results))),
        (f"{level}# Where it fails: {pack.name}", list(describe_failures(pack, card))),
    ]
    return "\n\n".join(f"{title}\n\n" + "\n".join(lines) for title, lines in parts if lines) + "\n"


def write_page(results: Mapping[str, list[Row]]) -> str:
    """Return the page of the documentation: an introduction and all cards."""
    head = (
        "# Languages\n\nA card for each language: how large its tables are, what reads it, how often the reading\n"
        "was right, and where it fails, with sentences written for the cards. `tools/write_cards.py` writes this page\n"
        "from the tables and the results in `benchmarks/`. [Add a language](add-a-language.md) tells how a pack is\n"
        "made.\n"
    )
    return "\n".join([head, *(write_card(load_pack(tag), results, level="##") for tag in list_packs())])


def main() -> None:
    """Write what is old, or with ``--check`` say that it is."""
    results = read_results()
    wanted = {PACKS / tag / "CARD.md": write_card(load_pack(tag), results) for tag in list_packs()}
    wanted[PAGE] = write_page(results)
    old = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:] and old:
        names = ", ".join(str(path.relative_to(ROOT)) for path in old)
        sys.exit(f"old cards: {names}; run python tools/write_cards.py and commit them")
    for path in old:
        path.write_text(wanted[path], encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
