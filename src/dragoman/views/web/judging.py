"""Who may judge: the requirement of every route that changes what people decided."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def _require_nothing() -> None:
    """Pages without sign-in are for one person on this machine, who may everything."""


def _find_requirement() -> Callable[..., Any]:
    security = import_module("dragoman.views.web.security")
    require: Callable[[str], Callable[..., Any]] | None = getattr(security, "require", None)
    return require("judge") if require else _require_nothing


require_judge = _find_requirement()
