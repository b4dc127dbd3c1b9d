"""Several names of one person written in one line: "A / B", "A a.k.a. B"; and what is left out, "born C"."""

import re
from functools import cache, lru_cache

from dragoman.language.names.tables import TABLES_OF_WRITING, load_name_words

_SPACED = re.compile(r"\s+/\s*|\s*/\s+|\s*;\s*")
_SLASH = re.compile(r"\s*/\s*")
_EDGES = " -–—,"


@lru_cache(maxsize=1 << 16)
def split_forms(name: str) -> tuple[str, ...]:
    """Return the names that a line holds, in their order; the line itself where it holds one.

    >>> split_forms("Глеб Ворсин / Гліб Ворсін"), split_forms("Anna Marlow a.k.a. Anna Finch")
    (('Глеб Ворсин', 'Гліб Ворсін'), ('Anna Marlow', 'Anna Finch'))
    """
    pieces = [piece for part in _SPACED.split(name) for piece in _split_tight(part)]
    found = [_leave_birth_name(form) for piece in pieces for form in _words("alias").split(piece)]
    return tuple(dict.fromkeys(form for form in found if form)) or (name,)


def _split_tight(name: str) -> list[str]:
    """Split at a slash without spaces where full names stand on both sides of it."""
    parts = _SLASH.split(name)
    return parts if all(" " in part.strip() for part in parts) else [name]


def _leave_birth_name(name: str) -> str:
    return _words("birth-name").split(name)[0].strip(_EDGES) or name.strip(_EDGES)


@cache
def _words(role: str) -> re.Pattern[str]:
    """Return what finds the words that have a role, in any language."""
    forms = {form for writing in TABLES_OF_WRITING for form, r in load_name_words(writing).roles.items() if r == role}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)[:.]?", re.IGNORECASE)
