"""Builds the table of office holders that ships as an optional reference, from EveryPolitician's cabinets.

    python tools/build_cabinets.py CABINETS NAMES

CABINETS is a folder of ``<country>-ministers.csv`` and ``<country>-cabinet.csv`` files with the columns position,
person, personID, start and end; NAMES a table of politicians' names by language (qid, en, ru, ar, fa). Both are
Wikidata's, CC0. Kept are offices that one person holds at a time; an office whose words the English pack does not
know is left out.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from dragoman.language.gazetteer_tables import load_territories
from dragoman.language.organisation_tables import load_organisation_names
from dragoman.language.scripts import fold
from dragoman.language.tokens import tokenise
from dragoman.meaning.offices.tenures import has_one_holder
from dragoman.reading.mentions.office_ids import settle_office
from dragoman.reading.tables import load_tables

TARGET = Path(__file__).resolve().parents[1] / "src/dragoman/data/offices/holders.tsv"
COLUMNS = ("office", "of", "from", "to", "wikidata", "en", "ru", "ar", "fa")
LANGUAGES = COLUMNS[5:]
WORLD = "world"
NOISE = re.compile(r"^Federal | \(Prime Minister\)$")
COUNTRIES = {"us": "United States", "uae": "United Arab Emirates", "turkey": "Turkey"}
OWN_WORDS = {
    ("us", "Secretary of State"): "foreign-minister",
    ("us", "Secretary of Defense"): "defence-minister",
    ("kyrgyzstan", "Chairman of the Cabinet of Ministers"): "head-of-government",
    ("iran", "Supreme Leader"): "head-of-state",
    ("iran", "President"): "head-of-government",
    ("iran", "Secretary of the Supreme National Security Council"): "security-council-secretary",
}
"""Offices whose words mean something else in general, or that no pack has."""


def read_rows(cabinets: Path, names: Path) -> Iterator[dict[str, str]]:
    """Yield a row for each tenure whose office is known and whose beginning is."""
    known = _read_names(names)
    for path in sorted(cabinets.glob("*.csv")):
        country = path.stem.split("-ministers")[0].split("-cabinet")[0]
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                office, of = find_office(NOISE.sub("", row["position"]), country)
                sound = bool(row["start"]) and not (row["end"] and row["end"] < row["start"])
                if office and of and sound and has_one_holder(office, of):
                    written = known.get(row["personID"], {})
                    yield {
                        "office": office, "of": of, "from": row["start"], "to": row["end"], "wikidata": row["personID"],
                        **{tag: _order(written.get(tag, "")) for tag in LANGUAGES}, "en": row["person"],
                    }  # fmt: skip


def find_office(position: str, country: str) -> tuple[str | None, str | None]:
    """Return the ids of an office and of what it is an office of."""
    if country == WORLD:
        return _find_body_office(position)
    of = _find_territory(COUNTRIES.get(country, country.replace("-", " ")))
    own = OWN_WORDS.get((country, position))
    return own or _read_office(position, of), of


def _find_body_office(position: str) -> tuple[str | None, str | None]:
    title, _, body = position.partition(" of the ")
    ids = {row.id for row in load_organisation_names("en") if fold(row.name) == fold(body)}
    return (_read_office(title, min(ids)), min(ids)) if ids else (None, None)


def _read_office(words: str, of: str) -> str | None:
    """Return the id of an office where the English pack knows all its words."""
    tables = load_tables("en")
    for written in (words, words.replace("Minister of ", "Minister of the "), words.replace(" for ", " of ")):
        tokens = tokenise(written, tables.morphology)
        for match in tables.offices.at(tokens, 0):
            if match.stop == len(tokens):
                return settle_office(match.value.office, None, of, deputy=False)
    return None


def _find_territory(name: str) -> str:
    ids = {row.id for row in load_territories("en") if fold(row.name) == fold(name)}
    if len(ids) != 1:
        raise SystemExit(f"{name!r} names {len(ids)} territories")
    return ids.pop()


def _read_names(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["qid"]: row for row in csv.DictReader(lines, delimiter="\t")}


def _order(name: str) -> str:
    """Put a given name first: Russian labels are often "family, given patronymic"."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def main() -> int:
    """Write the table."""
    rows = sorted({tuple(row[name] for name in COLUMNS) for row in read_rows(Path(sys.argv[1]), Path(sys.argv[2]))})
    with TARGET.open("w", encoding="utf-8", newline="") as lines:
        lines.write("# Built by tools/build_cabinets.py from Wikidata (CC0); see SOURCES.md.\n")
        lines.writelines("\t".join(cells).rstrip("\t") + "\n" for cells in (COLUMNS, *rows))
    sys.stdout.write(f"{len(rows)} tenures, {TARGET.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
