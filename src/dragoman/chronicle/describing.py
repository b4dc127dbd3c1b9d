"""What the shipped tables know of an entity: where it lies, what it is part of, its ids elsewhere."""

import re
from typing import Any

from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.organisation_tables import load_organisations
from dragoman.meaning.entities import split_sign

_STATE = re.compile(r"territory:([A-Z]{2})")


def describe_entity(id: str, reference: str | None) -> dict[str, Any]:
    """Return the fields of an :class:`~dragoman.chronicle.answers.EntityView` that the tables fill."""
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
    return {"country": owner, "part_of": owner} if owner else {}
