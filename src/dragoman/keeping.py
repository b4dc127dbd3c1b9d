"""What a chronicle keeps of its pages: their bytes and how long, from Python."""

from typing import TYPE_CHECKING

from dragoman.config import Settings

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.page_answers import VersionView
    from dragoman.chronicle.protocol import Archive


class Keeping:
    """The part of :class:`~dragoman.app.Dragoman` that looks after the archive."""

    settings: Settings
    _chronicle: "Chronicle"

    @property
    def archive(self) -> "Archive":
        """The bytes of all pages: counted, listed, given back, verified."""
        return self._chronicle.archive

    def versions(self, name: str) -> "list[VersionView]":
        """Return the versions of the page of a name, address or sha256, the oldest first, with what changed in each.

        Raises:
            UsageError: There is none.
        """
        from dragoman.reading.pages.intake import printable_name

        return self._chronicle.versions(printable_name(name))

    def prune(self, keep: str | None = None) -> int:
        """Let go of the bytes of pages that are not to be kept any longer; texts and evidence stay.

        Reading does this by itself at its end.

        Args:
            keep: ``all``, ``none`` or ``days:N``; ``keep_bytes`` of the settings if left out.

        Returns:
            Of how many pages the bytes went.

        Raises:
            UsageError: ``keep`` is something else.
        """
        return self._chronicle.archive.prune(self.settings.keep_bytes if keep is None else keep)
