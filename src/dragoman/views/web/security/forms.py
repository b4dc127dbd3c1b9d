"""Tokens by which a form is known as ours: bound to the session, different each time, and kept nowhere.

Source: OWASP, Cross-Site Request Forgery Prevention (signed double submit); RFC 9113 is why a token is salted: answers
are packed, and a word that is always the same could be guessed from their length.
"""

import hashlib
import hmac
import secrets

from markupsafe import Markup

from dragoman.views.web.security.visits import Visit

FIELD, HEADER = "csrf", "x-csrf-token"
LOCAL = "local"
_SALT = 22


def make_form_token(visit: Visit) -> str:
    """Return a token for a form of this visit."""
    visit.seeded = True
    salt = secrets.token_urlsafe(16)
    return salt + _sign(visit, salt)


def is_form_token(visit: Visit, token: str) -> bool:
    """Tell whether a token was made for this visitor."""
    salt, signature = token[:_SALT], token[_SALT:]
    if not visit.bound or not token.isascii():
        return False
    return hmac.compare_digest(signature, _sign(visit, salt))


def _sign(visit: Visit, salt: str) -> str:
    words = f"form\0{salt}\0{visit.bound}".encode()
    return hmac.new(visit.secret.encode(), words, hashlib.sha256).hexdigest()


def form_field(visit: Visit) -> Markup:
    """Return the hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, make_form_token(visit))
