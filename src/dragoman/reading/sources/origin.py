"""What a reader of a source is told besides the bytes: where they come from and what the user says about them."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.reading.sources.fetching.options import FetchOptions

FIELDS = ("id", "url", "html", "text", "title", "date", "lang", "fetched")
"""What a page can be made of; the left side of ``--fields``."""


class SourceOptions(Struct, frozen=True):
    """What the user says about sources.

    ``fields`` maps what a page is made of (:data:`FIELDS`) to the column or key that holds it; ``hint`` is the language
    that the source promises, ``outlet`` its publisher; ``fetch`` says how addresses are fetched.
    """

    fields: Mapping[str, str] = MappingProxyType({})
    hint: str | None = None
    outlet: str | None = None
    fetch: FetchOptions = FetchOptions()


class Origin(Struct, frozen=True):
    """Where some bytes come from: the name and address for their pages, and what the user says about them."""

    name: str
    address: str
    options: SourceOptions = SourceOptions()

    def part(self, name: str, place: str) -> "Origin":
        """Return the origin of a part: a member of an archive, a message of a mailbox."""
        return Origin(name, f"{self.address}{place}", self.options)


def parse_fields(text: str) -> Mapping[str, str]:
    """Read a field map such as ``text=body,date=day``.

    >>> dict(parse_fields("text=body, date=day"))
    {'text': 'body', 'date': 'day'}

    Raises:
        UsageError: It is no map, or a page is not made of such a field.
    """
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not pairs or any(not sign or not theirs.strip() for _, sign, theirs in pairs):
        raise UsageError(f"{text!r} is no field map; write one like text=body,date=day")
    return check_fields({ours.strip(): theirs.strip() for ours, _, theirs in pairs}, "the field map")


def check_fields(fields: Mapping[str, str], place: str) -> Mapping[str, str]:
    """Return a field map, or say which of its fields no page is made of.

    Raises:
        UsageError: There is such a field.
    """
    unknown = [name for name in fields if name not in FIELDS]
    if unknown:
        raise UsageError(f"{place}: a page has no {', '.join(unknown)}; it is made of {', '.join(FIELDS)}")
    return MappingProxyType(dict(fields))
