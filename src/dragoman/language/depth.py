"""How deep a pack goes: its sizes, and where a measured one is below what a reader of news needs.

A frame is *finite* where one of its roles is the subject or object of a verb, and *nominal* where one complements or
owns a noun or where none is marked by a verb; a frame that needs nobody named may be either. The markers say so, and no
column is needed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from dragoman.language.gazetteer_tables import load_territories, territory_kind
from dragoman.language.packs import COLUMNS, Pack
from dragoman.language.tables import DATA, Row, read_table

LEAST_OFFICES = 120
LEAST_PEOPLES = 60
FINITE = frozenset({"subj", "nom", "main", "obj", "acc"})
NOMINAL = frozenset({"gen", "own"})


@cache
def load_states() -> Mapping[str, str]:
    """Return the 193 members of the United Nations and its two observer states: territory id to English name."""
    members = (row["id"] for row in read_table(DATA.joinpath("territories", "states.tsv"), required=("id",)))
    names = {name.id: name.name for name in load_territories("en") if name.form == "label"}
    return MappingProxyType({id: names[id] for id in members})


@cache
def event_types() -> tuple[str, ...]:
    """Return the types of events, in the order of the ontology."""
    return tuple(row["id"] for row in read_table(DATA.joinpath("ontology", "event_types.tsv"), required=("id",)))


def is_finite(row: Row) -> bool:
    """Tell whether a row of ``frames.tsv`` is told by a verb, or needs nobody named."""
    markers = _markers(row)
    return bool(markers & FINITE) or not markers


def is_nominal(row: Row) -> bool:
    """Tell whether a row of ``frames.tsv`` is told by a noun."""
    markers = _markers(row)
    return bool(markers & NOMINAL) or not markers & FINITE


def _markers(row: Row) -> frozenset[str]:
    roles = (role.partition("=")[2].rstrip("!") for role in row["roles"].split())
    return frozenset(marker for markers in roles for marker in markers.split("|") if marker)


def count_frames(pack: Pack) -> Mapping[str, tuple[int, int]]:
    """Return for each event type how many frames are finite and how many nominal."""
    rows = pack.rows("frames")
    return {
        kind: (
            sum(row["type"] == kind and is_finite(row) for row in rows),
            sum(row["type"] == kind and is_nominal(row) for row in rows),
        )
        for kind in event_types()
    }


def count_demonyms(pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the states that have a demonym, and those of the regions and peoples that have one."""
    named = {row["id"] for row in pack.rows("places") if row["use"] == "demonym"}
    states = named & load_states().keys()
    return frozenset(states), frozenset(id for id in named - states if territory_kind(id))


def find_gaps(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield the file and a sentence for each thing that a measured pack should have and has not."""
    offices = len({row["form"] for row in pack.rows("offices")})
    if offices < LEAST_OFFICES:
        yield "offices.tsv", f"{offices} office nouns; a measured pack has {LEAST_OFFICES}"
    for kind, (finite, nominal) in count_frames(pack).items():
        if not finite:
            yield "frames.tsv", f"no finite frame for {kind}: one with a role {' or '.join(sorted(FINITE))}"
        if not nominal:
            yield "frames.tsv", f"no nominal frame for {kind}: one with a role {' or '.join(sorted(NOMINAL))}"
    yield from _find_demonym_gaps(pack)
    for table, columns in COLUMNS.items():
        bare = [row for row in pack.rows(table) if "example" in columns and not row.get("example", "").strip()]
        if bare:
            yield f"{table}.tsv", f"{len(bare)} rows without an example, the first in line {bare[0].line}"


def _find_demonym_gaps(pack: Pack) -> Iterator[tuple[str, str]]:
    states, others = count_demonyms(pack)
    missing = [name for id, name in load_states().items() if id not in states]
    if missing:
        yield "places.tsv", f"no demonym of {len(missing)} states: {', '.join(missing)}"
    if len(others) < LEAST_PEOPLES:
        yield "places.tsv", f"demonyms of {len(others)} regions and peoples; a measured pack has {LEAST_PEOPLES}"
