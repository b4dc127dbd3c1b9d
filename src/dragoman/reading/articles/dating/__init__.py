"""When a page of HTML was published: every place that tells, weighed against the others."""

from dragoman.reading.articles.dating.claims import Publication
from dragoman.reading.articles.dating.deciding import Sources, find_publication

__all__ = ["Publication", "Sources", "find_publication"]
