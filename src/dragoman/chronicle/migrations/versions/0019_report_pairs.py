"""Reports, packed, and which agree with which, so that those that stay are neither loaded nor compared again."""

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, Text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

DERIVED_BY = "sense"


def upgrade() -> None:
    """Create the tables, and let everything be derived anew, which fills them."""
    op.create_table(
        "report",
        Column("page_id", Integer, primary_key=True, autoincrement=False),
        Column("event_mention", Text, primary_key=True),
        Column("packed", LargeBinary, nullable=False),
    )
    op.create_table(
        "report_pair",
        Column("page_id", Integer, primary_key=True, autoincrement=False),
        Column("event_mention", Text, primary_key=True),
        Column("other_id", Integer, primary_key=True, autoincrement=False),
        Column("other_mention", Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_pair_other_id", "report_pair", ["other_id"])
    op.execute(f"DELETE FROM property WHERE key = '{DERIVED_BY}'")
