"""Finds sentences that mean what a query says, in any language, whatever their words: by their vectors."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks, lies_in
from dragoman.chronicle.search.filtering import Narrow
from dragoman.chronicle.search.matching import Scores
from dragoman.chronicle.search.vectors import has_vectors, row_type
from dragoman.errors import UsageError
from dragoman.language.terms import likely_language

if TYPE_CHECKING:
    import numpy as np

    from dragoman.vectors import Matrix

MOST = 200
"""So many sentences at most are alike in meaning."""

LEAST = 0.15
"""Likeness below which a sentence is hardly about what is asked; so low as a query is short and a sentence is not."""

PAGES = 500
"""So many pages are compared at once: some 4 MB of vectors, and 16 MB as floating numbers."""

Places = list[tuple[float, int, int]]
"""Likeness, page and start of sentences."""

_SENTENCE, _STORED = derived.sentence.c, schema.page_vectors.c


def find_alike(connection: Connection, words: str, *, narrow: Narrow | None, barred: Collection[int]) -> Scores:
    """Return the likeness of the sentences that mean what some words say, by their numbers.

    Raises:
        UsageError: The extra is not installed, or no sentence has a vector yet.
    """
    from dragoman.vectors import embed_texts, load_encoder

    encoder = load_encoder()
    if not has_vectors(connection, encoder.version):
        raise UsageError("no sentence has a vector yet; `dragoman vectors` makes them")
    asked = embed_texts([words], [likely_language(words) or "und"], kind="query", encoder=encoder)[0]
    allowed = _list_allowed(connection, narrow) if narrow else None
    best: Places = []
    for places in _compare_pages(connection, asked, encoder.version, allowed):
        best = sorted(best + places, reverse=True)[:MOST]
    numbers = _find_numbers(connection, best)
    return {key: score for key, score in numbers.items() if key not in barred}


def _list_allowed(connection: Connection, narrow: Narrow) -> dict[int, set[int]]:
    """Return where the sentences begin that meet the conditions, by page."""
    allowed: dict[int, set[int]] = {}
    for page, start in connection.execute(select(_SENTENCE.page_id, _SENTENCE.start).where(*narrow(None))):
        allowed.setdefault(page, set()).add(start)
    return allowed


def _compare_pages(
    connection: Connection, asked: "Matrix", version: str, allowed: dict[int, set[int]] | None
) -> Iterator[Places]:
    """Yield the best sentences of some pages at a time, so that memory does not grow with the chronicle."""
    statement = select(_STORED.page_id, _STORED.vectors).where(_STORED.encoder == version)
    if allowed is not None:
        for piece in chunks(sorted(allowed)):
            rows = connection.execute(statement.where(_STORED.page_id.in_(piece))).all()
            yield from _compare([(row[0], row[1]) for row in rows], asked, allowed)
        return
    streamed = connection.execution_options(yield_per=PAGES).execute(statement)
    for rows in streamed.partitions(PAGES):
        yield from _compare([(row[0], row[1]) for row in rows], asked, None)


def _compare(rows: list[tuple[int, bytes]], asked: "Matrix", allowed: dict[int, set[int]] | None) -> Iterator[Places]:
    import numpy as np

    if not rows:
        return
    laid = row_type()
    stored = np.frombuffer(b"".join(packed for _, packed in rows), dtype=laid)
    pages = np.repeat([page for page, _ in rows], [len(packed) // laid.itemsize for _, packed in rows])
    likeness = (stored["vector"].astype(np.float32) @ asked) * stored["factor"]
    if allowed is not None:
        likeness[~_mask(pages, stored["start"], allowed)] = 0.0
    chosen = np.argsort(-likeness)[:MOST]
    chosen = chosen[likeness[chosen] >= LEAST]
    yield [(float(likeness[i]), int(pages[i]), int(stored["start"][i])) for i in chosen]


def _mask(pages: "np.ndarray", starts: "np.ndarray", allowed: dict[int, set[int]]) -> "np.ndarray":
    import numpy as np

    pairs = zip(pages.tolist(), starts.tolist(), strict=True)
    return np.fromiter((start in allowed[page] for page, start in pairs), dtype=bool, count=len(pages))


def _find_numbers(connection: Connection, places: Places) -> Scores:
    """Return the numbers of the sentences that begin at some places, each with its likeness."""
    likeness = {(page, start): score for score, page, start in places}
    found = select(_SENTENCE.id, _SENTENCE.page_id, _SENTENCE.start).where(
        lies_in(_SENTENCE.page_id, _SENTENCE.start, likeness)
    )
    rows = connection.execute(found)
    return {row.id: likeness[row.page_id, row.start] for row in rows if (row.page_id, row.start) in likeness}
