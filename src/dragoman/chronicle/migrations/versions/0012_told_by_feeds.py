"""Pages keep what the feed or sitemap said that led to them, and articles tell whether their text is a feed's."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; of the pages that are there nobody noted it."""
    op.add_column("page", Column("told", Text))
    op.add_column("article", Column("from_feed", Text))
