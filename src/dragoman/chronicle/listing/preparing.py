"""Loads the tables that answers need and that are loaded when they are needed first."""

from dragoman.chronicle.describing import describe_entity
from dragoman.chronicle.naming import list_references
from dragoman.chronicle.offices import list_titles
from dragoman.language.gazetteer_tables import territory_label
from dragoman.language.packs import list_packs
from dragoman.language.terms import analyse_text, guess_languages
from dragoman.meaning.entities import code_name

KNOWN = "territory:KZ"
"""A place that has a name in every language."""


def load_tables() -> None:
    """Load names of places and bodies, words of offices, and the dictionaries of all languages."""
    list_references("")
    list_titles("")
    describe_entity("organisation:", None, {tag: ("x",) for tag in list_packs()})
    for tag in list_packs():
        word = territory_label(KNOWN, tag) or tag
        list(analyse_text(f"{word} {word[1:]}", tag))
        code_name(word, tag)
        guess_languages(word)
