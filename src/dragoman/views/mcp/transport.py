"""Carries the protocol: over standard input and output, or over HTTP on this machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import anyio
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from starlette.applications import Starlette

    from dragoman.app import Dragoman

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PATH = "/mcp"


def serve_standard(server: "Server[Any]") -> None:
    """Answer on standard input and output until the input ends."""

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


def make_application(server: "Server[Any]", *, host: str, names: Sequence[str] = ()) -> "Starlette":
    """Make the HTTP application, which answers at :data:`PATH`.

    Every request is an answer of its own, so nothing is kept between them. Requests whose ``Host`` or ``Origin`` names
    another machine are refused, because a page of another site could send them.

    Args:
        server: The server.
        host: The address on which it listens.
        names: The names, with ports where they have any, under which clients outside of this machine reach it.

    Raises:
        UsageError: It would listen outside of this machine and nobody said under which name.
    """
    check_host(host, names)
    hosts = [f"{_bracket(one)}:*" for one in LOOPBACK]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[*hosts, *names, *(f"{name}:*" for name in names if ":" not in name)],
        allowed_origins=[f"{scheme}://{one}" for scheme in ("http", "https") for one in (*hosts, *names)],
    )
    return server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=security, host=host
    )


def check_host(host: str, names: Sequence[str]) -> None:
    """Raise where a server would listen outside of this machine and nobody said under which name it is reached.

    Raises:
        UsageError: It would.
    """
    if host not in LOOPBACK and not names:
        raise UsageError(
            f"{host} can be reached from outside, and without users nobody is asked for a key; "
            "if you mean it, say --allow-host NAME"
        )


def serve_http(server: "Server[Any]", dragoman: "Dragoman", *, host: str, port: int, names: Sequence[str] = ()) -> None:
    """Answer over HTTP until the process is told to end; a chronicle that has users asks for a key."""
    import uvicorn

    from dragoman.views.mcp.keys import KeyMiddleware

    application = KeyMiddleware(make_application(server, host=host, names=names), dragoman=dragoman)
    uvicorn.run(application, host=host, port=port, log_level="warning", access_log=False)


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host
