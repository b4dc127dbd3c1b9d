"""Keeps the vectors of sentences: what each means, as a point, for search across languages.

A page has one row of bytes with all its sentences: where each begins, and its vector as whole numbers of eight bits
with the factor that makes it as long as it was. That is 392 bytes a sentence, a quarter of what floating numbers take,
and changes a likeness by less than 0.01. A page that is read again with the same text keeps its vectors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, Select, delete, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.dialects import chunks, upsert_rows

if TYPE_CHECKING:
    import numpy as np

    from dragoman.vectors import Encoder, Matrix

PIECE = 20
"""Pages whose vectors are made in one transaction: some seconds, the most that a kill loses."""

LARGEST = 127
_SENTENCE, _STORED = derived.sentence.c, schema.page_vectors.c


class VectorFigures(Struct, frozen=True, gc=False):
    """How many pages with sentences there are, how many of them have vectors, made by which encoders."""

    pages: int
    with_vectors: int
    encoders: tuple[str, ...]


class SqlVectors:
    """The vectors of the sentences of a chronicle."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def figures(self) -> VectorFigures:
        """Count the pages that have sentences and those that have vectors."""
        with read(self._engine) as connection:
            pages = connection.execute(select(func.count(_SENTENCE.page_id.distinct()))).scalar_one()
            made = select(_STORED.encoder, func.count()).group_by(_STORED.encoder).order_by(_STORED.encoder)
            counts = {row[0]: row[1] for row in connection.execute(made)}
        return VectorFigures(pages, sum(counts.values()), tuple(counts))

    def has(self, version: str) -> bool:
        """Tell whether any sentence has a vector of an encoder."""
        with read(self._engine) as connection:
            return has_vectors(connection, version)

    def make(self, encoder: "Encoder", *, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the vectors of all sentences that have none of this encoder; returns of how many pages."""
        with read(self._engine) as connection:
            pages: list[int] = list(connection.scalars(_lacking(encoder.version)))
        done = 0
        for piece in chunks(pages, PIECE):
            with read(self._engine) as connection:
                texts = _load_sentences(connection, piece)
            rows = [_make_row(number, sentences, encoder) for number, sentences in texts.items()]
            with write(self._engine) as connection:
                _keep(connection, rows)
            done += len(piece)
            if progress:
                progress(done, len(pages))
        return done

    def forget(self) -> int:
        """Forget all vectors; returns of how many pages."""
        with write(self._engine) as connection:
            return connection.execute(delete(schema.page_vectors)).rowcount


def has_vectors(connection: Connection, version: str) -> bool:
    """Tell whether any sentence has a vector of an encoder."""
    return connection.execute(select(_STORED.page_id).where(_STORED.encoder == version).limit(1)).first() is not None


def drop_stale_vectors(connection: Connection, pages: Iterable[int]) -> None:
    """Drop the vectors of pages whose sentences are not those of which they were made."""
    for piece in chunks(sorted(pages)):
        kept = connection.execute(select(_STORED.page_id, _STORED.digest).where(_STORED.page_id.in_(piece))).all()
        sentences = _load_sentences(connection, [number for number, _ in kept]) if kept else {}
        stale = [number for number, digest in kept if digest != _digest(sentences.get(number, ()))]
        connection.execute(delete(schema.page_vectors).where(_STORED.page_id.in_(stale)))


class _Sentence(Struct, frozen=True, gc=False):
    start: int
    language: str
    text: str


def _lacking(version: str) -> Select[tuple[int]]:
    have = select(_STORED.page_id).where(_STORED.encoder == version)
    return select(_SENTENCE.page_id).where(_SENTENCE.page_id.not_in(have)).distinct().order_by(_SENTENCE.page_id)


def _load_sentences(connection: Connection, pages: Sequence[int]) -> dict[int, list[_Sentence]]:
    article = schema.article.c
    columns = _SENTENCE.page_id, _SENTENCE.start, _SENTENCE.stop, _SENTENCE.language
    statement = select(*columns).where(_SENTENCE.page_id.in_(pages)).order_by(_SENTENCE.page_id, _SENTENCE.start)
    texts = select(article.page_id, article.text).where(article.page_id.in_(pages))
    words: dict[int, str] = {number: text for number, text in connection.execute(texts)}
    rows: Iterator[Any] = groupby(connection.execute(statement).all(), key=lambda row: row.page_id)
    return {
        number: [_Sentence(row.start, row.language, words[number][row.start : row.stop]) for row in group]
        for number, group in rows
    }


def _digest(sentences: Sequence[_Sentence]) -> str:
    parts = (f"{one.start}:{one.language}:{one.text}" for one in sentences)
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _make_row(page: int, sentences: Sequence[_Sentence], encoder: "Encoder") -> dict[str, Any]:
    from dragoman.vectors import embed_texts

    texts, languages = [one.text for one in sentences], [one.language for one in sentences]
    vectors = embed_texts(texts, languages, encoder=encoder)
    packed = pack_vectors([one.start for one in sentences], vectors)
    return {"page_id": page, "encoder": encoder.version, "digest": _digest(sentences), "vectors": packed}


def _keep(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store vectors, except of pages that were taken away while these were made."""
    there = set(connection.scalars(select(schema.page.c.id).where(schema.page.c.id.in_([r["page_id"] for r in rows]))))
    upsert_rows(connection, schema.page_vectors, [row for row in rows if row["page_id"] in there])


def row_type() -> "np.dtype[np.void]":
    """Return how the vector of one sentence is laid out."""
    import numpy as np

    from dragoman.vectors import DIMENSIONS

    return np.dtype([("start", "<i4"), ("factor", "<f4"), ("vector", "i1", (DIMENSIONS,))])


def pack_vectors(starts: Sequence[int], vectors: "Matrix") -> bytes:
    """Return vectors as bytes, each with the place where its sentence begins."""
    import numpy as np

    rows = np.zeros(len(starts), dtype=row_type())
    largest = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), np.finfo(np.float32).tiny)
    rows["start"], rows["factor"] = starts, largest / LARGEST
    rows["vector"] = np.rint(vectors / largest[:, None] * LARGEST).astype(np.int8)
    return rows.tobytes()
