"""How a command ends: one clear line on standard error, and the exit code that goes with it."""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence

import click

from dragoman.errors import DragomanError, UsageError
from dragoman.views.cli.session import Session

INTERRUPTED = 130
FAILED = 1


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing but ``--debug`` shows a trace."""
    from dragoman.views.cli.commands import dragoman

    session = Session()
    _make_printable()
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = dragoman.main(args=words, prog_name="dragoman", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # the outermost edge: every end has its words
        if session.debug:
            raise
        return end(_blame_call(error, words))
    return code if isinstance(code, int) else 0


def _blame_call(error: BaseException, words: Sequence[str]) -> BaseException:
    """Return the error of who calls where a word of theirs is no text; the name of a file may be none."""
    if not isinstance(error, UnicodeEncodeError):
        return error
    from dragoman.reading.pages.intake import is_text

    for word in words:
        if not is_text(word):
            shown = word.encode("utf-8", "replace").decode()
            return UsageError(f"{shown!r} is not in UTF-8, as names and texts have to be")
    return error


def end(error: BaseException) -> int:
    """Say what happened and return the exit code."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        complain("interrupted; what was stored is safe")
        return INTERRUPTED
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.ClickException):
        complain(_explain_call(error))
        return error.exit_code
    if isinstance(error, DragomanError):
        complain(str(error))
        return error.exit_code
    return _end_badly(error)


def _end_badly(error: BaseException) -> int:
    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        _leave_pipe()
    elif isinstance(error, OSError):
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
    else:
        complain(
            f"a fault of the program: {type(error).__name__}: {error}; run again with dragoman --debug and report it"
        )
    return FAILED


def complain(words: str) -> None:
    """Write one line to standard error."""
    with contextlib.suppress(OSError):
        click.echo(f"dragoman: {' '.join(words.split())}", err=True)


def _explain_call(error: click.ClickException) -> str:
    words = error.format_message().rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{words}; see: {context.command_path} --help" if context else words


def _leave_pipe() -> None:
    """Keep quiet where the reader of a pipe has gone, also when Python closes the stream."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _make_printable() -> None:
    """Names in every script can be printed, also where the terminal's encoding knows none of them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
