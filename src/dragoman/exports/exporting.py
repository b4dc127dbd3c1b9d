"""Exporting, from Python."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.chronicle import Chronicle
    from dragoman.chronicle.answers import EventView
    from dragoman.exports.formats import Format
    from dragoman.exports.matter import Matter


TOLD_IN = "told_in"
"""The condition on the language of a page, as ``language`` is that of the file."""


@dataclass(frozen=True)
class Export:
    """A file that is made while it is read: iterate over its pieces, or call :meth:`read` or :meth:`save` once."""

    format: "Format"
    pieces: Iterable[bytes]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.pieces)

    def read(self) -> bytes:
        """Return all of it."""
        return b"".join(self.pieces)

    def save(self, path: str | Path) -> Path:
        """Write it to a file, which is there when it is whole, and replaces what was there before.

        A pipe or device is written to as it comes.

        Raises:
            UsageError: It is a folder.
        """
        goal = Path(path)
        if goal.is_dir():
            raise UsageError(f"{goal} is a folder; name a file in it")
        if goal.exists() and not goal.is_file():
            with goal.open("wb") as device:
                device.writelines(self.pieces)
            return goal
        return self._replace(goal.resolve())

    def _replace(self, goal: Path) -> Path:
        with NamedTemporaryFile(dir=goal.parent, prefix=f".{goal.name}-", delete=False) as file:
            try:
                file.writelines(self.pieces)
            except BaseException:
                Path(file.name).unlink()
                raise
        mask = os.umask(0)
        os.umask(mask)
        Path(file.name).chmod(0o666 & ~mask)
        return Path(file.name).replace(goal)


class Exporting:
    """The part of :class:`~dragoman.app.Dragoman` that writes what the chronicle says for other programs."""

    _chronicle: "Chronicle"

    def export(
        self,
        format: str,
        *,
        of: str = "events",
        language: str = "en",
        title: str = "Dragoman",
        base: str = "",
        made: datetime | None = None,
        **conditions: Any,
    ) -> Export:
        """Write events, or offices or entities, in a format of another program.

        Args:
            format: A name of :data:`dragoman.exports.formats.FORMATS`, such as ``plover``.
            of: ``events``, ``reports``, ``offices`` or ``entities``; which ones a format has, the table says.
            language: The language of headings, and of the names in them.
            title: What the file calls itself.
            base: The address of the server that shows the chronicle, if one does, for links.
            made: The time that the file says it was made; now if left out.
            conditions: Those of :meth:`~dragoman.app.Dragoman.timeline`, for events and reports; the language of a page
                that tells of an event is ``told_in`` here.

        Returns:
            The file. Events are loaded while it is read, so any number of them fits into memory.

        Raises:
            UsageError: There is no such format or condition, or the library that it needs is not installed.
        """
        from dragoman.exports.formats import EVENTS, REPORTS, find_format

        chosen = find_format(format)
        given = {name: value for name, value in conditions.items() if value is not None}
        if given and of not in (EVENTS, REPORTS):
            raise UsageError(f"{', '.join(sorted(given))}: conditions are for events and reports, not for {of}")
        times = {} if made is None else {"made": made}
        matter = _gather(self._chronicle, of, given, language=language, title=title, base=base, **times)
        return Export(chosen, chosen.write(matter, of))

    def export_events(  # noqa: PLR0913  what the file says of itself is named
        self,
        format: str,
        events: "Iterable[EventView]",
        *,
        language: str = "en",
        title: str = "Dragoman",
        base: str = "",
        feed: str = "",
        made: datetime | None = None,
    ) -> Export:
        """Write events that were found already, such as those of one entity or of one page of a list.

        Args:
            format: A name of :data:`dragoman.exports.formats.FORMATS`.
            events: The events, in the order in which they are written.
            language: The language of headings, and of the names in them.
            title: What the file calls itself.
            base: The address of the server that shows the chronicle, if one does, for links.
            feed: The id of a feed, where it is one of several.
            made: The time that the file says it was made; now if left out.

        Raises:
            UsageError: There is no such format, or the library that it needs is not installed.
        """
        from dragoman.exports.formats import find_format
        from dragoman.exports.matter import Matter

        chosen = find_format(format)
        describe, cite = self._chronicle.describe, self._chronicle.cite
        matter = Matter(
            events=events, describe=describe, cite=cite, language=language, title=title, base=base, feed=feed
        )
        matter = matter if made is None else replace(matter, made=made)
        return Export(chosen, chosen.write(matter))


def _gather(chronicle: "Chronicle", of: str, conditions: dict[str, Any], **rest: Any) -> "Matter":
    from dragoman.chronicle.searching import EventQuery
    from dragoman.exports.matter import Matter

    names = {TOLD_IN if name == "language" else name: name for name in EventQuery.__struct_fields__}
    unknown = set(conditions) - set(names)
    if unknown:
        allowed = ", ".join(names)
        raise UsageError(f"no condition {', '.join(sorted(unknown))}; allowed: {allowed}")
    asked = {names[name]: value for name, value in conditions.items()}
    return Matter(
        events=chronicle.iterate_events(EventQuery(**asked)) if of in ("events", "reports") else (),
        tenures=chronicle.tenures() if of == "offices" else (),
        entities=_list_entities(chronicle) if of == "entities" else (),
        describe=chronicle.describe,
        cite=chronicle.cite,
        **rest,
    )


def _list_entities(chronicle: "Chronicle") -> "Iterator[Any]":
    """Yield all entities with their offices, piece by piece."""
    from dragoman.chronicle.dialects import chunks

    for piece in chunks((entity.id for entity in chronicle.entities()), 250):
        yield from chronicle.describe(piece, quoted=True).values()
