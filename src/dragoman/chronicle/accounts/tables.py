"""The primary tables of accounts. No password, session or key stands in any of them, only what proves it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from dragoman.chronicle.schema import key, metadata, number, text


def _of_user() -> Column[int]:
    return Column("user_id", Integer, ForeignKey("user.id", ondelete="CASCADE"), nullable=False)


user = Table(
    "user",
    metadata,
    Column("id", Integer, primary_key=True),
    text("name"),
    Column("folded", Text, nullable=False, unique=True),
    text("password"),
    text("role"),
    text("created_at"),
    text("password_at"),
    text("disabled_at", optional=True),
    CheckConstraint("role in ('reader', 'reviewer', 'admin')", name="role"),
)
"""A person. ``password`` is an argon2 hash with its salt and costs; ``folded`` is the name as it is looked up."""

session = Table(
    "session",
    metadata,
    key("token"),
    _of_user(),
    text("created_at"),
    text("used_at"),
    text("expires_at"),
    text("address"),
    Index(None, "user_id"),
)
"""A signed-in browser. ``token`` is the SHA-256 of what its cookie holds."""

api_key = Table(
    "api_key",
    metadata,
    key("prefix"),
    text("hash"),
    _of_user(),
    text("label"),
    text("scopes"),
    text("created_at"),
    text("used_at", optional=True),
    text("expires_at", optional=True),
    text("revoked_at", optional=True),
    Index(None, "user_id"),
)
"""A key of a program. ``prefix`` names it in lists, ``hash`` is the SHA-256 of the whole, ``scopes`` are words."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    text("at"),
    text("who"),
    number("user_id", optional=True),
    text("how"),
    text("what"),
    text("ids"),
    text("address"),
    Index(None, "who"),
    sqlite_autoincrement=True,
)
"""What was done, in order; the database itself refuses to change or delete a row. ``user_id`` refers to nothing, so
that a row outlives everybody; ``ids`` is a JSON list."""

secret = Table("secret", metadata, key("name"), text("value"))
"""Random words that all processes which serve a chronicle share."""
