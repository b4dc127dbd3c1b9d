"""Decisions about identity are kept with their probability and reasons."""

from alembic import op
from sqlalchemy import Column, Float, Index, MetaData, Table, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

entity_link = Table(
    "entity_link",
    MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("probability", Float, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "b"),
    Index(None, "probability"),
)


def upgrade() -> None:
    """Create the table; it is filled when the entities are derived again, as other rules made the stored ones."""
    entity_link.create(op.get_bind())
