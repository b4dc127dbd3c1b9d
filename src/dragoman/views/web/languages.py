"""The words of the interface: gettext catalogues, read from their ``.po`` files; nothing is compiled beforehand."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dragoman.views.web.preferences import LANGUAGES

LOCALE = files("dragoman").joinpath("data", "locale")


def load_catalog(language: str) -> Catalog:
    """Return the words of a language from all ``.po`` files of its folder, which may be many."""
    whole = Catalog(locale=language)
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
