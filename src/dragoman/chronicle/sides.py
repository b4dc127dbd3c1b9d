"""The sides of judgements: members of entities and reports of events, found again when their pages are read anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.members import Place, format_key, split_key
from dragoman.language.scripts import fold
from dragoman.model import Span

ENTITY, EVENT, OFFICE = "entity", "event", "office"


class Side(Struct, frozen=True, gc=False):
    """What a judgement names: the key that it had (``sha256:referent``), its kind and its folded name.

    Of a report of an event the kind is the type, and the name the sentence; of an office the kind is the title, and the
    name that of the holder with the sentence.
    """

    key: str
    kind: str
    name: str


class Known(Struct, frozen=True, gc=False):
    """A member as its page tells of it now; ``forms`` are all its folded names, the fullest first."""

    key: str
    kind: str
    forms: tuple[str, ...]


def fold_words(words: str) -> str:
    """Fold a name or sentence, so that spaces and marks do not count."""
    return " ".join(fold(words).split())


def find_sides(connection: Connection, sides: Iterable[Side], about: str) -> dict[Side, str]:
    """Return the key under which each side is known now; those of which no page tells any more are left out."""
    wanted = set(sides)
    known = load_known(connection, {split_key(side.key)[0] for side in wanted}, about)
    found = {side: _choose(side, known.get(split_key(side.key)[0], ())) for side in wanted}
    return {side: key for side, key in found.items() if key is not None}


def _choose(side: Side, known: Sequence[Known]) -> str | None:
    """Choose by kind and name, the id counting among namesakes; a longer or shorter name only where one alone fits."""
    alike = [one for one in known if one.kind == side.kind] if side.kind else list(known)
    here = [one for one in alike if one.key == side.key]
    if here and (not side.name or side.name in here[0].forms):
        return side.key
    named = [one for one in alike if side.name == one.forms[0]] or [one for one in alike if side.name in one.forms]
    if named:
        return named[0].key
    parts = [one for one in alike if _is_part(side.name, one.forms)]
    return parts[0].key if len(parts) == 1 else None


def _is_part(name: str, forms: Iterable[str]) -> bool:
    words = set(name.split())
    return bool(words) and any(words <= set(form.split()) or words >= set(form.split()) for form in forms if form)


def load_known(connection: Connection, digests: Iterable[str], about: str) -> dict[str, list[Known]]:
    """Return what the pages of some sha256 tell of now, in the order of the page."""
    load = {ENTITY: _load_referents, EVENT: _load_reports, OFFICE: _load_offices}[about]
    found: dict[str, list[Known]] = defaultdict(list)
    for piece in chunks(sorted(digests)):
        for one in load(connection, piece):
            found[split_key(one.key)[0]].append(one)
    return found


def _load_referents(connection: Connection, digests: Sequence[str]) -> Iterable[Known]:
    page, referent, mention = schema.page.c, schema.referent, schema.mention
    pages = select(page.id).where(page.sha256.in_(digests))
    spoken = select(mention.c.page_id, mention.c.referent, mention.c.surface).where(
        mention.c.page_id.in_(pages), mention.c.form == "name"
    )
    surfaces: Mapping[Place, list[str]] = defaultdict(list)
    for number, name, surface in connection.execute(spoken.order_by(mention.c.page_id, mention.c.position)):
        surfaces[number, name].append(surface)
    columns = page.sha256, referent.c.page_id, referent.c.id, referent.c.kind, referent.c.name
    statement = select(*columns).join_from(schema.page, referent).where(page.sha256.in_(digests))
    for sha256, number, name, kind, fullest in connection.execute(statement.order_by(page.sha256, referent.c.position)):
        forms = dict.fromkeys(fold_words(form) for form in (fullest, *surfaces[number, name]))
        yield Known(format_key(sha256, name), kind, tuple(forms))


def _load_reports(connection: Connection, digests: Sequence[str]) -> Iterable[Known]:
    page, told, article = schema.page.c, schema.event_mention, schema.article.c
    columns = page.sha256, told.c.id, told.c.type, told.c.sentence_start, told.c.sentence_stop, article.text
    statement = (
        select(*columns)
        .join_from(schema.page, told)
        .join(schema.article, article.page_id == page.id)
        .where(page.sha256.in_(digests))
    )
    for sha256, name, kind, start, stop, text in connection.execute(statement.order_by(page.sha256, told.c.position)):
        yield Known(format_key(sha256, name), kind, (fold_words(Span(start, stop).of(text)),))


def _load_offices(connection: Connection, digests: Sequence[str]) -> Iterable[Known]:
    page, held, article, holder = schema.page.c, schema.office_mention, schema.article.c, schema.referent.c
    columns = page.sha256, held.c.position, held.c.title, held.c.sentence_start, held.c.sentence_stop
    statement = (
        select(*columns, holder.name, article.text)
        .join_from(schema.page, held)
        .join(schema.article, article.page_id == page.id)
        .join(schema.referent, (holder.page_id == held.c.page_id) & (holder.id == held.c.holder))
        .where(page.sha256.in_(digests))
    )
    for row in connection.execute(statement.order_by(page.sha256, held.c.position)):
        said = fold_words(f"{row.name} {Span(row.sentence_start, row.sentence_stop).of(row.text)}")
        yield Known(format_key(row.sha256, f"o{row.position}"), row.title, (said,))
