"""Corrections as rows of words: written for export, and read again."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from dragoman.chronicle.correcting import Changes, plan_changes
from dragoman.chronicle.corrections import FACT_VERDICTS, FIELDS, PARTICIPANT, VERDICT, Correction
from dragoman.chronicle.facts import find_facts
from dragoman.chronicle.judged_answers import CorrectionView
from dragoman.chronicle.members import format_key
from dragoman.chronicle.participants import check_roles, plan_participants
from dragoman.chronicle.sense import Sense
from dragoman.chronicle.sides import EVENT, OFFICE, Side, fold_words
from dragoman.errors import UsageError

_KEY = re.compile(r"[0-9a-f]{64}:[eo][0-9]+")


def is_correction(row: Mapping[str, str]) -> bool:
    """Tell whether a row is about one fact, and no judgement about two."""
    verdict = (row.get("verdict") or "").strip()
    return verdict in (*FIELDS[1:], *FACT_VERDICTS) and not (row.get("b") or "").strip()


def identify_correction(one: Correction) -> tuple[str, ...]:
    """Return what two rows of one correction have in common."""
    return one.about, one.field, one.by, one.when, one.side.key, one.side.name, one.value.key, one.role


def parse_correction(
    connection: Connection, row: Mapping[str, str], *, stamp: tuple[str, str], sense: Sense
) -> list[Correction]:
    """Return the corrections of a row: of the fact that it names as exported, or of all that its ``a`` means.

    Args:
        connection: The database.
        row: Words by column.
        stamp: Who said so, and when.
        sense: Finds names that come near.

    Raises:
        UsageError: There is no such fact, or the value is wrong.
    """
    key, verdict = (row.get("a") or "").strip(), row["verdict"].strip()
    why, about = row.get("why") or "", row.get("about") or EVENT
    exported = bool(_KEY.fullmatch(key) and row.get("a_kind") and about in (EVENT, OFFICE))
    field, value = _parse_value(connection, row, verdict, exported=exported, sense=sense)
    if exported:
        side = Side(key, row["a_kind"], fold_words(row.get("a_name") or ""))
        thought, rule, language = (row.get(name) or "" for name in ("thought", "rule", "language"))
        role = _read_role(row, field)
        return [Correction(about, side, field, value, *stamp, why, thought, rule, language, role=role)]
    if not key:
        raise UsageError("a is empty")
    if field == PARTICIPANT:
        wanted = {(row.get("value") or "").strip(): _read_role(row, field) or None}
        planned = plan_participants(connection, find_facts(connection, [key]), wanted, {}, sense)
        return [
            Correction(fact.about, fact.side, field, who, *stamp, why, before, fact.rule, fact.language, role=role)
            for fact, said in planned
            for who, role, before in said
        ]
    return [
        Correction(fact.about, fact.side, field, value, *stamp, why, "", fact.rule, fact.language)
        for fact in find_facts(connection, [key])
    ]


def _parse_value(
    connection: Connection, row: Mapping[str, str], verdict: str, *, exported: bool, sense: Sense
) -> tuple[str, Side]:
    if verdict in FACT_VERDICTS:
        return VERDICT, Side(verdict, "", "")
    value = (row.get("value") or "").strip()
    if exported and row.get("value_kind"):
        return verdict, Side(value, row["value_kind"], fold_words(row.get("value_name") or ""))
    if verdict == PARTICIPANT:
        if not value:
            raise UsageError("value is empty; name who takes part, or does not")
        return verdict, Side(value, "", "")
    said: dict[str, Any] = {verdict: value or None}
    changes = Changes(**said)
    return verdict, plan_changes(connection, changes, sense)[verdict]


def _read_role(row: Mapping[str, str], field: str) -> str:
    role = (row.get("role") or "").strip()
    if field == PARTICIPANT:
        check_roles({"": role or None})
    return role if field == PARTICIPANT else ""


def form_correction(view: CorrectionView) -> dict[str, object]:
    """Return a correction as a row among those of judgements."""
    fact, verdict = view.fact, view.value if view.field == VERDICT else view.field
    made: dict[str, object] = {"id": view.id, "decision": view.decision, "about": view.about, "verdict": verdict}
    made |= {"a": format_key(fact.sha256, fact.member), "a_page": fact.page, "a_kind": fact.kind, "a_name": fact.name}
    made |= dict.fromkeys(("b", "b_page", "b_kind", "b_name"), "")
    made |= {"by": view.by, "when": view.when, "why": view.why, "withdrawn": view.withdrawn}
    value = {"value": "", "value_kind": "", "value_name": ""}
    if view.field != VERDICT:
        value = {"value": view.value, "value_kind": view.value_kind, "value_name": view.value_name}
    value["role"] = view.role
    return made | value | {"thought": view.thought, "rule": view.rule, "language": view.language}
