"""Users in an SQL database. Every change of one is written to the log in the same transaction."""

import unicodedata
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select, update

from dragoman.chronicle.accounts import tables
from dragoman.chronicle.accounts.answers import ROLES, UserView
from dragoman.chronicle.accounts.auditing import record
from dragoman.chronicle.accounts.moments import format_moment, read_clock
from dragoman.errors import UsageError
from dragoman.language.scripts import isolate

LONGEST_NAME = 64
_MARKS = ".-_@ \u200c"
_user = tables.user.c


def check_name(name: str) -> str:
    """Return the name of a user as it is kept.

    Raises:
        UsageError: It is empty, too long, or holds what cannot be told from nothing or from another letter's end.
    """
    kept = " ".join(unicodedata.normalize("NFKC", name).split(" "))
    if not 1 <= len(kept) <= LONGEST_NAME:
        raise UsageError(f"the name of a user has 1 to {LONGEST_NAME} characters; this one has {len(kept)}")
    strange = [one for one in kept if not (unicodedata.category(one)[0] in "LMN" or one in _MARKS)]
    if strange or kept != kept.strip() or unicodedata.category(kept[0])[0] == "M":
        shown = ", ".join(f"U+{ord(one):04X}" for one in strange[:3]) or "a space or a mark at its edge"
        raise UsageError(f"the name of a user has letters, digits, spaces and . - _ @; this one has {shown}")
    return kept


def fold_name(name: str) -> str:
    """Return a name as it is looked up: one however it is composed or capitalised."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())[: LONGEST_NAME * 4]


def has_users(connection: Connection) -> bool:
    """Tell whether there is any user, disabled ones included: a chronicle never falls back to letting everybody in."""
    return bool(connection.execute(select(exists().select_from(tables.user))).scalar())


def list_users(connection: Connection) -> list[UserView]:
    """Return all users by name."""
    return [view_user(row) for row in connection.execute(select(tables.user).order_by(_user.folded))]


def find_user(connection: Connection, name: str) -> Any:
    """Return the row of a user by name.

    Raises:
        UsageError: There is none.
    """
    row = load_user(connection, name)
    if row is None:
        raise UsageError(f"there is no user {isolate(name[:LONGEST_NAME])}; dragoman user list names them")
    return row


def load_user(connection: Connection, name: str) -> Any:
    """Return the row of a user by name, ``None`` where there is none."""
    return connection.execute(select(tables.user).where(_user.folded == fold_name(name))).first()


def view_user(row: Any) -> UserView:
    """Return what may be told of a row."""
    return UserView(row.id, row.name, row.role, row.created_at, row.disabled_at)


def add_user(connection: Connection, name: str, *, hashed: str, role: str, by: str) -> UserView:
    """Add a user; the first one manages the others.

    Raises:
        UsageError: The name is taken, there is no such role, or the first user would be no admin.
    """
    check_role(role)
    if load_user(connection, name) is not None:
        raise UsageError(f"there is a user {isolate(name)} already")
    if role != "admin" and not has_users(connection):
        raise UsageError("the first user of a chronicle is an admin, who then adds others; say --role admin")
    now = format_moment(read_clock())
    row = {
        "name": name, "folded": fold_name(name), "password": hashed, "role": role, "created_at": now, "password_at": now
    }  # fmt: skip
    connection.execute(tables.user.insert().values(row))
    record(connection, "user add", [name, role], by=by)
    return view_user(find_user(connection, name))


def set_password(connection: Connection, name: str, *, hashed: str, by: str, keep: str | None = None) -> UserView:
    """Give a user another password, which ends the sessions that the old one began, but one to keep."""
    row = find_user(connection, name)
    changed = {"password": hashed, "password_at": format_moment(read_clock())}
    connection.execute(update(tables.user).where(_user.id == row.id).values(changed))
    end_sessions(connection, row.id, keep=keep)
    record(connection, "user password", [row.name], by=by)
    return view_user(row)


def rehash(connection: Connection, number: int, *, before: str, hashed: str) -> None:
    """Keep the same password at the costs of today."""
    statement = update(tables.user).where(_user.id == number, _user.password == before)
    connection.execute(statement.values(password=hashed))


def set_role(connection: Connection, name: str, *, role: str, by: str) -> UserView:
    """Give a user another role; it counts from the next request on.

    Raises:
        UsageError: There is no such role or user, or nobody would be left to manage users.
    """
    check_role(role)
    row = find_user(connection, name)
    if role != "admin":
        _keep_admin(connection, row)
    if role != row.role:
        connection.execute(update(tables.user).where(_user.id == row.id).values(role=role))
        end_sessions(connection, row.id)
        record(connection, "user role", [row.name, row.role, role], by=by)
    return view_user(find_user(connection, name))


def disable(connection: Connection, name: str, *, by: str) -> UserView:
    """Shut a user out: sessions end, keys open nothing; what was decided stays.

    Raises:
        UsageError: There is no such user, or nobody would be left to manage users.
    """
    row = find_user(connection, name)
    if row.disabled_at is None:
        _keep_admin(connection, row)
        now = format_moment(read_clock())
        connection.execute(update(tables.user).where(_user.id == row.id).values(disabled_at=now))
        end_sessions(connection, row.id)
        record(connection, "user disable", [row.name], by=by)
    return view_user(find_user(connection, name))


def enable(connection: Connection, name: str, *, by: str) -> UserView:
    """Let a user in again, with the password and the keys of before.

    Raises:
        UsageError: There is no such user.
    """
    row = find_user(connection, name)
    if row.disabled_at is not None:
        connection.execute(update(tables.user).where(_user.id == row.id).values(disabled_at=None))
        record(connection, "user enable", [row.name], by=by)
    return view_user(find_user(connection, name))


def end_sessions(connection: Connection, number: int, *, keep: str | None = None) -> None:
    """End the sessions of a user, but the one of a digest."""
    mine = tables.session.c
    statement = delete(tables.session).where(mine.user_id == number)
    connection.execute(statement if keep is None else statement.where(mine.token != keep))


def check_role(role: str) -> None:
    """Say that there is no such role.

    Raises:
        UsageError: There is none.
    """
    if role not in ROLES:
        raise UsageError(f"no role {role!r}; allowed: {', '.join(ROLES)}")


def _keep_admin(connection: Connection, row: Any) -> None:
    """See to it that somebody is left who manages users."""
    others = select(func.count()).where(_user.role == "admin", _user.disabled_at.is_(None), _user.id != row.id)
    if row.role == "admin" and row.disabled_at is None and not connection.execute(others).scalar():
        raise UsageError(f"{isolate(row.name)} is the only admin; make another user one first")
