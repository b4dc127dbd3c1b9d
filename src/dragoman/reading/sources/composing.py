"""Pages that are put together: what a feed or a mail says of a text, written around it as a page would say it.

The bytes then hold all that is known, so that a chronicle can be rebuilt from them: the date that a feed gives is the
page's ``article:published_time``, beside the note that a feed has given it.
"""

from html import escape

from msgspec.structs import replace

from dragoman.model.pages import Page, Rejected, Told
from dragoman.reading.pages.intake import drop_controls, page_from_bytes
from dragoman.reading.sources.origin import Origin

Tags = list[tuple[str, str, str | None]]


def compose_page(told: Told, origin: Origin) -> Page | Rejected:
    """Make a page of the text that a source holds, of markup or plain, and of what it tells about it.

    Returns:
        The page, or ``Rejected`` as empty where there is no text.
    """
    text = told.text or ""
    if not text.strip():
        return Rejected(origin.name, origin.address, "empty", f"the {told.by} gives no text for it")
    body = text if told.markup else _mark_up(text)
    content = "\n".join((*_head(told, origin), *_body(body, told), "</body></html>", ""))
    page = page_from_bytes(
        origin.name,
        origin.address,
        drop_controls(content).encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        hint=origin.options.hint or told.language,
    )
    if isinstance(page, Rejected) or not told.holds:
        return page
    return replace(page, told=Told(by=told.by, holds=told.holds, missing=told.missing))


def _head(told: Told, origin: Origin) -> list[str]:
    language = f' lang="{escape(told.language)}"' if told.language else ""
    tags: Tags = [
        ("name", "dragoman:told-by", told.by),
        ("name", "dragoman:partial", "summary" if told.holds == "summary" else None),
        ("property", "article:published_time", told.published or told.updated),
        ("name", "author", told.author),
        ("property", "og:site_name", origin.options.outlet or told.outlet),
        ("property", "og:title", told.title),
    ]
    title = [f"<title>{escape(told.title)}</title>"] if told.title else []
    metas = [f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in tags if value]
    return [f'<!DOCTYPE html>\n<html{language}><head><meta charset="utf-8">', *title, *metas, "</head><body>"]


def _body(body: str, told: Told) -> list[str]:
    heading = [f"<h1>{escape(told.title)}</h1>"] if told.title else []
    return ["<article>", *heading, body, "</article>"]


def _mark_up(text: str) -> str:
    """A paragraph for each block of lines between empty ones."""
    lines = text.replace("\r\n", "\n").split("\n\n")
    return "\n".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in lines if part.strip())
