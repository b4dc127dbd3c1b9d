"""Settings: three languages, theme, digits, calendar; kept in cookies, so each reader has his own."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.views.web.formats import answer
from dragoman.views.web.preferences import change_preferences, keep_preferences, read_preferences
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.security import require

router = APIRouter()


@router.get("/settings")
def show_settings(request: Request, saved: bool = False) -> Response:
    """Show what can be chosen."""
    languages = sorted(get_dragoman(request).counts().languages)
    chosen = asdict(read_preferences(request))
    return answer(request, "settings.html", data=chosen, saved=saved, page_languages=languages)


@router.post("/settings", dependencies=[Depends(require("read"))])
def keep_settings(  # noqa: PLR0913  a form has as many fields as it has
    request: Request,
    language: Annotated[str, Form()] = "",
    names: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
    digits: Annotated[str, Form()] = "",
    calendar: Annotated[str, Form()] = "",
    sources: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Keep what was chosen; values that cannot be chosen change nothing."""
    wanted = {"language": language, "names": names, "theme": theme, "digits": digits, "calendar": calendar}
    chosen = change_preferences(read_preferences(request), {**wanted, "sources": " ".join(sources or [])})
    response = RedirectResponse("/settings?saved=1", status_code=303)
    keep_preferences(response, chosen)
    return response
