"""How pages name an entity: names by language with their written forms, and sentences that have them."""

from collections import defaultdict
from typing import Any, Protocol

from msgspec import Struct
from sqlalchemy import ColumnElement, CompoundSelect, Connection, Engine, and_, func, null, select, union_all

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import Quote, TenureView
from dragoman.chronicle.database import read
from dragoman.chronicle.holding import load_tenures
from dragoman.chronicle.listing.remembering import Memory, find_state
from dragoman.chronicle.members import Place
from dragoman.chronicle.offices import view_tenures
from dragoman.chronicle.quoting import load_naming_quotes

mention, member, article = schema.mention.c, derived.entity_member.c, schema.article.c

REMEMBERED = 200
"""So many portraits are remembered."""

MOST_FORMS = 12
"""No more written forms of a name than so many; the rest are slips of single pages."""


class FormCount(Struct, frozen=True, gc=False):
    """A written form of a name, such as a case of it or its last word alone, and how often pages have it."""

    text: str
    mentions: int


class NameCount(Struct, frozen=True, gc=False):
    """A name in a language: how often pages write it, on how many pages, and its most frequent ``forms``."""

    language: str
    name: str
    mentions: int
    pages: int
    forms: tuple[FormCount, ...]


class Portrait(Struct, frozen=True, gc=False):
    """How an entity is named: ``names`` by language, the most frequent first, and the latest ``quotes``, one a page."""

    id: str
    names: tuple[NameCount, ...]
    quotes: tuple[Quote, ...]
    mentions: int


class Portraits(Protocol):
    """What a chronicle tells of the names and the offices of an entity."""

    def portrait(self, id: str, *, quotes: int = 10) -> Portrait:
        """Return how pages name an entity; an id that nothing has is named nowhere."""

    def offices_in(self, body: str) -> tuple[TenureView, ...]:
        """Return who held which office of a body or country, by office, then by time; without sentences."""


class SqlPortraits:
    """A :class:`Portraits` in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._memory = engine, Memory(REMEMBERED)

    def portrait(self, id: str, *, quotes: int = 10) -> Portrait:
        """Return how pages name an entity; an id that nothing has is named nowhere."""
        with read(self._engine) as connection:
            return self._memory.recall((id, quotes), find_state(connection), lambda: _draw(connection, id, quotes))

    def offices_in(self, body: str) -> tuple[TenureView, ...]:
        """Return who held which office of a body or country, by office, then by time; without sentences."""
        with read(self._engine) as connection:
            return tuple(view_tenures(connection, load_tenures(connection, derived.tenure.c.of == body), quoted=False))


def _draw(connection: Connection, id: str, quotes: int) -> Portrait:
    names = _count_names(connection, id)
    return Portrait(id, names, _find_quotes(connection, id, quotes), sum(one.mentions for one in names))


def _belongs() -> ColumnElement[bool]:
    return and_(member.page_id == mention.page_id, member.referent == mention.referent)


def _count_names(connection: Connection, id: str) -> tuple[NameCount, ...]:
    forms: dict[tuple[str, str], list[FormCount]] = defaultdict(list)
    pages: dict[tuple[str, str], int] = {}
    for language, name, surface, mentions, found in connection.execute(_ask_for_names(id)):
        if surface is None:
            pages[language, name] = found
        else:
            forms[language, name].append(FormCount(" ".join(surface.split()), mentions))
    totals: dict[str, int] = defaultdict(int)
    counts = []
    for (language, name), many in forms.items():
        number = sum(one.mentions for one in many)
        totals[language] += number
        counts.append(NameCount(language, name, number, pages.get((language, name), 0), _rank(many, name)))
    return tuple(sorted(counts, key=lambda one: (-totals[one.language], one.language, -one.mentions, one.name)))


def _ask_for_names(id: str) -> CompoundSelect[Any]:
    """Ask for each written form how often it stands, and for each name (a form of ``None``) on how many pages.

    Both are counted of what is found once: to find the mentions of somebody whom most pages name is most of the work.
    """
    named = (
        select(article.language, mention.name, mention.surface, mention.page_id)
        .join_from(derived.entity_member, schema.mention, _belongs())
        .join(schema.article, article.page_id == mention.page_id)
        .where(member.entity_id == id, mention.form == "name")
        .cte("named")
    )
    one, number = named.c, func.count()
    forms = select(one.language, one.name, one.surface, number, null()).group_by(one.language, one.name, one.surface)
    pages = select(one.language, one.name, null(), null(), func.count(one.page_id.distinct()))
    return union_all(forms, pages.group_by(one.language, one.name))


def _rank(forms: list[FormCount], name: str) -> tuple[FormCount, ...]:
    """Return the forms that differ from the name itself, the most frequent first."""
    others = sorted((one for one in forms if one.text != name), key=lambda one: (-one.mentions, one.text))
    return tuple(others[:MOST_FORMS])


def _find_quotes(connection: Connection, id: str, limit: int) -> tuple[Quote, ...]:
    """Return the first sentence of each of the latest pages that name an entity."""
    statement = (
        select(member.page_id, member.referent)
        .join_from(derived.entity_member, schema.article, article.page_id == member.page_id)
        .where(member.entity_id == id)
        .order_by(article.published.is_(None), article.published.desc(), member.page_id.desc(), member.referent)
        .limit(limit * 3)
    )
    places: list[Place] = [(row[0], row[1]) for row in connection.execute(statement)]
    found = load_naming_quotes(connection, places)
    quotes: dict[str, Quote] = {}
    for place in places:
        for quote in found.get(place, ())[:1]:
            quotes.setdefault(quote.sha256, quote)
    return tuple(quotes.values())[:limit]
