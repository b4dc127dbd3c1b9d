"""Corrections of facts by people, and what the chronicle held when a judgement was asked."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, Integer, Text

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of corrections; no chronicle has any yet."""
    op.create_table(
        "correction",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("decision", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("about", "page", "member")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("member_kind", "member_name")),
        *(Column(name, Text, nullable=False) for name in ("field", "value")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("value_kind", "value_name")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("thought", "rule", "language")),
        *(Column(name, Text, nullable=False) for name in ("author", "judged_at", "why")),
        Column("withdrawn_at", Text, nullable=True),
        CheckConstraint("field in ('verdict', 'place', 'date', 'type', 'status')", name="field"),
    )
    op.create_index("ix_correction_page", "correction", ["page"])
    op.create_index("ix_correction_decision", "correction", ["decision"])
    op.add_column("judgement", Column("thought", Text, nullable=False, server_default=""))
