"""The pages to sign in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from dragoman.views.web.pages.account import go
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import cookies, require
from dragoman.views.web.security.addresses import safe_next
from dragoman.views.web.security.persons import STRANGER, visit_of

router = APIRouter()
_OPEN = [Depends(require("anybody"))]
_WORD = Form(max_length=2000)


@router.get("/login", dependencies=_OPEN)
def show_login(request: Request, next: str = "/") -> Response:
    """Show the form to sign in; who needs none is sent on."""
    target = safe_next(next)
    if visit_of(request).person is not STRANGER:
        return _go(target)
    return render(request, "login.html", target=target, name="", trouble="", wait=0)


@router.post("/login", dependencies=_OPEN)
async def sign_in(
    request: Request,
    name: Annotated[str, _WORD] = "",
    password: Annotated[str, _WORD] = "",
    next: Annotated[str, _WORD] = "/",
) -> Response:
    """Sign in: a session begins with a cookie that no script can read."""
    visit, target = visit_of(request), safe_next(next)
    if visit.local:
        return _go(target)
    attempt = await request.app.state.signing.attempt(get_dragoman(request), visit, name=name, password=password)
    if attempt.signed is None:
        status, trouble = (429, "wait") if attempt.wait else (401, "wrong")
        told = {"target": target, "name": name[:100], "trouble": trouble, "wait": attempt.wait}
        response: Response = await run_in_threadpool(render, request, "login.html", status=status, **told)
        if attempt.wait:
            response.headers["Retry-After"] = str(attempt.wait)
        return response
    response = _go(target)
    _set(request, response, cookies.SESSION, attempt.signed.token)
    _set(request, response, cookies.SEED, "", seconds=0)
    return response


@router.post("/logout", dependencies=_OPEN)
def sign_out(request: Request) -> Response:
    """Sign out: the session ends for good, wherever its cookie may be."""
    visit = visit_of(request)
    if visit.token:
        get_dragoman(request).sign_out(visit.token)
    response = _go("/login")
    _set(request, response, cookies.SESSION, "", seconds=0)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _go(target: str) -> Response:
    response = go(target)
    response.headers["Cache-Control"] = "no-store"
    return response


def _set(request: Request, response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    cookie = cookies.form_cookie(name, value, secure=visit_of(request).secure, seconds=seconds)
    response.headers.append("set-cookie", cookie)
