"""What each reader has chosen: three languages (interface, names, sources), theme, digits and calendar, in cookies."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

LANGUAGES = MappingProxyType({"en": "English", "ru": "Русский", "ar": "العربية", "fa": "فارسی"})
"""The languages of the interface, each in its own words."""

ORIGINAL = "original"
THEMES = ("auto", "light", "dark")
DIGITS = ("latin", "native")
CALENDARS = ("gregorian", "persian", "islamic")
COOKIE = "dragoman_"
YEAR = 365 * 24 * 3600
_SOURCE_TAG = 12


@dataclass(frozen=True)
class Preferences:
    """The choices of a reader.

    ``language`` is that of the interface, ``names`` that in which names are shown (``original``: as the pages mostly
    write them), ``sources`` the languages whose pages are shown first choice, with spaces between (empty: all).
    """

    language: str = "en"
    names: str = ORIGINAL
    sources: str = ""
    theme: str = "auto"
    digits: str = "latin"
    calendar: str = "gregorian"

    @property
    def direction(self) -> str:
        """The direction of the interface."""
        return "rtl" if self.language in ("ar", "fa") else "ltr"


def read_preferences(request: Request) -> Preferences:
    """Return the choices of a request: ``?lang=`` of the address, then cookies, then the browser's languages."""
    chosen = Preferences(language=accepted_language(request.headers.get("accept-language", "")))
    cookies = {field.name: request.cookies.get(COOKIE + field.name) for field in fields(Preferences)}
    chosen = change_preferences(change_preferences(chosen, cookies), {"language": request.query_params.get("lang")})
    return chosen if COOKIE + "names" in request.cookies else replace(chosen, names=chosen.language)


def change_preferences(preferences: Preferences, wanted: Mapping[str, str | None]) -> Preferences:
    """Return the choices with those changed that are wanted and possible."""
    allowed = {
        "language": tuple(LANGUAGES),
        "names": (ORIGINAL, *LANGUAGES),
        "theme": THEMES,
        "digits": DIGITS,
        "calendar": CALENDARS,
    }
    changes = {name: value for name, value in wanted.items() if value in allowed.get(name, ())}
    sources = wanted.get("sources")
    if sources is not None:
        tags = (tag for tag in sources.split() if len(tag) < _SOURCE_TAG and tag.replace("-", "").isalnum())
        changes["sources"] = " ".join(dict.fromkeys(tags))
    return replace(preferences, **changes)


def keep_preferences(response: Response, preferences: Preferences) -> None:
    """Set the cookies of all choices."""
    for field in fields(Preferences):
        keep_choice(response, field.name, getattr(preferences, field.name))


def keep_choice(response: Response, name: str, value: str) -> None:
    """Set the cookie of one choice."""
    response.set_cookie(COOKIE + name, value, max_age=YEAR, samesite="lax", httponly=True)


def accepted_language(header: str) -> str:
    """Return the language of the interface that a browser likes best, English where it likes none of them.

    >>> accepted_language("tg,ru;q=0.8,en;q=0.9")
    'en'
    """
    liked: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            liked.append((float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    known = [(weight, tag) for weight, tag in liked if tag in LANGUAGES and weight > 0]
    return max(known, key=lambda pair: pair[0])[1] if known else "en"
