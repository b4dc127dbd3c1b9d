"""Versions of pages: the address that a page gives as its own, when it was changed, and who repeats whose words."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns that a rebuild fills, and derived tables that fill when the chronicle is derived again."""
    for name in ("canonical", "updated"):
        op.add_column("article", Column(name, Text))
    op.add_column("article", _count("paywalled", "0"))
    op.add_column("signature", Column("digest", Text, nullable=False, server_default=""))
    op.add_column("signature", _count("runs", "0"))
    op.add_column("story_page", Column("copy_kind", Text))
    op.create_table("series", _page(), Column("key", Text, primary_key=True))
    op.create_table(
        "version",
        _page(),
        Column("first", Text, nullable=False),
        _count("position"),
        Column("newest", Text, nullable=False),
        _count("news"),
    )
    for table, column in (("signature", "digest"), ("series", "key"), ("version", "first")):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _page() -> Column[int]:
    return Column("page_id", Integer, primary_key=True, autoincrement=False)


def _count(name: str, default: str | None = None) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=default)
