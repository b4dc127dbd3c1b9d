"""What a person says of the reports of one event: accepted, rejected, or corrected, some of them or all at once."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.chronicle.participants import DEFAULT
from dragoman.errors import UsageError
from dragoman.views.web.desk import find_desk
from dragoman.views.web.failures import or_missing
from dragoman.views.web.fragments import with_query
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import require

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.judged_answers import Judged

Words = Annotated[str, Form()]

router = APIRouter()


@router.get("/review/event")
def show_facts(request: Request, id: str) -> Response:
    """Show the reports of an event, each with a box to tick, and what can be said of them."""
    with or_missing(request):
        event = get_dragoman(request).event(id)
    return render(request, "facts.html", event=event)


@router.post("/review/event", dependencies=[Depends(require("judge"))])
def keep_facts(  # noqa: PLR0913  a form has as many fields as it has
    request: Request,
    say: Words,
    part: Annotated[list[str] | None, Form()] = None,
    place: Words = "",
    date: Words = "",
    status: Words = "",
    participant: Words = "",
    role: Words = "",
    other: Words = "",
    why: Words = "",
) -> Response:
    """Store what was said of the reports that were ticked."""
    if not part:
        raise UsageError("no report is ticked; tick those that are meant")
    said = {"place": place.strip(), "date": date.strip(), "status": status}
    named = {"participant": participant, "role": role or DEFAULT, "other": other.strip()}
    judged = _say(get_dragoman(request), part, say, said | named, why)
    find_desk(request.app).forget()
    return RedirectResponse(with_query("/decisions", done=judged.decision), status_code=303)


def _say(dragoman: "Dragoman", part: list[str], say: str, said: dict[str, str], why: str) -> "Judged":
    rules = {"accept": dragoman.accept, "reject": dragoman.reject, "unsure": dragoman.leave_open}
    if say in rules:
        return rules[say](part, why=why)
    changes = _read_changes(say, said)
    if not changes:
        raise UsageError(
            f"nothing is said with {say!r}; accept, reject, or name another place, date, status or participant"
        )
    return dragoman.correct(part, why=why, **changes)


def _read_changes(say: str, said: dict[str, str]) -> dict[str, Any]:
    """Return what is to be corrected; nothing where a field that is needed is empty."""
    who, role, other = said["participant"], said["role"], said["other"]
    if say == "correct":
        return {field: said[field] for field in ("place", "date", "status") if said[field]}
    if say == "absent" and who:
        return {"participants": {who: None}}
    if say == "role" and who:
        return {"participants": {who: role}}
    if say == "add" and other:
        return {"participants": {other: role}}
    if say == "instead" and who and other:
        return {"instead": {who: other}}
    changes: dict[str, dict[str, Any]] = {"no-place": {"place": None}, "no-date": {"date": None}}
    return changes.get(say, {})
