"""Shows the versions of a page: when each stood there, and what it says otherwise than the one before."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.loading import load_readings
from dragoman.chronicle.page_answers import VersionView
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.segmentation import split_sentences
from dragoman.model import Article, Span

_VERSION = derived.version.c


def load_versions(connection: Connection, number: int) -> list[VersionView]:
    """Return all versions of a page, the oldest first; the page alone where it has no other."""
    page = schema.page.c
    first = select(_VERSION.first).where(_VERSION.page_id == number)
    group = select(_VERSION.page_id, _VERSION.news).where(_VERSION.first.in_(first)).order_by(_VERSION.position)
    news = {row.page_id: bool(row.news) for row in connection.execute(group)} or {number: True}
    columns = page.id, page.name, page.address, page.sha256, page.fetched, page.stored_at
    heads = {row.id: row for row in connection.execute(select(*columns).where(page.id.in_(news)))}
    articles = {key: reading.article for key, reading in load_readings(connection, list(news))}
    views: list[VersionView] = []
    before: Article | None = None
    for key in (key for key in news if key in articles):
        head, article = heads[key], articles[key]
        added, removed = compare_articles(before, article) if before else ((), ())
        told = {"name": head.name, "address": head.address, "sha256": head.sha256}
        times = {"fetched": head.fetched, "stored": head.stored_at, "updated": article.updated}
        views.append(
            VersionView(
                **told, **times, published=article.published.value, news=news[key], added=added, removed=removed
            )
        )
        before = article
    return views


def compare_articles(before: Article, after: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that one version has and the one before has not, and those that are gone."""
    old, new = _list_sentences(before), _list_sentences(after)
    added: list[str] = []
    removed: list[str] = []
    for change, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change != "equal":
            removed += old[i:j]
            added += new[k:m]
    return tuple(added), tuple(removed)


def _list_sentences(article: Article) -> list[str]:
    whole = Span(0, len(article.text))
    if article.language not in list_packs():
        return [line for line in article.text.split("\n") if line.strip()]
    return [span.of(article.text) for span in split_sentences(article.text, whole, load_pack(article.language))]


def newest_of(connection: Connection, numbers: Sequence[int]) -> int | None:
    """Return the newest of pages that are all versions of one, ``None`` where they are not."""
    rows = connection.execute(
        select(_VERSION.page_id, _VERSION.first, _VERSION.position).where(_VERSION.page_id.in_(numbers))
    ).all()
    if len(rows) < len(numbers) or len({row.first for row in rows}) != 1:
        return None
    number: int = max(rows, key=lambda row: row.position).page_id
    return number


def load_firsts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the sha256 of the first version of each page that is a later one."""
    found: dict[int, str] = {}
    for piece in chunks(sorted(numbers)):
        statement = select(_VERSION.page_id, _VERSION.first).where(_VERSION.page_id.in_(piece), _VERSION.position > 0)
        found |= {row.page_id: row.first for row in connection.execute(statement)}
    return found


def load_newest(connection: Connection, numbers: Iterable[int]) -> dict[str, str]:
    """Return the newest version of each page that has several, both by their sha256."""
    found: dict[str, str] = {}
    for piece in chunks(sorted(numbers)):
        statement = select(schema.page.c.sha256, _VERSION.newest).join_from(
            derived.version, schema.page, schema.page.c.id == _VERSION.page_id
        )
        found |= {row.sha256: row.newest for row in connection.execute(statement.where(_VERSION.page_id.in_(piece)))}
    return found
