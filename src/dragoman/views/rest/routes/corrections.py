"""What people say of single facts: accepted, rejected, corrected; and what an entity or event is made of."""

from fastapi import APIRouter, Request, Response

from dragoman.chronicle.judged_answers import Judged
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import LINES
from dragoman.views.rest.bodies import Bytes, parse_body
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import take, tell
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.moving import MOVED, find_here
from dragoman.views.rest.parameters import Cursor, Id, Limit
from dragoman.views.rest.routes.judgements import DECIDED, Author, Withdrawn, decide, slice_decisions

router = APIRouter(tags=["corrections"])


@router.get(
    "/corrections",
    operation_id="list_corrections",
    summary="What people said of single facts",
    responses=tell(shapes.CorrectionList, 404, forms=(LINES,), listed=True),
)
def list_corrections(
    request: Request,
    chronicle: Chronicle,
    withdrawn: Withdrawn = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List corrections, the oldest first, with what the program had thought, who decided, when and why."""
    make = slice_decisions(chronicle.corrections, withdrawn=withdrawn, limit=limit, cursor=cursor)
    return answer_list(request, shapes.CorrectionList, make)


@router.post(
    "/corrections",
    operation_id="rule",
    summary="Accept or reject facts",
    responses=DECIDED,
    openapi_extra=take(shapes.Ruling, {"facts": ["event:1"], "verdict": "accept", "why": "read in the page"}),
)
def rule(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Say whether pages say what the program read, of several facts in one decision; what is rejected counts no more.

    `DELETE /judgements/{decision}` takes it back.
    """
    asked = parse_body(body, shapes.Ruling)
    ways = {"accept": chronicle.accept, "reject": chronicle.reject, "unsure": chronicle.leave_open}
    return decide(request, lambda: ways[asked.verdict](asked.facts, why=asked.why, by=by))


@router.post(
    "/corrections/change",
    operation_id="correct",
    summary="Correct what reports say",
    responses=DECIDED,
    openapi_extra=take(shapes.Correcting, {"reports": ["event:1"], "date": "2024-03-12", "why": "read in the page"}),
)
def correct(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Say which place, date, type, status or participants reports ought to have; what is left out stays as it is."""
    asked = parse_body(body, shapes.Correcting)

    def act() -> Judged:
        return chronicle.correct(
            asked.reports,
            place=asked.place,
            date=asked.date,
            type=asked.type,
            status=asked.status,
            participants=asked.participants,
            instead=asked.instead,
            why=asked.why,
            by=by,
        )

    return decide(request, act)


@router.get(
    "/review/facts",
    operation_id="list_doubtful_facts",
    summary="Facts about which a person should decide",
    responses=tell(shapes.FactList, forms=(LINES,), listed=True),
)
def list_doubtful_facts(request: Request, chronicle: Chronicle, limit: Limit = 50) -> Response:
    """List the reports about which a person's word would settle most, with the reasons for doubt."""

    def make() -> Slice:
        found = chronicle.doubtful_facts(limit)
        return Slice(found, len(found), None)

    return answer_list(request, shapes.FactList, make)


@router.get(
    "/review/agreement",
    operation_id="list_agreement",
    summary="How often people agree with the program",
    responses=tell(shapes.AgreementList, forms=(LINES,), listed=True),
)
def list_agreement(request: Request, chronicle: Chronicle) -> Response:
    """Count how often people confirmed what the program thought, by rule and language."""

    def make() -> Slice:
        found = chronicle.agreement()
        return Slice(found, len(found), None)

    return answer_list(request, shapes.AgreementList, make)


@router.get(
    "/entities/{id:path}/members",
    operation_id="list_entity_members",
    summary="What an entity is made of",
    responses=tell(shapes.MemberList, 404, forms=(LINES,), listed=True) | MOVED,
)
def list_entity_members(
    request: Request, chronicle: Chronicle, id: Id, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List the members of an entity, one for each page that names it, with their sentences: what a split parts."""
    return _list_members(request, chronicle, find_here(request, chronicle, id, what="entity"), limit, cursor)


@router.get(
    "/events/{id}/members",
    operation_id="list_event_members",
    summary="What an event is made of",
    responses=tell(shapes.MemberList, 404, forms=(LINES,), listed=True) | MOVED,
)
def list_event_members(
    request: Request, chronicle: Chronicle, id: Id, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List the reports that an event is made of, by the keys that decisions use: what a split parts."""
    return _list_members(request, chronicle, find_here(request, chronicle, id, what="event"), limit, cursor)


def _list_members(
    request: Request, chronicle: Chronicle, here: str | Response, limit: int, cursor: str | None
) -> Response:
    if isinstance(here, Response):
        return here

    def make() -> Slice:
        return slice_list(chronicle.members(here), lambda one: one.key, limit=limit, cursor=cursor)

    return answer_list(request, shapes.MemberList, make)
