"""Events say how their place is known."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was read before does not say, until it is read again."""
    op.add_column("event_mention", Column("place_basis", Text, nullable=False, server_default=""))
