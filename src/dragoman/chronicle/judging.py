"""Judgements in an SQL database: each decision is one transaction, and what follows from it is derived at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine

from dragoman.chronicle import correcting, deciding
from dragoman.chronicle.accounts.auditing import record
from dragoman.chronicle.agreeing import count_agreement
from dragoman.chronicle.answers import ConflictView, Quote
from dragoman.chronicle.conflict_lists import count_conflicts, list_conflicts
from dragoman.chronicle.corrections import load_corrections
from dragoman.chronicle.database import read, write
from dragoman.chronicle.doubting_facts import list_doubtful_facts
from dragoman.chronicle.exchange import Imported, import_rows
from dragoman.chronicle.judged_answers import (
    Agreement,
    ContradictionView,
    CorrectionView,
    FactView,
    Judged,
    JudgementView,
    MemberView,
)
from dragoman.chronicle.listing.remembering import Memory, find_state
from dragoman.chronicle.member_views import list_member_views, load_fact_quotes
from dragoman.chronicle.refreshing import refresh
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import ENTITY, EVENT
from dragoman.chronicle.subjects import find_homes
from dragoman.chronicle.verdicts import load_verdicts

FEW = 10
"""So many lists are remembered."""

Value = TypeVar("Value")


class SqlJudgements:
    """The :class:`~dragoman.chronicle.protocol.Judgements` of a chronicle in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, *, sense: Sense) -> None:
        self._engine, self._sense = engine, sense
        self._memory = Memory(FEW)

    def _recall(self, what: Hashable, make: Callable[[Connection], tuple[Value, ...]]) -> tuple[Value, ...]:
        """Return what was listed of the chronicle as it is; each page of an event and each slice of a list asks."""
        with read(self._engine) as connection:
            return self._memory.recall(what, find_state(connection), lambda: make(connection))

    def judge(self, a: str, b: str, verdict: str, *, by: str, why: str = "", derive: bool = True) -> Judged:
        """Decide whether two entities, events or members are the same."""
        before = self._broken()
        with write(self._engine) as connection:
            number = deciding.decide(connection, (a, b), verdict, by=by, why=why, sense=self._sense)
            record(connection, f"judge {verdict}", [number, a, b], by=by)
        return self._settle(number, before, derive=derive)

    def merge(self, a: str, b: str, *, by: str, why: str = "", derive: bool = True) -> Judged:
        """Decide that two are one, also where parts of them were judged to be different."""
        before = self._broken()
        with write(self._engine) as connection:
            number = deciding.merge(connection, (a, b), by=by, why=why, sense=self._sense)
            record(connection, "judge merge", [number, a, b], by=by)
        return self._settle(number, before, derive=derive)

    def split(
        self, name: str, *, pages: Sequence[str] = (), mentions: Sequence[str] = (), by: str, why: str = ""
    ) -> Judged:
        """Decide that some members of an entity, or reports of an event, are another one."""
        before, part = self._broken(), (pages, mentions)
        with write(self._engine) as connection:
            number = deciding.split(connection, name, part=part, by=by, why=why, sense=self._sense)
            record(connection, "judge split", [number, name, *pages, *mentions], by=by)
        return self._settle(number, before)

    def undo(self, number: int | None = None, *, by: str = "", derive: bool = True) -> Judged:
        """Withdraw a decision, the last one that holds if none is given."""
        before = self._broken()
        with write(self._engine) as connection:
            decision = deciding.undo(connection, number)
            record(connection, "judge undo", [decision], by=by)
        return self._settle(decision, before, derive=derive)

    def rule(self, names: Sequence[str], verdict: str, *, by: str, why: str = "", derive: bool = True) -> Judged:
        """Decide whether pages say what the program read: accept, reject or unsure of facts, all at once."""
        with write(self._engine) as connection:
            number = correcting.decide_facts(connection, names, verdict, by=by, why=why)
            record(connection, f"judge {verdict}", [number, *names], by=by)
        return self._settle(number, self._broken(), derive=derive)

    def correct(
        self, names: Sequence[str], changes: correcting.Changes, *, by: str, why: str = "", derive: bool = True
    ) -> Judged:
        """Say another place, date, type or status of reports, all at once."""
        with write(self._engine) as connection:
            number = correcting.correct_facts(connection, names, changes, by=by, why=why, sense=self._sense)
            record(connection, "judge correct", [number, *names, *correcting.name_changes(changes)], by=by)
        return self._settle(number, self._broken(), derive=derive)

    def corrections(self, *, withdrawn: bool = False) -> "Sequence[CorrectionView]":
        """Return the corrections of facts that hold, oldest first; with ``withdrawn`` the others as well."""

        def make(connection: Connection) -> tuple[CorrectionView, ...]:
            found = load_corrections(connection, withdrawn=withdrawn)
            return tuple(correcting.view_corrections(connection, found))

        return [*self._recall(("corrections", withdrawn), make)]

    def lost_corrections(self) -> "Sequence[CorrectionView]":
        """Return the corrections of whose facts no page tells any more; they wait until one does."""
        with read(self._engine) as connection:
            lost = correcting.list_lost_facts(connection, load_corrections(connection))
            return correcting.view_corrections(connection, lost)

    def doubts(self, limit: int) -> "Sequence[FactView]":
        """Return the reports of events about which a person should decide, the most valuable first."""
        with read(self._engine) as connection:
            return list_doubtful_facts(connection, limit)

    def figures(self) -> "Sequence[Agreement]":
        """Return how often people confirmed what the program thought, by rule and language."""
        with read(self._engine) as connection:
            return count_agreement(connection)

    def members(self, name: str) -> "Sequence[MemberView]":
        """Return what an entity or an event is made of, in the order of its pages."""
        with read(self._engine) as connection:
            return list_member_views(connection, name, sense=self._sense)

    def conflicts(self, field: str | None = None, *, offset: int = 0, limit: int = 20) -> "Sequence[ConflictView]":
        """Return some conflicts, those of the latest events first."""
        with read(self._engine) as connection:
            return list_conflicts(connection, field, offset=offset, limit=limit)

    def count_conflicts(self) -> dict[str, int]:
        """Return how many conflicts there are by field."""
        with read(self._engine) as connection:
            return count_conflicts(connection)

    def quotes(self, keys: Iterable[str]) -> dict[str, Quote]:
        """Return the sentence of each report and office mention that is there, by its key."""
        with read(self._engine) as connection:
            return load_fact_quotes(connection, keys)

    def home(self, member: str) -> str | None:
        """Return the id of the entity or event to which a member (``sha256:r1``) belongs now, ``None`` for none."""
        with read(self._engine) as connection:
            homes = [find_homes(connection, [member], about=about).get(member) for about in (ENTITY, EVENT)]
        return homes[0] or homes[1]

    def list(self, *, withdrawn: bool = False) -> list[JudgementView]:
        """Return the judgements that hold, oldest first; with ``withdrawn`` the others as well."""

        def make(connection: Connection) -> tuple[JudgementView, ...]:
            return tuple(deciding.view_judgements(connection, load_verdicts(connection, withdrawn=withdrawn)))

        return [*self._recall(("judgements", withdrawn), make)]

    def contradictions(self) -> "Sequence[ContradictionView]":
        """Return the judgements ``same`` against which a ``different`` stands."""
        return [*self._recall("contradictions", lambda connection: tuple(deciding.list_contradictions(connection)))]

    def lost(self) -> "Sequence[JudgementView]":
        """Return the judgements of whose members no page tells any more; they wait until one does."""
        with read(self._engine) as connection:
            return deciding.view_judgements(connection, deciding.list_lost(connection))

    def add(self, rows: Iterable[Mapping[str, str]], *, by: str) -> Imported:
        """Write judgements that come from elsewhere; rows that cannot be used are counted with their reasons."""
        with write(self._engine) as connection:
            made = import_rows(connection, rows, by=by, sense=self._sense)
            record(connection, "judge import", [made.written], by=by)
        refresh(self._engine, self._sense)
        return made

    def _broken(self) -> frozenset[int]:
        with read(self._engine) as connection:
            return frozenset(one.same.id for one in deciding.list_contradictions(connection))

    def _settle(self, number: int, before: frozenset[int], *, derive: bool = True) -> Judged:
        """Derive what follows from a decision, and tell of it."""
        if derive:
            refresh(self._engine, self._sense)
        with read(self._engine) as connection:
            mine = [one for one in load_verdicts(connection, withdrawn=True) if one.decision == number]
            views = deciding.view_judgements(connection, mine)
            corrected = [one for one in load_corrections(connection, withdrawn=True) if one.decision == number]
            facts = correcting.view_corrections(connection, corrected)
            broken = deciding.list_contradictions(connection)
        ids = {side.id for view in views for side in (view.a, view.b) if side.id}
        ids |= {view.fact.id for view in facts if view.fact.id}
        own = {view.id for view in views}
        told = [
            one for one in broken if one.same.id not in before or own & {one.same.id, *(d.id for d in one.different)}
        ]
        return Judged(number, tuple(views), tuple(sorted(ids)), tuple(told), tuple(facts))
