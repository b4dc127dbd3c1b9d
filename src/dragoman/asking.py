"""What programs ask of a chronicle besides its facts: its state, its pages one after another, views in a format."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.config import Settings
from dragoman.errors import UnknownError, UsageError
from dragoman.exports.exporting import Exporting

if TYPE_CHECKING:
    from dragoman.chronicle.answers import EventView, PageView
    from dragoman.chronicle.listing.filters import EventFilter
    from dragoman.chronicle.pieces.heads import PageHeads
    from dragoman.chronicle.pieces.lists import ConflictsPage, StoriesPage, TenuresPage
    from dragoman.exports.exporting import Export


PIECE = 200


class Asking(Exporting):
    """The part of :class:`~dragoman.app.Dragoman` that serves programs."""

    settings: Settings

    def fingerprint(self) -> str:
        """Return words that change with whatever the chronicle says; cheap enough to be asked before each answer."""
        return f"{self._chronicle.pieces.fingerprint()}{int(self.settings.reference_offices)}"

    def page(self, sha256: str) -> "PageView":
        """Return a page with its text and marks by its sha256.

        Raises:
            UnknownError: There is none.
        """
        from dragoman.chronicle.answers import PageView

        missing = UnknownError(f"no page {sha256!r}")
        try:
            found = self._chronicle.show(sha256)
        except UnknownError as error:
            raise missing from error
        if not isinstance(found, PageView) or found.sha256 != sha256:
            raise missing
        return found

    def page_heads(self, *, after: str | None = None, limit: int = 50) -> "PageHeads":
        """Return pages in the order in which they were stored.

        Args:
            after: The sha256 of the last page that the caller has.
            limit: No more than so many.

        Raises:
            UnknownError: There is no page ``after`` which others could come.
        """
        return self._chronicle.pieces.heads(after=after, limit=limit)

    def conflicts_page(
        self, field: str | None = None, *, limit: int = 50, cursor: str | None = None
    ) -> "ConflictsPage":
        """Return some of :meth:`~dragoman.app.Dragoman.conflicts`, those of one ``field`` if one is named.

        Raises:
            UnknownError: The cursor is that of another list, or names what is not there any more.
        """
        return self._chronicle.pieces.conflicts(field, limit=limit, cursor=cursor)

    def tenures_page(self, holder: str | None = None, *, limit: int = 50, cursor: str | None = None) -> "TenuresPage":
        """Return some tenures, of one holder if one is named by id, by office, then by time.

        Raises:
            UnknownError: The cursor is that of another list, or names what is not there any more.
        """
        return self._chronicle.pieces.tenures(holder, limit=limit, cursor=cursor)

    def stories_page(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        pages: int = 2,
        limit: int = 50,
        cursor: str | None = None,
    ) -> "StoriesPage":
        """Return some of :meth:`~dragoman.app.Dragoman.stories`, which takes the same conditions.

        Raises:
            UsageError: ``since`` or ``until`` is no date.
            UnknownError: The cursor is that of another list, or names what is not there any more.
        """
        from dragoman.chronicle.stories import StoryQuery

        return self._chronicle.pieces.stories(StoryQuery(since, until, pages), limit=limit, cursor=cursor)

    def write_views(
        self, format: str, views: Iterable[Any], *, of: str = "events", language: str = "en", base: str = ""
    ) -> "Export":
        """Write views that are there already, such as one page of a list, in a format of another program.

        Args:
            format: A name of :data:`dragoman.exports.formats.FORMATS`.
            views: Events (also for ``reports``), tenures or entities.
            of: What they are: ``events``, ``reports``, ``offices`` or ``entities``.
            language: The language of headings, and of the names in them.
            base: The address of the server that shows the chronicle, for links.

        Raises:
            UsageError: There is no such format, or it has no such thing.
        """
        from dragoman.exports.exporting import Export
        from dragoman.exports.formats import find_format
        from dragoman.exports.matter import Matter

        chosen = find_format(format)
        field = {"offices": "tenures", "entities": "entities"}.get(of, "events")
        given: dict[str, Any] = {field: views}
        matter = Matter(
            base=base, language=language, describe=self._chronicle.describe, cite=self._chronicle.cite, **given
        )
        return Export(chosen, chosen.write(matter, of))

    def export_filtered(
        self, format: str, filter: "EventFilter", *, of: str = "events", language: str = "en", base: str = ""
    ) -> "Export":
        """Write the events that meet a filter, or all offices or entities, in a format of another program.

        Args:
            format: A name of :data:`dragoman.exports.formats.FORMATS`.
            filter: What the events must meet; it must ask nothing of offices and entities.
            of: ``events``, ``reports``, ``offices`` or ``entities``; which ones a format has, the table says.
            language: The language of headings, and of the names in them.
            base: The address of the server that shows the chronicle, for links.

        Raises:
            UsageError: There is no such format, or it has no such thing, or conditions make no sense there.
        """
        if of not in ("events", "reports"):
            if conditions := filter.to_query():
                raise UsageError(f"{', '.join(conditions)}: conditions are for events and reports, not for {of}")
            return self.export(format, of=of, language=language, base=base)
        return self.write_views(format, self.iterate_filtered(filter), of=of, language=language, base=base)

    def iterate_filtered(self, filter: "EventFilter") -> "Iterator[EventView]":
        """Yield the events that meet a filter with all of their reports, in order of time, piece by piece."""
        listing, cursor = self._chronicle.listing, None
        while True:
            page = listing.events(filter, order="time", limit=PIECE, cursor=cursor)
            for event in page.events:
                yield event if event.told == len(event.reports) else listing.event(event.id)
            cursor = page.cursor
            if cursor is None:
                return
