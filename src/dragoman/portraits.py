"""How entities are named, from Python."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import TenureView
    from dragoman.chronicle.portraits import Portrait


class Portraits:
    """The part of :class:`~dragoman.app.Dragoman` that tells how pages name somebody."""

    _chronicle: "Chronicle"

    def portrait(self, id: str, *, quotes: int = 10) -> "Portrait":
        """Return how pages name an entity: names by language with counts and written forms, and the latest sentences.

        Args:
            id: An id that the entity has or once had.
            quotes: No more sentences than so many, one of each page.
        """
        return self._chronicle.portraits.portrait(self._chronicle.listing.resolve(id) or id, quotes=quotes)

    def offices_in(self, body: str) -> "tuple[TenureView, ...]":
        """Return who held which office of a body or country, by office, then by time; without their sentences.

        Args:
            body: An id that the body or country has or once had.
        """
        return self._chronicle.portraits.offices_in(self._chronicle.listing.resolve(body) or body)
