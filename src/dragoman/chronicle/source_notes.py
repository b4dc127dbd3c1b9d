"""What the user says of the sources of pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from dragoman.chronicle import watched
from dragoman.chronicle.dialects import chunks
from dragoman.model import SourceNote

Notes = Mapping[int, tuple[SourceNote, ...]]


def load_source_notes(connection: Connection, pages: Iterable[int]) -> Notes:
    """Return what the user says of the sources of pages, by page number; nothing of a page that no source gave."""
    mine, told = watched.source_page.c, watched.source.c
    columns = mine.page_id, told.name, told.outlet, told.language, told.reliability
    found: dict[int, tuple[SourceNote, ...]] = defaultdict(tuple)
    for piece in chunks(sorted(set(pages))):
        statement = select(*columns).join_from(watched.source_page, watched.source).where(mine.page_id.in_(piece))
        for row in connection.execute(statement.order_by(mine.page_id, told.name)):
            found[row.page_id] += (SourceNote(*row[1:]),)
    return found


def name_outlet(outlet: str | None, notes: Iterable[SourceNote]) -> str | None:
    """Return what the user calls an outlet, else what the page does, which may be no more than its host."""
    return next((note.outlet for note in notes if note.outlet), outlet)
