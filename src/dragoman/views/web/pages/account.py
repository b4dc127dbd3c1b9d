"""The page of one's own account: the password, and the keys of one's own programs."""

import math
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from dragoman.chronicle.accounts.answers import RIGHTS
from dragoman.errors import UsageError
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import Person, require
from dragoman.views.web.security.persons import visit_of
from dragoman.views.web.security.signing import HERE

router = APIRouter()
Reader = Annotated[Person, Depends(require("read"))]
_Word = Annotated[str, Form(max_length=2000)]


@router.get("/account")
def show_account(request: Request, person: Reader) -> Response:
    """Show who is signed in, and the keys."""
    return _show(request, _signed_in(person))


@router.post("/account/password")
def change_password(request: Request, person: Reader, old: _Word = "", new: _Word = "", again: _Word = "") -> Response:
    """Change the password, which ends all other sessions; the old one is asked for."""
    name, dragoman = _signed_in(person).name, get_dragoman(request)
    if new != again:
        return _show(request, person, trouble="again", status=400)
    waits, trying = request.app.state.signing.waits, f"old\0{name}"
    if wait := waits.begin([(trying, HERE)]):
        raise HTTPException(429, "too many attempts; try again later", {"Retry-After": str(math.ceil(wait))})
    if not dragoman.check_password(name, old):
        return _show(request, person, trouble="old", status=400)
    waits.forgive([trying])
    try:
        dragoman.set_password(name, new, keep=visit_of(request).token)
    except UsageError as error:
        return _show(request, person, words=str(error), status=400)
    return _show(request, person, trouble="changed")


@router.post("/account/keys")
def add_key(
    request: Request,
    person: Reader,
    scopes: Annotated[list[str] | None, Form()] = None,
    label: _Word = "",
    days: _Word = "",
) -> Response:
    """Make a key, and show it this once."""
    try:
        made = get_dragoman(request).add_key(_signed_in(person).name, scopes or [], label=label, days=parse_days(days))
    except UsageError as error:
        return _show(request, person, words=str(error), status=400)
    response = _show(request, person, made=made.key)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/account/keys/revoke")
def revoke_key(request: Request, person: Reader, prefix: _Word = "") -> Response:
    """Revoke a key of one's own."""
    name = _signed_in(person).name
    try:
        get_dragoman(request).revoke_key(prefix, owner=name)
    except UsageError as error:
        return _show(request, person, words=str(error), status=404)
    return go("/account")


def go(path: str) -> Response:
    """Send a browser to a page of ours, so that loading it again changes nothing again."""
    return RedirectResponse(path, 303)


def parse_days(days: str) -> int | None:
    """Return for how many days a key lasts; for good where nothing is said.

    Raises:
        UsageError: It is no number.
    """
    if not days.strip():
        return None
    if not (days.strip().isascii() and days.strip().isdigit() and len(days) < 6):
        raise UsageError("the days of a key are a number")
    return int(days)


def _signed_in(person: Person) -> Person:
    """Return a person who has an account and signed in to it; a key may not make keys or passwords."""
    if not person.name:
        raise HTTPException(404, "this chronicle has no users; an account begins with: dragoman user add NAME")
    if person.key:
        raise HTTPException(403, "a key does not change accounts; sign in")
    return person


def _show(
    request: Request, person: Person, *, trouble: str = "", words: str = "", made: str = "", status: int = 200
) -> Response:
    keys = [key for key in get_dragoman(request).api_keys(person.name) if key.revoked is None]
    told = {"keys": keys, "scopes": [right for right in RIGHTS if person.may(right)], "made": made}
    return render(request, "account.html", status=status, who=person, trouble=trouble, words=words, **told)
