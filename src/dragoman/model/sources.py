"""What a user says of a source."""

from msgspec import Struct


class SourceNote(Struct, frozen=True, gc=False):
    """A source of a page as ``sources.toml`` describes it: its name, outlet, language, and how far to trust it."""

    name: str
    outlet: str | None = None
    language: str | None = None
    reliability: str | None = None
