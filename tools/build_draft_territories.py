"""Extracts the names of states in the languages without a pack: ``python tools/build_draft_territories.py``.

Source: Unicode CLDR through babel 2.18 (Unicode License v3), for the states of ``territories.tsv``.
"""

import csv

from babel import Locale
from build_territories import FOLDER

LANGUAGES = FOLDER.parent / "languages" / "drafts.tsv"


def list_columns() -> list[str]:
    """Return the languages whose names of states are wanted."""
    rows = (line for line in LANGUAGES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return sorted({row["territories"] for row in csv.DictReader(rows, delimiter="\t")})


def list_states() -> list[str]:
    """Return the codes of the states, sorted."""
    with (FOLDER / "territories.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return sorted({row["id"].removeprefix("territory:") for row in rows if row["kind"] == "country"})


def main() -> None:
    """Write the table."""
    names = {column: Locale.parse(column).territories for column in list_columns()}
    rows = [
        f"territory:{code}\t{column}\t{names[column][code]}"
        for code in list_states()
        for column in names
        if code in names[column]
    ]
    (FOLDER / "drafts.tsv").write_text("\n".join(["id\tlang\tname", *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main()
