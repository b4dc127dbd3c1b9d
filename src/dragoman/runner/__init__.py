"""Hands: the same steps on one core, on many, and later on a cluster."""

from dragoman.runner.local import read_pages
from dragoman.runner.reports import Progress, ReadReport

__all__ = ["Progress", "ReadReport", "read_pages"]
