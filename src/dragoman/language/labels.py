"""Says what the tables call a place or a body in a language, for those that no page names in it."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.language.gazetteer_tables import describe_city, load_cities, territory_label
from dragoman.language.organisation_tables import load_organisation_names, load_organisations

ENGLISH = "en"


def table_label(reference: str, language: str) -> str | None:
    """Return the usual name of a territory, city or organisation by its id, ``None`` where no table has one.

    >>> table_label("territory:TJ", "en")
    'Tajikistan'
    >>> table_label("city:1526273", "fa")  # Astana, whose Persian name is a threshold as well
    'آستانه'
    """
    if reference.startswith("territory:"):
        return territory_label(reference, language)
    if language == ENGLISH:
        city, body = describe_city(reference), load_organisations().get(reference)
        return (city and city.name) or (body and body.name) or None
    return _cities(language).get(reference) or _bodies(language).get(reference)


@cache
def _cities(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    # the usual name stands first, also where it is a weak one, a word as well: the Persian name of Dushanbe is Monday
    for city in load_cities(language):
        found.setdefault(city.id, city.name)
    return MappingProxyType(found)


@cache
def _bodies(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name in load_organisation_names(language):
        if name.form == "full":
            found.setdefault(name.id, name.name)
    return MappingProxyType(found)
