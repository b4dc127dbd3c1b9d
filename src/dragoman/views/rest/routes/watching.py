"""Watch lists: what is followed, and what is new of it."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Request, Response

from dragoman.chronicle.following.answers import EntryView, Followed, WatchListView
from dragoman.errors import UnknownError, UsageError
from dragoman.views.rest import shapes
from dragoman.views.rest.access import require
from dragoman.views.rest.answering import LINES, answer
from dragoman.views.rest.bodies import Bytes, parse_body
from dragoman.views.rest.dependencies import Chronicle
from dragoman.views.rest.documents import take, tell
from dragoman.views.rest.listing import Slice, answer_list, slice_list
from dragoman.views.rest.paging import decode, encode
from dragoman.views.rest.parameters import Cursor, Limit, describe
from dragoman.views.rest.problems import missing, refuse

router = APIRouter(tags=["watching"])

User = Annotated[str | None, require("watch")]
Name = Annotated[str, Path(min_length=1, max_length=100, description="The name of a watch list, or its number.")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of an entry.")]


@router.get(
    "/watch-lists",
    operation_id="list_watch_lists",
    summary="Watch lists",
    responses=tell(shapes.WatchListList, 404, forms=(LINES,), listed=True),
)
def list_watch_lists(
    request: Request, chronicle: Chronicle, user: User, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """List one's own watch lists with what they follow, and how much of each is unread."""

    def make() -> Slice:
        found = chronicle.watch_lists(user=user or "")
        return slice_list(found, lambda one: str(one.id), limit=limit, cursor=cursor)

    return answer_list(request, shapes.WatchListList, make)


@router.post(
    "/watch-lists",
    operation_id="make_watch_list",
    summary="Make a watch list",
    responses=tell(WatchListView, 409, 415, reads=False),
    openapi_extra=take(shapes.NewWatchList, {"name": "transit"}),
)
def make_watch_list(request: Request, chronicle: Chronicle, user: User, body: Bytes) -> Response:
    """Make an empty watch list, where there is none of that name."""
    asked = parse_body(body, shapes.NewWatchList)
    try:
        made = chronicle.make_watch_list(asked.name, user=user or "")
    except UsageError as error:
        raise refuse(409, str(error), kind="watch-list", field="name") from error
    return answer(request, lambda: made)


@router.get(
    "/watch-lists/{name}", operation_id="get_watch_list", summary="One watch list", responses=tell(WatchListView, 404)
)
def get_watch_list(request: Request, chronicle: Chronicle, user: User, name: Name) -> Response:
    """Return a watch list with what it follows."""
    return answer(request, lambda: chronicle.watch_list(name, user=user or ""))


@router.delete(
    "/watch-lists/{name}",
    operation_id="remove_watch_list",
    summary="Remove a watch list",
    responses=tell(WatchListView, 404, reads=False),
)
def remove_watch_list(request: Request, chronicle: Chronicle, user: User, name: Name) -> Response:
    """Remove a watch list with its alerts and deliveries, and return what it was."""
    found = chronicle.watch_list(name, user=user or "")
    chronicle.remove_watch_list(name, user=user or "")
    return answer(request, lambda: found)


@router.post(
    "/watch-lists/{name}/entries",
    operation_id="follow",
    summary="Follow something",
    responses=tell(Followed, 404, 409, 415, reads=False),
    openapi_extra=take(shapes.Wish, {"who": "Вализода"}),
)
def follow(request: Request, chronicle: Chronicle, user: User, name: Name, body: Bytes) -> Response:
    """Follow an entity, a pair, an office or what meets conditions; what the list has already changes nothing.

    Names that no page has yet wait; a name that has several meanings is 409, whose `allowed` are the ids.
    """
    asked = parse_body(body, shapes.Wish)
    chronicle.watch_list(name, user=user or "")  # one that is not there is not made by a slip of the pen
    wish = {key: value for key, value in msgspec.to_builtins(asked).items() if value is not None}
    try:
        followed = chronicle.follow(wish, name=name, user=user or "")
    except UnknownError:
        raise
    except UsageError as error:
        meant = [one.id for one in getattr(error, "candidates", ())]
        raise refuse(409, str(error), kind="wish", allowed=meant) from error
    return answer(request, lambda: followed)


@router.delete(
    "/watch-lists/{name}/entries/{number:int}",
    operation_id="unfollow",
    summary="Follow something no longer",
    responses=tell(EntryView, 404, reads=False),
)
def unfollow(request: Request, chronicle: Chronicle, user: User, name: Name, number: Number) -> Response:
    """Follow an entry no longer, and return what it was; what it told stays."""
    gone = chronicle.unfollow(number, name=name, user=user or "")
    return answer(request, lambda: gone)


@router.get(
    "/watch-lists/{name}/alerts",
    operation_id="list_alerts",
    summary="What a watch list told",
    responses=tell(shapes.AlertList, 404, forms=(LINES,), listed=True),
)
def list_alerts(  # noqa: PLR0913  a question may have many conditions; all are named
    request: Request,
    chronicle: Chronicle,
    user: User,
    name: Name,
    unseen: Annotated[bool, describe("Only what was not seen yet.", True)] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List new events, changed ones and offices with other holders, the latest first, with their quotations."""

    def make() -> Slice:
        before = _read_number(cursor) if cursor else None
        found = chronicle.alerts(name, user=user or "", unseen=unseen, before=before, limit=limit + 1)
        shown = found[:limit]
        return Slice(shown, len(shown), encode(str(shown[-1].id)) if len(found) > limit else None)

    return answer_list(request, shapes.AlertList, make)


def _read_number(cursor: str) -> int:
    words = decode(cursor)
    if not (words.isascii() and words.isdigit() and len(words) < 10):
        raise missing("cursor", cursor)
    return int(words)


@router.post(
    "/watch-lists/{name}/seen",
    operation_id="mark_seen",
    summary="Note that alerts were seen",
    responses=tell(shapes.SeenAlerts, 404, 415, reads=False),
    openapi_extra=take(shapes.Seeing, {}),
)
def mark_seen(request: Request, chronicle: Chronicle, user: User, name: Name, body: Bytes) -> Response:
    """Note that the alerts of a list were seen, all or up to one; returns how many were unread."""
    asked = parse_body(body, shapes.Seeing)
    seen = chronicle.mark_seen(name, user=user or "", through=asked.through)
    return answer(request, lambda: shapes.SeenAlerts(seen))
