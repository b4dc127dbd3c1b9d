"""Watch lists in tables: taken from CSV and JSON, and written so that they can be taken again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from dragoman.chronicle.exchange import MALFORMED, parse_rows
from dragoman.chronicle.following.answers import OFFICE, Candidate, Followed, WatchListView
from dragoman.chronicle.following.naming import AmbiguousNameError
from dragoman.chronicle.listing.filters import NAMES
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.chronicle.following.lists import KnownEntries
    from dragoman.chronicle.following.protocol import Following

NAMED = ("who", "with", "of", "place")
"""The columns that hold names; each has an ``_id`` beside it, which is taken where the chronicle knows it."""

CONDITIONS = tuple(name for name in NAMES if name not in NAMED)
COLUMNS = (
    "list",
    "kind",
    *(f"{name}{end}" for name in NAMED for end in ("", "_id")),
    "title",
    *CONDITIONS,
    "entity_kind",
)
_ALIASES = {"name": "who", "entity": "who", "with_": "with", "text": "q"}

ADDED, KNOWN, WAITING, REFUSED, AMBIGUOUS = "added", "known", "waiting", "refused", "ambiguous"


class TakenRow(Struct, frozen=True, gc=False):
    """What became of a row: ``added``, ``known`` before, ``waiting`` for a page, ``ambiguous`` or ``refused``.

    ``candidates`` are those whom an ambiguous name may mean; ``note`` says how a name was understood, or what is wrong.
    """

    number: int
    outcome: str
    label: str = ""
    note: str = ""
    candidates: tuple[Candidate, ...] = ()


class Taken(Struct, frozen=True, gc=False):
    """What became of an import: how many rows by outcome, and each row."""

    counts: Mapping[str, int]
    rows: tuple[TakenRow, ...]
    ignored: tuple[str, ...] = ()


def parse_lists(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, of a JSON array, or of JSON lines; one that is malformed says so.

    >>> parse_lists('[{"who": "Karim Daler"}, {"title": "chair", "of": "Lake Council"}]')
    [{'who': 'Karim Daler'}, {'title': 'chair', 'of': 'Lake Council'}]
    """
    return parse_rows(text)


def take_rows(following: "Following", rows: Iterable[Mapping[str, str]], *, name: str, owner: str) -> Taken:
    """Follow what rows say. A name that several entities have is reported with them, never guessed."""
    found: list[TakenRow] = []
    ignored: dict[str, None] = {}
    known: KnownEntries = {}
    for number, row in enumerate(rows, 1):
        said = {_ALIASES.get(key.strip(), key.strip()): (value or "").strip() for key, value in row.items() if key}
        ignored |= dict.fromkeys(key for key in said if key not in COLUMNS and key != MALFORMED)
        found.append(_take(following, number, said, place=(name, owner), known=known))
    counts = Counter(one.outcome for one in found)
    return Taken(dict(sorted(counts.items())), tuple(found), tuple(ignored))


def _take(
    following: "Following", number: int, said: Mapping[str, str], *, place: tuple[str, str], known: "KnownEntries"
) -> TakenRow:
    if MALFORMED in said:
        return TakenRow(number, REFUSED, note=said[MALFORMED])
    try:
        made = _follow(following, said, place=(said.get("list") or place[0], place[1]), known=known)
    except AmbiguousNameError as error:
        return TakenRow(number, AMBIGUOUS, error.name, str(error), error.candidates)
    except UsageError as error:
        return TakenRow(number, REFUSED, note=str(error))
    outcome = KNOWN if made.known else WAITING if made.entry.waiting else ADDED
    return TakenRow(number, outcome, made.entry.label, "; ".join(made.notes))


def _follow(
    following: "Following", said: Mapping[str, str], *, place: tuple[str, str], known: "KnownEntries"
) -> Followed:
    """Follow a row by its ids; by its names where the chronicle does not know these."""
    wish = {key: said[key] for key in ("kind", *NAMED, "title", *CONDITIONS, "entity_kind") if said.get(key)}
    ids = {key: said[f"{key}_id"] for key in NAMED if said.get(f"{key}_id")}
    if ids:
        try:
            return following.add(*place, wish | ids, known=known)
        except UsageError:
            if not all(key in wish for key in ids):
                raise
    return following.add(*place, wish, known=known)


def form_rows(view: WatchListView) -> Iterator[dict[str, str]]:
    """Yield the entries of a list as rows that can be taken again; empty columns are left out."""
    for entry in view.entries:
        row = {"list": view.name, "kind": entry.kind, **entry.conditions}
        if entry.kind == OFFICE:
            row["title"] = entry.title
        for side in entry.sides:
            row[side.role] = side.label or side.name
            if side.id:
                row[f"{side.role}_id"] = side.id
        yield row
