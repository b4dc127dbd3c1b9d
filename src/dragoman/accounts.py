"""Who may use a chronicle, from Python."""

from collections.abc import Sequence
from datetime import timedelta
from getpass import getuser
from typing import TYPE_CHECKING

from dragoman.config import Settings

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
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

NOBODY = "unknown"


class Accounts:
    """The part of :class:`~dragoman.app.Dragoman` that knows users, their sessions and keys, and who changed what.

    A chronicle without users is local: nobody signs in, and whoever can open it may do everything. Rights are those
    that views check; who holds the file of a chronicle needs none. Every change, and every judgement, is in the
    :meth:`audit_log`; who made it is whom :func:`~dragoman.chronicle.accounts.acting.acting` names, else the author of
    the settings, else the name of the user of this process.
    """

    settings: Settings
    _chronicle: "Chronicle"

    def has_users(self) -> bool:
        """Tell whether there are users, so that everybody has to sign in to the web pages."""
        return self._chronicle.accounts.exist()

    def users(self) -> "list[UserView]":
        """Return all users by name."""
        return self._chronicle.accounts.users()

    def add_user(self, name: str, password: str, *, role: str = "reader", by: str | None = None) -> "UserView":
        """Add a user.

        Args:
            name: The name, in any script; upper and lower case are one.
            password: At least 10 characters.
            role: ``reader``, ``reviewer`` (decides and corrects) or ``admin`` (manages users as well).
            by: Who adds it.

        Raises:
            UsageError: The name is taken, something is not allowed, the first user would be no admin, or the library
                for passwords is not installed.
        """
        return self._chronicle.accounts.add_user(name, password, role=role, by=self._author(by))

    def set_password(self, name: str, password: str, *, by: str | None = None, keep: str | None = None) -> "UserView":
        """Give a user another password; all sessions of that user end, but the one whose token is to be kept.

        Raises:
            UsageError: There is no such user, or the password is not good enough.
        """
        return self._chronicle.accounts.set_password(name, password, by=self._author(by), keep=keep)

    def set_role(self, name: str, role: str, *, by: str | None = None) -> "UserView":
        """Give a user another role; it counts at once.

        Raises:
            UsageError: There is no such user or role, or nobody would be left to manage users.
        """
        return self._chronicle.accounts.set_role(name, role, by=self._author(by))

    def disable_user(self, name: str, *, by: str | None = None) -> "UserView":
        """Shut a user out at once; what that user decided stays.

        Raises:
            UsageError: There is no such user, or nobody would be left to manage users.
        """
        return self._chronicle.accounts.disable(name, by=self._author(by))

    def enable_user(self, name: str, *, by: str | None = None) -> "UserView":
        """Let a user in again that was disabled.

        Raises:
            UsageError: There is no such user.
        """
        return self._chronicle.accounts.enable(name, by=self._author(by))

    def check_password(self, name: str, password: str) -> bool:
        """Tell whether a name and a password belong together."""
        return self._chronicle.accounts.check(name, password) is not None

    def sign_in(self, name: str, password: str, *, address: str = "", before: str | None = None) -> "SignedIn | None":
        """Begin a session.

        Args:
            name: The name of a user.
            password: The password.
            address: From where.
            before: The token of a session that ends by it.

        Returns:
            The session with its token, ``None`` where name and password do not belong together; nothing says which.
        """
        return self._chronicle.accounts.sign_in(name, password, lives=self._lifetimes(), address=address, before=before)

    def sign_out(self, token: str) -> bool:
        """End the session of a token; returns whether there was one."""
        return self._chronicle.accounts.sign_out(token)

    def find_session(self, token: str) -> "SessionView | None":
        """Return the session of a token, ``None`` where there is none or it has ended."""
        return self._chronicle.accounts.session(token, lives=self._lifetimes())

    def add_key(
        self,
        user: str,
        scopes: Sequence[str] = ("read",),
        *,
        label: str = "",
        days: int | None = None,
        by: str | None = None,
    ) -> "NewKey":
        """Make a key of the API for a user. The key itself is told this once.

        Args:
            user: The name of the user.
            scopes: Some of ``read``, ``judge``, ``watch`` and ``admin``.
            label: What it is for.
            days: How long it lasts; until it is revoked if left out.
            by: Who makes it.

        Raises:
            UsageError: There is no such user, or the role of the user does not allow a scope.
        """
        return self._chronicle.accounts.add_key(user, scopes, label=label, days=days, by=self._author(by))

    def api_keys(self, user: str | None = None) -> "list[KeyView]":
        """Return the keys of a user, or of all; not the keys themselves, which nobody can tell any more.

        Raises:
            UsageError: There is no such user.
        """
        return self._chronicle.accounts.keys(user)

    def revoke_key(self, prefix: str, *, by: str | None = None, owner: str | None = None) -> "KeyView":
        """Let a key open nothing any more.

        Args:
            prefix: What names the key in lists, or the key.
            by: Who revokes it.
            owner: Whose it must be; anybody's if left out.

        Raises:
            UsageError: There is no such key.
        """
        return self._chronicle.accounts.revoke_key(prefix, by=self._author(by), owner=owner)

    def find_key(self, key: str) -> "KeyHolder | None":
        """Return whose key something is and what it may do, ``None`` where it opens nothing."""
        return self._chronicle.accounts.key_holder(key)

    def audit_log(
        self, *, limit: int = 50, cursor: str | None = None, who: str | None = None, what: str | None = None
    ) -> "AuditPage":
        """Return who changed what, the latest first.

        Args:
            limit: No more entries than so many, at most 1000.
            cursor: That of the page before, for the entries that follow.
            who: Only what somebody of this name did.
            what: Only what begins so, such as ``judge`` or ``user role``.

        Raises:
            UsageError: The cursor was given by no page.
        """
        return self._chronicle.accounts.log(limit=limit, cursor=cursor, who=who, what=what)

    def shared_secret(self, name: str) -> str:
        """Return random words that all processes which serve this chronicle share."""
        return self._chronicle.accounts.secret(name)

    def _lifetimes(self) -> "Lifetimes":
        from dragoman.chronicle.accounts.sessions import Lifetimes

        told = self.settings.serve
        return Lifetimes(timedelta(hours=told.idle_hours), timedelta(days=told.session_days))

    def _author(self, by: str | None) -> str:
        """Who changes something: whom the caller names, who is signed in, the author of the settings, this user."""
        from dragoman.chronicle.accounts.acting import current_actor

        return by or current_actor().name or self.settings.author or _find_user()


def _find_user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return NOBODY
