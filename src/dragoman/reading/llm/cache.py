"""Answers that were paid for are kept, so that asking the same again costs nothing."""

import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import msgspec

from dragoman.reading.llm.options import LlmOptions
from dragoman.reading.llm.prompt import Message, digest_prompt

_FOLDER, _SUBFOLDER = "dragoman", "llm"


def find_folder(options: LlmOptions) -> Path:
    """Return the folder of kept answers: that of the options, or ``dragoman/llm`` in the user's cache folder.

    Source: XDG base directory specification 0.8.
    """
    if options.cache:
        return Path(options.cache).expanduser()
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    return base / _FOLDER / _SUBFOLDER


class Cache:
    """Keeps answers by address, model, version of the prompt, and the page's text, in files for the user alone.

    A folder that cannot be written, or a broken file, is as good as none.
    """

    def __init__(self, options: LlmOptions) -> None:
        """Keep answers in the folder of the options."""
        self._folder = find_folder(options)
        self._place = (options.url.rstrip("/"), options.model, digest_prompt())

    def load(self, messages: list[Message]) -> str | None:
        """Return the kept answer to a question, or ``None``."""
        try:
            return msgspec.json.decode(self._path(messages).read_bytes(), type=str)
        except (OSError, msgspec.DecodeError):
            return None

    def keep(self, messages: list[Message], answer: str) -> None:
        """Keep an answer; a reader beside this one sees all of it or nothing."""
        path = self._path(messages)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as opened:
                opened.write(msgspec.json.encode(answer))
            Path(opened.name).replace(path)
        except OSError:
            return

    def _path(self, messages: list[Message]) -> Path:
        asked = [*self._place, *(message["content"] for message in messages)]
        name = sha256(msgspec.json.encode(asked)).hexdigest()
        return self._folder / name[:2] / f"{name}.json"
