"""Clauses: how far a trigger reaches, and whether what it says happened, is planned, is denied, or is only asked."""

from dragoman.model.readings import EventStatus
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.roles import Clause
from dragoman.reading.sheet import Sentence, Sheet

_HARD_BREAKS = frozenset(";؛:")
_NEGATION_REACH = 3
_SPOKEN = frozenset({"state", "support", "request", "reject", "accuse", "threaten"})
_PLAN_REACH = 6
_AUX_REACH = 3


def find_clause(sheet: Sheet, sentence: Sentence, trigger: Trigger) -> Clause:
    """Return the clause of a trigger: the stretch between relative words, conjunctions of clauses and hard stops."""
    relative, breaks = sheet.tables.listed("relative"), sheet.tables.listed("clause_breaks")
    first, stop, is_relative, joined = sentence.first, sentence.stop, False, False
    for position in range(trigger.first - 1, sentence.first - 1, -1):
        token = sheet.tokens[position]
        if _ends_clause(sheet, position):
            first = position + 2
            break
        if _joins_verb(sheet, position, sentence.stop):
            first, joined = position + 1, True
            break
        if token.text in _HARD_BREAKS or token.has(relative) or token.has(breaks):
            first, is_relative = position + 1, token.has(relative)
            break
    if sheet.tables.pack.strategies["roles"] == "case" and _after_quote(sheet, trigger.first):
        first, is_relative = trigger.first, False
    for position in range(trigger.last, sentence.stop):
        token = sheet.tokens[position]
        if _ends_clause(sheet, position):
            stop = position + 1
            break
        if position == trigger.last:
            continue
        hard = token.text in _HARD_BREAKS or _joins_verb(sheet, position, sentence.stop)
        if hard or token.has(relative) or token.has(breaks):
            stop = position
            break
    passive = _is_passive(sheet, trigger, first)
    return Clause(first, stop, is_relative, passive, _is_pronoun(sheet, first - 1), joined)


def _joins_verb(sheet: Sheet, position: int, limit: int) -> bool:
    """Where the subject comes first, "and" before a finite verb begins another predicate of the same subject."""
    tables = sheet.tables
    if tables.pack.strategies["roles"] != "subject-verb" or not sheet.tokens[position].has(tables.listed("coordinators")):
        return False
    position += 1
    while position < limit and sheet.tokens[position].has(tables.listed("before_verbs")):
        position += 1
    if position >= limit:
        return False
    verb = sheet.tokens[position]
    finite = verb.key in tables.listed("participles") or verb.key in tables.listed("speech_verbs")
    return not verb.is_capital and (finite or tables.morphology.tense(verb.text) == "past")


def _ends_clause(sheet: Sheet, position: int) -> bool:
    """Where the verb comes last, a finite verb before "and" or a comma closes its clause."""
    verbs = sheet.tables.listed("finite_verbs")
    if not verbs or position + 1 >= len(sheet.tokens) or sheet.tokens[position].key not in verbs:
        return False
    after = sheet.tokens[position + 1]
    return after.text in "،,؛;" or after.has(sheet.tables.listed("coordinators"))


def _after_quote(sheet: Sheet, position: int) -> bool:
    """Tell whether a verb follows quoted speech and a dash, so that nothing before it is of its clause."""
    return position > 1 and sheet.tokens[position - 1].text in "—–" and sheet.tokens[position - 2].text in ",»\"”!…"


def _is_pronoun(sheet: Sheet, position: int) -> bool:
    """Tell "who, which" from "that, where" in a language whose pack lists its relative pronouns."""
    pronouns = sheet.tables.listed("relative_pronouns")
    return not pronouns or (position >= 0 and sheet.tokens[position].has(pronouns))


def _is_passive(sheet: Sheet, trigger: Trigger, first: int) -> bool:
    auxiliaries = sheet.tables.listed("passive_auxiliaries")
    verb = sheet.tokens[trigger.first]
    participle = sheet.tables.morphology.tense(verb.text) == "past" or verb.has(sheet.tables.listed("participles"))
    if not auxiliaries or not participle:
        return False
    before = sheet.tokens[max(first, trigger.first - _AUX_REACH) : trigger.first]
    return any(t.key in auxiliaries for t in before)


def find_status(sheet: Sheet, trigger: Trigger, clause: Clause) -> EventStatus | None:
    """Return the status of what a trigger says, or ``None`` where it is only a question or a condition.

    A negation right before the trigger denies it; a word of planning in its clause, or a future form of its verb,
    plans it.
    """
    tokens = sheet.tokens
    sentence = sheet.sentence_at(trigger.first)
    if _is_question(sheet, sentence) or _any(sheet, "conditional", range(clause.first - 1, trigger.first)):
        return None
    reach = range(max(clause.first, trigger.first - _NEGATION_REACH), trigger.first)
    tenses = [sheet.tables.morphology.tense(token.text) for token in tokens[clause.first : clause.stop]]
    if sheet.tables.morphology.tense(tokens[trigger.first].text) == "infinitive":
        return _status_of_infinitive(sheet, trigger, clause)
    future = sheet.tables.pack.strategies["roles"] == "case" and "future" in tenses and "past" not in tenses
    if future and trigger.frame.type not in _SPOKEN:
        return "happened" if trigger.frame.type == "state" else "denied" if _any(sheet, "negations", reach) else "planned"
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    verbal = sheet.tables.pack.strategies["roles"] == "verb-subject"
    if _any(sheet, "negations", reach) or (not (ordered or verbal) and tokens[trigger.last].has(sheet.tables.listed("negations"))):
        return "denied"
    if trigger.frame.status != "happened":
        return trigger.frame.status  # type: ignore[return-value]  # checked with the pack
    only_before = ordered or sheet.tables.pack.strategies["roles"] == "case"
    if (
        only_before
        and not ordered
        and any(sheet.tables.morphology.tense(tokens[i].text) == "past" for i in trigger.used)
    ):
        return "happened"
    after = trigger.first if only_before else min(clause.stop, trigger.last + (3 if verbal else _PLAN_REACH))
    near = range(max(sentence.first if verbal else clause.first, trigger.first - _PLAN_REACH), after)
    future = any(sheet.tables.morphology.tense(tokens[i].text) == "future" for i in trigger.used)
    if future or _any(sheet, "planned", near):
        return "planned"
    return "happened"


def _status_of_infinitive(sheet: Sheet, trigger: Trigger, clause: Clause) -> EventStatus | None:
    """"Began to", "managed to" happened; "wants to", "asked to" is planned; any other infinitive is only spoken of."""
    near = range(max(clause.first, trigger.first - _NEGATION_REACH), trigger.first)
    if _any(sheet, "negations", near):
        return None
    if _any(sheet, "phases", near):
        return "happened"
    planned = _any(sheet, "planned", range(max(clause.first, trigger.first - _PLAN_REACH), trigger.first))
    return "planned" if planned else None


def _any(sheet: Sheet, name: str, positions: range) -> bool:
    words = sheet.tables.listed(name)
    return any(sheet.tokens[i].has(words) for i in positions if 0 <= i < len(sheet.tokens))


def _is_question(sheet: Sheet, sentence: Sentence) -> bool:
    return sheet.text[sentence.span.start : sentence.span.stop].rstrip("\"'”») ").endswith(("?", "؟"))
