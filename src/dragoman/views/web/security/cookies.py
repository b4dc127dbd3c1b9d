"""The two cookies: that of a session, and that of a stranger who is about to sign in."""

from http.cookies import SimpleCookie

SESSION, SEED = "dragoman_session", "dragoman_seed"
SEED_SECONDS = 3600


def name_cookie(name: str, *, secure: bool) -> str:
    """Return the name of a cookie; under https no other host and no unsafe page can set one of that name.

    >>> name_cookie("a", secure=True), name_cookie("a", secure=False)
    ('__Host-a', 'a')

    Source: RFC 6265bis, cookie name prefixes.
    """
    return f"__Host-{name}" if secure else name


def form_cookie(name: str, value: str, *, secure: bool, seconds: int | None = None) -> str:
    """Return the header that sets a cookie, or with ``seconds=0`` deletes it."""
    full = name_cookie(name, secure=secure)
    cookie: SimpleCookie = SimpleCookie({full: value})
    flags: dict[str, object] = {"path": "/", "httponly": True, "samesite": "Lax", "secure": secure}
    if seconds is not None:
        flags["max-age"] = seconds
    for flag, told in flags.items():
        cookie[full][flag] = told
    return cookie[full].OutputString()
