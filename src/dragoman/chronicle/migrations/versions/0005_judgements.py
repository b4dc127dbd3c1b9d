"""Judgements say what they are about, which were decided at once, and by what their members are found again."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; each earlier judgement was decided by itself, and its members are known by their ids."""
    op.add_column("judgement", Column("about", Text, nullable=False, server_default="entity"))
    op.add_column("judgement", Column("decision", Integer, nullable=False, server_default="0"))
    for name in ("a_kind", "a_name", "b_kind", "b_name"):
        op.add_column("judgement", Column(name, Text, nullable=False, server_default=""))
    op.create_index("ix_judgement_decision", "judgement", ["decision"])
    op.execute("UPDATE judgement SET decision = id")
