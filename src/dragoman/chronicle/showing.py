"""Shows pages: an article with everything found in it, and readings with the chronicle's own ids."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace
from sqlalchemy import Connection, and_, or_, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import Mark, NamedEntity, NamedEvent, NamedOffice, PageView, ReadingView
from dragoman.chronicle.changing import load_firsts
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.loading import load_readings
from dragoman.chronicle.members import Place
from dragoman.chronicle.rows import parse_told
from dragoman.chronicle.source_notes import load_source_notes, name_outlet
from dragoman.chronicle.stories import load_copies, load_stories_of
from dragoman.chronicle.writing import base_title
from dragoman.model import EventMention, OfficeMention, Reading, Referent

SHORTEST_PREFIX, DIGEST = 6, 64


def find_pages(connection: Connection, name: str) -> list[int]:
    """Return the numbers of the pages that have a name, an address or (the beginning of) a sha256."""
    page, seen = schema.page.c, schema.sighting.c
    if len(name) == DIGEST and (whole := connection.scalars(select(page.id).where(page.sha256 == name)).all()):
        return list(whole)
    named = or_(seen.name == name, seen.address == name)
    found = connection.scalars(select(seen.page_id).where(named).distinct().order_by(seen.page_id)).all()
    if not found and len(name) >= SHORTEST_PREFIX:
        found = connection.scalars(select(page.id).where(page.sha256.startswith(name, autoescape=True))).all()
    return list(found)


def list_versions(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """Return the beginning of the sha256 of pages, each with its address and the day on which it was stored."""
    page = schema.page.c
    rows = connection.execute(
        select(page.sha256, page.address, page.stored_at).where(page.id.in_(list(numbers))).order_by(page.id)
    )
    return [f"{row.sha256[:12]} ({row.address}, read {row.stored_at[:10]})" for row in rows]


def load_page_view(connection: Connection, number: int) -> PageView | None:
    """Return a page with its marks, ``None`` where it could not be read."""
    for _, reading in load_readings(connection, [number]):
        page = schema.page.c
        head = connection.execute(
            select(page.name, page.address, page.sha256, page.told).where(page.id == number)
        ).one()
        told = parse_told(head.told)
        article, sources = reading.article, load_source_notes(connection, [number]).get(number, ())
        return PageView(
            name=head.name,
            address=head.address,
            sha256=head.sha256,
            language=article.language,
            title=article.title,
            text=article.text,
            published=article.published,
            author=article.author,
            outlet=name_outlet(article.outlet, sources),
            marks=tuple(sorted(_marks(connection, number, reading), key=lambda mark: (mark.span, mark.kind))),
            left_out=article.left_out,
            reader=reading.reader,
            story=load_stories_of(connection, [number])[number],
            sources=sources,
            from_feed=article.from_feed,
            missing=told.missing if told else None,
        )
    return None


def _marks(connection: Connection, number: int, reading: Reading) -> Iterator[Mark]:
    members = _load_members(connection, [number])
    labels = load_labels(connection, members.values())
    events = _load_events_of(connection, number)
    for referent in reading.referents:
        entity = members.get((number, referent.id), referent.id)
        label = labels[entity][1] if entity in labels else referent.name
        for mention in referent.mentions:
            yield Mark(mention.span, mention.kind, entity, label)
    for office in reading.offices:
        yield Mark(office.span, "office", members.get((number, office.holder), office.holder), office.title)
    for event in reading.events:
        yield Mark(event.sentence, "event", events.get(event.id, event.id), event.type)


def view_readings(connection: Connection, pages: Iterable[tuple[str, int]]) -> Iterator[ReadingView]:
    """Yield readings by the names that the pages have now, in their order."""
    for piece in chunks(pages, 100):
        numbers = sorted({number for _, number in piece})
        readings, members = dict(load_readings(connection, numbers)), _load_members(connection, numbers)
        stories, copies, firsts = (load(connection, numbers) for load in (load_stories_of, load_copies, load_firsts))
        for name, number in piece:
            if number in readings:
                mine = {referent: entity for (page, referent), entity in members.items() if page == number}
                view = _view(name, readings[number], members=mine, story=stories[number])
                yield replace(view, copy_of=copies.get(number), version_of=firsts.get(number))


def _view(name: str, reading: Reading, *, members: Mapping[str, str], story: str) -> ReadingView:
    article = reading.article
    return ReadingView(
        id=name,
        lang=article.language,
        title=article.title,
        published=article.published.value,
        author=article.author,
        outlet=article.outlet,
        text=article.body,
        entities=tuple(_named_entities(reading, members)),
        offices=tuple(_named_office(office, reading, members) for office in reading.offices),
        events=tuple(_named_event(event, article.text, members) for event in reading.events),
        story=story,
        updated=article.updated,
        paywalled=article.paywalled,
        from_feed=article.from_feed,
    )


def _named_entities(reading: Reading, members: Mapping[str, str]) -> Iterator[NamedEntity]:
    """Yield each entity of a page once, also where the page did not see that two of its referents are one."""
    together: dict[str, list[Referent]] = {}
    for referent in reading.referents:
        together.setdefault(members.get(referent.id, referent.id), []).append(referent)
    for entity, referents in together.items():
        named = sorted((m for r in referents for m in r.mentions if m.form == "name"), key=lambda m: m.span)
        surfaces = tuple(dict.fromkeys(m.surface for m in named))
        yield NamedEntity(entity, referents[0].kind, referents[0].name, surfaces, tuple(m.span for m in named))


def _named_office(office: OfficeMention, reading: Reading, members: Mapping[str, str]) -> NamedOffice:
    by_reference = {r.reference: members.get(r.id, r.id) for r in reading.referents if r.reference}
    of = members.get(office.of, office.of) if office.of else by_reference.get(office.of_reference or "")
    quote = office.sentence.of(reading.article.text)
    holder = members.get(office.holder, office.holder)
    return NamedOffice(holder, base_title(office.title), of, office.status, quote, office.span)


def _named_event(event: EventMention, text: str, members: Mapping[str, str]) -> NamedEvent:
    return NamedEvent(
        type=event.type,
        participants=tuple(dict.fromkeys(members.get(referent, referent) for referent in event.participants)),
        place=members.get(event.place, event.place) if event.place else None,
        date=event.when.value,
        status=event.status,
        quote=event.sentence.of(text),
        topics=event.topics,
        span=event.sentence,
        reported_by=tuple(members.get(name, name) for name in event.reported_by),
    )


def _load_members(connection: Connection, pages: Iterable[int]) -> dict[Place, str]:
    member = derived.entity_member.c
    found = {}
    for piece in chunks(pages):
        rows = connection.execute(
            select(member.page_id, member.referent, member.entity_id).where(member.page_id.in_(piece))
        )
        found.update({(row[0], row[1]): row[2] for row in rows})
    return found


def _load_events_of(connection: Connection, number: int) -> dict[str, str]:
    told = derived.event_report.c
    rows = connection.execute(select(told.event_mention, told.event_id).where(and_(told.page_id == number)))
    return {row[0]: row[1] for row in rows}
