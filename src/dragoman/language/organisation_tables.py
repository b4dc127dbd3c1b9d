"""The gazetteer of organisations: who they are, what they are called, and the words that head unlisted bodies."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct

from dragoman.errors import PackError
from dragoman.language.tables import DATA, Row, read_table

OrganisationKind = Literal[
    "igo",
    "igo-organ",
    "news-agency",
    "armed-group",
    "party",
    "government-seat",
    "government-building",
    "ngo",
    "company",
    "parliament",
    "intelligence",
    "court",
]
NameForm = Literal["full", "short", "acronym", "weak"]
HeadKind = Literal["organisation", "place"]

TABLES = DATA.joinpath("organisations")


class Organisation(Struct, frozen=True, gc=False):
    """An organisation that the gazetteer knows by an id such as ``organisation:un``.

    ``part_of`` is the id of the organisation above it, ``country`` a territory id, ``wikidata`` an item id; each is
    ``None`` where it does not apply or is not certain.
    """

    id: str
    name: str
    kind: OrganisationKind
    part_of: str | None = None
    country: str | None = None
    wikidata: str | None = None


class OrganisationName(Struct, frozen=True, gc=False):
    """One written form of an organisation's name, in the dictionary form of its language.

    ``form`` is ``full``, ``short``, ``acronym``, or ``weak`` for a name that is an ordinary word as well or that other
    bodies share: it may count only near other evidence.
    """

    id: str
    name: str
    form: NameForm


class OrganisationHead(Struct, frozen=True, gc=False):
    """A word or phrase that heads the names of unlisted bodies: ``Ministry of Defence`` -> ``ministry/defence``.

    ``kind`` is ``place`` for heads that name places (airport, province) rather than bodies.
    """

    form: str
    head: str
    kind: HeadKind


PRESS = frozenset({"news-agency", "newspaper", "channel"})
"""The head words of bodies that report what others say."""

_OUTLETS = frozenset({"news-agency", "outlet"})


@cache
def load_organisations() -> Mapping[str, Organisation]:
    """Return every organisation by its id.

    Raises:
        PackError: A row has an unknown kind, or an id stands twice.
    """
    table: dict[str, Organisation] = {}
    for row in read_table(TABLES / "organisations.tsv", required=("id", "name_en", "kind")):
        if row["id"] in table:
            raise PackError(f"{row['id']} stands twice", row.path, row.line)
        table[row["id"]] = _organisation(row)
    return MappingProxyType(table)


def is_outlet(reference: str | None) -> bool:
    """Tell whether a table id is that of a news agency or another outlet."""
    organisation = load_organisations().get(reference or "")
    return organisation is not None and organisation.kind in _OUTLETS


def _organisation(row: Row) -> Organisation:
    _check(row, column="kind", allowed=get_args(OrganisationKind))
    return Organisation(
        id=row["id"],
        name=row["name_en"],
        kind=row["kind"],  # type: ignore[arg-type]  # checked above
        part_of=row["part_of"] or None,
        country=row["country"] or None,
        wikidata=row["wikidata"] or None,
    )


@cache
def load_organisation_names(language: str) -> tuple[OrganisationName, ...]:
    """Return the names of organisations in one language, in the order of the table.

    Args:
        language: A language tag; one without names gives an empty tuple.

    Raises:
        PackError: A row has an unknown form or the id of no organisation.
    """
    return _names_by_language().get(language, ())


@cache
def _names_by_language() -> Mapping[str, tuple[OrganisationName, ...]]:
    return _read_names(load_organisations())


def _read_names(known: Mapping[str, Organisation]) -> Mapping[str, tuple[OrganisationName, ...]]:
    names: dict[str, list[OrganisationName]] = {}
    for row in read_table(TABLES / "names.tsv", required=("id", "lang", "name", "form")):
        _check(row, column="form", allowed=get_args(NameForm))
        if row["id"] not in known:
            raise PackError(f"{row['id']} is not in organisations.tsv", row.path, row.line)
        name = OrganisationName(row["id"], row["name"], row["form"])  # type: ignore[arg-type]  # checked above
        names.setdefault(row["lang"], []).append(name)
    return {language: tuple(listed) for language, listed in names.items()}


@cache
def load_heads(language: str) -> tuple[OrganisationHead, ...]:
    """Return the head words of unlisted bodies in one language, in the order of the table.

    Args:
        language: A language tag; one without heads gives an empty tuple.

    Raises:
        PackError: A row has an unknown kind.
    """
    heads: list[OrganisationHead] = []
    for row in read_table(TABLES / "heads.tsv", required=("lang", "form", "head", "kind")):
        _check(row, column="kind", allowed=get_args(HeadKind))
        if row["lang"] == language:
            heads.append(OrganisationHead(row["form"], row["head"], row["kind"]))  # type: ignore[arg-type]  # checked above
    return tuple(heads)


IGNORED = "-"
"""The domain of words that say nothing of what a body deals with: "national", "state"."""


@cache
def load_domains(language: str) -> tuple[tuple[str, str], ...]:
    """Return the words for what bodies deal with in one language, each with its domain: "health", "trade"."""
    rows = read_table(TABLES / "domains.tsv", required=("lang", "form", "domain"))
    return tuple((row["form"], row["domain"]) for row in rows if row["lang"] == language)


def _check(row: Row, *, column: str, allowed: tuple[str, ...]) -> None:
    if row[column] not in allowed:
        raise PackError(f"{column} {row[column]!r} is not one of {', '.join(allowed)}", row.path, row.line)
