"""Passwords: checked when they are chosen, kept as argon2 hashes, and compared in a time that tells nothing.

Source: RFC 9106 (Argon2, second recommended option), NIST SP 800-63B (length counts, no rules of composition).
"""

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000
LEAST_DIFFERENT = 5
PARALLEL = 2
"""So many hashes at once, for each takes 64 MiB; others wait their turn."""

_turns = BoundedSemaphore(PARALLEL)


def check_password(password: str, *, name: str) -> None:
    """Say what is wrong with a password that somebody chooses.

    Raises:
        UsageError: It is too short or too long, hardly varies, or holds the name.
    """
    plain = _prepare(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; this one has {len(plain)}")
    if len(set(plain.casefold())) < LEAST_DIFFERENT:
        raise UsageError(f"a password has at least {LEAST_DIFFERENT} different characters")
    if name.casefold() in plain.casefold() and len(name) * 2 > len(plain):
        raise UsageError("a password is more than the name of its user with something added")


def hash_password(password: str) -> str:
    """Return the hash of a password, with a salt of its own.

    Raises:
        UsageError: The library is not installed.
    """
    with _turns:
        return _make_hasher().hash(_prepare(password))


def verify_password(hashed: str | None, password: str) -> bool:
    """Tell whether a password is the one of a hash; takes as long where there is no hash."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    hasher = _make_hasher()
    nothing = _hash_nothing()  # made with the first password of all, whoever's that is
    with _turns:
        try:
            matches = hasher.verify(hashed or nothing, _prepare(password)[: LONGEST + 1])
        except (Argon2Error, InvalidHashError):
            return False
    return matches and hashed is not None


def is_outdated(hashed: str) -> bool:
    """Tell whether a hash was made at other costs than those of today."""
    return _make_hasher().check_needs_rehash(hashed)


def _prepare(password: str) -> str:
    """One password however a keyboard composes its letters (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


@cache
def _make_hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise UsageError("users need a library that is not installed; pip install 'dragoman[serve]'") from error
    return PasswordHasher()


@cache
def _hash_nothing() -> str:
    """The hash of a password that nobody has."""
    import secrets

    return _make_hasher().hash(secrets.token_urlsafe(32))
