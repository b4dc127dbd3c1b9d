"""Sentences for search, with their full-text index."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FULL_TEXT = (
    "CREATE VIRTUAL TABLE sentence_index USING fts5"
    "(tokens, others, content='sentence', content_rowid='id', tokenize=\"ascii tokenchars '~'\")"
)
POSTGRES = "CREATE INDEX ix_sentence_terms ON sentence USING gin (string_to_array(tokens || ' ' || others, ' '))"


def upgrade() -> None:
    """Create the derived tables; they fill when the chronicle is opened."""
    op.create_table(
        "sentence",
        Column("id", Integer, primary_key=True),
        *(Column(name, Integer, nullable=False) for name in ("page_id", "start", "stop", "is_title")),
        Column("language", Text, nullable=False),
        *(Column(name, Text, nullable=True) for name in ("first_day", "last_day")),
        *(Column(name, Text, nullable=False) for name in ("tokens", "others")),
    )
    op.create_index("ix_sentence_page_id_start", "sentence", ["page_id", "start"])
    op.create_index("ix_alias_name", "alias", ["name"])
    op.execute(FULL_TEXT if op.get_bind().dialect.name == "sqlite" else POSTGRES)
