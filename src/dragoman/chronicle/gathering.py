"""Brings stories up to date: links the pages of the days around a change anew, and gathers again what they tie."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, outerjoin, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.changes import log_changes
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks, insert_rows
from dragoman.chronicle.marking import mark
from dragoman.chronicle.resolving import take_pending
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.story_groups import Gathered, Links, Pair, gather_around, load_links, pages_of, stories_of
from dragoman.meaning.stories import REACH, Copy, Story, StoryPage, Stretch, find_stretch, stretches_around

Pages = dict[int, StoryPage]

MOST_STRETCHES = 30
"""So many stretches of time are compared at once, so that not all pages have to be in memory."""

_KEYS = msgspec.json.Decoder(tuple[tuple[str, int], ...])
_SKETCH = msgspec.json.Decoder(tuple[int, ...])
_LINK, _SIGNATURE, _MEMBER = derived.story_link, derived.signature, derived.story_page


def refresh_stories(connection: Connection, sense: Sense) -> None:
    """Link and gather again what lies in the days around the pages that came or went."""
    changed = {int(key) if key else None for key in take_pending(connection, "story-days")}
    gone = take_pending(connection, "story")
    if not changed and not gone:
        return
    touched = _refresh_links(connection, changed, sense=sense) if changed else set()
    touched |= pages_of(connection, gone) | _untold_pages(connection)
    _replace(connection, gather_around(connection, touched, sense), gone=gone)


def _reach(changed: Collection[Stretch]) -> list[tuple[int, int]] | None:
    """Return the spans of stretches that have to be known, ``None`` for all."""
    if None in changed:
        return None
    spans: list[tuple[int, int]] = []
    for stretch in sorted(number for number in changed if number is not None):
        first, last = stretch - REACH, stretch + REACH
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _load_pages(connection: Connection, spans: list[tuple[int, int]] | None) -> Pages:
    if spans is None:
        return _load_signatures(connection, [])
    near = [_SIGNATURE.c.stretch.is_(None)]
    found = _load_signatures(connection, near)
    for first, last in spans:
        found |= _load_signatures(connection, [_SIGNATURE.c.stretch.between(first, last)])
    return found


def _load_signatures(connection: Connection, conditions: Iterable[Any]) -> Pages:
    columns = _SIGNATURE.c
    statement = select(_SIGNATURE, schema.page.c.sha256).join_from(
        _SIGNATURE, schema.page, schema.page.c.id == columns.page_id
    )
    known: dict[tuple[str, int], tuple[str, int]] = {}  # one object for a key, however many pages have it
    return {
        row.page_id: StoryPage(
            key=row.sha256,
            language=row.language,
            script=row.script,
            published=row.published,
            keys=tuple(known.setdefault(pair, pair) for pair in _KEYS.decode(row.keys)),
            sketch=_SKETCH.decode(row.sketch),
            runs=row.runs,
            digest=row.digest,
        )
        for row in connection.execute(statement.where(*conditions))
    }


def _refresh_links(connection: Connection, changed: Collection[Stretch], *, sense: Sense) -> set[int]:
    """Bring the links around changed stretches up to date; return the pages whose links are others now."""
    old: Links = {}
    new: Links = {}
    for part in [tuple(changed)] if None in changed else chunks(sorted(filter(None, changed)), MOST_STRETCHES):
        pages = _load_pages(connection, _reach(part))
        numbers = {page.key: number for number, page in pages.items()}
        near = {other for stretch in part for other in stretches_around(stretch)}
        affected = [number for number, page in pages.items() if find_stretch(page.published) in near]
        old |= load_links(connection, affected)
        links = sense.link_pages(tuple(pages.values()), part)
        new |= {(numbers[link.a], numbers[link.b]): (link.score, int(link.copy)) for link in links}
    others = {pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)}
    _delete_links(connection, sorted(others & old.keys()))
    insert_rows(connection, _LINK, [_row(pair, *new[pair]) for pair in sorted(others & new.keys())])
    return {number for pair in others for number in pair}


def _delete_links(connection: Connection, pairs: Sequence[Pair]) -> None:
    this = _LINK.c.page_id == bindparam("first"), _LINK.c.other_id == bindparam("second")
    if pairs:
        connection.execute(delete(_LINK).where(*this), [{"first": first, "second": second} for first, second in pairs])


def _row(pair: Pair, score: int, copy: int) -> dict[str, int]:
    return {"page_id": pair[0], "other_id": pair[1], "score": score, "copy": copy}


def _untold_pages(connection: Connection) -> set[int]:
    """Return the pages that are in no story yet."""
    joined = outerjoin(_SIGNATURE, _MEMBER, _MEMBER.c.page_id == _SIGNATURE.c.page_id)
    return set(connection.scalars(select(_SIGNATURE.c.page_id).select_from(joined).where(_MEMBER.c.page_id.is_(None))))


def _replace(connection: Connection, gathered: Gathered, *, gone: set[str]) -> None:
    """Write the stories of pages in place of those that the pages were in before."""
    pages, stories, copies = gathered.pages, gathered.stories, gathered.copies
    numbers = [number for number, _ in pages.values()]
    gone = gone | stories_of(connection, numbers)
    before, copied = _load_stories(connection, gone)
    for piece in chunks(sorted(gone)):
        connection.execute(delete(_MEMBER).where(_MEMBER.c.story_id.in_(piece)))
        connection.execute(delete(derived.story).where(derived.story.c.id.in_(piece)))
    insert_rows(connection, derived.story, [_head(story, pages) for story in stories])
    rows = [
        {"page_id": pages[key][0], "story_id": story.id, **_copy_columns(copies.get(key))}
        for story in stories
        for key in story.pages
    ]
    insert_rows(connection, _MEMBER, rows)
    after = {story.id: sorted(pages[key][0] for key in story.pages) for story in stories}
    log_changes(connection, "story", before=before, after=after)
    copies_now = {(row["page_id"], row["copy_of"]) for row in rows if row["copy_of"]}
    others = {number for key, told in after.items() if before.get(key) != told for number in told}
    mark(connection, "event", others | {number for number, _ in copies_now ^ copied})


def _copy_columns(copy: Copy | None) -> dict[str, str | None]:
    return {"copy_of": copy.of, "copy_kind": copy.kind} if copy else {"copy_of": None, "copy_kind": None}


def _head(story: Story, pages: Mapping[str, tuple[int, str | None]]) -> dict[str, Any]:
    dates = [published for key in story.pages if (published := pages[key][1])]
    return {
        "id": story.id,
        "first_day": min((day for date in dates if (day := first_day(date))), default=None),
        "last_day": max((day for date in dates if (day := last_day(date))), default=None),
        "pages": len(story.pages),
    }


def _load_stories(connection: Connection, ids: Iterable[str]) -> tuple[dict[str, list[int]], set[tuple[int, str]]]:
    """Return the page numbers of stories, and which of these pages repeat a text."""
    found: dict[str, list[int]] = {key: [] for key in ids}
    copied: set[tuple[int, str]] = set()
    for piece in chunks(sorted(found)):
        statement = select(_MEMBER).where(_MEMBER.c.story_id.in_(piece)).order_by(_MEMBER.c.page_id)
        for row in connection.execute(statement):
            found[row.story_id].append(row.page_id)
            copied |= {(row.page_id, row.copy_of)} if row.copy_of else set()
    return found, copied
