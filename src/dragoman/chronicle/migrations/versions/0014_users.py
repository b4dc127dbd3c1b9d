"""Users, their sessions and keys, and a log of changes that nobody can change."""

from typing import Any

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEXES = (("session", "user_id"), ("api_key", "user_id"), ("audit", "who"))
_KEPT = "the log of changes is only added to"


def upgrade() -> None:
    """Create the tables, empty: a chronicle stays without users until somebody adds one."""
    for name, columns in _tables().items():
        options = {"sqlite_autoincrement": True} if name == "audit" else {}
        op.create_table(name, *columns, **options)
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for statement in _guard_sqlite() if op.get_bind().dialect.name == "sqlite" else _guard_postgresql():
        op.execute(statement)


def _tables() -> dict[str, list[Any]]:
    return {
        "user": [
            Column("id", Integer, primary_key=True),
            *(_text(name) for name in ("name", "folded", "password", "role", "created_at", "password_at")),
            _text("disabled_at", nullable=True),
            UniqueConstraint("folded", name="uq_user_folded"),
            CheckConstraint("role in ('reader', 'reviewer', 'admin')", name="ck_user_role"),
        ],
        "session": [
            _key("token"),
            _owner("session"),
            *(_text(name) for name in ("created_at", "used_at", "expires_at", "address")),
        ],
        "api_key": [
            _key("prefix"),
            _text("hash"),
            _owner("api_key"),
            *(_text(name) for name in ("label", "scopes", "created_at")),
            *(_text(name, nullable=True) for name in ("used_at", "expires_at", "revoked_at")),
        ],
        "audit": [
            Column("id", Integer, primary_key=True),
            *(_text(name) for name in ("at", "who")),
            Column("user_id", Integer, nullable=True),
            *(_text(name) for name in ("how", "what", "ids", "address")),
        ],
        "secret": [_key("name"), _text("value")],
    }


def _owner(table: str) -> Column[int]:
    reference = ForeignKey("user.id", name=f"fk_{table}_user_id_user", ondelete="CASCADE")
    return Column("user_id", Integer, reference, nullable=False)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _guard_sqlite() -> list[str]:
    body = f"BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
    return [f"CREATE TRIGGER audit_{deed.lower()} BEFORE {deed} ON audit {body}" for deed in ("UPDATE", "DELETE")]


def _guard_postgresql() -> list[str]:
    body = f"BEGIN RAISE EXCEPTION '{_KEPT}'; END"
    return [
        f"CREATE FUNCTION keep_audit() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit()",
        "CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION keep_audit()",
    ]
