"""Decisions of people about identity: made, undone, listed. What follows from them is derived elsewhere."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.correction_rows import withdraw_corrections
from dragoman.chronicle.corrections import Correction, load_corrections
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.judged_answers import ContradictionView, JudgedMember, JudgementView
from dragoman.chronicle.members import split_key
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, EVENT, Side
from dragoman.chronicle.subjects import (
    Subject,
    check_pair,
    choose_part,
    find_homes,
    find_subject,
    form_side,
)
from dragoman.chronicle.verdicts import (
    Verdict,
    load_judgements,
    load_verdicts,
    locate,
    next_time,
    withdraw,
    write_verdicts,
)
from dragoman.errors import UnknownError, UsageError
from dragoman.language.scripts import isolate
from dragoman.meaning.entities.judging import find_contradictions
from dragoman.meaning.entities.links import Pair, order_pair, settle_judgements

VERDICTS = ("same", "different", "unsure")


def decide(connection: Connection, pair: tuple[str, str], verdict: str, *, by: str, why: str, sense: Sense) -> int:
    """Write what a person decided about two entities, events or members; returns the number of the decision.

    Raises:
        UsageError: The verdict is none, one of the two is not known, or they are no pair.
    """
    if verdict not in VERDICTS:
        raise UsageError(f"no verdict {verdict!r}; allowed: {', '.join(VERDICTS)}")
    a, b = _find_pair(connection, pair, sense)
    made = _form(a.about, (form_side(a.head), form_side(b.head)), verdict, (by, next_time(connection), why))
    return write_verdicts(connection, [replace(made, thought=_think(connection, made))])


def _think(connection: Connection, asked: Verdict) -> str:
    """Return what the chronicle holds a pair to be before it is judged, empty where it does not know one of them."""
    homes = find_homes(connection, [asked.a.key, asked.b.key], about=asked.about)
    known = {homes.get(asked.a.key), homes.get(asked.b.key)}
    return "" if None in known else "same" if len(known) == 1 else "different"


def merge(connection: Connection, pair: tuple[str, str], *, by: str, why: str, sense: Sense) -> int:
    """Write that two are one, also where parts of them were judged to be different before.

    Raises:
        UsageError: One of the two is not known, or they are no pair.
    """
    a, b = _find_pair(connection, pair, sense)
    stamp = (by, next_time(connection), why)
    sides = {one.key: form_side(one) for one in (*a.members, *b.members)}
    settled = settle_judgements(load_judgements(connection, a.about))
    keys = {order_pair(a.head.key, b.head.key): None}
    left, right = {one.key for one in a.members}, {one.key for one in b.members}
    for (one, other), verdict in settled.items():
        if verdict == "different" and ((one in left and other in right) or (one in right and other in left)):
            keys[one, other] = None
    return write_verdicts(connection, [_form(a.about, (sides[x], sides[y]), "same", stamp) for x, y in keys])


def split(
    connection: Connection,
    name: str,
    *,
    part: tuple[Sequence[str], Sequence[str]],
    by: str,
    why: str,
    sense: Sense,
) -> int:
    """Write that some members of an entity, or reports of an event, are another one.

    Args:
        connection: The database.
        name: The entity or event.
        part: The pages, and the names or members, that go apart.
        by: Who decides.
        why: Why.
        sense: Finds names that come near.

    Raises:
        UsageError: It is not known, the part is empty, or it is everything.
    """
    subject = find_subject(connection, name, sense=sense)
    if not subject.id:
        raise UsageError(f"{isolate(name)} is a single member; name the entity or event that it is to leave")
    pages, mentions = part
    chosen = choose_part(connection, subject, pages=pages, mentions=mentions)
    leaving = [form_side(one) for one in subject.members if one.key in chosen]
    staying = [form_side(one) for one in subject.members if one.key not in chosen]
    if not leaving:
        raise UsageError("nothing to split off; name pages or mentions that go apart")
    if not staying:
        raise UsageError(f"all {len(leaving)} members of {isolate(name)} would go; name only those that are another")
    stamp = (by, next_time(connection), why)
    # The first of each part differs from all of the other, and the part that goes holds together.
    pairs = {(leaving[0], one): "different" for one in staying}
    pairs |= {(one, staying[0]): "different" for one in leaving}
    pairs |= {(leaving[0], one): "same" for one in leaving[1:]}
    return write_verdicts(connection, [_form(subject.about, pair, verdict, stamp) for pair, verdict in pairs.items()])


def undo(connection: Connection, number: int | None) -> int:
    """Withdraw the last decision that holds, or that of a number; returns the number of the decision.

    Raises:
        UsageError: There is none, or it is withdrawn already.
    """
    judged, corrected = load_verdicts(connection, withdrawn=True), load_corrections(connection, withdrawn=True)
    known: list[Verdict | Correction] = sorted([*judged, *corrected], key=lambda one: one.id)
    holding = [one for one in known if one.withdrawn is None]
    if number is None and not holding:
        raise UnknownError("there is no judgement to undo, nor a correction")
    meant = [one for one in known if number is not None and number in (one.id, one.decision)] or holding[-1:]
    if number is not None and not any(number in (one.id, one.decision) for one in known):
        last = f"the last is {known[-1].decision}" if known else "there is none yet"
        raise UnknownError(f"no judgement {number}; {last}; dragoman judgements lists them")
    decision = meant[0].decision
    if not (withdraw(connection, decision) or withdraw_corrections(connection, decision)):
        raise UsageError(f"judgement {decision} is withdrawn already; to bring it back, judge again")
    return decision


def view_judgements(connection: Connection, verdicts: Sequence[Verdict]) -> list[JudgementView]:
    """Return judgements with the names of their pages, and what their members belong to now."""
    keys = locate(connection, verdicts)
    names = _load_page_names(connection, {split_key(side.key)[0] for one in verdicts for side in (one.a, one.b)})
    homes = {
        about: find_homes(connection, {keys[s] for v in verdicts for s in (v.a, v.b) if s in keys}, about=about)
        for about in {one.about for one in verdicts}
    }

    def view(side: Side, about: str) -> JudgedMember:
        sha256, member = split_key(keys.get(side, side.key))
        home = homes[about].get(keys[side]) if side in keys else None
        return JudgedMember(names.get(sha256, ""), sha256, member, side.kind, side.name, home)

    return [
        JudgementView(
            one.id, one.decision, one.about, one.verdict, view(one.a, one.about), view(one.b, one.about),
            one.by, one.when, one.why, one.withdrawn,
        )
        for one in verdicts
    ]  # fmt: skip


def list_contradictions(connection: Connection) -> list[ContradictionView]:
    """Return the judgements ``same`` that do not hold, each with those that stand against it."""
    found: list[ContradictionView] = []
    for about in (ENTITY, EVENT):
        broken = find_contradictions(settle_judgements(load_judgements(connection, about)))
        if not broken:
            continue
        verdicts = load_verdicts(connection, about=about)
        latest = _find_latest(verdicts, locate(connection, verdicts))
        wanted = [latest[pair] for same, different in broken for pair in (same, *different)]
        views = {view.id: view for view in view_judgements(connection, list(dict.fromkeys(wanted)))}
        for same, different in broken:
            found.append(ContradictionView(views[latest[same].id], tuple(views[latest[pair].id] for pair in different)))
    return found


def list_lost(connection: Connection) -> list[Verdict]:
    """Return the judgements that hold and of whose members no page tells any more."""
    verdicts = load_verdicts(connection)
    keys = locate(connection, verdicts)
    return [one for one in verdicts if one.a not in keys or one.b not in keys]


def _find_latest(verdicts: Iterable[Verdict], keys: Mapping[Side, str]) -> dict[Pair, Verdict]:
    """Return the judgement that counts for each pair."""
    rank = {verdict: number for number, verdict in enumerate(("same", "unsure", "different"))}
    found: dict[Pair, Verdict] = {}
    for one in verdicts:
        if one.a in keys and one.b in keys:
            pair = order_pair(keys[one.a], keys[one.b])
            last = found.get(pair, one)
            found[pair] = max(last, one, key=lambda verdict: (verdict.when, rank[verdict.verdict]))
    return found


def _find_pair(connection: Connection, pair: tuple[str, str], sense: Sense) -> tuple[Subject, Subject]:
    a, b = (find_subject(connection, name, sense=sense) for name in pair)
    check_pair(a, b)
    return a, b


def _form(about: str, pair: tuple[Side, Side], verdict: str, stamp: tuple[str, str, str]) -> Verdict:
    a, b = sorted(pair, key=lambda side: side.key)
    by, when, why = stamp
    return Verdict(about, a, b, verdict, by, when, why)


def _load_page_names(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    page = schema.page.c
    found: dict[str, str] = {}
    for piece in chunks(sorted(digests)):
        rows = connection.execute(select(page.sha256, page.name).where(page.sha256.in_(piece)))
        found.update((row[0], row[1]) for row in rows)
    return found
