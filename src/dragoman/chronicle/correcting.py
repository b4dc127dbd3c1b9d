"""Decisions of people about facts: made and listed. What follows from them is derived elsewhere."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.correction_rows import write_corrections
from dragoman.chronicle.corrections import (
    DATE,
    FACT_VERDICTS,
    NAMING,
    PARTICIPANT,
    PLACE,
    STATUS,
    TYPE,
    VERDICT,
    Correction,
    locate_facts,
)
from dragoman.chronicle.days import is_date
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.facts import Fact, find_facts, find_tenures
from dragoman.chronicle.judged_answers import CorrectionView, JudgedMember
from dragoman.chronicle.labels import load_labels
from dragoman.chronicle.members import split_key
from dragoman.chronicle.participants import plan_participants
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, EVENT, OFFICE, Side
from dragoman.chronicle.subjects import find_homes, find_subject, form_side
from dragoman.chronicle.verdicts import next_time
from dragoman.errors import UsageError
from dragoman.language.checking import load_ids
from dragoman.language.gazetteer_tables import describe_city, territory_kind, territory_label
from dragoman.language.scripts import isolate

STATUSES = ("happened", "planned", "denied")
KINDS_OF_PLACE = frozenset({"place", "city", "country", "territory"})
ENGLISH = "en"


YEARS = range(1000, 2200)
"""Of these a date may be said to be."""


class Changes(Struct, frozen=True, gc=False):
    """What a person says instead; ``None`` says that there is no place, or no date, and what is unset stays.

    ``participants`` are roles by name, ``None`` for who takes no part; ``instead`` says who took part in whose place.
    """

    place: str | UnsetType | None = UNSET
    date: str | UnsetType | None = UNSET
    type: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    participants: Mapping[str, str | None] = {}
    instead: Mapping[str, str] = {}


def decide_facts(connection: Connection, names: Sequence[str], verdict: str, *, by: str, why: str) -> int:
    """Write that a person accepts or rejects facts, all in one decision; returns its number.

    Raises:
        UsageError: The verdict is none, there is no such fact, or none is named.
    """
    if verdict not in FACT_VERDICTS:
        raise UsageError(f"no verdict {verdict!r} about a fact; allowed: {', '.join(FACT_VERDICTS)}")
    facts = _find_some(connection, names)
    when = next_time(connection)
    made = [_form(fact, VERDICT, Side(verdict, "", ""), (by, when, why)) for fact in facts]
    return write_corrections(connection, made)


def correct_facts(
    connection: Connection, names: Sequence[str], changes: Changes, *, by: str, why: str, sense: Sense
) -> int:
    """Write what a person says of reports instead of what the program read; returns the number of the decision.

    Raises:
        UsageError: A value is wrong, nothing is said, there is no such report, or it is of an office.
    """
    values = plan_changes(connection, changes, sense)
    if not values and not changes.participants and not changes.instead:
        raise UsageError("nothing to correct; say another place, date, type, status or participant")
    facts = _find_some(connection, names)
    if any(fact.about == OFFICE for fact in facts):
        raise UsageError("an office is accepted or rejected; place, date, type and status belong to events")
    stamp = by, next_time(connection), why
    made = [_form(fact, field, value, stamp) for fact in facts for field, value in values.items()]
    for fact, said in plan_participants(connection, facts, changes.participants, changes.instead, sense):
        for who, role, before in said:
            made.append(replace(_form(fact, PARTICIPANT, who, stamp), role=role, thought=before))
    if not made:
        raise UsageError("nothing to correct; that is what these reports say already")
    return write_corrections(connection, made)


def name_changes(changes: Changes) -> list[str]:
    """Return what is to be changed as words, such as ``place=city:1528675``, for the log."""
    fields = ((PLACE, changes.place), (DATE, changes.date), (TYPE, changes.type), (STATUS, changes.status))
    named = [f"{field}={value or ''}" for field, value in fields if value is not UNSET]
    named += [f"{PARTICIPANT}={name}:{role or ''}" for name, role in changes.participants.items()]
    return named + [f"{PARTICIPANT}={old}>{new}" for old, new in changes.instead.items()]


def plan_changes(connection: Connection, changes: Changes, sense: Sense) -> dict[str, Side]:
    """Return by field what is to be written.

    Raises:
        UsageError: A value is wrong.
    """
    found: dict[str, Side] = {}
    if changes.place is not UNSET:
        found[PLACE] = _find_place(connection, changes.place, sense)
    if changes.date is not UNSET:
        found[DATE] = _check_date(changes.date)
    if changes.type is not UNSET:
        found[TYPE] = _check_word(changes.type, TYPE)
    if changes.status is not UNSET:
        found[STATUS] = _check_word(changes.status, STATUS)
    return found


def _find_some(connection: Connection, names: Sequence[str]) -> list[Fact]:
    facts = find_facts(connection, names)
    if not facts:
        raise UsageError("no fact is named; name an event, a tenure or a report as PAGE#e1")
    return facts


def _form(fact: Fact, field: str, value: Side, stamp: tuple[str, str, str]) -> Correction:
    thought = {PLACE: fact.place, DATE: fact.when, TYPE: fact.type, STATUS: fact.status}.get(field, "")
    by, when, why = stamp
    return Correction(fact.about, fact.side, field, value, by, when, why, thought, fact.rule, fact.language)


def _find_place(connection: Connection, name: str | UnsetType | None, sense: Sense) -> Side:
    """Return what a place is kept as: its table id where it has one, else one of those whom pages call so."""
    if not isinstance(name, str):
        return Side("", "", "")
    if territory_kind(name) or describe_city(name):
        return Side(name, "", "")
    found = find_subject(connection, name, sense=sense)
    if found.about != ENTITY or found.kind not in KINDS_OF_PLACE:
        raise UsageError(
            f"{isolate(name)} is a {found.kind if found.about == ENTITY else 'report of an event'}, no place"
        )
    if found.id and found.id.partition(":")[0] in ("territory", "city"):
        return Side(found.id, "", "")
    return form_side(found.head)


def _check_date(value: str | UnsetType | None) -> Side:
    if isinstance(value, str) and not is_date(value, YEARS):
        raise UsageError(f"{value!r} is no date; write 2024, 2024-03, 2024-03-14 or 2024-03-14/2024-03-16")
    return Side(value if isinstance(value, str) else "", "", "")


def _check_word(value: str | UnsetType | None, field: str) -> Side:
    allowed = STATUSES if field == STATUS else load_ids("type")
    if value not in allowed:
        raise UsageError(f"no {field} {value!r}; allowed: {', '.join(sorted(allowed))}")
    return Side(str(value), "", "")


def view_corrections(connection: Connection, corrections: Sequence[Correction]) -> list[CorrectionView]:
    """Return corrections with the names of their pages and values, and what their facts belong to now."""
    keys = locate_facts(connection, corrections)
    pages = _load_page_names(connection, {split_key(one.side.key)[0] for one in corrections})
    by_about = {
        about: [keys[o.side] for o in corrections if o.about == about and o.side in keys] for about in (EVENT, OFFICE)
    }
    homes = {
        **find_homes(connection, by_about[EVENT], about=EVENT),
        **find_tenures(connection, by_about[OFFICE]),
    }
    labels = load_labels(connection, {one.value.key for one in corrections if one.field in NAMING})

    def view(one: Correction) -> CorrectionView:
        sha256, member = split_key(keys.get(one.side, one.side.key))
        home = homes.get(keys[one.side]) if one.side in keys else None
        fact = JudgedMember(pages.get(sha256, ""), sha256, member, one.side.kind, one.side.name, home)
        return CorrectionView(
            one.id, one.decision, one.about, one.field, one.value.key, name_value(one, labels), fact, one.by, one.when,
            one.why, one.thought, one.rule, one.language, one.withdrawn, one.value.kind, one.role,
        )  # fmt: skip

    return [view(one) for one in corrections]


def name_value(one: Correction, labels: Mapping[str, tuple[str, str]]) -> str:
    """Return how the value of a correction reads."""
    if one.field not in NAMING or not one.value.key:
        return one.value.key
    known = labels.get(one.value.key)
    return one.value.name or (known[1] if known else territory_label(one.value.key, ENGLISH) or one.value.key)


def list_lost_facts(connection: Connection, corrections: Sequence[Correction]) -> list[Correction]:
    """Return the corrections of whose facts no page tells any more."""
    keys = locate_facts(connection, corrections)
    return [one for one in corrections if one.side not in keys]


def _load_page_names(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    page = schema.page.c
    found: dict[str, str] = {}
    for piece in chunks(sorted(digests)):
        rows = connection.execute(select(page.sha256, page.name).where(page.sha256.in_(piece)))
        found.update((row[0], row[1]) for row in rows)
    return found
