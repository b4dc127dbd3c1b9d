"""Full names are listed by the keys under which names like them are found."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def upgrade() -> None:
    """Add the derived table; it fills when the chronicle is derived again."""
    op.create_table("spelling", _key("key"), _key("name"), _key("language"))
