"""What routes are given: the chronicle, and the address under which the pages of the server are."""

from typing import Annotated

from fastapi import Depends, Request

from dragoman.app import Dragoman


def _get_chronicle(request: Request) -> Dragoman:
    chronicle: Dragoman = request.app.state.chronicle
    return chronicle


def find_base(request: Request) -> str:
    """Return the address of the server, for links to its pages."""
    return str(request.base_url).rstrip("/")


def add_root(request: Request, path: str) -> str:
    """Return a path as callers have to write it: below the path, such as ``/news``, under which a proxy shows all."""
    root = str(request.scope.get("app_root_path", ""))
    return path if path.startswith(f"{root}/") else root + path


Chronicle = Annotated[Dragoman, Depends(_get_chronicle)]
