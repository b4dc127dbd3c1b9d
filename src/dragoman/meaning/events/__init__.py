"""Events: several reports of one thing become one event, with what they disagree on."""

from dragoman.meaning.events.agreement import find_agreeing, reports_agree
from dragoman.meaning.events.blocking import block_numbers, event_keys, meet
from dragoman.meaning.events.linking import link_events, link_keys
from dragoman.meaning.events.merging import merge_events
from dragoman.meaning.events.records import Conflict, Detail, EventLink, EventReport, MergedEvent

__all__ = [
    "Conflict",
    "Detail",
    "EventLink",
    "EventReport",
    "MergedEvent",
    "block_numbers",
    "event_keys",
    "find_agreeing",
    "link_events",
    "link_keys",
    "meet",
    "merge_events",
    "reports_agree",
]
