"""The parameters that several routes share, each with its description, its bounds and an example."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator

from dragoman.language.checking import load_ids
from dragoman.views.rest.problems import refuse

LONGEST = 500
MOST = 200

_THIRTY = "(0[13-9]|1[0-2])-(29|30)"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][48]|[13579][26]|[2468]0)00)-02-29"
_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
DATE = (
    f"^({_YEAR}(-(0[1-9]|1[0-2]))?|{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|{_YEAR}-{_THIRTY}"
    f"|{_YEAR}-(0[13578]|1[02])-31|{_LEAP})$"
)
"""A year, a month or a day that the calendar has."""


def _check_date(value: str) -> str:
    from dragoman.chronicle.days import check_day

    return check_day(value)


def one_of(kind: str) -> Any:
    """Return a check that a value is an id of a kind, with the ids in its schema."""

    def check(value: str) -> str:
        if value not in load_ids(kind):
            raise refuse(
                422, f"no {kind} {value!r}", kind="wrong-parameter", field=kind, allowed=sorted(load_ids(kind))
            )
        return value

    return AfterValidator(check)


def describe(words: str, example: Any, **rest: Any) -> Any:
    """Return the query parameter of a description and an example."""
    return Query(description=words, examples=[example], **rest)


Name = Annotated[str, Query(max_length=LONGEST)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="The most that are wanted.", examples=[20])]
Cursor = Annotated[
    str | None,
    Query(
        max_length=1000,
        pattern="^[A-Za-z0-9_.~=-]+$",
        description="Where the page begins: `cursor` of the page before, as its `next` has it.",
    ),
]
Date = Annotated[str, AfterValidator(_check_date), Query(json_schema_extra={"pattern": DATE}, max_length=10)]
Id = Annotated[str, Path(min_length=1, max_length=LONGEST, description="An id.")]


def forbid_others(request: Request) -> None:
    """Refuse a request with parameters that its route does not know: a misspelt condition must not go unmet."""
    known = list_parameters(request.scope["route"].dependant)
    given = [name for name in request.query_params if name not in known]
    if given:
        detail = f"no parameter {given[0]!r}; allowed: {', '.join(known) or 'none'}"
        raise refuse(422, detail, kind="wrong-parameter", field=given[0], allowed=known)


def list_parameters(dependant: Any) -> list[str]:
    """Return the names of all query parameters of a route, those of its dependencies included."""
    names = [field.alias for field in dependant.query_params]
    return names + [name for one in dependant.dependencies for name in list_parameters(one)]


def clean(value: str | None) -> str | None:
    """Return a text without what no text has and some databases refuse."""
    return None if value is None else value.replace("\0", " ")


Check = Callable[[Request], None]
KNOWN = Depends(forbid_others)
