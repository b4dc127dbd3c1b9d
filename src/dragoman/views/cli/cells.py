"""Cells of tables in mixed directions.

A terminal that knows right-to-left scripts orders a whole row as one paragraph. Each line of each cell therefore
stands between direction isolates, after wrapping, so that no isolate is left open at the end of a line.

Source: Unicode Standard Annex 9, first strong isolate.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.text import Text

from dragoman.language.scripts import isolate

FSI, PDI = "\u2068", "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"
_OVERRIDES = {code: f"⟨U+{code:04X}⟩" for code in range(0x202A, 0x202F)}
_RIGHT = ("R", "AL")
_STRONG = ("L", *_RIGHT)


class Cell:
    """Text in a cell, of a table or of the page: wrapped, then isolated line by line.

    Args:
        content: The words, plain or styled. Names inside may be isolated already.
        style: A rich style.
        lines: No more lines than so many; what is left out shows as an ellipsis.
    """

    def __init__(self, content: str | Text, style: str = "", *, lines: int | None = None) -> None:
        self.text = content.copy() if isinstance(content, Text) else Text(show_overrides(content), style)
        self._lines = lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Measure as the bare text does; isolates have no width."""
        return Measurement.get(console, options, self.text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        wrapped = list(self.text.wrap(console, max(options.max_width, 1)))
        if self._lines is not None and len(wrapped) > self._lines:
            wrapped = wrapped[: self._lines]
            wrapped[-1] = shorten(wrapped[-1], max(options.max_width - 1, 1))
        yield from isolate_lines(wrapped, right_to_left=is_right_to_left(self.text.plain))


def show_overrides(text: str) -> str:
    r"""Return a text in which embeddings and overrides of direction stand as their numbers.

    Nothing that the readers store has them; a judgement's reason or a file of sources may.

    >>> show_overrides("invoice\u202etxt.exe")
    'invoice⟨U+202E⟩txt.exe'
    """
    return text.translate(_OVERRIDES)


def shorten(line: Text, width: int) -> Text:
    """Cut a line where a word ends, at the latest after so many columns, and end it in an ellipsis."""
    line = line.copy()
    line.rstrip()
    if line.cell_len > width:
        kept = line.plain[:width].rpartition(" ")[0]
        line = line[: len(kept)] if kept else line[:width]
    line.append("…")
    return line


def isolate_lines(lines: Iterable[Text], *, right_to_left: bool) -> Iterator[Text]:
    """Yield each line in isolates of its own; inner isolates that wrapping cut in two are closed and opened again.

    Args:
        lines: The lines of one text.
        right_to_left: The direction of the whole text, also of a line that begins with a word of the other.
    """
    depth = 0
    for line in lines:
        line.rstrip()
        opened = FSI * depth
        depth = max(depth + line.plain.count(FSI) - line.plain.count(PDI), 0)
        mark = RIGHT_TO_LEFT_MARK if right_to_left and not is_right_to_left(line.plain) else ""
        yield Text.assemble(FSI, mark, opened, line, PDI * depth, PDI, end="\n") if line.plain else line


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left; isolated names do not count.

    >>> is_right_to_left("«رحمان» met"), is_right_to_left("12 met رحمان"), is_right_to_left("12")
    (True, False, False)
    """
    depth = 0
    for character in text:
        depth += (character == FSI) - (character == PDI)
        found = unicodedata.bidirectional(character)
        if not depth and found in _STRONG:
            return found in _RIGHT
    return False


def stack(*parts: RenderableType | None) -> Group:
    """Put the parts of one cell under each other, without those that are ``None``."""
    return Group(*(part for part in parts if part is not None))


def join_names(names: Iterable[str], separator: str = ", ") -> str:
    """Join names that may be in any direction; each is isolated, or two of one direction would change places."""
    return separator.join(isolate(name) for name in names)
