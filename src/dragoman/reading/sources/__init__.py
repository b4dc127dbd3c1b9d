"""Sources: where pages come from."""

from dragoman.reading.sources.files import count_pages, iterate_pages

__all__ = ["count_pages", "iterate_pages"]
