"""Events know their links, what each report adds or leaves out, and the blocks in which they are merged."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _of_event() -> Column[str]:
    return Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)


def _page() -> Column[int]:
    return Column("page_id", Integer, primary_key=True, autoincrement=False)


def upgrade() -> None:
    """Add the derived tables; they fill when the chronicle is derived again."""
    block = Column("block", BigInteger, primary_key=True, autoincrement=False)
    op.create_table("event_block", _page(), _key("event_mention"), block, Index("ix_event_block_block", "block"))
    detail = _key("what"), _key("field"), _key("value")
    op.create_table("event_detail", _of_event(), _page(), _key("event_mention"), *detail)
    op.create_table("event_key", _of_event(), _key("subject"), Index("ix_event_key_subject", "subject"))
    kind = Column("kind", Text, nullable=False)
    op.create_table("event_link", _key("a"), _key("b"), kind, Index("ix_event_link_b", "b"))
