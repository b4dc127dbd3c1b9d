"""Offices that one person cannot hold, those of two countries at one time, and namesakes told apart by them."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct

from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.entities.records import Member

SAME_TIME = 2
NATIONAL = frozenset(
    {
        "head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister", "deputy-minister",
        "ambassador", "other/deputy-head-of-government", "other/vice-president",
    }
)  # fmt: skip


class Holders(Struct, frozen=True, gc=False):
    """Those of some members who hold national offices, each with the countries of these, and all the countries."""

    held: tuple[tuple[Member, frozenset[str]], ...]
    countries: frozenset[str]


def gather_holders(members: Iterable[Member]) -> Holders:
    """Return who of some members holds national offices."""
    held = tuple((one, countries) for one in members if one.offices and (countries := list_countries(one)))
    return Holders(held, frozenset().union(*(countries for _, countries in held)))


def clash_in_office(a: Holders, b: Holders) -> bool:
    """Tell whether two groups hold offices of different countries, called current within two years of each other.

    A page that also names the other country does not count, as an office is easily given to the wrong one of two.
    """
    if not a.held or not b.held or a.countries & b.countries:
        return False
    return any(
        _near(one, other) and mine.isdisjoint(other.co) and theirs.isdisjoint(one.co)
        for one, mine in a.held
        for other, theirs in b.held
    )


def list_countries(member: Member) -> frozenset[str]:
    """Return the countries whose national offices somebody is said to hold."""
    return frozenset(
        of
        for title, of, status in member.offices
        if of and status == "current" and of.startswith(COUNTRY_PREFIX) and _is_national(title)
    )


def _is_national(title: str) -> bool:
    return title in NATIONAL or title.partition("/")[0] in NATIONAL


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
    parted = combinations(map(gather_holders, groups.values()), 2) if len(groups) > 1 else ()
    if not any(clash_in_office(a, b) for a, b in parted):
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
        joined = [known for known in groups if known & countries]
        if len(joined) == 1 and countries <= joined[0]:  # as nearly always
            groups[joined[0]] = mine = groups.pop(joined[0])  # who came last is last, as where several are joined
            mine.append(member)
        elif countries:
            several = [other for known in joined for other in groups.pop(known)]
            groups[frozenset().union(countries, *joined)] = [*several, member]
    return groups
