"""The nouns: frozen records without input or output."""

from dragoman.model.articles import Article, Block, LeftOut
from dragoman.model.pages import Page, Rejected, Unchanged
from dragoman.model.readings import EventMention, Mention, OfficeMention, Reading, Referent, Role
from dragoman.model.spans import Evidence, Span
from dragoman.model.times import When

__all__ = [
    "Article",
    "Block",
    "EventMention",
    "Evidence",
    "LeftOut",
    "Mention",
    "OfficeMention",
    "Page",
    "Reading",
    "Referent",
    "Rejected",
    "Role",
    "Span",
    "Unchanged",
    "When",
]
