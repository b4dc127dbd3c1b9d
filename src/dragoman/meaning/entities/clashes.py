"""Offices that one person cannot hold: those of two countries at one time."""

from collections.abc import Iterable, Mapping

from dragoman.meaning.entities.records import Member

SAME_TIME = 2
NATIONAL = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister"})
NATIONAL_PREFIX = "territory:"


def clash_in_office(a: Iterable[Member], b: Iterable[Member]) -> bool:
    """Tell whether two groups hold offices of different countries, called current within two years of each other."""
    first, second = list_terms(a), list_terms(b)
    if not first or not second or first.keys() & second.keys():
        return False
    return any(_near(one, other) for one in first.values() for other in second.values())


def list_terms(members: Iterable[Member]) -> Mapping[str, frozenset[int]]:
    """Return the years in which somebody is said to hold a national office, by country; 0 for a page without date."""
    found: dict[str, set[int]] = {}
    for member in members:
        for title, of, status in member.offices:
            if of and status == "current" and of.startswith(NATIONAL_PREFIX) and title.partition("/")[0] in NATIONAL:
                found.setdefault(of, set()).add(_year(member))
    return {country: frozenset(years) for country, years in found.items()}


def _year(member: Member) -> int:
    year = (member.published or "")[:4]
    return int(year) if year.isdigit() else 0


def _near(a: frozenset[int], b: frozenset[int]) -> bool:
    return any(not (one and other) or abs(one - other) < SAME_TIME for one in a for other in b)
