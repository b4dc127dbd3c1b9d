"""What people decided, what they should decide next, and deciding it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response

from dragoman.chronicle.answers import LinkView
from dragoman.chronicle.judged_answers import Judged
from dragoman.errors import UnknownError, UsageError
from dragoman.views.rest import shapes
from dragoman.views.rest.access import require
from dragoman.views.rest.answering import LINES, answer
from dragoman.views.rest.bodies import Bytes, parse_body
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import take, tell
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.parameters import Cursor, Limit, describe
from dragoman.views.rest.problems import refuse

router = APIRouter(tags=["judgements"])
AMONG_FACTS = 4
"""So many times as many are looked at where facts stand between the pairs."""

Withdrawn = Annotated[bool, describe("Whether those that were withdrawn are listed too.", True)]
Author = Annotated[str | None, require("judge")]
DECIDED = tell(Judged, 404, 409, 415, reads=False)


@router.get(
    "/judgements",
    operation_id="list_judgements",
    summary="What people decided",
    responses=tell(shapes.JudgementList, 404, forms=(LINES,), listed=True),
)
def list_judgements(
    request: Request,
    chronicle: Chronicle,
    withdrawn: Withdrawn = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List judgements, the oldest first, with who decided, when and why."""
    make = slice_decisions(chronicle.judgements, withdrawn=withdrawn, limit=limit, cursor=cursor)
    against = tuple(chronicle.contradictions())
    return answer_list(request, shapes.JudgementList, make, contradictions=against)


def slice_decisions(
    find: Callable[..., Sequence[Any]], *, withdrawn: bool, limit: int, cursor: str | None
) -> Callable[[], Slice]:
    """Return what gives one page of judgements or corrections, in the order of their numbers."""
    return lambda: slice_list(find(withdrawn=withdrawn), lambda one: str(one.id), limit=limit, cursor=cursor)


@router.post(
    "/judgements",
    operation_id="judge",
    summary="Decide about a pair",
    responses=DECIDED,
    openapi_extra=take(shapes.Judgement, {"a": "person:1", "b": "person:2", "verdict": "same", "why": "one office"}),
)
def judge(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Decide whether two entities, events or members are the same, different, or that nobody can say.

    The latest verdict about a pair counts, and `different` stands above any chain of `same`.
    """
    asked = parse_body(body, shapes.Judgement)
    return decide(request, lambda: chronicle.judge(asked.a, asked.b, asked.verdict, why=asked.why, by=by))


@router.post(
    "/judgements/merge",
    operation_id="merge",
    summary="Decide that two are one",
    responses=DECIDED,
    openapi_extra=take(shapes.Merging, {"a": "person:1", "b": "person:2", "why": "one office, one day"}),
)
def merge(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Decide that two entities or events are one, also where parts of them were judged to be different before."""
    asked = parse_body(body, shapes.Merging)
    return decide(request, lambda: chronicle.merge(asked.a, asked.b, why=asked.why, by=by))


@router.post(
    "/judgements/split",
    operation_id="split",
    summary="Decide that one is two",
    responses=DECIDED,
    openapi_extra=take(shapes.Splitting, {"name": "person:1", "pages": ["p03-ru"], "why": "another one of the name"}),
)
def split(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Decide that an entity or an event is two: what the named pages or mentions tell of is another one."""
    asked = parse_body(body, shapes.Splitting)
    given: dict[str, Any] = {"pages": asked.pages, "mentions": asked.mentions, "why": asked.why}
    return decide(request, lambda: chronicle.split(asked.name, by=by, **given))


@router.post(
    "/judgements/undo",
    operation_id="undo",
    summary="Withdraw a decision, or the last one",
    responses=DECIDED,
    openapi_extra=take(shapes.Undoing, {}),
)
def undo(request: Request, chronicle: Chronicle, by: Author, body: Bytes) -> Response:
    """Withdraw a decision by its number, or the last one that holds; judging again brings it back."""
    asked = parse_body(body, shapes.Undoing)
    return decide(request, lambda: chronicle.undo(asked.decision))


@router.delete(
    "/judgements/{decision:int}",
    operation_id="withdraw",
    summary="Withdraw a decision",
    responses=tell(Judged, 404, 409, reads=False),
)
def withdraw(
    request: Request,
    chronicle: Chronicle,
    by: Author,
    decision: Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of the decision.")],
) -> Response:
    """Withdraw a decision by its number; judging again brings it back."""
    return decide(request, lambda: chronicle.undo(decision))


def decide(request: Request, act: Callable[[], Judged]) -> Response:
    """Answer with what a decision did; 404 where it is about nothing that is known, 409 where it cannot be made now."""
    try:
        return answer(request, act)
    except UnknownError:
        raise
    except UsageError as error:
        raise refuse(409, str(error), kind="judgement") from error


@router.get(
    "/review",
    operation_id="list_review",
    summary="What a person should decide",
    responses=tell(shapes.LinkList, 404, forms=(LINES,), listed=True),
)
def list_review(
    request: Request,
    chronicle: Chronicle,
    kind: Annotated[
        Literal["person", "organisation", "place", "event"] | None, describe("Only pairs of one kind.", "person")
    ] = None,
    limit: Limit = 50,
) -> Response:
    """List the pairs that nobody has judged and about which a judgement would settle most, the most valuable first.

    What is judged leaves the queue, so the next page is the same question again. Single facts are in `/review/facts`.
    """

    def make() -> Slice:
        asked = chronicle.review_queue(kind=kind, limit=limit if kind else limit * AMONG_FACTS)
        found = [one for one in asked if isinstance(one, LinkView)][:limit]
        return Slice(found, len(found), None)

    return answer_list(request, shapes.LinkList, make)
