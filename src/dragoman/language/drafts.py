"""Languages without a pack: what is known of them is a row of a table and the names of states.

Only a reader that needs no tables of words finds anything in them. They are drafts, measured only in benchmarks.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from dragoman.language.packs import Pack, list_packs
from dragoman.language.tables import DATA, read_table

TIER = "draft"
_COLUMNS = ("tag", "name", "script", "direction", "territories")


class Draft(Struct, frozen=True):
    """A language without a pack. ``territories`` is the tag of its names in ``territories/drafts.tsv``."""

    tag: str
    name: str
    script: str
    direction: str
    territories: str


@cache
def load_drafts() -> Mapping[str, Draft]:
    """Return the drafts by tag; a language that has a pack by now is none."""
    rows = read_table(DATA.joinpath("languages", "drafts.tsv"), required=_COLUMNS)
    drafts = (Draft(**row) for row in rows)
    return MappingProxyType({draft.tag: draft for draft in drafts if draft.tag not in list_packs()})


@cache
def load_state_names(tag: str) -> Mapping[str, str]:
    """Return the names of states in a draft language: name to territory id."""
    names = read_table(DATA.joinpath("territories", "drafts.tsv"), required=("id", "lang", "name"))
    wanted = load_drafts()[tag].territories
    return MappingProxyType({row["name"]: row["id"] for row in names if row["lang"] == wanted})


def make_bare_pack(tag: str) -> Pack:
    """Return a pack that knows no word, for a draft language."""
    draft = load_drafts()[tag]
    strategies = {"morphology": "plain", "roles": "none", "romanisation": "none", "segmentation": "marks"}
    return Pack(
        tag=tag,
        name=draft.name,
        script=draft.script,
        direction=draft.direction,
        tier=TIER,
        strategies=MappingProxyType(strategies),
        tables=MappingProxyType({}),
        words=MappingProxyType({}),
        dates=MappingProxyType({}),
        folder="",
    )
