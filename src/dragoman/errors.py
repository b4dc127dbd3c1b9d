"""The whole error tree.

::

    DragomanError
      UsageError     the caller is wrong           exit 2, HTTP 400, also ValueError
        UnknownError what is named is not there    exit 2, HTTP 404
      PackError      our own tables are wrong      exit 3, with path and line
      SourceError    the world failed              url, retryable
      StoreError     the chronicle failed          exit 4, HTTP 503
      LimitError     a limit that was set is met   exit 5

A page that cannot be used is not an error but a value: see :class:`dragoman.model.pages.Rejected`.
"""

from typing import ClassVar


class DragomanError(Exception):
    """Anything that Dragoman raises on purpose. The message says what, where, what was got and what is allowed."""

    exit_code: ClassVar[int] = 1


class UsageError(DragomanError, ValueError):
    """The caller asked for something that cannot be."""

    exit_code = 2


class UnknownError(UsageError):
    """The caller names something that the chronicle does not hold."""


class PackError(DragomanError):
    """A shipped or user-made table is wrong.

    Args:
        message: What is wrong and what is allowed.
        path: The file.
        line: The line in it, counted from 1, or 0 for the file as a whole.
    """

    exit_code = 3

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message, path, line)
        self.message, self.path, self.line = message, path, line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return place + self.message


class SourceError(DragomanError):
    """A source could not be read.

    Args:
        message: What failed.
        url: The address.
        retryable: Whether the same call may succeed later.
    """

    def __init__(self, message: str, url: str = "", *, retryable: bool = False) -> None:
        super().__init__(message, url)
        self.message, self.url, self.retryable = message, url, retryable

    def __str__(self) -> str:
        return f"{self.url}: {self.message}" if self.url else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return (_source_error, (self.message, self.url, self.retryable))


def _source_error(message: str, url: str, retryable: bool) -> SourceError:
    return SourceError(message, url, retryable=retryable)


class StoreError(DragomanError):
    """The chronicle could not be opened, read or written."""

    exit_code = 4


class LimitError(DragomanError):
    """A limit that the user set, such as a budget, does not allow to go on."""

    exit_code = 5
