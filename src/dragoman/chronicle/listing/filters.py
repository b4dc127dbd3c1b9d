"""Conditions on events, as addresses, exports, feeds and watch lists write them."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dragoman.chronicle.days import check_day
from dragoman.errors import UsageError

STATUSES = ("happened", "planned", "denied")

_RENAMED = {"with": "with_", "q": "text"}
_WRITTEN = {field: name for name, field in _RENAMED.items()}
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
LONGEST = 1_000


class EventFilter(Struct, frozen=True, gc=False):
    """Conditions that an event must all meet; ``None`` asks nothing.

    ``who``, ``with_`` and ``place`` are names in any script or entity ids; where an entity is a state, what its leaders
    and bodies do does not count. ``language`` and ``outlet`` are of a page that reports the event, the latter by any
    part of its name; ``office`` is held, when the event took place, by somebody who takes part; ``text`` is a query of
    the full-text search that a reporting sentence meets. ``since`` and ``until`` are days, months or years; events
    without a date count by the day of their first report. ``conflicts`` asks for those whose reports differ.
    """

    who: str | None = None
    with_: str | None = None
    type: str | None = None
    place: str | None = None
    topic: str | None = None
    language: str | None = None
    outlet: str | None = None
    office: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    text: str | None = None
    conflicts: bool = False

    def to_query(self) -> dict[str, str]:
        """Return the conditions by the names that addresses use, so that :func:`parse_filter` gives them back.

        >>> EventFilter(with_="Anna Petrova", conflicts=True).to_query()
        {'with': 'Anna Petrova', 'conflicts': '1'}
        """
        given = {_WRITTEN.get(name, name): getattr(self, name) for name in self.__struct_fields__}
        return {name: "1" if value is True else value for name, value in given.items() if value}


NAMES = tuple(_WRITTEN.get(name, name) for name in EventFilter.__struct_fields__)
"""``who with type place topic language outlet office since until status q conflicts``."""


def parse_filter(given: Mapping[str, Any]) -> EventFilter:
    """Return the filter that is written by the names of addresses; what is empty asks nothing.

    >>> parse_filter({"with": "Anna Petrova", "since": "2024", "type": ""})
    EventFilter(who=None, with_='Anna Petrova', type=None, place=None, topic=None, language=None, outlet=None, \
office=None, since='2024', until=None, status=None, text=None, conflicts=False)

    Raises:
        UsageError: There is no such condition, or its value is none.
    """
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        raise UsageError(f"no condition {', '.join(map(repr, unknown))}; allowed: {' '.join(NAMES)}")
    words = {_RENAMED.get(name, name): _clean(name, value) for name, value in given.items() if name != "conflicts"}
    return check_filter(EventFilter(**words, conflicts=_parse_flag(given.get("conflicts"))))


def check_filter(filter: EventFilter) -> EventFilter:
    """Return a filter as it is, if each value is one.

    Raises:
        UsageError: A type, topic, status or date is none.
    """
    from dragoman.language.checking import load_ids

    for name, allowed in (("type", load_ids("type")), ("topic", load_ids("topic")), ("status", frozenset(STATUSES))):
        value = getattr(filter, name)
        if value is not None and value not in allowed:
            raise UsageError(f"no {name} {value!r}; allowed: {', '.join(sorted(allowed))}")
    for day in filter.since, filter.until:
        if day is not None:
            check_day(day)
    return filter


def _clean(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise UsageError(f"{name}: {value!r} is no text")
    words = " ".join(value.split())
    if len(words) > LONGEST:
        raise UsageError(f"{name} has {len(words)} characters; at most {LONGEST} are allowed")
    if "\0" in words:
        raise UsageError(f"{name}: a character is none that a text has")
    return words or None


def _parse_flag(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    word = str(value).strip().casefold()
    if word not in (*_YES, *_NO):
        raise UsageError(f"conflicts: {value!r} is neither 1 nor 0")
    return word in _YES
