"""The conditions on events, as parameters: the same names as in the addresses of the pages."""

from typing import Annotated, Any, Literal

from fastapi import Depends

from dragoman.chronicle.listing.filters import EventFilter, parse_filter
from dragoman.language.checking import load_ids
from dragoman.views.rest.parameters import LONGEST, Date, describe, one_of

LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"


def _words(words: str, example: str, **rest: Any) -> Any:
    return describe(words, example, max_length=LONGEST, **rest)


def _named(kind: str, words: str, example: str) -> Any:
    return describe(words, example, json_schema_extra={"enum": sorted(load_ids(kind))})


def read_filter(  # noqa: PLR0913  a question may have many conditions; all are named
    *,
    who: Annotated[str | None, _words("Somebody who takes part: a name in any script, or an id.", "Рахмон")] = None,
    with_: Annotated[str | None, _words("Somebody else who takes part.", "Putin", alias="with")] = None,
    type: Annotated[str | None, one_of("type"), _named("type", "A type of event.", "meet")] = None,
    place: Annotated[str | None, _words("Where: a name in any script, or an id.", "دوشنبه")] = None,
    topic: Annotated[str | None, one_of("topic"), _named("topic", "A topic.", "energy")] = None,
    language: Annotated[str | None, _words("The language of a page that reports it.", "fa", pattern=LANGUAGE)] = None,
    outlet: Annotated[str | None, _words("An outlet that reports it, by any part of its name.", "herald")] = None,
    office: Annotated[str | None, _words("An office that somebody who takes part holds.", "foreign-minister")] = None,
    since: Annotated[Date | None, describe("The first day, month or year.", "2024")] = None,
    until: Annotated[Date | None, describe("The last day, month or year.", "2024-06")] = None,
    status: Annotated[
        Literal["happened", "planned", "denied"] | None, describe("What became of it.", "planned")
    ] = None,
    q: Annotated[str | None, _words("A query that a reporting sentence meets.", "energy")] = None,
    conflicts: Annotated[bool, describe("Only events on which reports do not agree.", False)] = False,
) -> EventFilter:
    """Return the conditions of a request."""
    given = {
        "who": who, "with": with_, "type": type, "place": place, "topic": topic, "language": language,
        "outlet": outlet, "office": office, "since": since, "until": until, "status": status, "q": q,
    }  # fmt: skip
    return parse_filter({**given, "conflicts": conflicts})


Filter = Annotated[EventFilter, Depends(read_filter)]
