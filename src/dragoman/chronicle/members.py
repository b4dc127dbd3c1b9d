"""Members: the referents of a page as entity resolution sees them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sys import intern

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks, fetch_in
from dragoman.meaning.entities import Member
from dragoman.model import OfficeMention, Referent
from dragoman.model.readings import Kind

Place = tuple[int, str]
"""A page's number and the id of a referent or event mention on it."""


def format_key(sha256: str, name: str) -> str:
    """Return the name under which a part of a page is known over the whole chronicle."""
    return f"{sha256}:{name}"


def split_key(key: str) -> tuple[str, str]:
    """Return the sha256 and the part's own id."""
    sha256, _, name = key.partition(":")
    return sha256, name


class Named(Struct, frozen=True, gc=False):
    """What of a referent makes a member; ``forms`` are its written ones."""

    id: str
    kind: Kind
    name: str
    language: str
    reference: str | None
    forms: tuple[str, ...] = ()


Held = tuple[str, str, str | None, str | None, str]
"""Of an office mention: the holder, the title, the referent and the table id of whose office it is, the status."""


def list_members(
    sha256: str, referents: Sequence[Referent], *, offices: Sequence[OfficeMention], published: str | None
) -> tuple[Member, ...]:
    """Return the members of one page, in the order of its referents."""
    named = [
        Named(one.id, one.kind, one.name, one.language, one.reference, tuple(_list_forms(one))) for one in referents
    ]
    held = [(one.holder, one.title, one.of, one.of_reference, one.status) for one in offices]
    return _make_members(sha256, named, held, published=published)


def _list_forms(referent: Referent) -> Iterable[str]:
    return dict.fromkeys(mention.surface for mention in referent.mentions if mention.form == "name")


def _make_members(
    sha256: str, named: Sequence[Named], offices: Iterable[Held], *, published: str | None
) -> tuple[Member, ...]:
    held: dict[str, list[tuple[str, str | None, str]]] = defaultdict(list)
    references = {one.id: one.reference for one in named}
    for holder, title, of, of_reference, status in offices:
        held[holder].append((title, of_reference or (references.get(of) if of else None), status))
    # One object for a name, on however many pages it stands.
    names = [intern(one.reference or one.name) for one in named]
    counts, ordered = Counter(names), sorted(set(names))
    return tuple(
        Member(
            key=format_key(sha256, one.id),
            page=sha256,
            kind=one.kind,
            name=one.name,
            language=one.language,
            surfaces=one.forms,
            reference=one.reference,
            offices=tuple(dict.fromkeys(held[one.id])) if one.id in held else (),
            published=published,
            co=tuple([other for other in ordered if other != name or counts[name] > 1]),
        )
        for one, name in zip(named, names, strict=True)
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

    forms = _load_forms(connection, pages) if surfaces else {}
    named, offices = _load_named(connection, pages, forms), _load_held(connection, pages)
    rejected = load_rejected_offices(connection, pages)
    for page in {page for page, _ in rejected}:
        offices[page] = [one for position, one in enumerate(offices[page]) if (page, position) not in rejected]
    return {
        (page, split_key(member.key)[1]): member
        for page, (sha256, published) in load_heads(connection, pages).items()
        for member in _make_members(sha256, named[page], offices[page], published=published)
    }


def _load_named(
    connection: Connection, pages: Sequence[int], forms: Mapping[Place, Iterable[str]]
) -> dict[int, list[Named]]:
    table = schema.referent.c
    found: dict[int, list[Named]] = defaultdict(list)
    columns = table.page_id, table.id, table.kind, table.name, table.language, table.reference
    ordered = select(*columns).order_by(table.page_id, table.position)
    for page, one, kind, name, language, reference in fetch_in(connection, ordered, table.page_id, pages):
        written = tuple(forms.get((page, one), ()))
        key = reference and intern(reference)
        found[page].append(Named(intern(one), kind, intern(name), intern(language), key, written))
    return found


def _load_held(connection: Connection, pages: Sequence[int]) -> dict[int, list[Held]]:
    table = schema.office_mention.c
    found: dict[int, list[Held]] = defaultdict(list)
    columns = table.page_id, table.holder, table.title, table.of, table.of_reference, table.status
    ordered = select(*columns).order_by(table.page_id, table.position)
    for page, holder, title, of, reference, status in fetch_in(connection, ordered, table.page_id, pages):
        shared = intern(title), of and intern(of), reference and intern(reference), intern(status)
        found[page].append((intern(holder), *shared))
    return found


def _load_forms(connection: Connection, pages: Sequence[int]) -> dict[Place, dict[str, None]]:
    """Return the written forms of all who are named on pages, each in the order in which they stand there."""
    table = schema.mention.c
    found: dict[Place, dict[str, None]] = defaultdict(dict)
    statement = select(table.page_id, table.referent, table.surface).where(table.form == "name")
    ordered = statement.order_by(table.page_id, table.position)
    for page, referent, surface in fetch_in(connection, ordered, table.page_id, pages):
        found[page, referent][surface] = None
    return found


def load_surfaces(connection: Connection, places: Iterable[Place]) -> dict[Place, set[str]]:
    """Load the written forms of members."""
    wanted, mention = set(places), schema.mention.c
    found: dict[Place, set[str]] = defaultdict(set)
    statement = select(mention.page_id, mention.referent, mention.surface).where(mention.form == "name")
    for page, referent, surface in fetch_in(connection, statement, mention.page_id, {page for page, _ in wanted}):
        if (page, referent) in wanted:
            found[page, referent].add(surface)
    return found


def load_heads(connection: Connection, pages: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """Return the sha256 and the date of pages that were read."""
    columns = schema.page.c.id, schema.page.c.sha256, schema.article.c.published
    statement = select(*columns).join_from(schema.page, schema.article)
    rows = fetch_in(connection, statement, schema.page.c.id, pages)
    return {number: (sha256, published) for number, sha256, published in rows}


def load_numbers(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return the numbers of pages by sha256."""
    page = schema.page.c
    return dict(fetch_in(connection, select(page.sha256, page.id), page.sha256, digests))
