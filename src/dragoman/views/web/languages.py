"""The words of the interface: gettext catalogues, read from their ``.po`` files; nothing is compiled beforehand."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dragoman.views.web.preferences import LANGUAGES

LOCALE = files("dragoman").joinpath("data", "locale")


PLURALS = MappingProxyType(
    {
        "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
        "fa": "nplurals=1; plural=0;",
        "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    }
)
"""How a language counts, as its catalogues say: what babel takes for it changes from one version to the next.

Source: Unicode CLDR, Language Plural Rules.
"""


def make_catalog(language: str, **more: Any) -> Catalog:
    """Return an empty catalogue that counts as its language does."""
    made = Catalog(locale=language, **more)
    if language in PLURALS:
        made.mime_headers = [("Plural-Forms", PLURALS[language])]
    return made


def load_catalog(language: str) -> Catalog:
    """Return the words of a language from all ``.po`` files of its folder, which may be many."""
    whole = make_catalog(language)
    for path in sorted(LOCALE.joinpath(language).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            for message in read_po(BytesIO(path.read_bytes()), locale=language):
                if message.id:
                    whole[message.id] = message
    return whole


@cache
def load_translations(language: str) -> NullTranslations:
    """Return the translations into a language of the interface; those into English leave all as it is."""
    if language == "en" or language not in LANGUAGES:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, load_catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
