"""Keeps the sentences of the articles indexed by their terms; all of it follows from the articles.

The full-text table of SQLite keeps no copy of what it indexes. A row leaves it by being named with the terms under
which it came in, which is why the terms are stored; so no page may be changed behind its back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.database import read, write
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks, insert_rows, upsert_rows
from dragoman.chronicle.search.vectors import drop_stale_vectors
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.language.terms import ANALYSER, analyse_text
from dragoman.model import Span

TEXT = "text"
"""What is pending of this kind are pages whose sentences are not indexed."""

VERSION = "terms"
PIECE = 200
"""So many pages are indexed in one transaction."""

_SENTENCE = derived.sentence
_FORGET = (
    "INSERT INTO sentence_index(sentence_index, rowid, tokens, others)"
    " SELECT 'delete', id, tokens, others FROM sentence WHERE page_id = ?"
)
_ADD = "INSERT INTO sentence_index(rowid, tokens, others) SELECT id, tokens, others FROM sentence WHERE id > ?"
_EMPTY = "INSERT INTO sentence_index(sentence_index) VALUES('delete-all')"


def is_index_old(connection: Connection) -> bool:
    """Tell whether the index was built by another analyser, or never."""
    table = derived.property_.c
    return connection.execute(select(table.value).where(table.key == VERSION)).scalar() != ANALYSER


def forget_index(connection: Connection) -> None:
    """Forget which analyser built the index, so that it is built anew."""
    connection.execute(delete(derived.property_).where(derived.property_.c.key == VERSION))


def begin_index(connection: Connection) -> None:
    """Empty the index and mark all articles as pending."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_EMPTY)
    connection.execute(delete(_SENTENCE))
    numbers = connection.scalars(select(schema.article.c.page_id)).all()
    upsert_rows(connection, derived.pending, [{"kind": TEXT, "key": str(number)} for number in numbers])
    upsert_rows(connection, derived.property_, [{"key": VERSION, "value": ANALYSER}])


def fill_index(connection: Connection) -> None:
    """Index all stored sentences, in an index that is empty."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_EMPTY)
        connection.exec_driver_sql(_ADD, (0,))


def refresh_index(engine: Engine) -> None:
    """Index the pages that are pending, some in each transaction; a kill loses at most those in hand.

    Raises:
        StoreError: The database failed.
    """
    pending = derived.pending
    with read(engine) as connection:
        keys = connection.scalars(select(pending.c.key).where(pending.c.kind == TEXT)).all()
    for piece in chunks(sorted(map(int, keys)), PIECE):
        with write(engine) as connection:
            remove_sentences(connection, piece)
            _add_sentences(connection, piece)
            drop_stale_vectors(connection, piece)
            done = pending.c.kind == TEXT, pending.c.key.in_([str(number) for number in piece])
            connection.execute(delete(pending).where(*done))


def remove_sentences(connection: Connection, pages: Iterable[int]) -> None:
    """Take the sentences of pages out of the index."""
    for number in pages:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(_FORGET, (number,))
        connection.execute(delete(_SENTENCE).where(_SENTENCE.c.page_id == number))


def _add_sentences(connection: Connection, pages: Collection[int]) -> None:
    article = schema.article
    rows = connection.execute(select(article).where(article.c.page_id.in_(pages)).order_by(article.c.page_id))
    add_sentences(connection, [made for row in rows.mappings() for made in make_rows(row)])


def add_sentences(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows of sentences, and index them."""
    last = connection.execute(select(func.coalesce(func.max(_SENTENCE.c.id), 0))).scalar_one()
    insert_rows(connection, _SENTENCE, rows)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ADD, (last,))


def make_rows(article: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of the sentences of an article, in order; what has no word in it is no sentence."""
    text, language = article["text"], article["language"]
    title = Span(article["title_start"], article["title_stop"]) if article["title_start"] is not None else None
    day = article["published"]
    for part in filter(None, (title, Span(article["body_start"], article["body_stop"]))):
        for span in _split(text, part, language):
            terms = tuple(analyse_text(span.of(text), language))
            if terms:
                yield {
                    "page_id": article["page_id"],
                    "start": span.start,
                    "stop": span.stop,
                    "is_title": int(part is title),
                    "language": language,
                    "first_day": first_day(day),
                    "last_day": last_day(day),
                    "tokens": " ".join(term.main for term in terms),
                    "others": " ".join(other for term in terms for other in term.others),
                }


def _split(text: str, part: Span, language: str) -> Iterable[Span]:
    if language in list_packs():
        return split_sentences(text, part, load_pack(language))
    start, lines = part.start, []
    for line in part.of(text).split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    return lines
