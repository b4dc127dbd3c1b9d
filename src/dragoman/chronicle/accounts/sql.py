"""Accounts in an SQL database: each change is one transaction, together with its line in the log."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select

from dragoman.chronicle.accounts import auditing, keys, passwords, sessions, tables, users
from dragoman.chronicle.accounts.answers import (
    AuditPage,
    KeyHolder,
    KeyView,
    NewKey,
    SessionView,
    SignedIn,
    UserView,
)
from dragoman.chronicle.accounts.moments import is_older, read_clock
from dragoman.chronicle.accounts.sessions import Lifetimes
from dragoman.chronicle.accounts.tokens import digest_token, is_token, make_token
from dragoman.chronicle.database import open_engine, read, write
from dragoman.chronicle.dialects import insert_rows
from dragoman.errors import StoreError

TOUCHED = timedelta(minutes=5)
"""What is used is noted no oftener, so that reading a page hardly ever writes."""
HURRY = 0.2
"""Seconds that noting a use waits for another writer; a request is worth more than the note."""


class SqlAccounts:
    """The :class:`~dragoman.chronicle.accounts.protocol.Accounts` of a chronicle in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime] = read_clock) -> None:
        self._engine, self._clock = engine, clock

    def exist(self) -> bool:
        """Tell whether there are users, so that everybody has to sign in."""
        with read(self._engine) as connection:
            return users.has_users(connection)

    def users(self) -> list[UserView]:
        """Return all users by name."""
        with read(self._engine) as connection:
            return users.list_users(connection)

    def add_user(self, name: str, password: str, *, role: str, by: str) -> UserView:
        """Add a user."""
        kept = users.check_name(name)
        users.check_role(role)
        passwords.check_password(password, name=kept)
        hashed = passwords.hash_password(password)
        with write(self._engine) as connection:
            return users.add_user(connection, kept, hashed=hashed, role=role, by=by)

    def set_password(self, name: str, password: str, *, by: str, keep: str | None = None) -> UserView:
        """Give a user another password; ``keep`` is the token of the one session that goes on."""
        passwords.check_password(password, name=name)
        hashed = passwords.hash_password(password)
        with write(self._engine) as connection:
            digest = digest_token(keep) if keep else None
            return users.set_password(connection, name, hashed=hashed, by=by, keep=digest)

    def set_role(self, name: str, role: str, *, by: str) -> UserView:
        """Give a user another role."""
        with write(self._engine) as connection:
            return users.set_role(connection, name, role=role, by=by)

    def disable(self, name: str, *, by: str) -> UserView:
        """Shut a user out."""
        with write(self._engine) as connection:
            return users.disable(connection, name, by=by)

    def enable(self, name: str, *, by: str) -> UserView:
        """Let a user in again."""
        with write(self._engine) as connection:
            return users.enable(connection, name, by=by)

    def check(self, name: str, password: str) -> UserView | None:
        """Return the user of a name and a password, ``None`` where they do not belong together.

        It takes as long where there is no such user, or where it is disabled.
        """
        with read(self._engine) as connection:
            row = users.load_user(connection, name)
        matches = passwords.verify_password(row.password if row else None, password)
        if row is None or not matches or row.disabled_at is not None:
            return None
        if passwords.is_outdated(row.password):
            hashed = passwords.hash_password(password)
            with write(self._engine) as connection:
                users.rehash(connection, row.id, before=row.password, hashed=hashed)
        return users.view_user(row)

    def sign_in(
        self, name: str, password: str, *, lives: Lifetimes, address: str, before: str | None = None
    ) -> SignedIn | None:
        """Begin a session where name and password belong together; that of ``before`` ends."""
        user = self.check(name, password)
        if user is None:
            return None
        with write(self._engine) as connection:
            row = users.load_user(connection, name)
            if row is None or row.disabled_at is not None:  # since the password was looked at
                return None
            if before and is_token(before):
                sessions.end(connection, before)
            return sessions.begin(connection, users.view_user(row), now=self._clock(), lives=lives, address=address)

    def sign_out(self, token: str) -> bool:
        """End a session; returns whether there was one."""
        if not is_token(token):
            return False
        with write(self._engine) as connection:
            return sessions.end(connection, token)

    def session(self, token: str, *, lives: Lifetimes) -> SessionView | None:
        """Return the session of a token, ``None`` where there is none or it has ended."""
        now = self._clock()
        with read(self._engine) as connection:
            found = sessions.find(connection, token, now=now, lives=lives)
        if found and is_older(found.used, TOUCHED, now=now):
            self._note(lambda connection: sessions.touch(connection, token, now=now))
        return found

    def add_key(self, name: str, scopes: Sequence[str], *, label: str = "", days: int | None = None, by: str) -> NewKey:
        """Make a key for a user."""
        wish = keys.KeyWish(tuple(scopes), label, days)
        with write(self._engine) as connection:
            return keys.add(connection, name, wish=wish, now=self._clock(), by=by)

    def keys(self, name: str | None = None) -> list[KeyView]:
        """Return the keys of a user, or of all."""
        with read(self._engine) as connection:
            return keys.list_keys(connection, name)

    def revoke_key(self, prefix: str, *, by: str, owner: str | None = None) -> KeyView:
        """Let a key open nothing any more."""
        with write(self._engine) as connection:
            return keys.revoke(connection, prefix, now=self._clock(), by=by, owner=owner)

    def key_holder(self, key: str) -> KeyHolder | None:
        """Return whose key something is, ``None`` where it opens nothing."""
        now = self._clock()
        with read(self._engine) as connection:
            found = keys.find(connection, key, now=now)
        if found and (found.used is None or is_older(found.used, TOUCHED, now=now)):
            prefix = found.prefix
            self._note(lambda connection: keys.touch(connection, prefix, now=now))
        return found

    def log(
        self, *, limit: int, cursor: str | None = None, who: str | None = None, what: str | None = None
    ) -> AuditPage:
        """Return a page of the log, the latest first."""
        with read(self._engine) as connection:
            return auditing.load_log(connection, limit=limit, cursor=cursor, who=who, what=what)

    def secret(self, name: str) -> str:
        """Return a secret that all processes which serve this chronicle share; it is made when first asked for."""
        wanted = select(tables.secret.c.value).where(tables.secret.c.name == name)
        with read(self._engine) as connection:
            found = connection.execute(wanted).scalar()
        if found is not None:
            return str(found)
        try:
            with write(self._engine) as connection:
                found = connection.execute(wanted).scalar()
                if found is None:
                    found = make_token()
                    insert_rows(connection, tables.secret, [{"name": name, "value": found}])
        except StoreError:  # a chronicle on a disk that cannot be written is served by one process
            return make_token()
        return str(found)

    def _note(self, change: Callable[[Connection], None]) -> None:
        """Write what may as well be lost, where nobody else is writing."""
        hasty = open_engine(self._engine.url, patience=HURRY, keep=False)
        with suppress(StoreError), write(hasty) as connection:
            change(connection)
