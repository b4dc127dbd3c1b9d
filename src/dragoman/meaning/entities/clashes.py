"""Offices that one person cannot hold, those of two countries at one time, and namesakes told apart by them."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.records import Member

SAME_TIME = 2
NATIONAL = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister"})


def clash_in_office(a: Iterable[Member], b: Iterable[Member]) -> bool:
    """Tell whether two groups hold offices of different countries, called current within two years of each other.

    A page that also names the other country does not count, as an office is easily given to the wrong one of two.
    """
    first, second = [m for m in a if list_countries(m)], [m for m in b if list_countries(m)]
    if not first or not second or _all_countries(first) & _all_countries(second):
        return False
    return any(_near(one, other) and _strangers(one, other) for one in first for other in second)


def list_countries(member: Member) -> frozenset[str]:
    """Return the countries whose national offices somebody is said to hold."""
    return frozenset(
        of
        for title, of, status in member.offices
        if of and status == "current" and of.startswith(COUNTRY_PREFIX) and title.partition("/")[0] in NATIONAL
    )


def _all_countries(members: Iterable[Member]) -> frozenset[str]:
    return frozenset().union(*map(list_countries, members))


def _strangers(a: Member, b: Member) -> bool:
    return list_countries(a).isdisjoint(b.co) and list_countries(b).isdisjoint(a.co)


def _near(a: Member, b: Member) -> bool:
    one, other = _year(a), _year(b)
    return not (one and other) or abs(one - other) < SAME_TIME


def _year(member: Member) -> int:
    year = (member.published or "")[:4]
    return int(year) if year.isdigit() else 0


def part_namesakes(members: Sequence[Member]) -> list[tuple[tuple[Member, ...], bool]]:
    """Part the members of one written name by the countries whose offices they hold at one time.

    A member without an office goes with the only one of those countries that its page names.

    Returns:
        The parts; ``True`` beside the part of which nothing says whom of the namesakes it means.
    """
    groups = _gather_by_country(members)
    if len(groups) < 2 or not any(clash_in_office(a, b) for a, b in combinations(groups.values(), 2)):
        return [(tuple(members), False)]
    parts: dict[frozenset[str], list[Member]] = {countries: list(group) for countries, group in groups.items()}
    for member in members:
        if not list_countries(member):
            near = [countries for countries in groups if countries & set(member.co)]
            parts.setdefault(near[0] if len(near) == 1 else frozenset(), []).append(member)
    return [(tuple(group), not countries) for countries, group in parts.items()]


def _gather_by_country(members: Sequence[Member]) -> dict[frozenset[str], list[Member]]:
    """Gather the holders of national offices; who holds those of two countries gathers both."""
    groups: dict[frozenset[str], list[Member]] = {}
    for member in members:
        countries = list_countries(member)
        if countries:
            joined = [known for known in groups if known & countries]
            mine = [other for known in joined for other in groups.pop(known)]
            groups[frozenset().union(countries, *joined)] = [*mine, member]
    return groups
