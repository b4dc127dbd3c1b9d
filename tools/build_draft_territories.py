"""Extracts the names of states in the languages without a pack: ``python tools/build_draft_territories.py``.

Source: Unicode CLDR through babel 2.18, as the table of the shared folder has it (Unicode License v3).
"""

import csv
import os
from pathlib import Path

from dragoman.language.drafts import load_drafts
from dragoman.language.gazetteer_tables import territory_kind

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SOURCE = SHARED / "data/reference/cldr_babel/territory_names.tsv"
TARGET = Path(__file__).resolve().parents[1] / "src/dragoman/data/territories/drafts.tsv"


def main() -> None:
    columns = sorted({draft.territories for draft in load_drafts().values()})
    lines = ["id\tlang\tname"]
    with SOURCE.open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            id = f"territory:{row['code']}"
            if territory_kind(id) == "country":
                lines += [f"{id}\t{column}\t{row[column]}" for column in columns if row[column]]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines) - 1} names")


if __name__ == "__main__":
    main()
