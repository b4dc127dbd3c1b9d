"""The tables of a language without a pack: all of them empty, but for the names of states."""

from functools import cache
from types import MappingProxyType

from dragoman.language.drafts import load_state_names, make_bare_pack
from dragoman.language.lexicon import Lexicon
from dragoman.language.morphology import load_morphology
from dragoman.reading.tables import Tables


@cache
def load_bare_tables(tag: str) -> Tables:
    """Return the tables of a draft language."""
    pack = make_bare_pack(tag)
    morphology = load_morphology(pack.strategies["morphology"])
    return Tables(
        pack=pack,
        morphology=morphology,
        gazetteer=Lexicon(morphology),
        offices=Lexicon(morphology),
        modifiers=Lexicon(morphology),
        styles=Lexicon(morphology),
        heads=Lexicon(morphology),
        citations=Lexicon(morphology),
        leading=Lexicon(morphology),
        topics=Lexicon(morphology),
        topic_prefixes=MappingProxyType({}),
        name_parts=MappingProxyType({}),
        name_roles=MappingProxyType({}),
        words=MappingProxyType({}),
        labels=MappingProxyType({id: name for name, id in load_state_names(tag).items()}),
    )
