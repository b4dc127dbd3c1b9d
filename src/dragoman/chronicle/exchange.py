"""Judgements that come from elsewhere: rows of words are checked, and those that can be used are written."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.cells import unguard
from dragoman.chronicle.correction_exchange import identify_correction, is_correction, parse_correction
from dragoman.chronicle.correction_rows import write_corrections
from dragoman.chronicle.corrections import Correction, load_corrections
from dragoman.chronicle.deciding import VERDICTS
from dragoman.chronicle.judged_answers import JudgementView
from dragoman.chronicle.members import format_key, split_key
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, EVENT, Side, fold_words
from dragoman.chronicle.subjects import check_pair, find_subject, form_side
from dragoman.chronicle.verdicts import TIME, Verdict, load_verdicts, next_time, parse_time, write_verdicts
from dragoman.errors import UsageError

COLUMNS = (
    "id", "decision", "about", "verdict",
    "a", "a_page", "a_kind", "a_name", "b", "b_page", "b_kind", "b_name",
    "by", "when", "why", "withdrawn", "value", "value_kind", "value_name", "role", "thought", "rule", "language",
)  # fmt: skip
"""What an exported judgement says; ``a`` and ``b`` are members (``sha256:referent``), pages are there for people.

Of a correction ``verdict`` is accept, reject or unsure, or the field of which ``value`` says something else; ``b`` is
empty.
"""

MALFORMED = "malformed"
"""The column of a row that could not be read; it says why."""

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""A judgement is not older, and not further ahead of the clock here."""

_KEY = re.compile(r"[0-9a-f]{64}:\S+")


class Imported(Struct, frozen=True, gc=False):
    """What became of the rows of a file: the numbers add up to what came in.

    ``known`` were there already; ``waiting`` counts those of ``written`` whose pages the chronicle does not hold yet.
    ``rejected`` counts the others by reason; ``notes`` tells of each.
    """

    written: int
    known: int
    waiting: int
    rejected: Mapping[str, int]
    notes: tuple[str, ...] = ()


class _Refused(Exception):
    """A row that cannot be used: the reason, and more words about it."""


def import_rows(connection: Connection, rows: Iterable[Mapping[str, str]], *, by: str, sense: Sense) -> Imported:
    """Write the judgements of rows in the form of :data:`COLUMNS`; only ``verdict``, ``a`` and ``b`` must be there.

    A side is a member with its kind and name as it was exported, or whatever the command takes: an id, ``PAGE#r1``.
    Rows of one ``decision`` stay together. Withdrawn rows and those that are there already change nothing.
    """
    taken = _Taken(connection, by=by, sense=sense)
    for number, row in enumerate(rows, 1):
        try:
            taken.take(number, row)
        except _Refused as refused:
            reason, words = refused.args
            taken.reasons[reason] += 1
            taken.notes.append(f"row {number}: {reason}: {words}")
    return taken.write()


class _Taken:
    """The rows that can be used, by the decisions to which they belong."""

    def __init__(self, connection: Connection, *, by: str, sense: Sense) -> None:
        self._connection, self._by, self._sense = connection, by, sense
        self._present = {_identify(one) for one in load_verdicts(connection)}
        self._present |= {identify_correction(one) for one in load_corrections(connection)}
        self._judged: dict[str, list[Verdict]] = {}
        self._corrected: dict[str, list[Correction]] = {}
        self._known = 0
        self.reasons: Counter[str] = Counter()
        self.notes: list[str] = []

    def take(self, number: int, row: Mapping[str, str]) -> None:
        """Take one row in; raises what refuses it."""
        batch = row.get("decision") or f"row {number}"
        if is_correction(row):
            for fact in self._parse_correction(row):
                if self._is_new(identify_correction(fact)):
                    self._corrected.setdefault(batch, []).append(fact)
            return
        made = _parse_row(self._connection, row, by=self._by, sense=self._sense)
        if self._is_new(_identify(made)):
            self._judged.setdefault(batch, []).append(made)

    def _is_new(self, identity: tuple[str, ...]) -> bool:
        new = identity not in self._present
        self._known += not new
        self._present.add(identity)
        return new

    def _parse_correction(self, row: Mapping[str, str]) -> list[Correction]:
        if row.get("withdrawn"):
            raise _Refused("withdrawn", "it was taken back")
        when = _parse_when(self._connection, row.get("when") or "")
        try:
            return parse_correction(self._connection, row, stamp=(row.get("by") or self._by, when), sense=self._sense)
        except UsageError as error:
            raise _Refused("side", str(error)) from error

    def write(self) -> Imported:
        """Write what was taken in, and count it."""
        for judged in self._judged.values():
            write_verdicts(self._connection, judged)
        for corrected in self._corrected.values():
            write_corrections(self._connection, corrected)
        verdicts = [one for batch in self._judged.values() for one in batch]
        facts = [one for batch in self._corrected.values() for one in batch]
        sides = [(one.a, one.b) for one in verdicts] + [(one.side,) for one in facts]
        waiting = _count_waiting(self._connection, sides)
        reasons = dict(sorted(self.reasons.items()))
        return Imported(len(sides), self._known, waiting, reasons, tuple(self.notes))


def _identify(one: Verdict) -> tuple[str, ...]:
    return (one.about, one.verdict, one.by, one.when, one.a.key, one.a.name, one.b.key, one.b.name)


def _parse_row(connection: Connection, row: Mapping[str, str], *, by: str, sense: Sense) -> Verdict:
    if MALFORMED in row:
        raise _Refused("malformed", row[MALFORMED])
    verdict = (row.get("verdict") or "").strip()
    if verdict not in VERDICTS:
        raise _Refused("verdict", f"{verdict!r} is none of {', '.join(VERDICTS)}")
    if row.get("withdrawn"):
        raise _Refused("withdrawn", "it was taken back")
    when = _parse_when(connection, row.get("when") or "")
    about, a, b = _parse_sides(connection, row, sense)
    a, b = sorted((a, b), key=lambda side: side.key)
    return Verdict(about, a, b, verdict, row.get("by") or by, when, row.get("why") or "")


def _parse_when(connection: Connection, words: str) -> str:
    if not words:
        return next_time(connection)
    time = parse_time(words)
    if time is None:
        raise _Refused("time", f"{words!r} is no time; write 2024-03-01T12:00:00Z")
    if not FIRST <= time <= datetime.now(UTC) + AHEAD:  # whoever decides later would have to be later still
        raise _Refused("time", f"{words!r} is no time at which somebody may have decided")
    return time.strftime(TIME)


def _parse_sides(connection: Connection, row: Mapping[str, str], sense: Sense) -> tuple[str, Side, Side]:
    given = [(row.get(side) or "").strip() for side in ("a", "b")]
    if not all(given):
        raise _Refused("side", "a or b is empty")
    if given[0] == given[1]:
        raise _Refused("side", "a and b are one")
    about = row.get("about") or ""
    if about not in ("", ENTITY, EVENT):
        raise _Refused("about", f"{about!r} is neither {ENTITY} nor {EVENT}")
    if about and all(_KEY.fullmatch(key) and row.get(f"{side}_kind") for side, key in zip("ab", given, strict=True)):
        a, b = (Side(given[i], row[f"{s}_kind"], fold_words(row.get(f"{s}_name") or "")) for i, s in enumerate("ab"))
        return about, a, b
    try:
        first, second = (find_subject(connection, name, sense=sense) for name in given)
        check_pair(first, second)
    except UsageError as error:
        raise _Refused("side", str(error)) from error
    if about and about != first.about:
        raise _Refused("about", f"{given[0]!r} is an {first.about}")
    return first.about, form_side(first.head), form_side(second.head)


def _count_waiting(connection: Connection, sides: Iterable[tuple[Side, ...]]) -> int:
    joined = select(schema.page.c.sha256).join_from(schema.page, schema.article)
    held = set(connection.scalars(joined))
    return sum(any(split_key(side.key)[0] not in held for side in one) for one in sides)


def parse_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, of a JSON array, or of JSON lines; one that is malformed says so."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith(("{", "[")):
        return _parse_json(text)
    rows: list[dict[str, str]] = []
    try:
        for row in csv.DictReader(io.StringIO(text, newline="")):
            cells = {key: unguard(cell or "") for key, cell in row.items() if key is not None}
            rows.append({MALFORMED: "more cells than columns"} if None in row else cells)
    except csv.Error as error:  # nobody can say where the next row begins
        rows.append({MALFORMED: f"{error}; nothing after it was read"})
    return rows


def _parse_json(text: str) -> list[dict[str, str]]:
    """Return the objects of one JSON text, however it is broken into lines, else of one a line."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return [_parse_line(line) for line in text.splitlines() if line.strip()]
    return [_form_words(one) for one in (found if isinstance(found, list) else [found])]


def _parse_line(line: str) -> dict[str, str]:
    try:
        return _form_words(msgspec.json.decode(line))
    except (msgspec.DecodeError, RecursionError) as error:
        return {MALFORMED: str(error)}


def _form_words(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        return {MALFORMED: "no JSON object"}
    return {str(key): _form_word(value) for key, value in found.items() if value is not None}


def _form_word(value: object) -> str:
    """Write a value as CSV has it: what is not so is empty.

    >>> _form_word(False), _form_word(True), _form_word(12)
    ('', '1', '12')
    """
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def form_row(view: JudgementView) -> dict[str, object]:
    """Return a judgement in the form of :data:`COLUMNS`."""
    made: dict[str, object] = {"id": view.id, "decision": view.decision, "about": view.about, "verdict": view.verdict}
    for name, side in (("a", view.a), ("b", view.b)):
        made |= {name: format_key(side.sha256, side.member), f"{name}_page": side.page}
        made |= {f"{name}_kind": side.kind, f"{name}_name": side.name}
    made |= {"by": view.by, "when": view.when, "why": view.why, "withdrawn": view.withdrawn}
    return dict.fromkeys(COLUMNS, "") | made
