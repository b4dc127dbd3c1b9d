"""The headers that every answer has: nothing from elsewhere, nothing inline, no frames, no referrer for others."""

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from dragoman.views.web.security.visits import Visit

if TYPE_CHECKING:
    from starlette.types import Message

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""No ``unsafe-inline``: what a page of a source says can never run, even if it came out unescaped."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # "no-referrer" would make browsers say "Origin: null" of our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
}
STRICT_TRANSPORT = "max-age=15552000"


def complete_headers(message: "Message", visit: Visit) -> None:
    """Add to the head of an answer what it does not say itself."""
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if visit.secure:
        headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    if not visit.local:
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.add_vary_header("Cookie")
        headers.add_vary_header("Authorization")
