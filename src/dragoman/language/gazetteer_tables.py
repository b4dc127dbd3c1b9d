"""Names of states, regions and cities, and counts of name parts, as the shipped tables hold them.

States are ``territory:<ISO 3166-1 alpha-2>``, regions ``territory:<slug>``, cities ``city:<GeoNames number>``. A name
is ``weak`` where it usually means something else: a common word, a person's name, a bigger place of that name.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from dragoman.errors import PackError
from dragoman.language.tables import DATA


class TerritoryName(Struct, frozen=True, gc=False):
    """One name of a state or region. ``form`` is ``label`` (one a language), ``short``, ``official``, ``variant``."""

    id: str
    kind: str
    name: str
    form: str
    strength: str


class CityName(Struct, frozen=True, gc=False):
    """One name of a city; ``country`` is a territory id."""

    id: str
    country: str
    name: str
    strength: str


class CityPlace(Struct, frozen=True, gc=False):
    """Where a city lies. ``kind`` is ``capital`` or ``city``; ``name`` is its English label."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    kind: str


@cache
def load_territories(language: str) -> tuple[TerritoryName, ...]:
    """Return the names of states and regions in a language, states first; none for a language without names."""
    rows = _read_rows("territories/territories.tsv", 6)
    return tuple(
        TerritoryName(id, kind, name, form, strength) for id, kind, tag, name, form, strength in rows if tag == language
    )


@cache
def load_cities(language: str) -> tuple[CityName, ...]:
    """Return the names of cities in a language, the most populous city first."""
    rows = _read_rows("territories/cities.tsv", 5)
    return tuple(CityName(id, country, name, strength) for id, country, tag, name, strength in rows if tag == language)


@cache
def load_name_parts(language: str) -> Mapping[str, tuple[int, int]]:
    """Return how often a token is a given name and how often a family name: ``form -> (given, family)``."""
    if not DATA.joinpath("models", "name_parts", f"{language}.tsv").is_file():
        return MappingProxyType({})
    rows = _read_rows(f"models/name_parts/{language}.tsv", 3)
    return MappingProxyType({form: (int(given), int(family)) for form, given, family in rows})


def territory_kind(id: str) -> str | None:
    """Return ``country`` or ``region``, or None for an id that is not in the table."""
    return _kinds().get(id)


def territory_label(id: str, language: str) -> str | None:
    """Return the usual name of a territory in a language, or None where there is none."""
    return _labels(language).get(id)


def describe_city(id: str) -> CityPlace | None:
    """Return where a city lies, or None for an id that is not in the table."""
    return _places().get(id)


@cache
def _kinds() -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[1] for row in _read_rows("territories/territories.tsv", 6)})


@cache
def _labels(language: str) -> Mapping[str, str]:
    return MappingProxyType({name.id: name.name for name in load_territories(language) if name.form == "label"})


@cache
def _places() -> Mapping[str, CityPlace]:
    rows = _read_rows("territories/cities_places.tsv", 7)
    return MappingProxyType({row[0]: _parse_place(row) for row in rows})


def _parse_place(row: list[str]) -> CityPlace:
    id, name, country, latitude, longitude, population, kind = row
    return CityPlace(id, name, country, float(latitude), float(longitude), int(population), kind)


def _read_rows(path: str, width: int) -> Iterator[list[str]]:
    """Yield the cells of each row below the header; quicker than a mapping per row, which big tables do not need."""
    source = DATA.joinpath(*path.split("/"))
    for number, line in enumerate(source.read_text(encoding="utf-8").split("\n")[1:], start=2):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise PackError(f"{len(cells)} columns where the table has {width}: {cells}", str(source), number)
        yield cells
