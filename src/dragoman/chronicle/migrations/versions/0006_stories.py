"""Stories: pages that tell of one thing."""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXED = {"signature": "stretch", "story": "first_day", "story_page": "story_id", "story_link": "other_id"}


def upgrade() -> None:
    """Create the tables; they are filled when the chronicle is derived by the rules that know of them."""
    for name, columns in _tables().items():
        op.create_table(name, *columns)
        op.create_index(f"ix_{name}_{INDEXED[name]}", name, [INDEXED[name]])


def _tables() -> dict[str, list[Column[Any]]]:
    owner = ForeignKey("story.id", name="fk_story_page_story_id_story", ondelete="CASCADE")
    return {
        "signature": [
            _number("page_id", primary_key=True),
            _number("stretch", nullable=True),
            _text("language"),
            _text("script", nullable=True),
            _text("published", nullable=True),
            _text("keys"),
            _text("sketch"),
        ],
        "story": [
            Column("id", Text, primary_key=True),
            _text("first_day", nullable=True),
            _text("last_day", nullable=True),
            _number("pages"),
        ],
        "story_page": [
            _number("page_id", primary_key=True),
            Column("story_id", Text, owner, nullable=False),
            _text("copy_of", nullable=True),
        ],
        "story_link": [
            _number("page_id", primary_key=True),
            _number("other_id", primary_key=True),
            _number("score"),
            _number("copy"),
        ],
    }


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable, primary_key=primary_key, autoincrement=False)
