"""What a chronicle keeps of its pages: their bytes and how long, from Python."""

from typing import TYPE_CHECKING

from dragoman.config import Settings

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.protocol import Archive


class Keeping:
    """The part of :class:`~dragoman.app.Dragoman` that looks after the archive."""

    settings: Settings
    _chronicle: "Chronicle"

    @property
    def archive(self) -> "Archive":
        """The bytes of all pages: counted, listed, given back, verified."""
        return self._chronicle.archive

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
