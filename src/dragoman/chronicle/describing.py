"""What the shipped tables know of an entity: where it lies, what it is part of, its ids elsewhere."""

import re
from collections.abc import Mapping
from typing import Any

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.organisation_tables import load_organisations
from dragoman.meaning.entities import find_owner, split_sign

_STATE = re.compile(r"territory:([A-Z]{2})")


def describe_entity(id: str, reference: str | None, names: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the fields of an :class:`~dragoman.chronicle.answers.EntityView` that the tables fill.

    What no table lists may say in its name whose it is: the embassy of a state, the court of a union.
    """
    if reference and (state := _STATE.fullmatch(reference)):
        return {"external": {"iso-3166-1": state[1]}}
    if reference and (city := describe_city(reference)):
        return {
            "country": city.country,
            "coordinates": (city.latitude, city.longitude),
            "external": {"geonames": reference.partition(":")[2]},
        }
    listed = load_organisations().get(reference or "")
    if listed is not None:
        external = {"wikidata": listed.wikidata} if listed.wikidata else {}
        return {"country": listed.country, "part_of": listed.part_of or listed.country, "external": external}
    _, owner = split_sign(id)
    owner = owner or (_find_owner(names) if id.startswith("organisation:") and not reference else None)
    if owner is None:
        return {}
    return {"part_of": owner, "country": owner} if _STATE.fullmatch(owner) else {"part_of": owner}


def _find_owner(names: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return whose a body is by its first name in each language, where these do not contradict each other."""
    owners = {find_owner(written[0], language) for language, written in names.items() if written} - {None}
    return owners.pop() if len(owners) == 1 else None
