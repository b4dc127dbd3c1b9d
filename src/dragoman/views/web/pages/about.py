"""About: what the chronicle holds, how often the reading is right, what it does not do, licences."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman import __version__
from dragoman.views.web.formats import answer
from dragoman.views.web.preferences import LANGUAGES
from dragoman.views.web.rendering import get_dragoman

MEASURES = ("mention:person", "mention:organisation", "mention:place", "office", "core-event", "event", "event-date",
            "event-place", "event-status")  # fmt: skip
_TASK, _SET, _UNIT = "Readings", "annotated pages", " (F1)"

router = APIRouter()


@router.get("/about")
def show_about(request: Request) -> Response:
    """Show what this is and how far it can be trusted."""
    counts, accuracy = get_dragoman(request).counts(), read_accuracy()
    table = [(id, {tag: values[id] for tag, values in accuracy.items() if id in values}) for id in MEASURES]
    return answer(
        request,
        "about.html",
        data={"version": __version__, "counts": counts, "accuracy": accuracy},
        counts=counts,
        measured=tuple(accuracy),
        accuracy=table,
        version=__version__,
    )


@cache
def read_accuracy() -> Mapping[str, Mapping[str, float]]:
    """Return what the cards of the languages say of the reading of annotated pages, by language and measure."""
    found = {tag: _read_card(tag) for tag in LANGUAGES}
    return {tag: values for tag, values in found.items() if values}


def _read_card(tag: str) -> Mapping[str, float]:
    text = files("dragoman").joinpath("data", "languages", tag, "CARD.md").read_text(encoding="utf-8")
    rows = ([cell.strip() for cell in line.strip("|\n ").split("|")] for line in text.splitlines() if line[:1] == "|")
    kept = (row for row in rows if row[:2] == [_TASK, _SET] and row[2].endswith(_UNIT))
    return {row[2].removesuffix(_UNIT): float(row[3]) for row in kept}
