"""What the chronicle asks of the layer that makes sense of readings: pure functions, given to it when it is opened."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from dragoman.meaning.entities import Judgement, Member, Resolution
    from dragoman.meaning.events import EventLink, EventReport, MergedEvent
    from dragoman.meaning.offices import OfficeObservation, Tenure
    from dragoman.meaning.stories import Link, Story, StoryPage, Stretch
    from dragoman.model import Reading

Pairs = Collection[tuple[str, str]]
"""Reports that agree, by their keys."""


class Sense(Struct, frozen=True):
    """The functions by which entities, tenures, stories and events follow from readings.

    ``version`` names the rules; a chronicle derived by others is derived again. ``resolve_entities`` may be given
    any set of members that a change can reach, with the entities of the others around them, ``infer_tenures`` all
    observations of one office title (portfolios included), ``merge_events`` any set of reports that is closed under
    agreeing in blocks that ``meet`` and under being judged, with all judgements about them and the pairs that agree,
    as ``find_agreeing`` finds them among those that meet,
    ``link_events`` any set of events, ``link_pages`` the pages around the stretches of time that are given,
    ``cluster_pages`` any set of pages that is closed under links which suffice.
    """

    version: str
    block_keys: "Callable[[Member], tuple[str, ...]]"
    resolve_entities: "Callable[[Sequence[Member], Sequence[Judgement], Mapping[str, str]], Resolution]"
    infer_tenures: "Callable[[Sequence[OfficeObservation]], tuple[Tenure, ...]]"
    merge_events: "Callable[[Sequence[EventReport], Sequence[Judgement], Pairs | None], tuple[MergedEvent, ...]]"
    block_reports: "Callable[[EventReport], tuple[int, ...]]"
    meet: "Callable[[int], tuple[int, ...]]"
    find_agreeing: "Callable[[Iterable[tuple[EventReport, EventReport]]], Iterator[tuple[str, str]]]"
    link_events: "Callable[[Sequence[MergedEvent], Collection[str]], tuple[EventLink, ...]]"
    sign_page: "Callable[[str, Reading], StoryPage]"
    link_pages: "Callable[[Sequence[StoryPage], Collection[Stretch]], tuple[Link, ...]]"
    cluster_pages: "Callable[[Mapping[str, str], Sequence[Link], Mapping[str, str | None]], tuple[Story, ...]]"
    search_names: Callable[[str, Iterable[tuple[str, str, str]]], list[tuple[str, float]]]


VERSION = "14"
"""Goes up whenever the same readings would give another chronicle."""


def load_sense() -> Sense:
    """Return the functions of :mod:`dragoman.meaning`."""
    from dragoman.meaning.entities import block_keys, resolve_entities, search_names
    from dragoman.meaning.events import block_numbers, find_agreeing, link_events, meet, merge_events
    from dragoman.meaning.offices import infer_tenures
    from dragoman.meaning.stories import cluster_pages, link_pages, sign_page

    return Sense(
        version=VERSION,
        block_keys=block_keys,
        resolve_entities=resolve_entities,
        infer_tenures=infer_tenures,
        merge_events=merge_events,
        block_reports=block_numbers,
        meet=meet,
        find_agreeing=find_agreeing,
        link_events=link_events,
        sign_page=sign_page,
        link_pages=link_pages,
        cluster_pages=cluster_pages,
        search_names=search_names,
    )
