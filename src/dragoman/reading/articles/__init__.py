"""Articles: a page without its furniture."""

from dragoman.reading.articles.extraction import extract_article
from dragoman.reading.articles.publication import parse_published

__all__ = ["extract_article", "parse_published"]
