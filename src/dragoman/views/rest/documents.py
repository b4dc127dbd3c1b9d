"""The OpenAPI document: paths from the routes, schemas from the records that they answer with."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dragoman.views.rest.problems import MEDIA_TYPE, Problem
from dragoman.views.rest.shapes import ANSWERS, REQUESTS

OPENAPI = "3.1.0"
_TEMPLATE = "#/components/schemas/{name}"
_DESCRIPTIONS = {
    304: "The copy that the caller has is current.",
    400: "A value is of the right form and means nothing here.",
    401: "Nobody is logged in, and the server wants to know who asks.",
    403: "The key or session is not good for this.",
    404: "There is no such thing.",
    405: "The method is not allowed here.",
    406: "None of the accepted forms is offered.",
    409: "It contradicts what is there.",
    415: "The body is not JSON.",
    422: "A parameter or the body has the wrong form.",
    429: "Too many requests, or a limit that was set is met.",
    503: "The store cannot be reached or is busy.",
}
_ALWAYS = (401, 403, 406, 422, 429, 503)
_HEADERS = {
    "ETag": {"description": "Names this state of the answer, for `If-None-Match`.", "schema": {"type": "string"}},
}
_LINK = {"Link": {"description": "The address of the next page, as `rel=next`.", "schema": {"type": "string"}}}


def tell(
    answer: type | None,
    *problems: int,
    forms: tuple[str, ...] = (),
    listed: bool = False,
    example: Any = None,
    status: int = 200,
    reads: bool = True,
) -> dict[int | str, dict[str, Any]]:
    """Return what the document says of the responses of a route.

    Args:
        answer: The record that it answers with as JSON; ``None`` for other forms alone.
        problems: Statuses of problems besides those that every route may answer.
        forms: Other media types on offer.
        listed: Whether it is one page of a list, with a link to the next.
        example: An answer.
        status: The status of an answer.
        reads: Whether it answers with tags, by which a copy is known to be current.
    """
    content: dict[str, Any] = {}
    if answer is not None:
        content["application/json"] = {"schema": refer(answer)} | ({"example": example} if example else {})
    content |= {media: {"schema": {} if media.endswith("json") else {"type": "string"}} for media in forms}
    good: dict[str, Any] = {"description": "The answer.", "content": content}
    if reads:
        good["headers"] = _HEADERS | (_LINK if listed else {})
    found: dict[int | str, dict[str, Any]] = {status: good}
    if reads:
        found[304] = {"description": _DESCRIPTIONS[304]}
    for number in sorted({*_ALWAYS, *problems}):
        schema = {MEDIA_TYPE: {"schema": refer(Problem)}}
        found[number] = {"description": _DESCRIPTIONS[number], "content": schema}
    return found


def take(body: type, example: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the document says of the body of a request."""
    content = {"application/json": {"schema": refer(body), "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def refer(record: type) -> dict[str, str]:
    """Return the reference to the schema of a record."""
    return {"$ref": _TEMPLATE.format(name=record.__name__)}


@cache
def load_schemas() -> Mapping[str, Any]:
    """Return the schemas of all records of the interface by name; of an answer every field is always there."""
    _, answers = msgspec.json.schema_components((Problem, *ANSWERS), ref_template=_TEMPLATE)
    for schema in answers.values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
            for part in schema["properties"].values():
                part.pop("default", None)
    _, requests = msgspec.json.schema_components(REQUESTS, ref_template=_TEMPLATE)
    schemas = {name: _ease(schema) | {"title": name} for name, schema in {**answers, **requests}.items()}
    return dict(sorted(schemas.items()))


def _ease(schema: Any) -> Any:
    """Write tuples of one kind as arrays of so many, which every generator of clients understands."""
    if isinstance(schema, list):
        return [_ease(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    eased = {name: _ease(part) for name, part in schema.items()}
    if eased.get("items") is False:
        eased["items"] = eased.pop("prefixItems")[0]
    return eased


def make_document(api: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of the interface."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        openapi_version=OPENAPI,
        summary=api.summary,
        description=api.description,
        routes=api.routes,
        tags=api.openapi_tags,
        servers=[{"url": "/api/v1"}],
        license_info=api.license_info,
    )
    for _, _, operation in walk_operations(document):
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _without_null(parameter["schema"])
    document["components"] = {"schemas": dict(load_schemas()), "securitySchemes": _SECURITY}
    document["security"] = [{}, {"key": []}]
    return document


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out; an address cannot say null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    return {**kinds[0], **{name: value for name, value in schema.items() if name != "anyOf"}} if kinds else schema


_SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of the server; none is needed on one's own machine.",
    }
}


def walk_operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield method, path and operation for all operations of a document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation
