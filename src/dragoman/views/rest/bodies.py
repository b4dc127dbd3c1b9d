"""The bodies of requests: JSON, in the form of a record."""

from typing import Annotated, TypeVar

import msgspec
from fastapi import Depends, Request

from dragoman.views.rest.problems import refuse

Body = TypeVar("Body")


async def _read_body(request: Request) -> bytes:
    """Return the body of a request that says that it is JSON, which no form of another site can say."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise refuse(415, f"the body is {kind or 'of no type'}", field="Content-Type", allowed=("application/json",))
    return await request.body()


Bytes = Annotated[bytes, Depends(_read_body)]


def parse_body(body: bytes, kind: type[Body]) -> Body:
    """Return the record that a body holds.

    Raises:
        Refusal: It is no JSON, or not of this form; says where.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:  # of which the error of validation is one
        words, _, place = str(error).partition(" - at `")
        field = place.rstrip("`").removeprefix("$.") or None
        raise refuse(422, words, kind="wrong-body", field=field) from error
