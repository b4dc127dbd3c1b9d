"""Opaque marks of how far a list was read: the key of the last entry, and of which list it is one."""

import base64
import binascii
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from dragoman.errors import UnknownError


def write_cursor(about: Sequence[object], key: Sequence[str | int | float]) -> str:
    """Return the cursor of a list after an entry.

    Args:
        about: What makes it this list: its conditions and its order.
        key: That by which its entries are ordered.
    """
    return base64.urlsafe_b64encode(json.dumps([_digest(about), *key]).encode()).decode().rstrip("=")


def read_cursor(cursor: str, about: Sequence[object], kinds: Sequence[Any]) -> list[Any]:
    """Return the key in a cursor.

    Raises:
        UnknownError: It is no cursor, or that of another list.
    """
    try:
        digest, *key = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise UnknownError(f"{cursor!r} is no cursor; take that of the answer before") from error
    if digest != _digest(about) or len(key) != len(kinds) or not all(map(isinstance, key, kinds)):
        raise UnknownError(f"{cursor!r} is the cursor of another list; take that of the answer before")
    return list(key)


def _digest(about: Sequence[object]) -> str:
    return sha256(json.dumps(about).encode()).hexdigest()[:12]
