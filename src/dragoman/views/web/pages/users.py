"""The pages of those who manage users: who may come in, with which keys, and what everybody did."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.exceptions import HTTPException

from dragoman.chronicle.accounts.answers import RIGHTS, ROLES
from dragoman.errors import UsageError
from dragoman.views.web.pages.account import go, parse_days
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import Person, require

router = APIRouter()
Admin = Annotated[Person, Depends(require("admin"))]
_Word = Annotated[str, Form(max_length=2000)]


@router.get("/users")
def show_users(request: Request, person: Admin) -> Response:
    """Show all users and keys."""
    return _show(request)


@router.post("/users")
def add_user(
    request: Request, person: Admin, name: _Word = "", password: _Word = "", role: _Word = "reader"
) -> Response:
    """Add a user."""
    if not get_dragoman(request).has_users():
        raise HTTPException(403, "the first user is added where the chronicle is: dragoman user add NAME --role admin")
    return _try(request, person, lambda: get_dragoman(request).add_user(name, password, role=role))


@router.post("/users/role")
def set_role(request: Request, person: Admin, name: _Word = "", role: _Word = "") -> Response:
    """Give a user another role."""
    return _try(request, person, lambda: get_dragoman(request).set_role(name, role))


@router.post("/users/password")
def set_password(request: Request, person: Admin, name: _Word = "", password: _Word = "") -> Response:
    """Give a user another password."""
    return _try(request, person, lambda: get_dragoman(request).set_password(name, password))


@router.post("/users/disable")
def disable(request: Request, person: Admin, name: _Word = "") -> Response:
    """Shut a user out."""
    return _try(request, person, lambda: get_dragoman(request).disable_user(name))


@router.post("/users/enable")
def enable(request: Request, person: Admin, name: _Word = "") -> Response:
    """Let a user in again."""
    return _try(request, person, lambda: get_dragoman(request).enable_user(name))


@router.post("/users/keys")
def add_key(
    request: Request,
    person: Admin,
    name: _Word = "",
    scopes: Annotated[list[str] | None, Form()] = None,
    label: _Word = "",
    days: _Word = "",
) -> Response:
    """Make a key for a user, and show it this once."""
    made: list[str] = []

    def make() -> None:
        key = get_dragoman(request).add_key(name, scopes or [], label=label, days=parse_days(days))
        made.append(key.key)

    response = _try(request, person, make, made=made)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/users/keys/revoke")
def revoke_key(request: Request, person: Admin, prefix: _Word = "") -> Response:
    """Revoke a key of anybody."""
    return _try(request, person, lambda: get_dragoman(request).revoke_key(prefix))


@router.get("/audit")
def show_log(
    request: Request, person: Admin, cursor: str | None = None, who: str | None = None, what: str | None = None
) -> Response:
    """Show who changed what, the latest first."""
    page = get_dragoman(request).audit_log(limit=100, cursor=cursor, who=who or None, what=what or None)
    return render(request, "audit.html", page=page, who=who or "", what=what or "")


def _try(request: Request, person: Person, change: Callable[[], object], *, made: list[str] | None = None) -> Response:
    """Change something and show the users again, with what was wrong where something was."""
    if person.key:
        raise HTTPException(403, "a key does not change users; sign in")
    try:
        change()
    except UsageError as error:
        return _show(request, words=str(error), status=400)
    return _show(request, made="".join(made)) if made else go("/users")


def _show(request: Request, *, words: str = "", made: str = "", status: int = 200) -> Response:
    dragoman = get_dragoman(request)
    told = {"users": dragoman.users(), "keys": [key for key in dragoman.api_keys() if key.revoked is None]}
    return render(
        request, "users.html", status=status, words=words, made=made, roles=tuple(ROLES), scopes=RIGHTS, **told
    )
