"""Which office each participant of an event held on its day, from Python."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import EntityView, EventView, TenureView

_BEST = ("stated", "seen", "last-seen")


class Postings:
    """The part of :class:`~dragoman.app.Dragoman` that says who somebody was when something happened."""

    _chronicle: "Chronicle"

    def describe(self, ids: Iterable[str]) -> "Mapping[str, EntityView]":
        """Return entities with their names and offices by id, without sentences and events; unknown ids go."""
        return self._chronicle.describe(ids)

    def offices_at(self, events: "Iterable[EventView]") -> "dict[str, dict[str, TenureView]]":
        """Return the office that each participant held on the day of an event, by event and participant.

        Of several the one that pages know best for that day, of these the latest begun. An event of no day takes the
        day of its first report. Who is not known to have held one then is left out.
        """
        known = list(events)
        wanted = {one.id for event in known for one in event.participants if one.kind == "person"}
        held = self._chronicle.listing.offices(wanted) if wanted else {}
        return {event.id: _offices_on(event, held) for event in known}


def _offices_on(event: "EventView", held: "Mapping[str, Iterable[TenureView]]") -> "dict[str, TenureView]":
    day = event.when.value or event.seen
    found = {}
    for one in event.participants if day else ():
        office = _choose(held.get(one.id, ()), day) if day else None
        if office:
            found[one.id] = office
    return found


def _choose(offices: "Iterable[TenureView]", day: str) -> "TenureView | None":
    from msgspec.structs import replace

    standing = [replace(office, standing=how) for office in offices if (how := _stands(office, day)) in _BEST]
    begun = sorted(standing, key=lambda office: office.start or office.first_seen or "", reverse=True)
    return min(begun, key=lambda office: _BEST.index(office.standing), default=None)


def _stands(office: "TenureView", day: str) -> str:
    """Say how a tenure holds on a day; of a period its first day counts."""
    from dragoman.meaning.offices import Tenure, standing_on

    shared = set(Tenure.__struct_fields__) & set(office.__struct_fields__)
    tenure = Tenure(**{name: getattr(office, name) for name in shared})
    return standing_on(tenure, day.partition("/")[0]) or ""
