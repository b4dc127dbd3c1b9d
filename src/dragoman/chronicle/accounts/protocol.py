"""What a chronicle knows of its users, whatever database keeps it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dragoman.chronicle.accounts.answers import (
        AuditPage,
        KeyHolder,
        KeyView,
        NewKey,
        SessionView,
        SignedIn,
        UserView,
    )
    from dragoman.chronicle.accounts.sessions import Lifetimes


class Accounts(Protocol):
    """Users, sessions, keys and the log. What changes one of them is written to the log in the same transaction.

    Every method that names a user, role, scope or key raises :class:`~dragoman.errors.UsageError` where there is none.
    """

    def exist(self) -> bool:
        """Tell whether there are users, so that everybody has to sign in."""

    def users(self) -> "list[UserView]":
        """Return all users by name."""

    def add_user(self, name: str, password: str, *, role: str, by: str) -> "UserView":
        """Add a user."""

    def set_password(self, name: str, password: str, *, by: str, keep: str | None = None) -> "UserView":
        """Give a user another password; ``keep`` is the token of the one session that goes on."""

    def set_role(self, name: str, role: str, *, by: str) -> "UserView":
        """Give a user another role."""

    def disable(self, name: str, *, by: str) -> "UserView":
        """Shut a user out."""

    def enable(self, name: str, *, by: str) -> "UserView":
        """Let a user in again."""

    def check(self, name: str, password: str) -> "UserView | None":
        """Return the user of a name and a password, ``None`` where they do not belong together."""

    def sign_in(
        self, name: str, password: str, *, lives: "Lifetimes", address: str, before: str | None = None
    ) -> "SignedIn | None":
        """Begin a session where name and password belong together; that of ``before`` ends."""

    def sign_out(self, token: str) -> bool:
        """End a session; returns whether there was one."""

    def session(self, token: str, *, lives: "Lifetimes") -> "SessionView | None":
        """Return the session of a token, ``None`` where there is none or it has ended."""

    def add_key(
        self, name: str, scopes: Sequence[str], *, label: str = "", days: int | None = None, by: str
    ) -> "NewKey":
        """Make a key for a user."""

    def keys(self, name: str | None = None) -> "list[KeyView]":
        """Return the keys of a user, or of all."""

    def revoke_key(self, prefix: str, *, by: str, owner: str | None = None) -> "KeyView":
        """Let a key open nothing any more."""

    def key_holder(self, key: str) -> "KeyHolder | None":
        """Return whose key something is, ``None`` where it opens nothing."""

    def log(
        self, *, limit: int, cursor: str | None = None, who: str | None = None, what: str | None = None
    ) -> "AuditPage":
        """Return a page of the log, the latest first."""

    def secret(self, name: str) -> str:
        """Return a secret that all processes which serve this chronicle share."""
