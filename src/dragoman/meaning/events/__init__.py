"""Events: several reports of one thing become one event, with what they disagree on."""

from dragoman.meaning.events.merging import merge_events
from dragoman.meaning.events.records import Conflict, EventReport, MergedEvent

__all__ = ["Conflict", "EventReport", "MergedEvent", "merge_events"]
