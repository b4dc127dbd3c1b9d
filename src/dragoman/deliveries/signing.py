"""Signs webhooks, so that their receiver knows who sent them and when.

Source:
    Standard Webhooks, version 1 (https://www.standardwebhooks.com): ``webhook-id``, ``webhook-timestamp`` and
    ``webhook-signature``, an HMAC-SHA256 over all three parts.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

PREFIX = "whsec_"
TOLERANCE = 300
"""Seconds by which the clocks of sender and receiver may differ."""


def make_secret() -> str:
    """Return a new secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret: str, key: str, *, time: int, body: bytes) -> str:
    """Return the signature of a body under its key and time (seconds since 1970).

    >>> sign("whsec_c2VjcmV0", "key", time=1700000000, body=b"{}")
    'v1,Ng3JbS4YLWRkjYvfd0H5TWR4vHP3NO2sm+8ddhzRG6k='
    """
    words = b".".join((key.encode(), str(time).encode(), body))
    return "v1," + base64.b64encode(hmac.new(_read_secret(secret), words, sha256).digest()).decode()


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: int) -> bool:
    """Tell whether a request is what the owner of a secret sent, not long ago; headers are in lower case."""
    key, time = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not time.isdecimal() or abs(now - int(time)) > TOLERANCE:
        return False
    wanted = sign(secret, key, time=int(time), body=body)
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(wanted.encode(), one.encode()) for one in given)


def _read_secret(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
