"""Who asks: found from a key or a cookie, before any route is."""

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.chronicle.accounts.answers import RIGHTS

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from dragoman.app import Dragoman
    from dragoman.views.web.security.visits import Visit

STATE = "visit"


@dataclass(frozen=True)
class Person:
    """Who asks. ``name`` is empty for whoever uses a chronicle without users, and for strangers."""

    name: str = ""
    rights: frozenset[str] = frozenset()
    user: int | None = None
    role: str = ""
    key: str = ""

    def may(self, right: str) -> bool:
        """Tell whether the person has a right."""
        return right in self.rights


LOCAL = Person(rights=frozenset(RIGHTS), role="admin")
"""Whoever uses a chronicle without users."""

STRANGER = Person()
"""Who has not signed in."""


def visit_of(connection: "HTTPConnection") -> "Visit":
    """Return what is known of a request.

    Raises:
        LookupError: The request came past the gate.
    """
    visit: Visit = connection.scope["state"][STATE]
    return visit


def person_of(connection: "HTTPConnection") -> Person:
    """Return who asks; a stranger where a request came past the gate."""
    visit = connection.scope.get("state", {}).get(STATE)
    return visit.person if visit else STRANGER


def find_by_key(dragoman: "Dragoman", key: str) -> Person | None:
    """Return the person of a key, ``None`` where it opens nothing."""
    holder = dragoman.find_key(key)
    if holder is None:
        return None
    return Person(holder.user.name, holder.rights, holder.user.id, holder.user.role, holder.prefix)


def find_by_session(dragoman: "Dragoman", token: str) -> Person | None:
    """Return the person of a session, ``None`` where it has ended."""
    found = dragoman.find_session(token)
    if found is None:
        return None
    return Person(found.user.name, found.user.rights, found.user.id, found.user.role)


def read_key(authorization: str, *, safe: bool) -> str | None:
    """Return the key that a header shows, ``None`` where it shows nothing of the kind.

    Feed readers and calendars know only names with passwords. For them the key may be the password, where nothing is
    changed: browsers send such a password by themselves, also for other sites.
    """
    scheme, _, rest = authorization.partition(" ")
    if scheme.casefold() == "bearer":
        return rest.strip()
    if scheme.casefold() == "basic" and safe:
        try:
            return b64decode(rest.strip(), validate=True).decode("ascii").partition(":")[2]
        except (NotBase64, ValueError):
            return ""
    return None
