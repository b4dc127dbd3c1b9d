"""Offices know who only acts, and tenures who is still to come and for which state a chair is held."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was read before calls nobody acting, until it is read again."""
    op.add_column("office_mention", Column("acting", Integer, nullable=False, server_default="0"))
    op.add_column("tenure", Column("acting", Integer, nullable=False, server_default="0"))
    op.add_column("tenure", Column("not_before", Text, nullable=True))
    op.add_column("tenure", Column("side", Text, nullable=True))
