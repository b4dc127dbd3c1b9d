"""Who is at work in this thread or task, so that whatever is written can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct


class Actor(Struct, frozen=True):
    """Who acts: a name (empty: whoever runs this process), by what way, from which address."""

    name: str = ""
    how: str = "python"
    address: str = ""
    user: int | None = None


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039  frozen


def current_actor() -> Actor:
    """Return who is at work; nobody in particular where nobody said so."""
    return _actor.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let somebody be at work for a while, in this thread or task and in those that it starts.

    >>> with acting(Actor("Далер", "web")):
    ...     current_actor().name
    'Далер'
    """
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
