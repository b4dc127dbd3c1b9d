"""Turns answers into HTML: one Jinja environment, filters for names, dates and numbers, words by gettext."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman.language.romanisation import romanise
from dragoman.language.scripts import script_of
from dragoman.views.web.languages import load_translations
from dragoman.views.web.preferences import LANGUAGES, ORIGINAL, Preferences, keep_choice, read_preferences

if TYPE_CHECKING:
    from dragoman.app import Dragoman

HTMX_TYPE = "hx-request-type"
"""``partial`` where htmx replaces a part of a page, ``full`` where it goes back in the history."""


@dataclass(frozen=True)
class Face:
    """For whom a page is rendered: the request, the choices, the words, and the names that were looked up."""

    request: Request
    preferences: Preferences
    translations: NullTranslations
    names: dict[str, str] = field(default_factory=dict)


_FACE: ContextVar[Face] = ContextVar("face")


def current() -> Face:
    """Return for whom a page is being rendered.

    Raises:
        LookupError: None is.
    """
    return _FACE.get()


def gettext(message: str) -> str:
    """Return a message in the language of the page that is being rendered."""
    return current().translations.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return one of two messages by number, in the language of the page that is being rendered."""
    return current().translations.ngettext(one, many, number)


def mark(message: str) -> str:
    """Return a message as it is, and have it collected for translation; ``gettext`` it where it is shown."""
    return message


@cache
def make_environment() -> Environment:
    """Return the environment of all templates."""
    from dragoman.views.web import (
        assets,
        dates,
        fragments,
        labels,
        marking,
        reviewing,  # the words of one group of pages
    )
    from dragoman.views.web.depicting.counts import depict_histogram
    from dragoman.views.web.navigation import here, navigation
    from dragoman.views.web.security import templates
    from dragoman.views.web.visits import show_new

    environment = Environment(
        loader=PackageLoader("dragoman.views.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update({**dates.FILTERS, **fragments.FILTERS, **labels.FILTERS})
    environment.globals.update(
        asset=assets.asset,
        LANGUAGES=LANGUAGES,
        navigation=navigation,
        here=here,
        depict_histogram=depict_histogram,
        mark_article=marking.mark_article,
        new_since_visit=show_new,
        **fragments.GLOBALS,
        **labels.GLOBALS,
        **templates.GLOBALS,
    )
    environment.filters.update(reviewing.FILTERS)
    environment.globals.update(reviewing.GLOBALS)
    return environment


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """Return a page, or for htmx its block ``fragment``, in the language that the reader has chosen.

    Args:
        request: The request.
        template: The name of the template.
        status: The status of HTTP.
        context: What the template needs.
    """
    preferences = read_preferences(request)
    names = name_all(request, context, preferences)
    face = Face(request, preferences, load_translations(preferences.language), names)
    token = _FACE.set(face)
    try:
        text = _fill(request, template, {"request": request, "preferences": preferences, "formats": (), **context})
    finally:
        _FACE.reset(token)
    response = HTMLResponse(text, status_code=status)
    response.headers.update(
        {
            "Content-Language": preferences.language,
            "Vary": "Accept, Cookie, Accept-Language, HX-Request, HX-Request-Type",
        }
    )
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.query_params.get("lang") == preferences.language:
        keep_choice(response, "language", preferences.language)
    return response


def render_piece(request: Request, template: str, **context: Any) -> str:
    """Return a piece of a page, in the language that the reader has chosen."""
    preferences = read_preferences(request)
    token = _FACE.set(Face(request, preferences, load_translations(preferences.language)))
    try:
        return make_environment().get_template(template).render(context)
    finally:
        _FACE.reset(token)


def _fill(request: Request, template: str, context: Mapping[str, Any]) -> str:
    page = make_environment().get_template(template)
    if request.headers.get(HTMX_TYPE) == "partial" and "fragment" in page.blocks:
        made = page.new_context({**context, "in_fragment": True})
        return "".join(page.blocks["fragment"](made))
    return page.render({**context, "in_fragment": False})


def get_dragoman(request: Request) -> "Dragoman":
    """Return the chronicle that is served."""
    dragoman: Dragoman = request.app.state.dragoman
    return dragoman


def name_all(request: Request, context: Mapping[str, Any], preferences: Preferences) -> dict[str, str]:
    """Return the names, in the language that is preferred, of all entities in what a page is about."""
    from dragoman.views.web.naming import list_entities

    ids = list_entities(context)
    if not ids or preferences.names == ORIGINAL:
        return {}
    from dragoman.views.web.naming import name_places

    return {**get_dragoman(request).names_in(ids, preferences.names), **name_places(ids, preferences.names)}


WRITTEN_IN = MappingProxyType({"en": "Latn", "ru": "Cyrl", "ar": "Arab", "fa": "Arab"})
LETTERS_OF = MappingProxyType({"Cyrl": "ru", "Arab": "fa"})
"""By the letters of which language a name in a script is transliterated."""
ARABIC_LETTERS = frozenset("ةيكىأإ")
"""Letters that Persian writes otherwise, or hardly ever."""


def escape_name(name: str) -> Markup:
    """Return a name isolated from the direction of what stands beside it.

    One in another script than that of the interface says so, for those who have it read aloud, and has a
    transliteration as its title, where it is not in Latin letters.
    """
    script = script_of(name)
    if script is None or script == WRITTEN_IN.get(current().preferences.language):
        return Markup("<bdi>{}</bdi>").format(name)
    if script not in LETTERS_OF:
        return Markup('<bdi lang="und-{}">{}</bdi>').format(script, name)
    return Markup('<bdi lang="und-{}" title="{}">{}</bdi>').format(script, transliterate(name), name)


def transliterate(name: str) -> str:
    """Return a name in Latin letters, in the order of its words."""
    language = LETTERS_OF.get(script_of(name) or "", "en")
    if language == "fa" and not ARABIC_LETTERS.isdisjoint(name):
        language = "ar"
    words = (romanise(word, language) for word in name.split())
    return " ".join(word.title() for word in words if word)
