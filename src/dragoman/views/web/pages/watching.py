"""What is done on the page Watch, each by a plain form: follow, stop, mark as seen, deliver somewhere."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.following import LIST
from dragoman.views.web.numbers import GREATEST, InForm
from dragoman.views.web.readers import reader_of
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import require

router = APIRouter(dependencies=[Depends(require("watch"))])

Words = Annotated[str, Form()]
NOT_WISHED = ("list", "back", "csrf")


@router.post("/watch/add")
async def add(request: Request) -> Response:
    """Follow what the fields of a form say; where a name has several meanings, ask which is meant."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form()
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_follow, request, said)


def _follow(request: Request, said: dict[str, str]) -> Response:
    from dragoman.chronicle.following.naming import AmbiguousNameError

    name = said.get("list", "").strip() or LIST
    wish = {key: value for key, value in said.items() if key not in NOT_WISHED}
    try:
        made = get_dragoman(request).follow(wish, name=name, user=reader_of(request))
    except AmbiguousNameError as error:
        roles = [role for role, value in wish.items() if " ".join(value.split()) == error.name]
        context = {"name": error.name, "candidates": error.candidates, "role": (roles or ["who"])[0]}
        return render(request, "watch-choose.html", status=409, wish=wish, list=name, **context)
    return _go(name, added=made.entry.id)


@router.post("/watch/remove")
def remove(request: Request, list: Words, entry: InForm) -> Response:
    """Follow an entry no longer."""
    get_dragoman(request).unfollow(entry, name=list, user=reader_of(request))
    return _go(list)


@router.post("/watch/seen")
def mark_seen(
    request: Request, list: Words, through: Annotated[int | None, Form(ge=0, le=GREATEST)] = None
) -> Response:
    """Count as seen what a list told."""
    get_dragoman(request).mark_seen(list, user=reader_of(request), through=through)
    return _go(list)


@router.post("/watch/make")
def make(request: Request, list: Words) -> Response:
    """Make an empty list."""
    return _go(get_dragoman(request).make_watch_list(list, user=reader_of(request)).name)


@router.post("/watch/drop")
def drop(request: Request, list: Words) -> Response:
    """Remove a list with its alerts and deliveries."""
    get_dragoman(request).remove_watch_list(list, user=reader_of(request))
    return RedirectResponse("/watch", status_code=303)


@router.post("/watch/webhook")
def add_webhook(request: Request, list: Words, address: Words, language: Words = "en") -> Response:
    """Send the alerts of a list to an address."""
    get_dragoman(request).add_webhook(address, name=list, user=reader_of(request), language=language)
    return _go(list)


@router.post("/watch/mail")
def add_mail(
    request: Request,
    list: Words,
    address: Words,
    period: Words = "day",
    hour: InForm = 6,
    language: Words = "en",
) -> Response:
    """Send the alerts of a list by mail."""
    how: dict[str, Any] = {"period": period, "hour": hour, "language": language}
    get_dragoman(request).add_mail(address, name=list, user=reader_of(request), **how)
    return _go(list)


@router.post("/watch/stop")
def stop(request: Request, list: Words, delivery: InForm) -> Response:
    """Send alerts there no longer."""
    get_dragoman(request).remove_delivery(delivery, name=list, user=reader_of(request))
    return _go(list)


@router.post("/watch/retry")
def retry(request: Request, list: Words) -> Response:
    """Let what could not be sent wait for another try."""
    get_dragoman(request).revive(user=reader_of(request))
    return _go(list)


def _go(name: str, **more: object) -> Response:
    return RedirectResponse(f"/watch?{urlencode({'list': name, **more})}", status_code=303)
