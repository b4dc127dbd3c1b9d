"""The pages that every page leads to."""

from starlette.requests import Request

from dragoman.views.web.rendering import current, gettext, mark

ENTRIES = (
    ("/", mark("Chronicle"), "KeyC"),
    ("/entities", mark("Entities"), "KeyE"),
    ("/network", mark("Network"), "KeyN"),
    ("/map", mark("Map"), "KeyM"),
    ("/conflicts", mark("Conflicts"), ""),
    ("/review", mark("Review"), "KeyR"),
    ("/stories", mark("Stories"), ""),
    ("/watch", mark("Watch"), ""),
    ("/brief", mark("Brief"), ""),
    ("/sources", mark("Sources"), ""),
)
"""Path, words and the key after ``g``; those whose page is not there are left out."""


def navigation() -> list[tuple[str, str, str]]:
    """Return path, words and key of each page that this application has."""
    paths = current().request.app.state.paths
    return [(path, gettext(words), key) for path, words, key in ENTRIES if path in paths]


def here(request: Request, path: str) -> bool:
    """Tell whether an entry is the page that is shown, or above it."""
    shown = request.scope["path"]
    return bool(shown == path or (path != "/" and shown.startswith(f"{path}/")))
