"""Office holders as a shipped reference knows them: apart from what pages say, and only where somebody asks for it."""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from dragoman.language.tables import DATA, read_table
from dragoman.meaning.offices.records import Tenure

PROVENANCE = "reference: Wikidata, CC0"
AS_OF = "2022-08-03"
"""The day of the snapshot: whoever held an office then without an end is known in it up to that day."""

LANGUAGES = ("en", "ru", "ar", "fa")


class ReferenceTenure(Struct, frozen=True):
    """An office held in a period, with the holder's Wikidata id and names by language."""

    tenure: Tenure
    names: Mapping[str, tuple[str, ...]]

    @property
    def wikidata(self) -> str:
        """The Wikidata id of the holder."""
        return self.tenure.holder.partition(":")[2]


@cache
def load_reference() -> tuple[ReferenceTenure, ...]:
    """Return the tenures of the shipped table, by office, then by time. Cost: some 10 ms, once, on the first call."""
    table = DATA.joinpath("offices", "holders.tsv")
    rows = read_table(table, required=("office", "of", "from", "wikidata", "en"))
    found = (
        ReferenceTenure(
            Tenure(
                title=row["office"],
                of=row["of"],
                holder=f"wikidata:{row['wikidata']}",
                start=row["from"],
                stop=row["to"] or None,
                last_seen=None if row["to"] else AS_OF,
                over=bool(row["to"]),
            ),
            {tag: (row[tag],) for tag in LANGUAGES if row[tag]},
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.tenure.title, one.tenure.of or "", one.tenure.start or "")))
