"""Who reads a page: the name of the user who is logged in, empty where there are no logins."""

from starlette.requests import Request

from dragoman.views.web.security import person_of


def reader_of(request: Request) -> str:
    """Return the name of the user of a request, as watch lists and marks of what was seen are kept under it."""
    return person_of(request).name


def back_to(path: str, *, otherwise: str) -> str:
    """Return where to go after a form: a path of this server, never an address elsewhere.

    >>> back_to("/entity/person:1", otherwise="/watch"), back_to("//elsewhere.example/", otherwise="/watch")
    ('/entity/person:1', '/watch')
    """
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if local else otherwise
