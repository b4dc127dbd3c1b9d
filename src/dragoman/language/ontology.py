"""What the event types of the chronicle are called in PLOVER, the event ontology of 2021, and in CAMEO before it."""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from dragoman.language.packs import load_pack
from dragoman.language.tables import DATA, read_table
from dragoman.model import EventMention

TYPES = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"}
    | {"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
"""The 16 types of the manual of 2021."""


class PloverType(Struct, frozen=True):
    """A PLOVER type with its mode, empty where it has none, and the root code of CAMEO."""

    type: str
    mode: str
    cameo: str


_ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "CONCEDE": "08", "COOPERATE": "06", "AID": "07", "RETREAT": "08",
    "REQUEST": "02", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "SANCTION": "16",
    "MOBILIZE": "15", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip


def find_plover_type(event: EventMention, language: str) -> PloverType | None:
    """Return what an event is in PLOVER, or ``None`` where PLOVER has no type for it (statements, entries into office).

    The frame that found the event has the first word, then its type and status.

    Args:
        event: The event.
        language: The tag of the pack that read it.

    Source: PLOVER manual, draft 0.8 of 2021, with its auxiliary modes; the tables ``ontology/event_types.tsv`` and
        ``frames.tsv``.
    """
    special = _load_exceptions(language).get(event.rule)
    if special is not None and event.status in ("happened", special[1]):
        return PloverType(special[0], "", _ROOTS[special[0]])
    return load_plover_types().get((event.type, event.status))


@cache
def load_plover_types() -> Mapping[tuple[str, str], PloverType]:
    """Return the PLOVER type of each event type and status that has one."""
    found = {}
    for row in read_table(DATA.joinpath("ontology", "event_types.tsv"), required=("id", "cameo")):
        if row["plover"]:
            found[row["id"], "happened"] = PloverType(row["plover"], row["mode"], row["cameo"])
        for status in ("planned", "denied"):
            if row[status]:
                mode = row["mode"] if row[status] == row["plover"] else ""
                found[row["id"], status] = PloverType(row[status], mode, _ROOTS[row[status]])
    return found


@cache
def _load_exceptions(language: str) -> Mapping[str, tuple[str, str]]:
    """The frames of a pack that name a PLOVER type of their own, by the name of their rule: the type, their status."""
    rows = load_pack(language).rows("frames")
    return {f"frames.tsv:{row.line}": (row["plover"], row["status"]) for row in rows if row.get("plover")}
