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


CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
    "religion_ethnicity inequality "
    "diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology "
    "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
"""The 37 contexts of the manual of 2021."""

_FRAMES = "frames.tsv:"

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
    return choose_plover_type((event.type, event.status), event.rule, language=language)


def choose_plover_type(coded: tuple[str, str], rule: str, *, language: str) -> PloverType | None:
    """Return what a type with its status is in PLOVER, where a rule of a language found it; see above."""
    special = _load_exceptions(language).get(rule) if rule.startswith(_FRAMES) else None
    if special is not None and coded[1] in ("happened", special[1]):
        return PloverType(special[0], "", _ROOTS[special[0]])
    return load_plover_types().get(coded)


@cache
def load_cameo_roots() -> Mapping[str, str]:
    """Return the root code of CAMEO of each event type; also of those for which PLOVER has none."""
    return {
        row["id"]: row["cameo"] for row in read_table(DATA.joinpath("ontology", "event_types.tsv"), required=("id",))
    }


@cache
def load_contexts() -> Mapping[str, tuple[str, ...]]:
    """Return the contexts of PLOVER of each topic, none where PLOVER has none."""
    table = read_table(DATA.joinpath("ontology", "topics.tsv"), required=("id",))
    return {row["id"]: tuple(row["plover"].split()) for row in table}


@cache
def load_type_labels(language: str) -> Mapping[str, str]:
    """Return what each event type is called in a language, in English where the table does not have that."""
    table = read_table(DATA.joinpath("ontology", "event_types.tsv"), required=("id", "label_en"))
    return {row["id"]: row.get(f"label_{language}") or row["label_en"] for row in table}


@cache
def load_topic_labels(language: str) -> Mapping[str, str]:
    """Return what each topic is called in a language, in English where the table does not have that."""
    table = read_table(DATA.joinpath("ontology", "topics.tsv"), required=("id", "label_en"))
    return {row["id"]: row.get(f"label_{language}") or row["label_en"] for row in table}


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
