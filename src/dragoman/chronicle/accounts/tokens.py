"""Random words that prove something: made, taken apart, and kept only as their digests.

They are long and random, so that a plain SHA-256 keeps them as well as a slow hash would.
"""

import hashlib
import re
import secrets

PREFIX = "dgm"
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_KEY = re.compile(rf"{PREFIX}_([a-z0-9]{{10}})_([A-Za-z0-9_-]{{43}})")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def make_token() -> str:
    """Return 256 random bits as 43 letters."""
    return secrets.token_urlsafe(32)


def digest_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(words: str) -> bool:
    """Tell whether something has the form of a token; what has not is not looked up."""
    return _TOKEN.fullmatch(words) is not None


def make_key() -> tuple[str, str]:
    """Return the prefix by which a key is named, and the key: ``dgm_PREFIX_SECRET``."""
    prefix = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return prefix, f"{PREFIX}_{prefix}_{make_token()}"


def find_prefix(key: str) -> str | None:
    """Return the prefix of something that has the form of a key, ``None`` for anything else."""
    matched = _KEY.fullmatch(key)
    return matched[1] if matched else None
