"""From the words of a model to claims: the JSON object in them, entry by entry, as far as it has the form."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

MOST_CLAIMS = 400
"""Claims of one kind about one page; what is above that is dropped, for no page of news says so much."""

_FENCE = re.compile(r"```[a-zA-Z]*\s*(.*?)```", re.DOTALL)

Claim = TypeVar("Claim", bound="Struct")


class NameClaim(Struct, frozen=True):
    """Somebody or something is named, in these forms."""

    id: str
    kind: str
    forms: list[str]


class OfficeClaim(Struct, frozen=True):
    """Somebody holds an office."""

    holder: str
    title: str
    quote: str
    status: str = "current"
    of: str | None = None


class RoleClaim(Struct, frozen=True):
    """Somebody takes part in an event."""

    role: str
    name: str


class EventClaim(Struct, frozen=True):
    """Something happened."""

    type: str
    quote: str
    roles: list[RoleClaim]
    status: str = "happened"
    trigger: str = ""
    place: str | None = None
    date: str | None = None
    topics: list[str] = []


class Claims(Struct, frozen=True):
    """What a model says of a page."""

    names: tuple[NameClaim, ...]
    offices: tuple[OfficeClaim, ...]
    events: tuple[EventClaim, ...]


def parse_answer(answer: str, dropped: Counter[str]) -> Claims | None:
    """Return the claims of an answer, ``None`` where it holds no object of the form.

    Args:
        answer: The words of the model: JSON, JSON between fences, or JSON with words around it.
        dropped: Counts what is left out, by reason: ``malformed``, ``too many``.
    """
    found = next((read for text in _candidates(answer) if (read := _decode(text)) is not None), None)
    if found is None:
        return None
    return Claims(
        tuple(_convert(found.get("names"), NameClaim, dropped)),
        tuple(_convert(found.get("offices"), OfficeClaim, dropped)),
        tuple(_convert(found.get("events"), EventClaim, dropped)),
    )


def join_claims(parts: Iterable[Claims]) -> Claims:
    """Return the claims about the parts of a page as one; ids of names are those of their part."""
    names: list[NameClaim] = []
    offices: list[OfficeClaim] = []
    events: list[EventClaim] = []
    for number, part in enumerate(parts):
        names += [NameClaim(_own(number, n.id), n.kind, n.forms) for n in part.names]
        offices += [
            msgspec.structs.replace(o, holder=_own(number, o.holder), of=o.of and _own(number, o.of))
            for o in part.offices
        ]
        events += [
            msgspec.structs.replace(
                e,
                roles=[RoleClaim(r.role, _own(number, r.name)) for r in e.roles],
                place=e.place and _own(number, e.place),
            )
            for e in part.events
        ]
    return Claims(tuple(names), tuple(offices), tuple(events))


def _own(part: int, name: str) -> str:
    return f"{part}:{name}"


def _candidates(answer: str) -> Iterator[str]:
    """Yield what may be the object, the strictest reading first."""
    yield answer
    yield from _FENCE.findall(answer)
    start, stop = answer.find("{"), answer.rfind("}")
    if 0 <= start < stop:
        yield answer[start : stop + 1]


def _decode(text: str) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode(text.strip().encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError):
        return None
    asked = ("names", "offices", "events")
    return found if isinstance(found, dict) and any(isinstance(found.get(key), list) for key in asked) else None


def _convert(entries: Any, kind: type[Claim], dropped: Counter[str]) -> Iterator[Claim]:
    if not isinstance(entries, list):
        dropped["malformed"] += entries is not None
        return
    dropped["too many"] += max(0, len(entries) - MOST_CLAIMS)
    for entry in entries[:MOST_CLAIMS]:
        try:
            yield msgspec.convert(entry, kind)
        except (msgspec.ValidationError, RecursionError):
            dropped["malformed"] += 1
