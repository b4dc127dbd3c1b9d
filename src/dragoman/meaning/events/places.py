"""Where two reports put an event: a city lies in its country, and does not contradict it."""

from dragoman.meaning.events.records import EventReport

TERRITORY_PREFIX = "territory:"


def places_differ(a: EventReport, b: EventReport) -> bool:
    """Both name a place, and not the same one, nor one that lies in the other."""
    return not _either_unknown(a, b) and a.place != b.place and not _one_within(a, b)


def places_meet(a: EventReport, b: EventReport) -> bool:
    """Both name a place, and it is the same, or one lies in the other."""
    return not _either_unknown(a, b) and (a.place == b.place or _one_within(a, b))


def _either_unknown(a: EventReport, b: EventReport) -> bool:
    return not a.place or not b.place


def _one_within(a: EventReport, b: EventReport) -> bool:
    wide = [one for one in (a, b) if (one.place or "").startswith(TERRITORY_PREFIX)]
    if len(wide) == 2:  # a region of a country that no table names
        return None in (a.country, b.country)
    if not wide:  # a building or village that no table places may lie in the city
        return a.country != b.country and None in (a.country, b.country)
    return a.country is None or b.country is None or a.country == b.country
