"""What is told of accounts. Nothing here holds a password or a hash; a token or key only where it was just made."""

from msgspec import Struct

READ, JUDGE, WATCH, ADMIN = "read", "judge", "watch", "admin"
RIGHTS = (READ, JUDGE, WATCH, ADMIN)
"""What a person or a key may do: read, decide and correct, keep watch lists, manage users and the server."""

ROLES = {"reader": (READ, WATCH), "reviewer": (READ, JUDGE, WATCH), "admin": RIGHTS}
"""The rights of each role."""


class UserView(Struct, frozen=True):
    """A user. ``disabled`` is since when, ``None`` for one who may sign in."""

    id: int
    name: str
    role: str
    created: str
    disabled: str | None = None

    @property
    def rights(self) -> frozenset[str]:
        """What the role allows; nothing where the user is disabled."""
        return frozenset() if self.disabled else frozenset(ROLES[self.role])


class SignedIn(Struct, frozen=True):
    """A session that was just made; ``token`` is told this once."""

    user: UserView
    token: str
    expires: str


class SessionView(Struct, frozen=True):
    """A session that holds, and whose it is."""

    user: UserView
    created: str
    used: str
    expires: str


class KeyView(Struct, frozen=True):
    """A key of the API. Moments are ``None`` where they have not come."""

    prefix: str
    user: str
    label: str
    scopes: tuple[str, ...]
    created: str
    used: str | None = None
    expires: str | None = None
    revoked: str | None = None


class NewKey(Struct, frozen=True):
    """A key that was just made; ``key`` is told this once."""

    key: str
    view: KeyView


class KeyHolder(Struct, frozen=True):
    """Whose key something is, and what it may do: what both its scopes and the role of its user allow."""

    user: UserView
    prefix: str
    rights: frozenset[str]
    used: str | None = None


class AuditEntry(Struct, frozen=True):
    """One line of the log: when, who, how (``web``, ``api``, ``cli``, ``python``), what, about what, and from where."""

    id: int
    at: str
    who: str
    how: str
    what: str
    ids: tuple[str, ...] = ()
    address: str = ""


class AuditPage(Struct, frozen=True):
    """Some lines of the log, the latest first; ``cursor`` asks for those before them, ``None`` where there are none."""

    entries: tuple[AuditEntry, ...]
    cursor: str | None = None
