"""What a clause only asks for, fears or supposes, where the verb comes last and the mood shows at its end."""

from dragoman.reading.events.final_clauses import is_final
from dragoman.reading.events.frames import Trigger
from dragoman.reading.sheet import Sheet

_CONFLICT = frozenset({"assault", "coerce", "mobilize", "sanction", "threaten", "protest"})
_NEAR = 2


def is_supposed(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a subjunctive that a verb of asking or a condition governs, or a noun of conflict that nothing made real.

    "X asked Y to free them" frees nobody; "any attack on X would ...", "a plan to attack X" are no attacks, nor is one
    that did not come.
    """
    if not is_final(sheet):
        return False
    if trigger.frame.status == "planned" or sheet.tokens[trigger.last].has(sheet.tables.listed("subjunctives")):
        return _is_asked(sheet, trigger)
    if trigger.frame.type in _CONFLICT and sheet.tokens[trigger.last].has(sheet.tables.listed("negations")):
        return True
    nominal = not sheet.tokens[trigger.last].has(sheet.tables.listed("finite_verbs"))
    if nominal and _is_pointed_at(sheet, trigger):
        return True
    return nominal and trigger.frame.type in _CONFLICT and _is_unreal(sheet, trigger)


def _is_asked(sheet: Sheet, trigger: Trigger) -> bool:
    first = sheet.sentence_at(trigger.first).first
    return _has(sheet, "asked", first, trigger.first) or _has(sheet, "conditional", first, trigger.first)


def _is_pointed_at(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell "this attack": it was told before, and what follows is no complement of it."""
    slots = trigger.frame.slots
    possessed = bool(slots) and slots[0].markers[0] == "gen"
    before = sheet.tokens[max(0, trigger.first - 1)]
    return possessed and before.has(sheet.tables.listed("demonstratives"))


def _is_unreal(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a noun behind "a plan for, any, the threat of", or before a predicate in the subjunctive or the future."""
    sentence = sheet.sentence_at(trigger.first)
    if _has(sheet, "unreal", max(sentence.first, trigger.first - _NEAR), trigger.first):
        return True
    verbs, unreal = sheet.tables.listed("finite_verbs"), sheet.tables.listed("unreal_verbs")
    after = (sheet.tokens[i] for i in range(trigger.last + 1, sentence.stop))
    closing = next((token for token in after if token.has(verbs) or token.has(unreal)), None)
    return closing is not None and closing.has(unreal)


def _has(sheet: Sheet, name: str, first: int, stop: int) -> bool:
    words = sheet.tables.listed(name)
    return any(sheet.tokens[i].has(words) for i in range(first, stop))
