"""Events and entities carry what lists of them are ordered, filtered and counted by."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_EVENT = (
    "UPDATE event SET begun = coalesce(first_day, seen, ''), ended = coalesce(last_day, seen, ''), parties = "
    "(SELECT count(DISTINCT entity_id) FROM event_participant WHERE event_id = event.id)"
)
_ENTITY = "UPDATE entity SET pages = (SELECT count(DISTINCT page_id) FROM entity_member WHERE entity_id = entity.id)"
_FACETS = (
    "INSERT INTO event_facet (field, value, begun, event_id) "
    "SELECT DISTINCT CASE WHEN entity_id LIKE 'person:%' THEN 'person' ELSE 'body' END, entity_id, begun, event_id "
    "FROM event_participant JOIN event ON event.id = event_id "
    "UNION SELECT 'topic', topic, begun, event_id FROM event_topic JOIN event ON event.id = event_id "
    "UNION SELECT 'language', language, begun, event_id FROM event_report JOIN event ON event.id = event_id "
    "JOIN article ON article.page_id = event_report.page_id "
    "UNION SELECT 'outlet', outlet, begun, event_id FROM event_report JOIN event ON event.id = event_id "
    "JOIN article ON article.page_id = event_report.page_id WHERE outlet IS NOT NULL"
)
FILLING = (_EVENT, _ENTITY, _FACETS)
"""What fills the columns and the table from what is there."""


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def upgrade() -> None:
    """Add columns, indexes and a derived table, and fill them from what is there."""
    for name in ("begun", "ended"):
        op.add_column("event", Column(name, Text, nullable=False, server_default=""))
    op.add_column("event", Column("parties", Integer, nullable=False, server_default="0"))
    op.add_column("entity", Column("pages", Integer, nullable=False, server_default="0"))
    event = Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    op.create_table("event_facet", _key("field"), _key("value"), _key("begun"), event, sqlite_with_rowid=False)
    for statement in FILLING:
        op.execute(statement)
    op.create_index("ix_event_facet_event_id_field_value", "event_facet", ["event_id", "field", "value"])
    for name in ("type", "place", "status"):
        if name != "status":
            op.drop_index(f"ix_event_{name}", "event")
        op.create_index(f"ix_event_{name}_begun_id", "event", [name, "begun", "id"])
    listed = ["begun", "id", "ended", "type", "status", "place", "parties"]
    op.create_index("ix_event_begun_id_ended_type_status_place_parties", "event", listed)
    op.create_index("ix_event_ended_begun", "event", ["ended", "begun"])
    op.create_index("ix_entity_kind_pages_id", "entity", ["kind", "pages", "id"])
    op.create_index("ix_entity_pages_id", "entity", ["pages", "id"])
    op.create_index("ix_change_key", "change", ["key"])
