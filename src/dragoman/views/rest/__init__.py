"""The programming interface over HTTP, ``/api/v1``: the same questions as the pages, answered for programs.

:func:`make_api` makes an application that is mounted under :data:`PREFIX` by the web application, and runs alone as
well. ``documents`` builds its OpenAPI document from the records themselves, ``answering`` encodes, tags and packs what
the routes answer, ``listing`` cuts it into pages, ``problems`` gives every error one shape, and ``access`` asks who may
do what. Each module of ``routes`` has one ``router``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.views.rest.application import make_api, make_server

__all__ = ["PREFIX", "make_api", "make_server"]

PREFIX = "/api/v1"


def __getattr__(name: str) -> Any:
    if name not in ("make_api", "make_server"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dragoman.views.rest import application

    return getattr(application, name)
