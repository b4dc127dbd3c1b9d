"""Members: the referents of a page as entity resolution sees them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from sys import intern

from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.loading import load_offices, load_referents
from dragoman.meaning.entities import Member
from dragoman.model import OfficeMention, Referent

Place = tuple[int, str]
"""A page's number and the id of a referent or event mention on it."""


def format_key(sha256: str, name: str) -> str:
    """Return the name under which a part of a page is known over the whole chronicle."""
    return f"{sha256}:{name}"


def split_key(key: str) -> tuple[str, str]:
    """Return the sha256 and the part's own id."""
    sha256, _, name = key.partition(":")
    return sha256, name


def list_members(
    sha256: str, referents: Sequence[Referent], *, offices: Sequence[OfficeMention], published: str | None
) -> tuple[Member, ...]:
    """Return the members of one page, in the order of its referents."""
    held: dict[str, list[tuple[str, str | None, str]]] = defaultdict(list)
    references = {referent.id: referent.reference for referent in referents}
    for office in offices:
        of = office.of_reference or (references.get(office.of) if office.of else None)
        held[office.holder].append((office.title, of, office.status))
    # One object for a name, on however many pages it stands.
    names = {referent.id: intern(referent.reference or referent.name) for referent in referents}
    return tuple(
        Member(
            key=format_key(sha256, referent.id),
            page=sha256,
            kind=referent.kind,
            name=referent.name,
            language=referent.language,
            surfaces=tuple(dict.fromkeys(m.surface for m in referent.mentions if m.form == "name")),
            reference=referent.reference,
            offices=tuple(dict.fromkeys(held[referent.id])),
            published=published,
            co=tuple(sorted({name for other, name in names.items() if other != referent.id})),
        )
        for referent in referents
    )


def load_members(connection: Connection, places: Iterable[Place]) -> dict[str, Member]:
    """Load members by key, sorted; what is no longer there is left out."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for page, name in places:
        wanted[page].add(name)
    found = {}
    for pages in chunks(sorted(wanted), 200):
        listed = load_page_members(connection, pages, surfaces=True)
        found.update({member.key: member for (page, name), member in listed.items() if name in wanted[page]})
    return dict(sorted(found.items()))


def load_page_members(connection: Connection, pages: Sequence[int], *, surfaces: bool = False) -> dict[Place, Member]:
    """Load all members of pages; with their written forms, which are most of the work, only if these are wanted."""
    from dragoman.chronicle.corrected import load_rejected_offices  # it finds facts by the keys made here

    referents, offices = load_referents(connection, pages, mentions=surfaces), load_offices(connection, pages)
    rejected = load_rejected_offices(connection, pages)
    for page in {page for page, _ in rejected}:
        offices[page] = [one for position, one in enumerate(offices[page]) if (page, position) not in rejected]
    return {
        (page, split_key(member.key)[1]): member
        for page, (sha256, published) in load_heads(connection, pages).items()
        for member in list_members(sha256, referents[page], offices=offices[page], published=published)
    }


def load_surfaces(connection: Connection, places: Iterable[Place]) -> dict[Place, set[str]]:
    """Load the written forms of members."""
    wanted, mention = set(places), schema.mention.c
    found: dict[Place, set[str]] = defaultdict(set)
    for piece in chunks(sorted({page for page, _ in wanted})):
        columns = mention.page_id, mention.referent, mention.surface
        statement = select(*columns).where(mention.page_id.in_(piece), mention.form == "name")
        for page, referent, surface in connection.execute(statement).all():
            if (page, referent) in wanted:
                found[page, referent].add(surface)
    return found


def load_heads(connection: Connection, pages: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """Return the sha256 and the date of pages that were read."""
    found = {}
    columns = schema.page.c.id, schema.page.c.sha256, schema.article.c.published
    for piece in chunks(pages):
        statement = select(*columns).join_from(schema.page, schema.article).where(schema.page.c.id.in_(piece))
        found.update({number: (sha256, published) for number, sha256, published in connection.execute(statement)})
    return found


def load_numbers(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return the numbers of pages by sha256."""
    columns = schema.page.c.sha256, schema.page.c.id
    found: dict[str, int] = {}
    for piece in chunks(sorted(digests)):
        found.update((row[0], row[1]) for row in connection.execute(select(*columns).where(columns[0].in_(piece))))
    return found
