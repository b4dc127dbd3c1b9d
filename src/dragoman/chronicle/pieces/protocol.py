"""What a chronicle answers to programs that read its lists piece by piece."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dragoman.chronicle.pieces.heads import PageHeads
    from dragoman.chronicle.pieces.lists import ConflictsPage, StoriesPage, TenuresPage
    from dragoman.chronicle.stories import StoryQuery


class Pieces(Protocol):
    """Lists, of which only what is on a page is loaded with its sentences.

    Every method raises :class:`~dragoman.errors.UnknownError` where a cursor is that of another list, or names what is
    not there any more.
    """

    def fingerprint(self) -> str:
        """Return words that change with whatever the chronicle says."""

    def heads(self, *, after: str | None, limit: int) -> "PageHeads":
        """Return pages in the order in which they were stored, those after the page of a sha256."""

    def conflicts(self, field: str | None, *, limit: int, cursor: str | None) -> "ConflictsPage":
        """Return what reports do not agree on, and after that the offices given to two at one time."""

    def tenures(self, holder: str | None, *, limit: int, cursor: str | None) -> "TenuresPage":
        """Return tenures, by office, then by time."""

    def stories(self, query: "StoryQuery", *, limit: int, cursor: str | None) -> "StoriesPage":
        """Return stories in order of time."""
