"""Answers who held an office, in any language's words for it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, or_

from dragoman.chronicle import derived
from dragoman.chronicle.answers import Quote, TenureView
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.holding import load_tenures
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.members import load_numbers, split_key
from dragoman.chronicle.naming import Names, choose_entities, list_references, load_names
from dragoman.chronicle.quoting import load_office_quotes
from dragoman.chronicle.references import view_references
from dragoman.chronicle.sense import Sense
from dragoman.meaning.offices import Tenure, find_gaps, holders_on, standing_on

AMBIGUOUS = {"president": ("head-of-state", "head"), "chairman": ("chair", "speaker", "head")}
"""Office words whose sense depends on what they are of."""


def find_office(
    connection: Connection, title: str, *, of: str | None, on: str | None, sense: Sense, reference: bool = False
) -> list[TenureView]:
    """Return the tenures of an office in order of time; with ``on`` those that hold on that day, best known first.

    With ``reference``, what the shipped reference says follows what the pages say.

    Raises:
        UsageError: ``on`` is not a date.
    """
    bodies = _list_bodies(connection, of, sense)
    known = load_tenures(connection, _titled(title), _is_of(bodies))
    gaps, tenures = find_gaps(tenure for _, tenure in known), known
    if on is not None:
        names = {tenure: key for key, tenure in known}
        tenures = [(names[tenure], tenure) for tenure in holders_on((tenure for _, tenure in known), on)]
    views = list(view_tenures(connection, tenures, on=on, gaps={} if on else gaps))
    if not reference:
        return views
    said = list(view_tenures(connection, known)) if on is not None else views
    return [*views, *view_references(list_titles(title), bodies, said, on=on, sense=sense)]


def find_offices_of(
    connection: Connection, holders: Iterable[str], *, quoted: bool = True
) -> dict[str, list[TenureView]]:
    """Return the tenures of holders, in order of time; who needs no sentences is served much faster."""
    found: dict[str, list[TenureView]] = {}
    for piece in chunks(sorted(set(holders))):
        known = load_tenures(connection, derived.tenure.c.holder.in_(piece))
        for view in view_tenures(connection, known, quoted=quoted):
            found.setdefault(view.holder, []).append(view)
    return found


def list_tenures(connection: Connection) -> Iterator[TenureView]:
    """Yield all tenures, by office, then by time."""
    known = load_tenures(connection)
    yield from view_tenures(connection, known, gaps=find_gaps(tenure for _, tenure in known))


def list_titles(word: str) -> tuple[str, ...]:
    """Return the office ids that a word stands for in any language pack, and the word itself, which may be an id."""
    from dragoman.language.packs import list_packs
    from dragoman.language.scripts import fold
    from dragoman.language.tables import DATA, read_table

    wanted = fold(word)
    tables = [DATA.joinpath("languages", tag, "offices.tsv") for tag in list_packs()]
    rows = (row for table in tables if table.is_file() for row in read_table(table, required=("form", "office")))
    named = {row["office"] for row in rows if fold(row["form"]) == wanted}
    return tuple(sorted({one for title in named | {word} for one in AMBIGUOUS.get(title, (title,))}))


def view_tenures(
    connection: Connection,
    tenures: Iterable[tuple[str, Tenure]],
    *,
    on: str | None = None,
    gaps: Mapping[Tenure, str] | None = None,
    quoted: bool = True,
) -> Iterator[TenureView]:
    """Yield tenures with names and sentences, and the gaps before them where these are known."""
    found = list(tenures)
    seen = [split_key(key) for _, tenure in found for key in tenure.observations] if quoted else []
    numbers = load_numbers(connection, {sha256 for sha256, _ in seen})
    quotes = load_office_quotes(connection, [(numbers[sha256], int(place)) for sha256, place in seen])
    names = load_names(connection, {tenure.holder for _, tenure in found})
    bodies = {tenure.of for _, tenure in found if tenure.of}
    labels = load_labels(connection, {tenure.holder for _, tenure in found} | bodies)
    for key, tenure in found:
        standing = (standing_on(tenure, on) or "") if on else ""
        view = _view(key, tenure, quotes=quotes, names=names, labels=labels, standing=standing)
        gap = (gaps or {}).get(tenure)
        yield replace(view, gap=gap) if gap else view


def _view(
    key: str,
    tenure: Tenure,
    *,
    quotes: dict[str, Quote],
    names: Names,
    labels: dict[str, tuple[str, str]],
    standing: str,
) -> TenureView:
    return TenureView(
        id=key,
        title=tenure.title,
        of=tenure.of,
        of_name=labels[tenure.of][1] if tenure.of in labels else None,
        holder=tenure.holder,
        name=labels.get(tenure.holder, ("", tenure.holder))[1],
        names=names.get(tenure.holder, {}),
        start=tenure.start,
        stop=tenure.stop,
        first_seen=tenure.first_seen,
        last_seen=tenure.last_seen,
        ended_by=tenure.ended_by,
        over=tenure.over,
        quotes=tuple(quotes[seen] for seen in tenure.observations if seen in quotes),
        contested_by=tenure.contested_by,
        standing=standing,
        acting=tenure.acting,
        not_before=tenure.not_before,
    )


def _titled(title: str) -> ColumnElement[bool]:
    tenure = derived.tenure.c
    return or_(*(tenure.title == one if "/" in one else tenure.office == one for one in list_titles(title)))


def _list_bodies(connection: Connection, of: str | None, sense: Sense) -> list[str] | None:
    """Return the ids that the words for a country or body may mean, ``None`` where none are given."""
    if of is None:
        return None
    return [of, *choose_entities(connection, of, sense=sense), *list_references(of)]


def _is_of(bodies: list[str] | None) -> ColumnElement[bool]:
    return derived.tenure.c.id.is_not(None) if bodies is None else derived.tenure.c.of.in_(bodies)
