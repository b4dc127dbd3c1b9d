"""For which states and bodies people act, and when: by what their own page says, and by their tenures.

A tenure counts from a month before the first to a month after the last page that sees it, in whole months, so that a
further page in a month that is covered changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.corrected import load_rejected_offices
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.marking import mark
from dragoman.chronicle.members import Place
from dragoman.chronicle.rows import Row
from dragoman.language.gazetteer_tables import describe_city
from dragoman.language.organisation_tables import load_organisations
from dragoman.language.packs import list_packs
from dragoman.language.skeleton import skeleton
from dragoman.meaning.entities.bodies import make_sign, split_sign
from dragoman.meaning.entities.folding import COUNTRY_PREFIX
from dragoman.meaning.offices.tenures import has_one_holder

SLACK = timedelta(31)
_MONTH = 7
_OF_STATE = frozenset({"government-seat", "government-building", "parliament"})
_KINDS_OF_STATE = frozenset({"ministry", "presidency", "prime-ministry", "armed-forces"})
_MINISTRIES = {"foreign-minister": "ministry/foreign-affairs", "defence-minister": "ministry/defence"}


class Term(Struct, frozen=True, gc=False):
    """Somebody holds an office of a body from one month to another, both ``YYYY-MM``.

    By the words of one page there are no months, but the ``sounds`` of the family name that it gives.
    """

    holder: str
    body: str
    title: str
    first: str = ""
    last: str = ""
    sounds: str = ""


class Stands(Struct, frozen=True):
    """Terms by page, and by holder over all pages."""

    on_page: Mapping[int, tuple[Term, ...]]
    over_time: Mapping[str, tuple[Term, ...]]


class Standing(Struct, frozen=True, gc=False):
    """Pairs of participant and body, and of participant and office of one holder with the sounds of the name."""

    bodies: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str], ...]


def load_stands(connection: Connection, pages: Sequence[int], members: Mapping[Place, str]) -> Stands:
    """Return what is known of the offices of those whom pages name."""
    on_page: dict[int, list[Term]] = defaultdict(list)
    rejected = load_rejected_offices(connection, pages)
    for held in connection.execute(_current_offices(pages)):
        if (held.page_id, held.position) in rejected:
            continue
        body = members.get((held.page_id, held.of or "")) or held.of_reference
        if body and (held.page_id, held.holder) in members:
            holder, sounds = members[held.page_id, held.holder], _family_sounds(held.name, held.language)
            on_page[held.page_id].append(Term(holder, body, held.title, sounds=sounds))
    over_time: dict[str, list[Term]] = defaultdict(list)
    tenure = derived.tenure
    for piece in chunks(sorted(set(members.values()))):
        for row in connection.execute(select(tenure).where(tenure.c.holder.in_(piece))).mappings():
            over_time[row["holder"]] += read_terms(row)
    return Stands({page: tuple(terms) for page, terms in on_page.items()}, {k: tuple(v) for k, v in over_time.items()})


def _current_offices(pages: Sequence[int]) -> Select[Any]:
    office, referent = schema.office_mention.c, schema.referent.c
    return (
        select(
            office.page_id, office.position, office.holder, office.of, office.of_reference, office.title, referent.name
        )
        .add_columns(referent.language)
        .join_from(
            schema.office_mention,
            schema.referent,
            (referent.page_id == office.page_id) & (referent.id == office.holder),
        )
        .where(office.page_id.in_(pages), office.status == "current")
    )


def _family_sounds(name: str, language: str) -> str:
    parts = skeleton(name, language).split() if language in list_packs() else []
    return parts[-1] if parts and len(parts[-1]) > 1 else ""


def read_terms(row: Row) -> list[Term]:
    """Return the term of a tenure's row; none for one of nothing, or without any date."""
    days = [day for day in (row["started"], row["first_seen"], row["last_seen"], row["stopped"]) if day]
    if not row["of"] or not days:
        return []
    first, last = min(map(_first, days)), max(map(_last, days))
    slack_before, slack_after = not row["started"], not row["stopped"]
    first, last = first - SLACK * slack_before, last + SLACK * slack_after
    return [Term(row["holder"], row["of"], row["title"], f"{first:%Y-%m}", f"{last:%Y-%m}")]


def _first(value: str) -> date:
    return date.fromisoformat(first_day(value) or "")


def _last(value: str) -> date:
    return date.fromisoformat(last_day(value) or "")


def stand_on(stands: Stands, participants: Iterable[str], *, page: int, day: str | None) -> Standing:
    """Return for whom participants act, by their page's own words or by a term that covers the day."""
    month = (day or "")[:_MONTH]
    bodies: set[tuple[str, str]] = set()
    posts: set[tuple[str, str]] = set()
    for who in participants:
        terms = [term for term in stands.on_page.get(page, ()) if term.holder == who]
        if len(month) == _MONTH:
            terms += [term for term in stands.over_time.get(who, ()) if term.first <= month <= term.last]
        bodies |= {(who, body) for term in terms for body in (term.body, *_find_ministry(term)) if body != who}
        bodies |= {(who, body) for body in stands_always(who)}
        named = [term for term in terms if term.sounds and has_one_holder(term.title, term.body)]
        posts |= {(who, f"{term.title} {term.body} {term.sounds}") for term in named}
    return Standing(tuple(sorted(bodies)), tuple(sorted(posts)))


def stands_always(entity: str) -> tuple[str, ...]:
    """Return the state for which a capital, a seat of government, a parliament or a ministry stands."""
    city = describe_city(entity)
    if city:
        return (city.country,) if city.kind == "capital" else ()
    kind, owner = split_sign(entity)
    if kind and owner and kind.partition("/")[0] in _KINDS_OF_STATE:
        return (owner,)
    body = load_organisations().get(entity)
    return (body.country,) if body and body.country and body.kind in _OF_STATE else ()


def _find_ministry(term: Term) -> tuple[str, ...]:
    """Return the ministry that a minister of a state leads, where the title says which."""
    kind = _MINISTRIES.get(term.title)
    return (make_sign(kind, term.body),) if kind and term.body.startswith(COUNTRY_PREFIX) else ()


def mark_events_of(connection: Connection, before: Iterable[Row], after: Iterable[Row]) -> None:
    """Mark the pages that name people in a month in which it changed for whom they act."""
    changed = _months(before) ^ _months(after)
    months: dict[str, set[str]] = defaultdict(set)
    for holder, _, _, month in changed:
        months[holder].add(month)
    role, member, mention = schema.role.c, derived.entity_member.c, schema.event_mention.c
    for piece in chunks(sorted(months)):
        statement = (
            select(member.entity_id, role.page_id, mention.dated, schema.article.c.published)
            .join_from(
                derived.entity_member,
                schema.role,
                (role.page_id == member.page_id) & (role.referent == member.referent),
            )
            .join(schema.event_mention, (mention.page_id == role.page_id) & (mention.id == role.event))
            .join(schema.article, schema.article.c.page_id == role.page_id)
            .where(member.entity_id.in_(piece))
        )
        rows = connection.execute(statement).all()
        mark(
            connection,
            "event",
            {page for who, page, dated, told in rows if (dated or told or "")[:_MONTH] in months[who]},
        )


def _months(rows: Iterable[Row]) -> set[tuple[str, str, str, str]]:
    return {
        (term.holder, term.body, term.title, month)
        for row in rows
        for term in read_terms(row)
        for month in _list_months(term.first, term.last)
    }


def _list_months(first: str, last: str) -> list[str]:
    start, stop = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, stop + 1)]
