"""Offices as bars: those that somebody held, and those who held one."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from dragoman.chronicle.answers import EventView, TenureView
from dragoman.views.web.dates import write_edtf
from dragoman.views.web.depicting.common import form_tick, is_mirrored, join_words, parse_first, parse_last
from dragoman.views.web.drawing import Dot, Stretch, Tenure, Words, draw_tenures
from dragoman.views.web.fragments import link_to, with_query
from dragoman.views.web.labels import TYPES, label_in, label_office
from dragoman.views.web.rendering import current, gettext

MOST_DOTS = 150
_label_type = label_in(TYPES)


def link_office(one: TenureView) -> str:
    """Return the address of the office of a tenure."""
    return with_query(link_to(one.title, "office"), of=one.of)


def name_office(one: TenureView) -> str:
    """Return what an office is called, with its country or body."""
    of = name_body(one)
    return f"{label_office(one.title)} \u2013 \u2068{of}\u2069" if of else label_office(one.title)


def name_body(one: TenureView) -> str:
    """Return what the country or body of an office is called, empty where it has none."""
    return (current().names.get(one.of) if one.of else None) or one.of_name or ""


def name_holder(one: TenureView) -> str:
    """Return what the holder of an office is called."""
    return current().names.get(one.holder) or one.name


def write_period(one: TenureView) -> str:
    """Return from when until when an office was held, as far as pages tell, and how they know it."""
    start, stop = (write_edtf(day) if day else "" for day in (one.start, one.stop))
    seen = tuple(write_edtf(day) if day else "" for day in (one.first_seen, one.last_seen))
    parts = []
    if start:
        parts.append(gettext("from %(day)s") % {"day": start})
    if stop:
        parts.append(gettext("until %(day)s") % {"day": stop})
    elif one.ended_by:
        parts.append(gettext("left before %(day)s") % {"day": write_edtf(one.ended_by)})
    if not start and seen[0]:
        parts.append(gettext("first seen %(day)s") % {"day": seen[0]})
    if not stop and seen[1] and (seen[1] != seen[0] or start):
        parts.append(gettext("last seen %(day)s") % {"day": seen[1]})
    return join_words(*parts) or gettext("no date")


def depict_offices(tenures: Sequence[TenureView], events: Sequence[EventView]) -> Markup:
    """Return the offices of one person, with events of all kinds as dots below."""
    words = Words("offices", gettext("Offices and events"), gettext("Faded ends: no page says when."))
    return _depict(tenures, words, label=name_office, link=link_office, dots=list_dots(events))


def depict_holders(tenures: Sequence[TenureView], *, name: str = "holders", explained: bool = True) -> Markup:
    """Return those who held one office, with the time that nobody is known for and that more than one had it."""
    words = Words(name, gettext("Who held it"), gettext("Faded ends: no page says when.") if explained else "")
    return _depict(
        tenures, words, label=name_holder, link=lambda one: link_to(one.holder), stretches=find_stretches(tenures)
    )


def _depict(
    tenures: Sequence[TenureView],
    words: Words,
    *,
    label: Callable[[TenureView], str],
    link: Callable[[TenureView], str],
    stretches: Sequence[Stretch] = (),
    dots: Sequence[Dot] = (),
) -> Markup:
    dated = [(one, days) for one in tenures if (days := find_days(one))]
    if not dated:
        return Markup("")
    latest = max([stop for _, (_, stop) in dated] + [dot.day for dot in dots])
    drawn = [
        Tenure(
            label(one), link(one), write_period(one), start, stop, start_is_stated=one.start is not None,
            fades_to=_fade(one, stop, latest), note=_note(one), marks=_marks(one),
        )
        for one, (start, stop) in sorted(dated, key=lambda pair: pair[1])
    ]  # fmt: skip
    return Markup(
        draw_tenures(drawn, words=words, form=form_tick, stretches=stretches, dots=dots, mirrored=is_mirrored())
    )


def find_days(one: TenureView) -> tuple[date, date] | None:
    """Return the first and last day on which somebody held an office for certain, ``None`` where nothing dates it."""
    start = parse_first(one.start) or parse_first(one.first_seen) or parse_first(one.last_seen) or parse_first(one.stop)
    stop = parse_last(one.stop) or parse_last(one.last_seen) or parse_last(one.first_seen) or parse_last(one.start)
    return (min(start, stop), max(start, stop)) if start and stop else None


def _fade(one: TenureView, stop: date, latest: date) -> date | None:
    if one.stop:
        return None
    return parse_first(one.ended_by) or (None if one.over else latest + timedelta(30))


def _note(one: TenureView) -> str:
    notes = [gettext("acting")] if one.acting else []
    if one.contested_by:
        notes.append(gettext("pages give it to two at once"))
    if one.provenance:
        notes.append(gettext("from a reference"))
    return gettext(", ").join(notes)


def _marks(one: TenureView) -> str:
    return "acting" if one.acting else "reference" if one.provenance else ""


def find_stretches(tenures: Sequence[TenureView]) -> list[Stretch]:
    """Return the days on which no page knows a holder, and those on which more than one held the office.

    Offices of no body in particular are not one office, so that nothing follows from two who hold them.
    """
    gaps: list[Stretch] = []
    if not tenures or tenures[0].of is None:
        return gaps
    for one in tenures:
        start, stop = parse_first(one.gap), parse_last(one.gap)
        if start and stop:
            title = gettext("nobody known")
            title += f": {write_edtf(one.gap or '')}"
            gaps.append(Stretch("gap", start, stop + timedelta(1), title))
    return [*gaps, *_find_overlaps(tenures)]


def _find_overlaps(tenures: Sequence[TenureView]) -> Iterable[Stretch]:
    dated = [(one, *days) for one in tenures if (days := _find_sure_days(one))]
    for number, (one, start, stop) in enumerate(dated):
        for other, from_, until in dated[:number]:
            first, last = max(start, from_), min(stop, until)
            if one.holder != other.holder and (last - first).days > 1:
                title = gettext("two at once")
                title += f": {join_words(name_holder(one), name_holder(other), write_edtf(f'{first}/{last}'))}"
                yield Stretch("overlap", first, last, title)


def _find_sure_days(one: TenureView) -> tuple[date, date] | None:
    """Return the days of a tenure whatever day is meant by a month or a year: of two in one month none overlaps."""
    start, stop = parse_last(one.start or one.first_seen), parse_first(one.stop or one.last_seen)
    return (start, stop) if start and stop and start <= stop else None


def list_dots(events: Sequence[EventView]) -> list[Dot]:
    """Return events that a day dates, each a link."""
    dots = []
    for event in events[:MOST_DOTS]:
        day = parse_first(event.when.value)
        if day:
            who = join_words(*(current().names.get(one.id) or one.name for one in event.participants[:4]))
            title = f"{write_edtf(event.when.value or '')}: {_label_type(event.type)} {who}"
            dots.append(Dot(day, link_to(event.id, "event"), title))
    return dots
