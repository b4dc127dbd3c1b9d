"""Sessions of browsers in an SQL database. A session ends when it was not used for a while, and in any case one day."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import Connection, delete, or_, select, update

from dragoman.chronicle.accounts import tables
from dragoman.chronicle.accounts.answers import SessionView, SignedIn, UserView
from dragoman.chronicle.accounts.auditing import record
from dragoman.chronicle.accounts.moments import format_moment, is_older, parse_moment
from dragoman.chronicle.accounts.tokens import digest_token, is_token, make_token
from dragoman.chronicle.accounts.users import view_user

MOST = 50
"""Sessions of one user; the oldest ends where there would be more."""
_session = tables.session.c


class Lifetimes(Struct, frozen=True):
    """How long a session lives: without being used, and at the most."""

    idle: timedelta = timedelta(hours=12)
    most: timedelta = timedelta(days=7)


def begin(connection: Connection, user: UserView, *, now: datetime, lives: Lifetimes, address: str) -> SignedIn:
    """Begin a session, and sweep out those that ended."""
    _sweep(connection, user, now=now, lives=lives)
    token, moment, end = make_token(), format_moment(now), format_moment(now + lives.most)
    row = {
        "token": digest_token(token), "user_id": user.id, "created_at": moment, "used_at": moment, "expires_at": end,
        "address": address,
    }  # fmt: skip
    connection.execute(tables.session.insert().values(row))
    record(connection, "sign in", [user.name], by=user.name)
    return SignedIn(user, token, end)


def find(connection: Connection, token: str, *, now: datetime, lives: Lifetimes) -> SessionView | None:
    """Return the session of a token, ``None`` where it has none that holds."""
    if not is_token(token):
        return None
    statement = (
        select(tables.user, _session.created_at.label("begun"), _session.used_at, _session.expires_at)
        .join_from(tables.session, tables.user, tables.user.c.id == _session.user_id)
        .where(_session.token == digest_token(token))
    )
    row = connection.execute(statement).first()
    if row is None or row.disabled_at is not None:
        return None
    if parse_moment(row.expires_at) <= now or is_older(row.used_at, lives.idle, now=now):
        return None
    return SessionView(view_user(row), row.begun, row.used_at, row.expires_at)


def touch(connection: Connection, token: str, *, now: datetime) -> None:
    """Note that a session is used."""
    statement = update(tables.session).where(_session.token == digest_token(token))
    connection.execute(statement.values(used_at=format_moment(now)))


def end(connection: Connection, token: str) -> bool:
    """End a session; returns whether there was one."""
    digest = digest_token(token)
    statement = (
        select(tables.user.c.name)
        .join_from(tables.session, tables.user, tables.user.c.id == _session.user_id)
        .where(_session.token == digest)
    )
    name = connection.execute(statement).scalar()
    if name is None:
        return False
    connection.execute(delete(tables.session).where(_session.token == digest))
    record(connection, "sign out", [name], by=name)
    return True


def _sweep(connection: Connection, user: UserView, *, now: datetime, lives: Lifetimes) -> None:
    ended = or_(_session.expires_at <= format_moment(now), _session.used_at < format_moment(now - lives.idle))
    connection.execute(delete(tables.session).where(ended))
    mine = select(_session.token).where(_session.user_id == user.id).order_by(_session.created_at.desc())
    surplus = list(connection.scalars(mine.offset(MOST - 1)))
    connection.execute(delete(tables.session).where(_session.token.in_(surplus)))
