"""A chronicle with users, for tests of who may do what."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI

from dragoman.app import Dragoman, open_dragoman
from dragoman.chronicle.accounts import passwords
from dragoman.views.web.application import make_application
from dragoman.views.web.options import WebOptions
from dragoman.views.web.security.options import SecurityOptions

WORD = "кошка на крыше 7"
PEOPLE = {"Далер": "admin", "Olga": "reviewer", "رضا": "reader"}
HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """Let passwords be looked at quickly."""
    before = passwords._make_hasher
    passwords._make_hasher = lambda: HASHER  # type: ignore[assignment]
    try:
        yield
    finally:
        passwords._make_hasher = before


@contextmanager
def open_staffed(path: Path) -> Iterator[Dragoman]:
    """Open a chronicle with an admin, a reviewer and a reader."""
    with cheap_hashes(), open_dragoman(path) as opened:
        for name, role in PEOPLE.items():
            opened.add_user(name, WORD, role=role, by="setup")
        yield opened


def make(dragoman: Dragoman, **options: object) -> FastAPI:
    """Make the application, with options of security."""
    told = {"hosts": ("testserver",), **options}
    return make_application(dragoman, WebOptions(security=SecurityOptions(**told)))  # type: ignore[arg-type]
