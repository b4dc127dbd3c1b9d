"""What the chronicle asks of the layer that makes sense of readings: pure functions, given to it when it is opened."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from dragoman.meaning.entities import Judgement, Member, Resolution
    from dragoman.meaning.events import EventReport, MergedEvent
    from dragoman.meaning.offices import OfficeObservation, Tenure


class Sense(Struct, frozen=True):
    """The functions by which entities, tenures and events follow from readings.

    ``version`` names the rules; a chronicle derived by others is derived again. ``resolve_entities`` may be given any
    set of members that is closed under sharing a block, ``infer_tenures`` all observations of one office title
    (portfolios included), ``merge_events`` all reports
    and all judgements about them.
    """

    version: str
    block_keys: "Callable[[Member], tuple[str, ...]]"
    resolve_entities: "Callable[[Sequence[Member], Sequence[Judgement]], Resolution]"
    infer_tenures: "Callable[[Sequence[OfficeObservation]], tuple[Tenure, ...]]"
    merge_events: "Callable[[Sequence[EventReport], Sequence[Judgement]], tuple[MergedEvent, ...]]"
    search_names: Callable[[str, Iterable[tuple[str, str, str]]], list[tuple[str, float]]]


VERSION = "3"
"""Goes up whenever the same readings would give another chronicle."""


def load_sense() -> Sense:
    """Return the functions of :mod:`dragoman.meaning`."""
    from dragoman.meaning.entities import block_keys, resolve_entities, search_names
    from dragoman.meaning.events import merge_events
    from dragoman.meaning.offices import infer_tenures

    return Sense(VERSION, block_keys, resolve_entities, infer_tenures, merge_events, search_names)
