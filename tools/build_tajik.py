"""Adds the Tajik names of cities and regions, and the parts of names, to the tables that other tools have built.

Tajik spells foreign names as Russian does, less the letters that it does not have (ы, щ, ц, ь), so a name is taken from
the hand-written table first, from CLDR second, and from its Russian spelling third. Run it after the other builders.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parent))
from build_territories import FOLDER, HAND, split_names

TAG = "tg"
PARTS = FOLDER.parent / "models" / "name_parts"
LANGUAGE = FOLDER.parent / "languages" / TAG
SHORTEST = 2
RESPELLED = (("дж", "ҷ"), ("Дж", "Ҷ"), ("щ", "ш"), ("Щ", "Ш"), ("ы", "и"), ("Ы", "И"), ("ц", "с"), ("Ц", "С"))
SOFT_BEFORE_VOWEL = re.compile("ь(?=[аеёиоуэюя])")
RUSSIAN_ONLY = re.compile("[ъь]|ий$|ый$|ая$|ский|ское")


def respell(name: str) -> str:
    """Return a Russian spelling in the letters of Tajik."""
    name = SOFT_BEFORE_VOWEL.sub("й", name)
    for russian, tajik in RESPELLED:
        name = name.replace(russian, tajik)
    return name.replace("ь", "")


def spellings(name: str) -> Iterator[str]:
    """Yield a respelled name, and with ҳ where the Russian letter х may stand for either sound."""
    plain = respell(name)
    yield plain
    if plain.startswith("Х"):
        yield "Ҳ" + plain[1:]


def hand_names() -> dict[str, list[tuple[str, str]]]:
    """Return the hand-written names with their strength, by territory id or ``name;state``."""
    rows = (line.split("\t") for line in (HAND / "tajik.txt").read_text(encoding="utf-8").splitlines())
    return {key: split_names(names) for key, names in (row for row in rows if len(row) == 2)}


def cldr_cities() -> dict[str, str]:
    """Return CLDR's exemplar cities: English name to Tajik name."""
    zones = Locale.parse(TAG).time_zones
    cities = {zone: names["city"] for zone, names in zones.items() if names.get("city")}
    return {zone.rpartition("/")[2].replace("_", " "): name for zone, name in cities.items() if "," not in name}


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a table that are not Tajik, the header first."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row) < 3 or row[2] != TAG]


def city_rows() -> Iterator[list[str]]:
    """Yield the Tajik rows of the cities, in the order of the other languages: the most populous first."""
    hand, cldr = hand_names(), cldr_cities()
    english = {row[0]: row[1] for row in read_table(FOLDER / "cities_places.tsv")}
    russian: dict[str, list[list[str]]] = {}
    for row in read_table(FOLDER / "cities.tsv")[1:]:
        russian.setdefault(row[0], []).extend([row] if row[2] == "ru" else [])
    countries = {row[0]: row[1] for row in read_table(FOLDER / "cities.tsv")[1:]}
    for city, rows in russian.items():
        names = dict(hand.get(f"{english.get(city)};{countries[city].partition(':')[2]}", ()))
        if english.get(city) in cldr:
            names.setdefault(cldr[english[city]], "strong")
        for row in rows:
            for name in spellings(row[3]) if not RUSSIAN_ONLY.search(row[3]) or not names else ():
                names.setdefault(name, row[4])
        yield from ([city, countries[city], TAG, name, strength] for name, strength in names.items())


def region_rows(known: set[str]) -> Iterator[list[str]]:
    """Yield the Tajik rows of the regions; the first name is the label."""
    for key, names in hand_names().items():
        if key in known:
            for position, (name, strength) in enumerate(names):
                yield [key, "region", TAG, name, "variant" if position else "label", strength]


def everyday_words() -> set[str]:
    """Return the function words of the pack: what is one of them is no part of a name."""
    lists = tomllib.loads((LANGUAGE / "words.toml").read_text(encoding="utf-8"))
    rows = (line.split("\t") for line in (LANGUAGE / "names.tsv").read_text(encoding="utf-8").splitlines())
    words = {row[0] for row in rows if row[-1] == "stop"}
    return {word.casefold() for word in words.union(*lists.values())}


def write_table(path: Path, rows: list[list[str]]) -> None:
    """Write a table."""
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")


def main() -> None:
    """Write the Tajik rows of cities and regions, and the table of name parts."""
    write_table(FOLDER / "cities.tsv", [*read_table(FOLDER / "cities.tsv"), *city_rows()])
    rows = [line.split("\t") for line in (FOLDER / "territories.tsv").read_text(encoding="utf-8").splitlines()]
    regions = {row[0] for row in rows if row[1] == "region"}
    kept = [row for row in rows if not (row[2] == TAG and row[1] == "region")]
    write_table(FOLDER / "territories.tsv", [*kept, *region_rows(regions)])
    counted: dict[str, list[str]] = {}
    words = everyday_words()
    for name, *counts in (line.split("\t") for line in (PARTS / "ru.tsv").read_text(encoding="utf-8").splitlines()[1:]):
        for spelling in spellings(name):
            if len(spelling) > SHORTEST and spelling.casefold() not in words:
                counted.setdefault(spelling, [spelling, *counts])
    write_table(PARTS / f"{TAG}.tsv", [["form", "given", "family"], *counted.values()])


if __name__ == "__main__":
    main()
