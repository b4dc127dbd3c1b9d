"""People, bodies, countries and places: found by name, shown with names and offices, and whom they meet."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response

from dragoman.chronicle.answers import EntityView
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import CSV, LINES, answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.filters import Filter
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.moving import MOVED, find_here
from dragoman.views.rest.parameters import LONGEST, Cursor, Id, Limit, clean, describe

router = APIRouter(tags=["entities"])
MOST_COUNTERPARTS = 1000

Kind = Literal["person", "organisation", "country", "place"]


@router.get(
    "/entities",
    operation_id="list_entities",
    summary="Entities by kind and name",
    responses=tell(shapes.EntityList, 400, 404, forms=(LINES, CSV), listed=True),
)
def list_entities(
    request: Request,
    chronicle: Chronicle,
    kind: Annotated[Kind | None, describe("Only those of one kind.", "person")] = None,
    name: Annotated[str | None, describe("A name in any script, or an id.", "Рахмон", max_length=LONGEST)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List entities with their names by language; those whose names are like a name, or the most often named first."""

    def make() -> Slice:
        page = chronicle.entities_page(kind, name, limit=limit, cursor=cursor)
        return Slice(page.entities, page.total, page.cursor)

    return answer_list(request, shapes.EntityList, make, table="entities", revision=chronicle.fingerprint())


@router.get(
    "/who",
    operation_id="find_entities",
    summary="Whom a name means",
    responses=tell(shapes.EntityList, forms=(LINES, CSV), listed=True),
)
def find_entities(
    request: Request,
    chronicle: Chronicle,
    name: Annotated[str, describe("A name in any script, or an id.", "Вализода", min_length=1, max_length=LONGEST)],
    limit: Annotated[int, describe("The most that are wanted.", 5, ge=1, le=50)] = 10,
) -> Response:
    """List the entities that a name may mean, best first, with their offices.

    A `score` of 1 means that a page writes the name so; less, that the names only sound alike.
    """

    def make() -> Slice:
        found = chronicle.who(clean(name) or "", limit=limit, events=0)
        return Slice(found, len(found), None)

    return answer_list(request, shapes.EntityList, make, table="entities", revision=chronicle.fingerprint())


@router.get(
    "/entities/{id:path}/counterparts",
    operation_id="list_counterparts",
    summary="Whom an entity meets",
    responses=tell(shapes.CounterpartList, 400, 404, forms=(LINES,), listed=True) | MOVED,
)
def list_counterparts(
    request: Request, chronicle: Chronicle, filter: Filter, id: Id, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List who takes part in events together with an entity, how often, when, and in events of which types."""
    here = find_here(request, chronicle, id, what="entity")
    if isinstance(here, Response):
        return here

    def make() -> Slice:
        found = chronicle.counterparts(here, filter, limit=MOST_COUNTERPARTS)
        return slice_list(found, lambda one: one.id, limit=limit, cursor=cursor)

    return answer_list(request, shapes.CounterpartList, make, revision=chronicle.fingerprint())


@router.get(
    "/entities/{id:path}/links",
    operation_id="list_links",
    summary="Why an entity is one",
    responses=tell(shapes.LinkList, 404, forms=(LINES,), listed=True) | MOVED,
)
def list_links(request: Request, chronicle: Chronicle, id: Id, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List the decisions that made an entity what it is, and what was kept apart from it, with their reasons."""
    here = find_here(request, chronicle, id, what="entity")
    if isinstance(here, Response):
        return here

    def make() -> Slice:
        return slice_list(chronicle.links(here), lambda one: f"{one.a} {one.b}", limit=limit, cursor=cursor)

    return answer_list(request, shapes.LinkList, make, revision=chronicle.fingerprint())


@router.get(
    "/entities/{id:path}",  # an id may have slashes, so this stands after all that begin like it
    operation_id="get_entity",
    summary="One entity with names, offices and events",
    responses=tell(EntityView, 404) | MOVED,
)
def get_entity(
    request: Request,
    chronicle: Chronicle,
    id: Id,
    events: Annotated[int, describe("No more events than so many, the latest.", 20, ge=0, le=200)] = 20,
) -> Response:
    """Return an entity: its names in every script, the offices that it held, and its latest events."""
    here = find_here(request, chronicle, id, what="entity")
    if isinstance(here, Response):
        return here
    return answer(request, lambda: chronicle.entity(here, events=events), revision=chronicle.fingerprint())
