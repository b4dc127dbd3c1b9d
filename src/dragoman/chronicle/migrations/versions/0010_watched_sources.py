"""Sources are watched: how their runs went, which addresses they led to, and which pages are theirs."""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OPTIONAL_OF_SOURCE = ("kind", "language", "outlet", "reliability")
_MOMENTS = ("begun_at", "attempted_at", "succeeded_at", "gave_page_at", "error", "failed_at")


def upgrade() -> None:
    """Create the tables, empty; what is there is not touched."""
    for name, columns in _tables().items():
        op.create_table(name, *columns)
    op.create_index("ix_source_address_sha256", "source_address", ["sha256"])


def _tables() -> dict[str, list[Column[Any]]]:
    return {
        "source": [
            _key("name"),
            _text("address"),
            *(_text(name, nullable=True) for name in _OPTIONAL_OF_SOURCE),
            Column("interval", Integer, nullable=True),
            _text("added_at"),
            *(_text(name, nullable=True) for name in _MOMENTS),
            Column("failures", Integer, nullable=False, server_default="0"),
        ],
        "source_address": [
            _owner("source_address"),
            _key("address"),
            *(_text(name, nullable=True) for name in ("sha256", "mark", "etag", "modified")),
            *(_text(name) for name in ("first_seen", "asked_at", "changed_at", "outcome")),
        ],
        "source_count": [
            _owner("source_count"),
            _key("outcome"),
            Column("pages", Integer, nullable=False),
        ],
        "source_page": [
            Column("page_id", Integer, _reference("source_page", "page_id", "page.id"), primary_key=True),
            _owner("source_page"),
            _text("told_at", nullable=True),
        ],
    }


def _owner(table: str) -> Column[str]:
    return Column("source", Text, _reference(table, "source", "source.name"), primary_key=True)


def _reference(table: str, column: str, target: str) -> ForeignKey:
    return ForeignKey(target, name=f"fk_{table}_{column}_{target.partition('.')[0]}", ondelete="CASCADE")


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)
