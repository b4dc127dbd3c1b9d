"""Conflicts: what reports of one event differ on, side by side, without a verdict on who is right."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.chronicle.answers import ConflictingValue, ConflictView, EventView, Quote
from dragoman.errors import UsageError
from dragoman.views.web.desk import find_desk
from dragoman.views.web.formats import answer
from dragoman.views.web.fragments import with_query
from dragoman.views.web.numbers import InAddress
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.security import require

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.judged_answers import Judged

HOLDER = "holder"
FIELDS = ("when", "place", "participants", "number", "status", HOLDER)
CORRECTABLE = {"when": "date", "place": "place", "status": "status"}
"""Fields of which a correction can say what the other pages ought to say."""
PIECE = 20

router = APIRouter()


class Side(Struct, frozen=True):
    """One value of a conflict: what says so, and from how many outlets."""

    value: str
    name: str
    quotes: tuple[Quote, ...]
    outlets: int
    reports: tuple[str, ...] = ()


class Card(Struct, frozen=True):
    """A conflict with its event, or its two tenures; ``answered`` where somebody confirmed all sides."""

    field: str
    sides: tuple[Side, ...]
    event: EventView | None
    tenures: tuple[str, ...] = ()
    answered: bool = False
    office: str = ""
    of: str | None = None
    of_name: str = ""

    @property
    def correctable(self) -> bool:
        """Whether one side may be chosen."""
        return self.field in CORRECTABLE or self.field == HOLDER


@router.get("/conflicts")
def show_conflicts(
    request: Request, field: str = "", answered: bool = False, page: InAddress = 1, done: str = ""
) -> Response:
    """Show conflicts as cards, of one kind if asked for."""
    dragoman = get_dragoman(request)
    counts = dragoman.count_conflicts()
    wanted = dragoman.conflicts_of(field or None, offset=(max(page, 1) - 1) * PIECE, limit=PIECE)
    cards = [card for one in wanted if (card := make_card(dragoman, one))]
    total = counts.get(field, 0) if field else sum(counts.values())
    return answer(
        request,
        "conflicts.html",
        data=wanted,
        cards=[card for card in cards if answered or not card.answered],
        hidden=sum(card.answered for card in cards) if not answered else 0,
        counts=[(name, counts[name]) for name in FIELDS if counts.get(name)],
        field=field,
        total=total,
        done=done,
        more=page + 1 if page * PIECE < total else None,
    )


def make_card(dragoman: "Dragoman", conflict: ConflictView) -> Card | None:
    """Return a conflict as a card, ``None`` where its event is gone meanwhile."""
    if conflict.field == HOLDER:
        sides = tuple(_side(value, ()) for value in conflict.values)
        return Card(
            HOLDER, sides, None, conflict.tenures, office=conflict.office, of=conflict.of, of_name=conflict.of_name
        )
    try:
        event = dragoman.event(conflict.event)
    except UsageError:
        return None
    sides = tuple(_side(value, _find_reports(event, value)) for value in conflict.values)
    accepted = {report.key for report in event.reports if report.accepted}
    told = {key for side in sides for key in side.reports}
    return Card(conflict.field, sides, event, answered=bool(told) and told <= accepted)


def _side(value: ConflictingValue, reports: tuple[str, ...]) -> Side:
    outlets = {quote.outlet or quote.page for quote in value.quotes}
    return Side(value.value, value.name or value.value, value.quotes, len(outlets), reports)


def _find_reports(event: EventView, value: ConflictingValue) -> tuple[str, ...]:
    places = {(quote.sha256, quote.span) for quote in value.quotes}
    return tuple(report.key for report in event.reports if (report.quote.sha256, report.quote.span) in places)


@router.post("/conflicts/answer", dependencies=[Depends(require("judge"))])
def settle_conflict(
    request: Request,
    say: Annotated[str, Form()],
    event: Annotated[str, Form()] = "",
    field: Annotated[str, Form()] = "",
    tenures: Annotated[str, Form()] = "",
    shown: Annotated[str, Form()] = "",
) -> Response:
    """Correct the reports on the other sides, or confirm both."""
    dragoman = get_dragoman(request)
    judged = (
        _settle_holders(dragoman, say, tenures.split()) if field == HOLDER else _settle(dragoman, event, field, say)
    )
    find_desk(request.app).forget()
    return RedirectResponse(with_query("/conflicts", field=shown, done=judged.decision), status_code=303)


def _settle(dragoman: "Dragoman", event: str, field: str, say: str) -> "Judged":
    conflict = next((one for one in dragoman.event(event).conflicts if one.field == field), None)
    card = make_card(dragoman, conflict) if conflict else None
    if card is None:
        raise UsageError(f"the reports of {event} do not differ on {field} any more")
    if say == "both":
        return dragoman.accept([key for side in card.sides for key in side.reports], why="conflict: both")
    if field not in CORRECTABLE or say not in {side.value for side in card.sides}:
        raise UsageError(
            f"no answer {say!r} about {field}; allowed: both, or one of the values where it can be corrected"
        )
    others = [key for side in card.sides if side.value != say for key in side.reports]
    changes: dict[str, Any] = {CORRECTABLE[field]: say}
    return dragoman.correct(others, why="conflict", **changes)


def _settle_holders(dragoman: "Dragoman", say: str, tenures: list[str]) -> "Judged":
    if say == "both":
        return dragoman.accept(tenures, why="conflict: both")
    if say not in ("0", "1") or len(tenures) != len(("a", "b")):
        raise UsageError(f"no answer {say!r} about the holder of an office; allowed: 0, 1, both")
    return dragoman.reject(tenures[1 - int(say)], why="conflict")
