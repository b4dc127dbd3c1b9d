"""Dragoman reads diplomatic and security news in many scripts and keeps one chronicle of it, offline.

>>> import dragoman
>>> chronicle = dragoman.open("news.db")  # doctest: +SKIP
>>> chronicle.read(["pages/"])  # doctest: +SKIP
>>> chronicle.timeline(who="Рахмон")  # doctest: +SKIP

Importing the package loads nothing but this list; each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.app import open_dragoman as open
    from dragoman.chronicle.answers import EntityView, EventView, PageView, Quote, ReadingView, TenureView
    from dragoman.chronicle.judged_answers import Judged, JudgementView
    from dragoman.chronicle.page_answers import StoryView, VersionView
    from dragoman.chronicle.search.answers import SearchAnswer, SearchHit
    from dragoman.chronicle.watch_answers import SourceHealth, WatchView
    from dragoman.config import Settings
    from dragoman.errors import DragomanError, LimitError, PackError, SourceError, StoreError, UnknownError, UsageError
    from dragoman.model import Explanation
    from dragoman.runner.reports import ReadReport
    from dragoman.running import explain_pages as explain

__version__ = "0.1.0"

__all__ = [
    "Dragoman",
    "DragomanError",
    "EntityView",
    "EventView",
    "Explanation",
    "Judged",
    "JudgementView",
    "LimitError",
    "PackError",
    "PageView",
    "Quote",
    "ReadReport",
    "ReadingView",
    "SearchAnswer",
    "SearchHit",
    "Settings",
    "SourceError",
    "SourceHealth",
    "StoreError",
    "StoryView",
    "TenureView",
    "UnknownError",
    "UsageError",
    "VersionView",
    "WatchView",
    "__version__",
    "explain",
    "open",
]

_HOMES = {
    "Dragoman": "dragoman.app",
    "explain": "dragoman.running:explain_pages",
    "open": "dragoman.app:open_dragoman",
    "EntityView": "dragoman.chronicle.answers",
    "EventView": "dragoman.chronicle.answers",
    "Explanation": "dragoman.model",
    "Judged": "dragoman.chronicle.judged_answers",
    "JudgementView": "dragoman.chronicle.judged_answers",
    "PageView": "dragoman.chronicle.answers",
    "Quote": "dragoman.chronicle.answers",
    "ReadingView": "dragoman.chronicle.answers",
    "StoryView": "dragoman.chronicle.page_answers",
    "SourceHealth": "dragoman.chronicle.watch_answers",
    "WatchView": "dragoman.chronicle.watch_answers",
    "TenureView": "dragoman.chronicle.answers",
    "VersionView": "dragoman.chronicle.page_answers",
    "SearchAnswer": "dragoman.chronicle.search.answers",
    "SearchHit": "dragoman.chronicle.search.answers",
    "ReadReport": "dragoman.runner.reports",
    "Settings": "dragoman.config",
    "DragomanError": "dragoman.errors",
    "LimitError": "dragoman.errors",
    "PackError": "dragoman.errors",
    "SourceError": "dragoman.errors",
    "StoreError": "dragoman.errors",
    "UnknownError": "dragoman.errors",
    "UsageError": "dragoman.errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute or name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
