"""The nouns: frozen records without input or output."""

from dragoman.model.articles import Article, Block, LeftOut
from dragoman.model.explanations import Explanation, Note
from dragoman.model.pages import Duplicate, Page, Rejected, Told, Unchanged
from dragoman.model.readings import EventMention, Mention, OfficeMention, Reading, Referent, Role
from dragoman.model.sources import SourceNote
from dragoman.model.spans import Evidence, Span
from dragoman.model.times import When
from dragoman.model.usage import Usage

__all__ = [
    "Article",
    "Block",
    "Duplicate",
    "EventMention",
    "Evidence",
    "Explanation",
    "LeftOut",
    "Mention",
    "Note",
    "OfficeMention",
    "Page",
    "Reading",
    "Referent",
    "Rejected",
    "Role",
    "SourceNote",
    "Span",
    "Told",
    "Unchanged",
    "Usage",
    "When",
]
