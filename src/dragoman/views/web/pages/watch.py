"""Watch: what somebody follows, what is new of it, its feeds, and where alerts are sent."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.exports.alerts import describe_reasons
from dragoman.exports.formats import FORMATS
from dragoman.views.web.failures import or_missing
from dragoman.views.web.formats import answer, find_base, wanted_format
from dragoman.views.web.numbers import GREATEST
from dragoman.views.web.preferences import read_preferences
from dragoman.views.web.readers import reader_of
from dragoman.views.web.rendering import get_dragoman
from dragoman.views.web.security import require
from dragoman.views.web.security.requirements import ANYBODY

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.following.answers import WatchListView

PIECE = 20
FEEDS = ("atom", "jsonfeed")

Before = Annotated[int | None, Query(ge=0, le=GREATEST)]

router = APIRouter()


@router.get("/watch", dependencies=[Depends(require("watch"))])
def show_watch(request: Request, list: str = "", before: Before = None, added: int = 0) -> Response:
    """Show all watch lists, and of one of them what it told and follows."""
    dragoman, user = get_dragoman(request), reader_of(request)
    lists = dragoman.watch_lists(user=user)
    with or_missing(request):
        chosen = dragoman.watch_list(list, user=user) if list else next(iter(lists), None)
    context = load_list(request, chosen, before) if chosen else {"alerts": (), "reasons": {}, "deliveries": ()}
    data = {"lists": lists, "list": chosen.name if chosen else None, "alerts": context["alerts"]}
    fresh = next((one for one in chosen.entries if one.id == added), None) if chosen else None
    return answer(request, "watch.html", data=data, lists=lists, chosen=chosen, added=fresh, **_words(context))


def _words(context: dict[str, Any]) -> dict[str, Any]:
    return {"feeds": {}, "earlier": None, "unseen": 0, **context}


def load_list(request: Request, chosen: "WatchListView", before: int | None) -> dict[str, Any]:
    """Return what the page says of one list."""
    dragoman, user = get_dragoman(request), reader_of(request)
    alerts = dragoman.alerts(str(chosen.id), user=user, before=before, limit=PIECE)
    language = read_preferences(request).language
    base = find_base(request)
    return {
        "alerts": alerts,
        "reasons": {one.id: [*describe_reasons(one, language)] for one in alerts},
        "deliveries": dragoman.deliveries(str(chosen.id), user=user),
        "feeds": {form: f"{base}/watch/feed/{chosen.token}.{FORMATS[form].suffix}" for form in FEEDS},
        "earlier": alerts[-1].id if len(alerts) == PIECE else None,
        "unseen": max((one.id for one in alerts if not one.seen), default=0),
    }


@router.get("/watch/feed/{token}", dependencies=[Depends(require(ANYBODY))])
def show_feed(request: Request, token: str, lang: str = "") -> Response:
    """Give the alerts of the list with this secret as a feed; who knows the address needs no login."""
    dragoman, form = get_dragoman(request), wanted_format(request)
    found = dragoman.list_of_token(token)
    if found is None:
        raise HTTPException(404, "there is no feed at this address; the page Watch shows those of your lists")
    if form not in FEEDS:
        raise HTTPException(406, f"this address has feeds alone: {', '.join(FORMATS[one].suffix for one in FEEDS)}")
    return Response(_make_feed(dragoman, found, form, request), media_type=FORMATS[form].media_type)


def _make_feed(dragoman: "Dragoman", found: "WatchListView", form: str, request: Request) -> bytes:
    language = read_preferences(request).language
    chosen: Any = form
    feed = dragoman.alert_feed(str(found.id), form=chosen, user=found.owner, language=language, base=find_base(request))
    return feed.read()
