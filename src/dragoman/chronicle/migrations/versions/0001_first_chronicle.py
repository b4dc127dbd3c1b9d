"""The first chronicle: pages, articles, mentions, offices and events, and what is derived from them.

A frozen copy of the schema as it was; never edit it, add a migration instead.
"""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _when(name: str) -> tuple[Column[str], ...]:
    return _text(name, optional=True), _text(f"{name}_basis"), _text(f"{name}_words"), _text(f"{name}_note")


def _of_page() -> Column[int]:
    return Column("page_id", Integer, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)


def _of_referent(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["page_id", name], ["referent.page_id", "referent.id"], ondelete="CASCADE")


page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    _text("name"),
    _text("address"),
    _text("content_type", optional=True),
    _text("fetched", optional=True),
    _text("hint", optional=True),
    _number("length"),
    _text("status"),
    _text("reader"),
    _text("stored_at"),
    CheckConstraint("status in ('read', 'rejected')", name="status"),
    Index(None, "name"),
    Index(None, "address"),
)

sighting = Table("sighting", metadata, _of_page(), _key("address"), _key("name"))

content = Table("content", metadata, _of_page(), _text("coding"), Column("content", LargeBinary, nullable=False))

rejection = Table(
    "rejection",
    metadata,
    _key("address"),
    _key("name"),
    _text("reason"),
    _text("place"),
    _text("sha256", optional=True),
    _text("reader"),
    _text("stored_at"),
    Index(None, "sha256"),
)

article = Table(
    "article",
    metadata,
    _of_page(),
    _text("language"),
    _text("text"),
    _number("title_start", optional=True),
    _number("title_stop", optional=True),
    _number("body_start"),
    _number("body_stop"),
    *_when("published"),
    _text("author", optional=True),
    _text("outlet", optional=True),
    _text("dateline", optional=True),
)

block = Table(
    "block",
    metadata,
    _of_page(),
    _position(),
    _number("start"),
    _number("stop"),
    _text("role"),
    _text("language"),
)

left_out = Table("left_out", metadata, _of_page(), _position(), _text("text"), _text("reason"))

referent = Table(
    "referent",
    metadata,
    _of_page(),
    _key("id"),
    _number("position"),
    _text("kind"),
    _text("name"),
    _text("language"),
    _text("reference", optional=True),
    Index(None, "reference"),
)

mention = Table(
    "mention",
    metadata,
    _of_page(),
    _key("referent"),
    _position(),
    _number("start"),
    _number("stop"),
    _text("surface"),
    _text("kind"),
    _text("name"),
    _text("rule"),
    _text("form"),
    _of_referent("referent"),
)

office_mention = Table(
    "office_mention",
    metadata,
    _of_page(),
    _position(),
    _text("holder"),
    _text("title"),
    _text("of", optional=True),
    _text("of_reference", optional=True),
    _text("status"),
    _number("start"),
    _number("stop"),
    _number("sentence_start"),
    _number("sentence_stop"),
    _text("rule"),
    *_when("since"),
    *_when("until"),
    _of_referent("holder"),
    Index(None, "title"),
    Index(None, "of_reference"),
)

event_mention = Table(
    "event_mention",
    metadata,
    _of_page(),
    _key("id"),
    _number("position"),
    _text("type"),
    _text("status"),
    _text("place", optional=True),
    *_when("dated"),
    _number("sentence_start"),
    _number("sentence_stop"),
    _number("trigger_start"),
    _number("trigger_stop"),
    _text("topics"),
    _text("reported_by"),
    _text("rule"),
    Column("score", Float, nullable=False),
)

role = Table(
    "role",
    metadata,
    _of_page(),
    _key("event"),
    _position(),
    _text("name"),
    _text("referent"),
    ForeignKeyConstraint(["page_id", "event"], ["event_mention.page_id", "event_mention.id"], ondelete="CASCADE"),
    _of_referent("referent"),
    Index(None, "page_id", "referent"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("a"),
    _text("b"),
    _text("verdict"),
    _text("author"),
    _text("judged_at"),
    _text("why"),
    _text("withdrawn_at", optional=True),
    CheckConstraint("verdict in ('same', 'different', 'unsure')", name="verdict"),
)


def _of_entity() -> Column[str]:
    return Column("entity_id", Text, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False)


def _of_entity_key() -> Column[str]:
    return Column("entity_id", Text, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)


def _of_event() -> Column[str]:
    return Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)


def _page_number() -> Column[int]:
    return Column("page_id", Integer, primary_key=True, autoincrement=False)


property_ = Table("property", metadata, _key("key"), _text("value"))

pending = Table("pending", metadata, _key("kind"), _key("key"))

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("changed_at"),
    _text("kind"),
    _text("key"),
    _text("what"),
)

referent_block = Table(
    "referent_block",
    metadata,
    _page_number(),
    _key("referent"),
    _key("block"),
    Index(None, "block"),
)

entity = Table(
    "entity",
    metadata,
    _key("id"),
    _text("kind"),
    _text("label"),
    _text("reference", optional=True),
    Index(None, "reference"),
)

entity_member = Table(
    "entity_member", metadata, _page_number(), _key("referent"), _of_entity(), Index(None, "entity_id")
)

alias = Table(
    "alias",
    metadata,
    _of_entity_key(),
    _key("language"),
    _position(),
    _text("name"),
)

name_key = Table("name_key", metadata, _key("folded"), _of_entity_key(), Index(None, "entity_id"))

tenure = Table(
    "tenure",
    metadata,
    _key("id"),
    _text("office"),
    _text("title"),
    _text("of", optional=True),
    _text("holder"),
    _text("started", optional=True),
    _text("stopped", optional=True),
    _text("first_seen", optional=True),
    _text("last_seen", optional=True),
    _text("ended_by", optional=True),
    _number("over"),
    _text("contested_by"),
    Index(None, "office"),
    Index(None, "holder"),
    Index(None, "of"),
)

tenure_observation = Table(
    "tenure_observation",
    metadata,
    Column("tenure_id", Text, ForeignKey("tenure.id", ondelete="CASCADE"), primary_key=True),
    _page_number(),
    _position(),
    _number("ordinal"),
)

event = Table(
    "event",
    metadata,
    _key("id"),
    _text("type"),
    _text("status"),
    _text("place", optional=True),
    *_when("dated"),
    _text("first_day", optional=True),
    _text("last_day", optional=True),
    _text("seen", optional=True),
    _number("origins"),
    _text("digest"),
    Index(None, "first_day"),
    Index(None, "type"),
    Index(None, "place"),
)

event_participant = Table(
    "event_participant", metadata, _of_event(), _key("entity_id"), _position(), _text("role"), Index(None, "entity_id")
)

event_topic = Table("event_topic", metadata, _of_event(), _key("topic"), Index(None, "topic"))

event_report = Table(
    "event_report",
    metadata,
    _of_event(),
    _page_number(),
    _key("event_mention"),
    Index(None, "page_id", "event_mention"),
)

conflict = Table(
    "conflict",
    metadata,
    _of_event(),
    _key("field"),
    _position(),
    _text("value"),
    _number("page_id"),
    _text("event_mention"),
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    metadata.create_all(op.get_bind())
