"""Corrections of who takes part in an event, with a role."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, Integer, Text

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = (
    "id, decision, about, page, member, member_kind, member_name, field, value, value_kind, value_name, thought, rule,"
    " language, author, judged_at, why, withdrawn_at"
)
OLD, NEW = "correction", "correction_anew"


def upgrade() -> None:
    """Make the table anew, as SQLite cannot change what a field may be, and copy what was said."""
    op.create_table(
        NEW,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("decision", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("about", "page", "member")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("member_kind", "member_name")),
        *(Column(name, Text, nullable=False) for name in ("field", "value")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("value_kind", "value_name", "role")),
        *(Column(name, Text, nullable=False, server_default="") for name in ("thought", "rule", "language")),
        *(Column(name, Text, nullable=False) for name in ("author", "judged_at", "why")),
        Column("withdrawn_at", Text, nullable=True),
        CheckConstraint("field in ('verdict', 'place', 'date', 'type', 'status', 'participant')", name="field"),
    )
    op.execute(f"INSERT INTO {NEW} ({COLUMNS}) SELECT {COLUMNS} FROM {OLD}")
    op.drop_table(OLD)
    op.rename_table(NEW, OLD)
    op.create_index("ix_correction_page", OLD, ["page"])
    op.create_index("ix_correction_decision", OLD, ["decision"])
