"""The chronicle in the formats of other programs."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response

from dragoman.exports.formats import FORMATS, Format
from dragoman.views.rest import shapes
from dragoman.views.rest.answering import LINES, stream
from dragoman.views.rest.dependencies import Chronicle, find_base
from dragoman.views.rest.documents import tell
from dragoman.views.rest.filters import Filter
from dragoman.views.rest.listing import Slice, answer_list
from dragoman.views.rest.parameters import describe
from dragoman.views.rest.problems import refuse

router = APIRouter(tags=["exports"])

MEDIA = tuple(dict.fromkeys(one.media_type.partition(";")[0] for one in FORMATS.values()))
Name = Annotated[
    str,
    Path(description="The name of a format.", json_schema_extra={"enum": list(FORMATS)}, examples=["csv"]),
]
Names = Annotated[str, describe("The language of headings and of names in them.", "en", pattern="^[a-z]{2,3}$")]


@router.get(
    "/export",
    operation_id="list_formats",
    summary="The formats of exports",
    responses=tell(shapes.FormatList, forms=(LINES,), listed=True),
)
def list_formats(request: Request) -> Response:
    """List the formats in which events, reports, offices and entities can be had."""

    def make() -> Slice:
        items = [
            shapes.FormatView(one.name, one.suffix, one.media_type, one.summary, tuple(one.writers), one.extra)
            for one in FORMATS.values()
        ]
        return Slice(items, len(items), None)

    return answer_list(request, shapes.FormatList, make)


@router.get(
    "/export/{format}",
    operation_id="export_events",
    summary="Events in the format of another program",
    responses=tell(None, 400, 404, forms=MEDIA, reads=False),
)
def export_events(
    request: Request,
    chronicle: Chronicle,
    filter: Filter,
    format: Name,
    of: Annotated[Literal["events", "reports"], describe("What a row is about.", "events")] = "events",
    names: Names = "en",
) -> Response:
    """Send the events that meet conditions as a file that is made while it is sent.

    The formats that tell of single reports are in `/export`.
    """
    chosen = _choose(format, of)
    made = chronicle.export_filtered(format, filter, of=of, language=names, base=find_base(request))
    return stream(request, made, media=chosen.media_type, name=f"dragoman-{of}.{chosen.suffix}")


@router.get(
    "/export/{format}/{subject}",
    operation_id="export_all",
    summary="All offices or entities in the format of another program",
    responses=tell(None, 404, forms=MEDIA, reads=False),
)
def export_all(
    request: Request,
    chronicle: Chronicle,
    format: Name,
    subject: Annotated[Literal["offices", "entities"], Path(description="What it is about.", examples=["offices"])],
    names: Names = "en",
) -> Response:
    """Send all offices or entities as a file that is made while it is sent; which formats have them, `/export` says."""
    chosen = _choose(format, subject)
    made = chronicle.export(format, of=subject, language=names, base=find_base(request))
    return stream(request, made, media=chosen.media_type, name=f"dragoman-{subject}.{chosen.suffix}")


def _choose(format: str, subject: str) -> Format:
    allowed = [name for name, one in FORMATS.items() if subject in one.writers]
    if format not in allowed:
        raise refuse(404, f"no format {format!r} for {subject}", kind="no-format", field="format", allowed=allowed)
    return FORMATS[format]
