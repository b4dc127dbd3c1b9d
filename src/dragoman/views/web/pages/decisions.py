"""Decisions: what people judged and corrected, the latest first, each with a button that takes it back."""

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.chronicle.judged_answers import CorrectionView, JudgementView
from dragoman.errors import UsageError
from dragoman.views.web.desk import find_desk
from dragoman.views.web.formats import answer
from dragoman.views.web.fragments import with_query
from dragoman.views.web.numbers import read_number
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.security import require

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import Quote

SHOWN = 100
SHOWN_FACTS = 5

View = JudgementView | CorrectionView

router = APIRouter()


class Decision(Struct, frozen=True):
    """What was decided at once: judgements about pairs, or corrections of facts."""

    number: int
    by: str
    when: str
    why: str
    withdrawn: str | None
    judgements: tuple[JudgementView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()


@router.get("/decisions")
def show_decisions(request: Request, done: str = "", by: str = "", about: str = "", before: int = 0) -> Response:
    """Show the history of decisions."""
    dragoman = get_dragoman(request)
    everything = list_decisions(dragoman)
    found = [one for one in everything if (not by or one.by == by) and (not about or _is_about(one, about))]
    shown = [one for one in found if not before or one.number < before][:SHOWN]
    return answer(
        request,
        "decisions.html",
        data=found,
        decisions=shown,
        quotes=_load_quotes(dragoman, shown),
        done=next((one for one in everything if str(one.number) == done), None),
        authors=sorted({one.by for one in everything}),
        by=by,
        about=about,
        total=len(found),
        earlier=shown[-1].number if shown and shown[-1] is not found[-1] else None,
        broken=dragoman.contradictions(),
        lost=len(dragoman.lost_judgements()) + len(dragoman.lost_corrections()),
    )


def _load_quotes(dragoman: "Dragoman", shown: "list[Decision]") -> "dict[str, Quote]":
    """Return the sentences of the facts that are shown."""
    views = [view for one in shown for view in one.corrections[:SHOWN_FACTS]]
    return dragoman.fact_quotes(f"{view.fact.sha256}:{view.fact.member}" for view in views)


def _is_about(one: Decision, about: str) -> bool:
    views: list[View] = [*one.judgements, *one.corrections]
    return any(view.about == about for view in views)


def list_decisions(dragoman: "Dragoman") -> list[Decision]:
    """Return all decisions, the latest first."""
    made: list[View] = [*dragoman.judgements(withdrawn=True), *dragoman.corrections(withdrawn=True)]
    ordered = sorted(made, key=lambda view: (-view.decision, view.id))
    return [_form(number, list(views)) for number, views in groupby(ordered, key=lambda view: view.decision)]


def _form(number: int, views: list[View]) -> Decision:
    first = views[0]
    judged = tuple(view for view in views if isinstance(view, JudgementView))
    corrected = tuple(view for view in views if isinstance(view, CorrectionView))
    return Decision(number, first.by, first.when, first.why, first.withdrawn, judged, corrected)


@router.post("/decisions/undo", dependencies=[Depends(require("judge"))])
def undo(request: Request, number: Annotated[str, Form()]) -> Response:
    """Take one decision back."""
    decision = read_number(number)
    if decision is None:
        raise UsageError(f"{number[:20]!r} is no number of a decision")
    judged = get_dragoman(request).undo(decision)
    find_desk(request.app).forget()
    return RedirectResponse(with_query("/decisions", done=judged.decision), status_code=303)
