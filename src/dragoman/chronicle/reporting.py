"""Loads the reports of events as event merging sees them: with entities, offices, sources and numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.contents import load_contents
from dragoman.chronicle.corrected import Fixes, fix_report, fix_roles, is_rejected, load_fixes
from dragoman.chronicle.corrections import DATE, PLACE, TYPE
from dragoman.chronicle.dialects import chunks, lies_in
from dragoman.chronicle.members import Place, format_key
from dragoman.chronicle.representing import Stands, load_stands, stand_on
from dragoman.chronicle.rows import Row, parse_list
from dragoman.chronicle.source_notes import load_source_notes, name_outlet
from dragoman.chronicle.sources import Credits, name_sources
from dragoman.language.channels import find_channel
from dragoman.language.gazetteer_tables import describe_city, territory_kind
from dragoman.language.quantities import find_quantities
from dragoman.meaning.events import EventReport
from dragoman.model import Span

PIECE = 200
CONTACT = "call"


def load_event_reports(connection: Connection, places: Iterable[Place]) -> dict[Place, EventReport]:
    """Return reports by page number and event mention, as people correct them; what is gone or rejected is left out.

    Cost:
        Linear in the pages that are named.
    """
    wanted: dict[int, set[str]] = defaultdict(set)
    for page, mention in places:
        wanted[page].add(mention)
    found: dict[Place, EventReport] = {}
    for pages in chunks(sorted(wanted), PIECE):
        found.update(_load_pages(connection, pages, wanted))
    return found


def list_mentions(connection: Connection, pages: Iterable[int]) -> list[Place]:
    """Return all event mentions of pages."""
    mention = schema.event_mention.c
    found: list[Place] = []
    for piece in chunks(sorted(pages)):
        rows = connection.execute(select(mention.page_id, mention.id).where(mention.page_id.in_(piece)))
        found += [(row[0], row[1]) for row in rows]
    return found


def _load_pages(
    connection: Connection, pages: Sequence[int], wanted: Mapping[int, set[str]]
) -> dict[Place, EventReport]:
    members, roles = _load_entity_map(connection, pages), _load_roles(connection, pages)
    stands = load_stands(connection, pages, members)
    fixes = load_fixes(connection, pages)
    rows = [
        _fix_row(row, fixes.get((row["page_id"], row["id"]), {}))
        for row in _load_rows(connection, pages)
        if row["id"] in wanted[row["page_id"]] and not is_rejected(fixes.get((row["page_id"], row["id"]), {}))
    ]
    names, notes = _load_names(connection, rows), load_source_notes(connection, pages)
    contents = load_contents(connection, rows, {place: [who for _, who in taken] for place, taken in roles.items()})
    found = {}
    for row in rows:
        place = row["page_id"], row["id"]
        said = fixes.get(place, {})
        taken = _take(roles[place], said, members, row["page_id"])
        report = _fix(_report(row, taken, members=members, stands=stands), said)
        named = name_outlet(None, notes.get(row["page_id"], ()))
        report = _with_sources(report, row, members=members, names=names, named=named)
        found[place] = replace(report, content=contents[place]) if place in contents else report
    return found


def _load_rows(connection: Connection, pages: Sequence[int]) -> list[Row]:
    mention, article = schema.event_mention, schema.article
    story = derived.story
    around = (
        article.c.text,
        article.c.published,
        article.c.outlet,
        article.c.author,
        article.c.dateline,
        derived.story_page.c.copy_of,
        derived.version.c.first,
        story.c.id.label("told"),
    )
    statement = (
        select(mention, schema.page.c.sha256, *around, article.c.language)
        .join_from(mention, schema.page)
        .join(article, article.c.page_id == mention.c.page_id)
        .outerjoin(derived.story_page, derived.story_page.c.page_id == mention.c.page_id)
        .outerjoin(derived.version, derived.version.c.page_id == mention.c.page_id)
        .outerjoin(story, (story.c.id == derived.story_page.c.story_id) & (story.c.pages > 1))
        .where(mention.c.page_id.in_(pages))
    )
    return list(connection.execute(statement).mappings())


def _load_entity_map(connection: Connection, pages: Sequence[int]) -> dict[Place, str]:
    table = derived.entity_member.c
    rows = connection.execute(select(table.page_id, table.referent, table.entity_id).where(table.page_id.in_(pages)))
    return {(row[0], row[1]): row[2] for row in rows}


def _load_roles(connection: Connection, pages: Sequence[int]) -> dict[Place, list[tuple[str, str]]]:
    role = schema.role.c
    found: dict[Place, list[tuple[str, str]]] = defaultdict(list)
    columns = role.page_id, role.event, role.name, role.referent
    order = role.page_id, role.event, role.position
    for row in connection.execute(select(*columns).where(role.page_id.in_(pages)).order_by(*order)):
        found[row[0], row[1]].append((row[2], row[3]))
    return found


def _load_names(connection: Connection, rows: Iterable[Row]) -> dict[Place, str]:
    """Return the names, as their own pages give them, of those whom reports are told by."""
    referent = schema.referent.c
    places = {(row["page_id"], name) for row in rows for name in parse_list(row["reported_by"])}
    found: dict[Place, str] = {}
    for piece in chunks(sorted(places), 250):
        columns = referent.page_id, referent.id, referent.name
        statement = select(*columns).where(
            lies_in(referent.page_id, referent.id, piece), referent.kind == "organisation"
        )
        found.update({(row[0], row[1]): row[2] for row in connection.execute(statement)})
    return found


def _take(
    roles: Iterable[tuple[str, str]], fixes: Fixes, members: Mapping[Place, str], page: int
) -> tuple[tuple[str, str], ...]:
    """Return who takes part in which role, as people correct it."""
    read = [(name, members[page, referent]) for name, referent in roles if (page, referent) in members]
    return fix_roles(read, fixes)


def _report(
    row: Row, taken: tuple[tuple[str, str], ...], *, members: Mapping[Place, str], stands: Stands
) -> EventReport:
    page, text = row["page_id"], row["text"]
    participants = tuple(dict.fromkeys(entity for _, entity in taken))
    place = members.get((page, row["place"])) if row["place"] else None
    standing = stand_on(stands, participants, page=page, day=row["dated"] or row["published"])
    quote = Span(row["sentence_start"], row["sentence_stop"]).of(text)
    return EventReport(
        key=format_key(row["sha256"], row["id"]),
        page=row["sha256"],
        type=row["type"],
        participants=participants,
        roles=taken,
        place=place,
        when=row["dated"],
        status=row["status"],
        published=row["published"],
        quote=quote,
        language=row["language"],
        topics=parse_list(row["topics"]),
        country=find_country(place),
        stands=standing.bodies,
        posts=standing.posts,
        copy_of=row["copy_of"],
        version_of=row["first"],
        quantities=tuple((one.what, one.value) for one in find_quantities(quote, row["language"])),
        channel=_find_channel(row, quote) if row["type"] == CONTACT else None,
        story=row["told"],
    )


def _fix_row(row: Row, fixes: Fixes) -> Row:
    """Return the row of a report with the date and the type that people give it, on which other fields depend."""
    if DATE not in fixes and TYPE not in fixes:
        return row
    return {**row, "dated": fixes.get(DATE, row["dated"]), "type": fixes.get(TYPE, row["type"])}


def _fix(report: EventReport, fixes: Fixes) -> EventReport:
    return fix_report(report, fixes, country=find_country(fixes.get(PLACE))) if fixes else report


def _find_channel(row: Row, quote: str) -> str | None:
    return find_channel(quote, row["language"], near=row["trigger_start"] - row["sentence_start"])


def find_country(place: str | None) -> str | None:
    """Return the country that a place of the gazetteer lies in, or is."""
    if place is None:
        return None
    if territory_kind(place) == "country":
        return place
    city = describe_city(place)
    return city.country if city else None


def _with_sources(
    report: EventReport, row: Row, *, members: Mapping[Place, str], names: Mapping[Place, str], named: str | None
) -> EventReport:
    page = row["page_id"]
    chain = [(members.get((page, name), ""), names.get((page, name), "")) for name in parse_list(row["reported_by"])]
    credits = Credits(row["outlet"], row["author"], row["dateline"], named)
    sources = name_sources(chain, credits, row["language"])
    return replace(report, sources=sources)
