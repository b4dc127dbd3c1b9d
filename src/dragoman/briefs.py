"""Briefs and feeds of what is followed, from Python."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.following import LIST

if TYPE_CHECKING:
    from datetime import datetime

    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import EventView
    from dragoman.chronicle.listing.filters import EventFilter
    from dragoman.exports.exporting import Export
    from dragoman.exports.matter import Matter

IN_FEEDS = 100
"""So many alerts stand in a feed, the latest."""


class Briefs:
    """The part of :class:`~dragoman.app.Dragoman` that tells of a time, or of what a watch list told."""

    settings: Settings
    _chronicle: "Chronicle"

    def brief(  # noqa: PLR0913  a question may have many conditions; all are named
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        name: str | None = None,
        user: str = "",
        form: str = "brief",
        language: str = "en",
        title: str = "",
        base: str = "",
        made: "datetime | None" = None,
        filter: "EventFilter | None" = None,
    ) -> "Export":
        """Return a brief of a time: day by day each event with its sentences, sources and conflicts.

        Args:
            since: The first day, month or year.
            until: The last one.
            name: A watch list, for what it follows; otherwise ``filter`` says which events.
            user: Whose list.
            form: ``brief`` (Markdown), ``brief-weekly``, ``brief-page`` (HTML to print) or ``brief-page-weekly``.
            language: The language of headings and names, and the direction.
            title: What it calls itself; says the time if left out.
            base: The address of the server that shows the chronicle; that of the settings if left out.
            made: The time that it says it was made; now if left out.
            filter: What the events must meet.

        Raises:
            UsageError: There is no such list or form, or both a list and a filter are named.
        """
        from dragoman.exports.briefs import check_form, title_brief
        from dragoman.exports.exporting import Export

        chosen = check_form(form)
        events = self.brief_events(since=since, until=until, name=name, user=user, filter=filter)
        heading = title or title_brief(since, until, name=name, language=language)
        matter = self._gather(events, heading, language=language, base=base)
        return Export(chosen, chosen.write(replace(matter, made=made) if made else matter))

    def brief_events(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        name: str | None = None,
        user: str = "",
        filter: "EventFilter | None" = None,
    ) -> "Iterator[EventView]":
        """Yield the events of a brief in order of time; arguments are those of :meth:`brief`.

        Raises:
            UsageError: There is no such list, or both a list and a filter are named.
        """
        from dragoman.chronicle.listing.filters import EventFilter, check_filter

        if name is None:
            wanted = filter or EventFilter()
            times = {"since": since or wanted.since, "until": until or wanted.until}
            return self._chronicle.following.filtered(check_filter(msgspec.structs.replace(wanted, **times)))
        if filter is not None and filter.to_query():
            raise UsageError("a brief is of a watch list or of a filter, not of both")
        self._chronicle.following.find(name, user, reader=user)  # says at once that there is none
        return self._chronicle.following.events(name, user, since=since, until=until)

    def alert_feed(
        self,
        name: str = LIST,
        *,
        form: Literal["atom", "jsonfeed"] = "atom",
        user: str = "",
        language: str = "en",
        base: str = "",
    ) -> "Export":
        """Return the alerts of a list as a feed, the latest first.

        Args:
            name: The list.
            form: ``atom`` or ``jsonfeed``.
            user: Whose list.
            language: The language of headings.
            base: The address of the server that shows the chronicle; that of the settings if left out.

        Raises:
            UsageError: There is no such list or form.
        """
        from dragoman.exports import alerts
        from dragoman.exports.exporting import Export
        from dragoman.exports.formats import find_format

        writers = {"atom": alerts.write_atom, "jsonfeed": alerts.write_json_feed}
        if form not in writers:
            raise UsageError(f"no feed {form!r}; allowed: {', '.join(writers)}")
        found = self._chronicle.following.alerts(name, user, reader=user, limit=IN_FEEDS)
        watched = self._chronicle.following.find(name, user, reader=user)
        matter = self._gather((), f"Dragoman: {watched.name}", language=language, base=base)
        matter = replace(matter, feed=matter.link(f"list-{watched.id}", "watch"))
        return Export(find_format(form), writers[form](matter, found))

    def _gather(self, events: "Iterable[EventView]", title: str, *, language: str, base: str) -> "Matter":
        from dragoman.exports.matter import Matter

        home = base or self.settings.delivery.base
        describe, cite = self._chronicle.describe, self._chronicle.cite
        return Matter(events=events, title=title, language=language, base=home, describe=describe, cite=cite)
