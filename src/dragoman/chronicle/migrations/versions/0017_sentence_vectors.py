"""Vectors of sentences, for those who search by meaning."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Text

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; `dragoman vectors` fills it where it is wanted."""
    page = ForeignKey("page.id", ondelete="CASCADE")
    op.create_table(
        "page_vectors",
        Column("page_id", Integer, page, primary_key=True, autoincrement=False),
        Column("encoder", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("vectors", LargeBinary, nullable=False),
    )
    op.create_index("ix_page_vectors_encoder", "page_vectors", ["encoder"])
