"""The places of a kept page that differ from reader to reader, and how a view says that its page may be kept."""

import re
import secrets
from dataclasses import dataclass, field

from markupsafe import Markup
from starlette.requests import Request

TOKEN, NAME, SINCE = "token", "name", "since"
"""The token of a form, the name of who has signed in, and what is new since the last visit."""

KEEPING = "keeping"
_SECRET = secrets.token_hex(16)
"""No text of a source knows it, so none can look like a gap."""

MARK = re.compile(f"<!--gap {_SECRET} ([a-z]+)-->".encode())


@dataclass
class Keeping:
    """Whether the page of a request is to be kept, and what fills its gaps later on."""

    wanted: bool = False
    total: int = field(default=0)


def keep(request: Request, *, total: int = 0) -> bool:
    """Say that the page of a request shows nothing of its reader but in gaps, and follows from the chronicle alone.

    Args:
        request: The request.
        total: How many events there are, where the page tells how many are new.

    Returns:
        Whether it will be kept; what the view sets beside the page (cookies) is then up to those who fill the gaps.
    """
    keeping = _find(request)
    if keeping is None:
        return False
    keeping.wanted, keeping.total = True, total
    return True


def keep_not(request: Request) -> None:
    """Say that the page of a request is for this reader alone after all."""
    keeping = _find(request)
    if keeping is not None:
        keeping.wanted = False


def leave_gap(request: Request, name: str) -> Markup | None:
    """Return what stands for a gap, ``None`` where the page is not kept and says itself what belongs there."""
    keeping = _find(request)
    return Markup(f"<!--gap {_SECRET} {name}-->") if keeping is not None and keeping.wanted else None


def _find(request: Request) -> Keeping | None:
    found = request.scope.get("state", {}).get(KEEPING)
    return found if isinstance(found, Keeping) else None
