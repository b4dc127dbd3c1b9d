"""Keys of programs in an SQL database. A key never allows more than its user may do at that moment."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from dragoman.chronicle.accounts import tables
from dragoman.chronicle.accounts.answers import RIGHTS, ROLES, KeyHolder, KeyView, NewKey
from dragoman.chronicle.accounts.auditing import record
from dragoman.chronicle.accounts.moments import format_moment, parse_moment
from dragoman.chronicle.accounts.tokens import digest_token, find_prefix, make_key
from dragoman.chronicle.accounts.users import find_user, view_user
from dragoman.errors import UsageError
from dragoman.language.scripts import isolate

LONGEST_LABEL = 100
MOST = 100
"""Keys of one user that are not revoked."""
_key = tables.api_key.c


class KeyWish(Struct, frozen=True):
    """What a key is to be: what it may do, what it is for, and how many days it lasts (``None``: until revoked)."""

    scopes: tuple[str, ...]
    label: str = ""
    days: int | None = None


def add(connection: Connection, name: str, *, wish: KeyWish, now: datetime, by: str) -> NewKey:
    """Make a key for a user.

    Raises:
        UsageError: There is no such user or scope, the role does not allow it, or there are too many keys.
    """
    user = view_user(find_user(connection, name))
    wanted = _check_scopes(wish.scopes, role=user.role)
    days, label = wish.days, wish.label
    _check_label(label)
    if days is not None and not 1 <= days <= 3660:
        raise UsageError(f"a key lasts 1 to 3660 days, or until it is revoked; not {days}")
    held = select(func.count()).where(_key.user_id == user.id, _key.revoked_at.is_(None))
    if user.disabled or (connection.execute(held).scalar() or 0) >= MOST:
        raise UsageError(f"{isolate(user.name)} is disabled, or has {MOST} keys already")
    prefix, key = make_key()
    made, expires = format_moment(now), None if days is None else format_moment(now + timedelta(days=days))
    row = {
        "prefix": prefix, "hash": digest_token(key), "user_id": user.id, "label": label, "scopes": " ".join(wanted),
        "created_at": made, "expires_at": expires,
    }  # fmt: skip
    connection.execute(tables.api_key.insert().values(row))
    record(connection, "key add", [prefix, user.name, *wanted], by=by)
    return NewKey(key, KeyView(prefix, user.name, label, wanted, made, expires=expires))


def list_keys(connection: Connection, name: str | None = None) -> list[KeyView]:
    """Return the keys of a user, or of all, the latest last.

    Raises:
        UsageError: There is no such user.
    """
    statement = select(tables.api_key, tables.user.c.name).join_from(tables.api_key, tables.user)
    if name is not None:
        statement = statement.where(_key.user_id == find_user(connection, name).id)
    return [_view(row) for row in connection.execute(statement.order_by(_key.created_at, _key.prefix))]


def revoke(connection: Connection, prefix: str, *, now: datetime, by: str, owner: str | None = None) -> KeyView:
    """Let a key open nothing any more.

    Args:
        connection: The transaction.
        prefix: What names the key; the whole key does as well.
        now: When.
        by: Who revokes it.
        owner: Whose it must be, where somebody may only revoke their own.

    Raises:
        UsageError: There is no such key.
    """
    named = find_prefix(prefix) or prefix
    found = next((one for one in list_keys(connection, owner) if one.prefix == named), None)
    if found is None:
        raise UsageError(f"there is no key {isolate(named[:10])}; dragoman key list names them")
    if found.revoked is None:
        moment = format_moment(now)
        connection.execute(update(tables.api_key).where(_key.prefix == named).values(revoked_at=moment))
        record(connection, "key revoke", [named, found.user], by=by)
    return next(one for one in list_keys(connection) if one.prefix == named)


def find(connection: Connection, key: str, *, now: datetime) -> KeyHolder | None:
    """Return whose key something is and what it may do now, ``None`` where it opens nothing."""
    prefix = find_prefix(key)
    if prefix is None:
        return None
    statement = (
        select(tables.user, _key.hash, _key.scopes, _key.used_at, _key.expires_at, _key.revoked_at)
        .join_from(tables.api_key, tables.user, tables.user.c.id == _key.user_id)
        .where(_key.prefix == prefix)
    )
    row = connection.execute(statement).first()
    if row is None or not hmac.compare_digest(row.hash, digest_token(key)):
        return None
    late = row.expires_at is not None and parse_moment(row.expires_at) <= now
    if late or row.revoked_at is not None or row.disabled_at is not None:
        return None
    user = view_user(row)
    return KeyHolder(user, prefix, user.rights & frozenset(row.scopes.split()), row.used_at)


def touch(connection: Connection, prefix: str, *, now: datetime) -> None:
    """Note that a key is used."""
    connection.execute(update(tables.api_key).where(_key.prefix == prefix).values(used_at=format_moment(now)))


def _check_scopes(scopes: Sequence[str], *, role: str) -> tuple[str, ...]:
    wanted = tuple(one for one in RIGHTS if one in scopes)
    unknown = sorted(set(scopes) - set(RIGHTS))
    if unknown or not wanted:
        raise UsageError(f"the scopes of a key are some of {', '.join(RIGHTS)}; not {', '.join(unknown) or 'none'}")
    beyond = [one for one in wanted if one not in ROLES[role]]
    if beyond:
        raise UsageError(f"a {role} may not {', '.join(beyond)}, so no key of theirs may")
    return wanted


def _check_label(label: str) -> None:
    if len(label) > LONGEST_LABEL or any(ord(one) < 32 for one in label):
        raise UsageError(f"the label of a key is one line of at most {LONGEST_LABEL} characters")


def _view(row: Any) -> KeyView:
    scopes = tuple(row.scopes.split())
    return KeyView(row.prefix, row.name, row.label, scopes, row.created_at, row.used_at, row.expires_at, row.revoked_at)
