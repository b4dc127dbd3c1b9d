"""Watch lists: what is followed, what was told of it, and how that is delivered."""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text, UniqueConstraint

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_INDEXES: dict[str, list[tuple[str, ...]]] = {
    "watch_entry": [("list_id",)],
    "watch_alert": [("list_id", "id")],
    "watch_delivery": [("list_id",)],
    "watch_parcel": [("state", "next_at"), ("delivery_id",)],
}


def upgrade() -> None:
    """Create the tables, empty, and let the change log say what an event was before."""
    op.add_column("change", _text("was", nullable=True))
    for name, columns in {**_lists(), **_deliveries()}.items():
        op.create_table(name, *columns)
    for table, indexes in _INDEXES.items():
        for index in indexes:
            op.create_index(f"ix_{table}_{'_'.join(index)}", table, list(index))


def _lists() -> dict[str, list[Any]]:
    return {
        "watch_list": [
            _own_number(), *_texts("owner", "name", "added_at", "token"), _number("position"), _text("rules"),
            UniqueConstraint("owner", "name", name="uq_watch_list_owner_name"),
            UniqueConstraint("token", name="uq_watch_list_token"),
        ],
        "watch_entry": [
            _own_number(), _of("watch_entry", "watch_list", "list_id"), *_texts("kind", "query", "added_at"),
            _number("after_page"), _text("state"),
        ],
        "watch_side": [
            _of("watch_side", "watch_entry", "entry_id", primary=True), _key("role"),
            Column("position", Integer, primary_key=True, autoincrement=False), _text("name"),
            *(_text(name, nullable=True) for name in ("reference", "member", "kind", "form", "home")),
        ],
        "watch_alert": [
            _own_number(), _of("watch_alert", "watch_list", "list_id"),
            *_texts("at", "kind", "entries", "reasons", "label", "anchor", "anchor_kind", "anchor_form"),
        ],
        "watch_told": [
            _of("watch_told", "watch_list", "list_id", primary=True),
            Column("page_id", Integer, primary_key=True, autoincrement=False), _key("event_mention"),
            *_texts("type", "sentence"),
        ],
        "watch_seen": [
            _of("watch_seen", "watch_list", "list_id", primary=True), _key("reader"), _number("alert_id"),
            _text("seen_at"),
        ],
    }  # fmt: skip


def _deliveries() -> dict[str, list[Any]]:
    return {
        "watch_delivery": [
            _own_number(), _of("watch_delivery", "watch_list", "list_id"),
            *_texts("kind", "target", "options", "added_at"), _number("position"), _text("due_at", nullable=True),
        ],
        "watch_parcel": [
            _own_number(), _of("watch_parcel", "watch_delivery", "delivery_id"), *_texts("key", "body"),
            _number("alerts"), *_texts("made_at", "state"), _number("attempts"), _text("next_at"),
            _text("error", nullable=True), _text("done_at", nullable=True),
            UniqueConstraint("key", name="uq_watch_parcel_key"),
        ],
    }  # fmt: skip


def _own_number() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of(table: str, other: str, name: str, *, primary: bool = False) -> Column[int]:
    reference = ForeignKey(f"{other}.id", name=f"fk_{table}_{name}_{other}", ondelete="CASCADE")
    return Column(name, Integer, reference, primary_key=primary, autoincrement=False, nullable=False)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _texts(*names: str) -> list[Column[str]]:
    return [_text(name) for name in names]


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)
