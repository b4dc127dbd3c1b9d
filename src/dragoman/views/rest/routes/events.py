"""Events: listed, counted over time and by what they share, one by one with all that is said of them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response

from dragoman.chronicle.answers import EventView
from dragoman.chronicle.listing.answers import Facets, Histogram, Network
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import CSV, LINES, answer
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import tell
from dragoman.views.rest.filters import Filter
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.moving import MOVED, find_here
from dragoman.views.rest.parameters import LONGEST, Cursor, Id, Limit, describe

router = APIRouter(tags=["events"])


@router.get(
    "/events",
    operation_id="list_events",
    summary="Events that meet conditions",
    responses=tell(shapes.EventList, 400, 404, forms=(LINES, CSV), listed=True),
)
def list_events(
    request: Request,
    chronicle: Chronicle,
    filter: Filter,
    order: Annotated[
        Literal["latest", "time"], describe("What comes first: the latest or the earliest.", "latest")
    ] = "latest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List events with their first reports; conditions add up. A name that nobody has gives an empty list.

    Each event has its first reports; `told` says how many there are, and `/events/{id}` has all of them.
    """

    def make() -> Slice:
        page = chronicle.events_page(filter, order=order, limit=limit, cursor=cursor)
        return Slice(page.events, page.total, page.cursor)

    return answer_list(request, shapes.EventList, make, table="events", revision=chronicle.fingerprint())


@router.get(
    "/events/{id}",
    operation_id="get_event",
    summary="One event with all its reports",
    responses=tell(EventView, 404) | MOVED,
)
def get_event(request: Request, chronicle: Chronicle, id: Id) -> Response:
    """Return an event: who, what, when, where, each page's sentence about it, what each adds, and where they differ.

    The id of an event that became part of another one leads there.
    """
    here = find_here(request, chronicle, id, what="event")
    return (
        here
        if isinstance(here, Response)
        else answer(request, lambda: chronicle.event(here), revision=chronicle.fingerprint())
    )


@router.get(
    "/events/{id}/reports",
    operation_id="list_reports",
    summary="What each page says of an event",
    responses=tell(shapes.ReportList, 404, forms=(LINES,), listed=True) | MOVED,
)
def list_reports(request: Request, chronicle: Chronicle, id: Id, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List the reports of an event, page by page, each with its sentence and the place of it in the page's text."""
    here = find_here(request, chronicle, id, what="event")
    if isinstance(here, Response):
        return here

    def make() -> Slice:
        reports = chronicle.event(here).reports
        return slice_list(reports, lambda one: f"{one.quote.sha256}:{one.quote.span.start}", limit=limit, cursor=cursor)

    return answer_list(request, shapes.ReportList, make, revision=chronicle.fingerprint())


@router.get(
    "/histogram",
    operation_id="get_histogram",
    summary="Events over time",
    responses=tell(Histogram, 400),
)
def get_histogram(
    request: Request,
    chronicle: Chronicle,
    filter: Filter,
    by: Annotated[Literal["auto", "day", "week", "month", "year"], describe("How long a bin is.", "month")] = "auto",
) -> Response:
    """Count events by day, week, month or year, each where it begins."""
    return answer(request, lambda: chronicle.histogram(filter, by=by), revision=chronicle.fingerprint())


@router.get(
    "/facets",
    operation_id="get_facets",
    summary="What events have in common",
    responses=tell(Facets, 400),
)
def get_facets(request: Request, chronicle: Chronicle, filter: Filter) -> Response:
    """Count the types, topics, languages, outlets, people, bodies and places of events, the most frequent of each."""
    return answer(request, lambda: chronicle.facets(filter), revision=chronicle.fingerprint())


@router.get(
    "/network",
    operation_id="get_network",
    summary="Who takes part with whom",
    responses=tell(Network, 400, 404),
)
def get_network(
    request: Request,
    chronicle: Chronicle,
    filter: Filter,
    around: Annotated[
        str | None, describe("The id of an entity: only it and its counterparts.", "person:...", max_length=LONGEST)
    ] = None,
    least: Annotated[int, describe("No tie of fewer events.", 2, ge=1, le=10_000)] = 1,
    nodes: Annotated[int, describe("No more entities than so many, those of most events.", 60, ge=2, le=500)] = 60,
) -> Response:
    """Return entities that take part in events together, as nodes and edges."""
    return answer(
        request,
        lambda: chronicle.network(filter, around=around, least=least, limit=nodes),
        revision=chronicle.fingerprint(),
    )


@router.get(
    "/places",
    operation_id="list_places",
    summary="Events by place",
    responses=tell(shapes.PlaceList, 400, 404, forms=(LINES,), listed=True),
)
def list_places(
    request: Request, chronicle: Chronicle, filter: Filter, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Count events by place, the most frequent first, with coordinates where they are known."""

    def make() -> Slice:
        return slice_list(chronicle.places(filter), lambda one: one.id, limit=limit, cursor=cursor)

    return answer_list(request, shapes.PlaceList, make, revision=chronicle.fingerprint())


@router.get(
    "/conflicts",
    operation_id="list_conflicts",
    summary="Where reports do not agree",
    responses=tell(shapes.ConflictList, 404, forms=(LINES,), listed=True),
)
def list_conflicts(
    request: Request,
    chronicle: Chronicle,
    field: Annotated[
        Literal["when", "place", "participants", "number", "status", "holder"] | None,
        describe("Only those about one thing.", "when"),
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what reports of one event do not agree on, and offices that pages give to two at once, with all quotations.

    Nobody is said to be right.
    """

    def make() -> Slice:
        page = chronicle.conflicts_page(field, limit=limit, cursor=cursor)
        return Slice(page.conflicts, page.total, page.cursor)

    return answer_list(request, shapes.ConflictList, make, revision=chronicle.fingerprint())
