"""Bodies of requests: never longer than allowed, never slower than allowed, and read once for all."""

from typing import TYPE_CHECKING

import anyio
from starlette.requests import ClientDisconnect

if TYPE_CHECKING:
    from starlette.types import Message, Receive

SECONDS = 60.0
"""A body that takes longer comes from somebody who wants to keep us busy."""


class BodyError(Exception):
    """A body that is refused, with the status of HTTP and the words for it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


async def read_body(receive: "Receive", *, length: str | None, most: int) -> bytes:
    """Read a whole body.

    Args:
        receive: Gives its pieces.
        length: What ``Content-Length`` says.
        most: The most bytes.

    Raises:
        BodyError: It is too long or too slow.
        ClientDisconnect: Nobody waits for an answer any more.
    """
    if length is not None and (not length.isdigit() or len(length) > 18 or int(length) > most):
        raise BodyError(413, f"what was sent is longer than {most} bytes")
    try:
        with anyio.fail_after(SECONDS):
            return await _collect(receive, most)
    except TimeoutError as error:
        raise BodyError(408, f"what was sent did not come within {SECONDS:.0f} seconds") from error


async def _collect(receive: "Receive", most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > most:
            raise BodyError(413, f"what was sent is longer than {most} bytes")
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: "Receive") -> "Receive":
    """Return a channel that gives a body that was read already, and then what comes after it."""
    pending = [body]

    async def give() -> "Message":
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return give
