"""The primary tables of watching: what is known of each source, of each address that it led to, and of its pages."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from dragoman.chronicle.schema import key, metadata, number, of_page, text


def _of_source() -> Column[str]:
    return Column("source", Text, ForeignKey("source.name", ondelete="CASCADE"), primary_key=True)


source = Table(
    "source",
    metadata,
    key("name"),
    text("address"),
    text("kind", optional=True),
    text("language", optional=True),
    text("outlet", optional=True),
    text("reliability", optional=True),
    number("interval", optional=True),
    text("added_at"),
    text("begun_at", optional=True),
    text("attempted_at", optional=True),
    text("succeeded_at", optional=True),
    text("gave_page_at", optional=True),
    text("error", optional=True),
    text("failed_at", optional=True),
    Column("failures", Integer, nullable=False, server_default="0"),
)
"""A source as ``sources.toml`` describes it, and how its last runs went.

``begun_at`` is set while a run goes on; what finds it set knows that a run was cut off. ``error`` is the last error,
also after the source came back; ``failures`` counts those since the last success.
"""

source_address = Table(
    "source_address",
    metadata,
    _of_source(),
    key("address"),
    text("sha256", optional=True),
    text("mark", optional=True),
    text("etag", optional=True),
    text("modified", optional=True),
    text("first_seen"),
    text("asked_at"),
    text("changed_at"),
    text("outcome"),
    Index(None, "sha256"),
)
"""Every address that a source led to: what was there, when, and what the host said of it. ``mark`` is a digest of what
the feed said of it."""

source_count = Table("source_count", metadata, _of_source(), key("outcome"), number("pages"))
"""What became of the pages of a source, in all runs together."""

source_page = Table("source_page", metadata, of_page(), _of_source(), text("told_at", optional=True))
"""The pages of a source. ``told_at`` is when a watch told of it as new, ``None`` until one has."""
