"""What routes are given: the chronicle, and the address under which the pages of the server are."""

from typing import Annotated

from fastapi import Depends, Request

from dragoman.app import Dragoman


def _get_chronicle(request: Request) -> Dragoman:
    chronicle: Dragoman = request.app.state.chronicle
    return chronicle


def find_base(request: Request) -> str:
    """Return the address of the server, for links to its pages."""
    return f"{request.url.scheme}://{request.url.netloc}"


Chronicle = Annotated[Dragoman, Depends(_get_chronicle)]
