"""What files and mails say in the language of their reader, beside names and sentences of pages."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.language.tables import DATA

FALLBACK = "en"


@cache
def load_phrases(language: str) -> Mapping[str, str]:
    """Return the phrases of a language by name; those in English where it has none.

    >>> load_phrases("en")["no_events"]
    'No events.'
    """
    import tomllib

    path = DATA.joinpath("phrases", f"{language}.toml")
    if language not in list_languages():
        path = DATA.joinpath("phrases", f"{FALLBACK}.toml")
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def list_languages() -> tuple[str, ...]:
    """Return the languages that have phrases."""
    names = (one.name for one in DATA.joinpath("phrases").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def say(language: str, phrase: str, **parts: object) -> str:
    """Return a phrase with its parts.

    >>> say("en", "mail_subject", list="Desk", number=2)
    'Desk: 2 new'
    """
    return load_phrases(language)[phrase].format(**parts)
