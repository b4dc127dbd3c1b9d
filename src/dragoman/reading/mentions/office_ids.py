"""Office ids that depend on more than the office word: on what the office is of, and on a deputy's rank."""

from dragoman.language.organisation_tables import load_organisations
from dragoman.reading.sheet import Chunk

_PARLIAMENTS = frozenset({"parliament", "senate", "lower-house"})
_HEADS = frozenset({"president", "leader", "chairman"})
_MINISTERS = {"foreign-affairs": "foreign-minister", "defence": "defence-minister"}
_DEPUTIES = {
    "secretary-general": "deputy-secretary-general",
    "minister": "deputy-minister",
    "foreign-minister": "deputy-minister/foreign-affairs",
    "defence-minister": "deputy-minister/defence",
    "head-of-government": "other/deputy-head-of-government",
    "head-of-state": "other/vice-president",
    "president": "other/vice-president",
}


def settle_office(office: str, of: Chunk | None, of_reference: str | None, *, deputy: bool) -> str:
    """Return the id of an office.

    Args:
        office: The id that the table of offices gives.
        of: The country or body that the office is of, where it is named.
        of_reference: Its table id, also where only an adjective says it.
        deputy: Whether a modifier makes it the deputy's office.
    """
    settled = _by_owner(office, of, of_reference or "")
    if not deputy:
        return settled
    title, _, portfolio = settled.partition("/")
    if title == "minister" and portfolio:
        return f"deputy-minister/{portfolio}"
    return _DEPUTIES.get(settled, f"other/deputy-{title}")


def _by_owner(office: str, of: Chunk | None, reference: str) -> str:
    """One word may name the heads of a country, a body, a parliament and a ministry, which are different offices."""
    if office not in _HEADS:
        return office
    head, _, portfolio = (of.value if of is not None else "").partition("/")
    if head == "ministry":
        return _MINISTERS.get(portfolio, f"minister/{portfolio}" if portfolio else "minister")
    body = reference.startswith("organisation:") or (of is not None and of.kind == "organisation")
    country = reference.startswith("territory:") and not body
    if office == "leader":
        return "head-of-state" if country else "head"
    if of is not None and (of.value in _PARLIAMENTS or _is_parliament(reference)):
        return "speaker"
    if office == "president":
        return "head" if body else "head-of-state"
    return "head-of-state" if country else "chair"


def _is_parliament(reference: str) -> bool:
    organisation = load_organisations().get(reference)
    return organisation is not None and organisation.kind == "parliament"


def state_of(body: Chunk) -> str | None:
    """Return the territory id of the state that a listed body belongs to."""
    organisation = load_organisations().get(body.reference or "")
    return organisation.country if organisation is not None else None
