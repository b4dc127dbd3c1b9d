"""What one place of a page says of its date, and what all of them come to."""

from enum import IntEnum

from msgspec import Struct

from dragoman.model.times import When


class Place(IntEnum):
    """The places that tell a date, the most trusted first: of the page itself, and of the list that led to it."""

    ARTICLE_DATA = 1
    META = 2
    MICRODATA = 3
    ADDRESS = 4
    BELOW_TITLE = 5
    FEED = 6
    SITEMAP = 7
    LOOSE_META = 8
    ABOVE_TITLE = 9
    PAGE_DATA = 10
    MARKED_LINE = 11
    SCRIPT = 12

    @property
    def label(self) -> str:
        """The name of the place for notes, such as ``below title``."""
        return self.name.lower().replace("_", " ")


class Claim(Struct, frozen=True, gc=False):
    """A day that one place of the page states.

    ``day`` is ISO 8601, ``words`` the stamp as written, with its time and zone; ``updated`` tells a later change
    from the publication.
    """

    day: str
    words: str
    place: Place
    updated: bool = False


class Publication(Struct, frozen=True, gc=False):
    """When a page was published and when it was changed last; what is not known is ``When()``."""

    published: When = When()
    updated: When = When()
