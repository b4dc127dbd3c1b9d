"""The primary tables of watch lists: what is followed, what was told of it, and how that is delivered."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from dragoman.chronicle.schema import key, metadata, number, position, text


def _of(table: str, name: str, *, primary: bool = False) -> Column[int]:
    reference = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Integer, reference, primary_key=primary, autoincrement=False, nullable=False)


def _own_number() -> Column[int]:
    return Column("id", Integer, primary_key=True)


watch_list = Table(
    "watch_list",
    metadata,
    _own_number(),
    text("owner"),
    text("name"),
    text("added_at"),
    text("token"),
    number("position"),
    text("rules"),
    UniqueConstraint("owner", "name"),
    UniqueConstraint("token"),
)
"""A list of what somebody follows; ``owner`` is empty for a chronicle without users.

``position`` is the last row of the change log that was looked at, ``rules`` the version of those that had derived the
chronicle then, ``token`` the secret of its feeds.
"""

watch_entry = Table(
    "watch_entry",
    metadata,
    _own_number(),
    _of("watch_list", "list_id"),
    text("kind"),
    text("query"),
    text("added_at"),
    number("after_page"),
    text("state"),
    Index(None, "list_id"),
)
"""What is followed: an ``entity``, a ``pair``, an ``office`` or a ``filter``.

``query`` is the filter or the office as JSON. Pages beyond ``after_page`` came later, so that an event which only such
pages report is new. ``state`` says who held an office when it was last looked at, as JSON.
"""

watch_side = Table(
    "watch_side",
    metadata,
    _of("watch_entry", "entry_id", primary=True),
    key("role"),
    position(),
    text("name"),
    text("reference", optional=True),
    text("member", optional=True),
    text("kind", optional=True),
    text("form", optional=True),
    text("home", optional=True),
)
"""Whom an entry means, held by what pages say of them and not by an id that may change.

``role`` is the place in the entry, such as ``who``. ``name`` is what the user wrote; ``reference`` an id of a table;
``member``, ``kind`` and ``form`` are a side as judgements have it. One that has neither waits for a page that names it.
``home`` is the entity that it was when it was last looked at.
"""

watch_alert = Table(
    "watch_alert",
    metadata,
    _own_number(),
    _of("watch_list", "list_id"),
    text("at"),
    text("kind"),
    text("entries"),
    text("reasons"),
    text("label"),
    text("anchor"),
    text("anchor_kind"),
    text("anchor_form"),
    Index(None, "list_id", "id"),
)
"""What a list told: an event that is ``new`` or ``changed``, or an ``office`` with another holder.

The anchor is a report of the event as judgements have it, so that the event is found again under any id.
"""

watch_told = Table(
    "watch_told",
    metadata,
    _of("watch_list", "list_id", primary=True),
    Column("page_id", Integer, primary_key=True, autoincrement=False),
    key("event_mention"),
    text("type"),
    text("sentence"),
)
"""The reports that a list knows; ``sentence`` is a digest of it, folded. An event with one of them is not new."""

watch_seen = Table(
    "watch_seen",
    metadata,
    _of("watch_list", "list_id", primary=True),
    key("reader"),
    number("alert_id"),
    text("seen_at"),
)
"""The last alert that a user has seen of a list."""

watch_delivery = Table(
    "watch_delivery",
    metadata,
    _own_number(),
    _of("watch_list", "list_id"),
    text("kind"),
    text("target"),
    text("options"),
    text("added_at"),
    number("position"),
    text("due_at", optional=True),
    Index(None, "list_id"),
)
"""Where alerts are sent: a ``webhook`` or ``mail``. ``position`` is the last alert that was put into a parcel."""

watch_parcel = Table(
    "watch_parcel",
    metadata,
    _own_number(),
    _of("watch_delivery", "delivery_id"),
    text("key"),
    text("body"),
    number("alerts"),
    text("made_at"),
    text("state"),
    number("attempts"),
    text("next_at"),
    text("error", optional=True),
    text("done_at", optional=True),
    UniqueConstraint("key"),
    Index(None, "state", "next_at"),
    Index(None, "delivery_id"),
)
"""What is to be sent, with the key by which a receiver knows it again: ``waiting``, ``sent`` or ``dead``."""
