"""Versions: pages that stand under one address one after another, told apart from pages that took their place."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, outerjoin, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.marking import mark
from dragoman.chronicle.resolving import take_pending
from dragoman.chronicle.series import SERIES
from dragoman.meaning.stories import StoryPage, containment, resemblance

RELATED = 0.12
"""So much of the wording two versions of a page have in common at least."""

KEPT = 0.4
"""So much of the shorter one stands in the longer, where one was written out or cut."""

SHORT = 20
"""A text of fewer runs of words may have been a notice that the news follows."""

LOOKED_BACK = 3
"""So many pages that took each other's place at one address are compared with what comes next."""

_SKETCH = msgspec.json.Decoder(tuple[int, ...])
_SERIES, _VERSION = derived.series, derived.version


class Sighted(Struct, frozen=True, gc=False):
    """A page of a series: when it was fetched or else said to be changed, and its wording."""

    number: int
    sha256: str
    moment: tuple[str, str]
    wording: StoryPage


def refresh_versions(connection: Connection) -> None:
    """Tell apart the versions of pages at addresses where something changed."""
    pending = take_pending(connection, SERIES)
    if not pending:
        return
    numbers = _close(connection, pending)
    rows = [row for group in group_versions(_load(connection, numbers)) for row in _form(group)]
    before = {row["page_id"]: dict(row) for row in _rows(connection, numbers)}
    after = {row["page_id"]: row for row in rows}
    changed = {number for number in before.keys() | after.keys() if before.get(number) != after.get(number)}
    for piece in chunks(sorted(changed)):
        connection.execute(delete(_VERSION).where(_VERSION.c.page_id.in_(piece)))
    insert_rows(connection, _VERSION, [after[number] for number in sorted(changed & after.keys())])
    mark(connection, "event", changed)


def _close(connection: Connection, keys: Iterable[str]) -> set[int]:
    """Return the pages at some addresses, with those that share any other address with them."""
    found: set[int] = set()
    new, known = set(keys), set(keys)
    while new:
        pages: set[int] = set()
        for piece in chunks(sorted(new)):
            pages |= set(connection.scalars(select(_SERIES.c.page_id).where(_SERIES.c.key.in_(piece))))
        found |= pages
        new = set()
        for numbers in chunks(sorted(pages)):
            new |= set(connection.scalars(select(_SERIES.c.key).where(_SERIES.c.page_id.in_(numbers)))) - known
        known |= new
    return found


def _load(connection: Connection, numbers: Iterable[int]) -> Iterator[list[Sighted]]:
    """Yield the pages of each series, in the order in which they stood there."""
    pages: dict[int, Sighted] = {}
    page, article, signature = schema.page.c, schema.article.c, derived.signature.c
    joined = outerjoin(schema.page, schema.article).join(derived.signature, signature.page_id == page.id)
    columns = page.id, page.sha256, page.fetched, article.updated, article.published
    statement = select(*columns, signature.language, signature.sketch, signature.runs, signature.digest)
    series: dict[int, set[str]] = {}
    for piece in chunks(sorted(numbers)):
        for row in connection.execute(statement.select_from(joined).where(page.id.in_(piece))):
            wording = StoryPage(
                row.sha256, row.language, sketch=_SKETCH.decode(row.sketch), runs=row.runs, digest=row.digest
            )
            moment = row.fetched or "", row.updated or row.published or ""
            pages[row.id] = Sighted(row.id, row.sha256, moment, wording)
        for row in connection.execute(select(_SERIES).where(_SERIES.c.page_id.in_(piece))):
            series.setdefault(row.page_id, set()).add(row.key)
    yield from _connect(pages, series)


def _connect(pages: dict[int, Sighted], series: dict[int, set[str]]) -> Iterator[list[Sighted]]:
    by_key: dict[str, list[int]] = {}
    for number, keys in series.items():
        for key in keys:
            by_key.setdefault(key, []).append(number)
    left = set(pages)
    while left:
        edge = [left.pop()]
        together = set(edge)
        while edge:
            near = {other for key in series.get(edge.pop(), ()) for other in by_key[key]} & left
            left -= near
            together |= near
            edge += near
        yield sorted((pages[number] for number in together), key=lambda one: (one.moment, one.number))


def group_versions(series: Iterable[Sequence[Sighted]]) -> Iterator[list[Sighted]]:
    """Yield the pages that are versions of one, in order, where there are several.

    Args:
        series: The pages that stood at one address, in order; one that has nothing of those before begins anew.
    """
    for pages in series:
        groups: list[list[Sighted]] = []
        for page in pages:
            recent = sorted(groups, key=lambda group: group[-1].moment, reverse=True)[:LOOKED_BACK]
            home = next((group for group in recent if is_version(group[-1].wording, page.wording)), None)
            if home is None:
                groups.append([page])
            else:
                home.append(page)
        yield from (group for group in groups if len(group) > 1)


def is_version(a: StoryPage, b: StoryPage) -> bool:
    """Tell whether two pages of one address are one, changed, and not one in place of the other."""
    if a.language != b.language:
        return False
    if has_same_words(a, b):
        return True
    common = resemblance(a.sketch, b.sketch)
    if min(a.runs, b.runs) < SHORT:
        return common > 0
    return common >= RELATED or containment(common, a.runs, b.runs) >= KEPT


def has_same_words(a: StoryPage, b: StoryPage) -> bool:
    """Tell whether nothing that is read of two pages differs, as where a counter went on beside the text."""
    return (a.digest, a.runs, a.sketch) == (b.digest, b.runs, b.sketch)


def _form(group: Sequence[Sighted]) -> Iterator[dict[str, Any]]:
    for position, page in enumerate(group):
        news = position == 0 or not has_same_words(group[position - 1].wording, page.wording)
        yield {
            "page_id": page.number,
            "first": group[0].sha256,
            "position": position,
            "newest": group[-1].sha256,
            "news": int(news),
        }


def _rows(connection: Connection, numbers: Iterable[int]) -> Iterator[Any]:
    for piece in chunks(sorted(numbers)):
        yield from connection.execute(select(_VERSION).where(_VERSION.c.page_id.in_(piece))).mappings()
