"""Whether what a trigger says happened, is planned, is denied, or is only asked or supposed."""

from functools import cache

from dragoman.language.tokens import tokenise
from dragoman.model.readings import EventStatus
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.events.suppositions import is_supposed
from dragoman.reading.sheet import Sentence, Sheet
from dragoman.reading.tables import load_tables

_NEGATION_REACH = 3
_PLAN_REACH = 6
_DENIAL_REACH = 6
_VERB_REACH = 3
_UNREAL_REACH = 12
_QUESTION_MARKS = ("?", "؟")
_SPEECH_MARKS = frozenset(',"”’')
_COMING = frozenset({"future", "infinitive"})
_DASHES = frozenset("-–—")
_CLOSERS = "\"'”») "
_REACHED = frozenset({"convene", "support", "state"})
_SPOKEN = frozenset({"state", "support", "request", "reject", "accuse", "threaten"})


def find_status(sheet: Sheet, trigger: Trigger, clause: Clause) -> EventStatus | None:
    """Return the status of what a trigger says, or ``None`` where it is only a question or a condition.

    A negation right before the trigger denies it; a word of planning in its clause, or a future form of its verb,
    plans it.
    """
    if _is_question(sheet, sheet.sentence_at(trigger.first)) or is_supposed(sheet, trigger):
        return None
    if _is_conditional(sheet, range(_past_report(sheet, trigger, clause) - 1, trigger.first)):
        return None
    if trigger.frame.status != "denied" and _is_unreal(sheet, trigger, clause):
        return None
    if trigger.frame.status == "happened" and sheet.tokens[trigger.last].has(sheet.tables.listed("subjunctives")):
        sentence = sheet.sentence_at(trigger.first)
        return "planned" if _opens_with_plan(sheet, range(sentence.first, trigger.first)) else None
    if _is_marked_infinitive(sheet, trigger):
        return _status_of_aim(sheet, trigger, clause)
    near = _range_before(trigger, clause, _NEGATION_REACH)
    dash = max((i for i in near if sheet.tokens[i].text in _DASHES), default=near.start)
    negated = _any_listed(sheet, "negations", range(dash, near.stop))
    if sheet.tables.morphology.tense(sheet.tokens[trigger.first].text) == "infinitive":
        return None if negated else _status_of_infinitive(sheet, trigger, clause)
    return _status_of_verb(sheet, trigger, clause, negated=negated)


def _status_of_verb(sheet: Sheet, trigger: Trigger, clause: Clause, *, negated: bool) -> EventStatus:
    """The status of what neither asks nor supposes, by what stands around its trigger."""
    if trigger.frame.type not in _SPOKEN and _any_listed(
        sheet, "denials", _range_before(trigger, clause, _DENIAL_REACH)
    ):
        return "denied"
    future = trigger.frame.type not in _SPOKEN and _is_in_future(sheet, clause)
    if negated or trigger.frame.status == "denied" or (not future and _ends_in_negation(sheet, trigger)):
        return "denied"
    if future:
        return "planned"
    if trigger.frame.status != "happened":
        return trigger.frame.status  # type: ignore[return-value]  # checked with the pack
    return "planned" if _is_planned(sheet, trigger, clause) else "happened"


def _past_report(sheet: Sheet, trigger: Trigger, clause: Clause) -> int:
    """Where the clause of a verb of speech begins, in English past what is said: "Ruritania should pay, Doe said"."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb" or trigger.frame.type != "state":
        return clause.first
    marks = (i for i in range(clause.first, trigger.first) if sheet.tokens[i].text in _SPEECH_MARKS)
    inverted = [trigger.first + 1] if sheet.tokens[trigger.first].text in _SPEECH_MARKS else []
    return max([clause.first, *(i + 1 for i in marks), *inverted])


def is_unsaid(sheet: Sheet, trigger: Trigger, status: EventStatus | None, *, own: bool) -> bool:
    """Tell what somebody does not say, or is going to, by the form of the verb; "I want to say" (``own``) says it."""
    coming = any(sheet.tables.morphology.tense(sheet.tokens[i].text) in _COMING for i in _find_verbs(sheet, trigger))
    unsaid = status == "denied" or (status == "planned" and coming and not own)
    return unsaid and trigger.frame.status == "happened"


def _find_verbs(sheet: Sheet, trigger: Trigger) -> tuple[int, ...]:
    """The tokens of a trigger whose form tells its tense: the first, and where the verb comes last any of them."""
    return trigger.used if sheet.tables.pack.strategies["roles"] == "verb-final" else (trigger.first,)


def _is_conditional(sheet: Sheet, positions: range) -> bool:
    """Tell a word of condition among some tokens; the word of a name is none ("Li" in Russian)."""
    found = [i for i in positions if _any_listed(sheet, "conditional", range(i, i + 1))]
    return any(not any(c.kind == "person" and c.first <= i < c.stop for c in sheet.chunks) for i in found)


def _is_unreal(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell what is only demanded, threatened, offered or turned down: "demanded the withdrawal of", "urged X to sign".

    A comma ends what such a verb reaches, and who speaks in its clause has spoken.
    """
    tables, verb = sheet.tables, sheet.tokens[trigger.first].text
    finite = tables.pack.strategies["roles"] == "case" and tables.morphology.tense(verb) not in (None, "infinitive")
    if trigger.frame.type == "state" or finite or not tables.listed("irrealis"):
        return False
    first = max(clause.first, trigger.first - _UNREAL_REACH)
    commas = [i for i in range(first, trigger.first) if sheet.tokens[i].text == ","]
    return _any_listed(sheet, "irrealis", range(max([first, *commas]), trigger.first))


def _is_marked_infinitive(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a verb right after "to", of a frame that says no more of its status; an aim attended has been reached."""
    if trigger.frame.status != "happened" or trigger.frame.type in _REACHED or trigger.first == 0:
        return False
    word = sheet.tokens[trigger.first].key
    bare = sheet.tables.morphology.tense(word) is None and not word.endswith(("s", "ing"))
    return bare and sheet.tokens[trigger.first - 1].has(sheet.tables.listed("infinitive_marks"))


def _status_of_aim(sheet: Sheet, trigger: Trigger, clause: Clause) -> EventStatus | None:
    """The status by the word before "to": "is to sign" and "agreed to sign" are planned, "began to sign" happened."""
    if _any_listed(sheet, "negations", _range_before(trigger, clause, _NEGATION_REACH)):
        return None
    before = range(trigger.first - 2, trigger.first - 1)
    if _any_listed(sheet, "phases", before):
        return "happened"
    coming = _any_listed(sheet, "planned_to", before)
    return "planned" if coming or _any_listed(sheet, "planned", _range_before(trigger, clause, _PLAN_REACH)) else None


def _status_of_infinitive(sheet: Sheet, trigger: Trigger, clause: Clause) -> EventStatus | None:
    """The status by the verb before: "began to" happened, "wants to" is planned, any other is only spoken of."""
    if _any_listed(sheet, "phases", _range_before(trigger, clause, _NEGATION_REACH)):
        return "happened"
    return "planned" if _any_listed(sheet, "planned", _range_before(trigger, clause, _PLAN_REACH)) else None


def _is_in_future(sheet: Sheet, clause: Clause) -> bool:
    """Tell, in a language of cases, a clause with a future form and no past one: all that it says is to come."""
    if sheet.tables.pack.strategies["roles"] != "case":
        return False
    tenses = {sheet.tables.morphology.tense(token.text) for token in sheet.tokens[clause.first : clause.stop]}
    return "future" in tenses and "past" not in tenses


def _ends_in_negation(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a negated form at the end of the trigger, as Persian writes the negation on the verb."""
    if sheet.tables.pack.strategies["roles"] in ("subject-verb", "verb-subject"):
        return False
    return any(sheet.tokens[i].has(sheet.tables.listed("negations")) for i in trigger.used[-2:])


def _is_planned(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell a future form in the trigger or a word of planning near it: before it, and after it where it may follow.

    Behind a verb that comes last, and behind what opens speech, none follows.
    """
    strategy = sheet.tables.pack.strategies["roles"]
    tenses = {sheet.tables.morphology.tense(sheet.tokens[i].text) for i in trigger.used}
    if strategy == "case" and "past" in tenses:
        return False
    first, stop = _past_report(sheet, trigger, clause), trigger.first
    if strategy == "verb-subject":
        first, stop = sheet.sentence_at(trigger.first).first, min(clause.stop, trigger.last + _VERB_REACH)
    elif strategy == "verb-final":
        told = trigger.frame.type == "state" or sheet.tokens[trigger.last].has(sheet.tables.listed("finite_verbs"))
        stop = trigger.last + 1 if told else min(clause.stop, trigger.last + _PLAN_REACH)
        if _opens_with_plan(sheet, range(first, trigger.first)):
            return True
    if strategy == "case":
        stop = trigger.last
        if _has_planned_predicate(sheet, trigger, clause):
            return True
    if strategy == "subject-verb" and (_serves_plan(sheet, trigger, first) or _shares_plan(sheet, trigger, clause)):
        return True
    near = range(max(first, trigger.first - _PLAN_REACH), stop)
    return "future" in tenses or any(_is_plan(sheet, i) for i in near)


def _is_plan(sheet: Sheet, position: int) -> bool:
    """Tell a word of planning that does not say why."""
    return sheet.tokens[position].has(sheet.tables.listed("planned")) and not _is_cause(sheet, position)


def _is_cause(sheet: Sheet, position: int) -> bool:
    """Tell a word of planning that says why: "due to" before an article, or where it opens a sentence or stretch."""
    tokens, tables = sheet.tokens[position : position + 3], sheet.tables
    if (
        not tokens[0].has(tables.listed("causes"))
        or len(tokens) < 3
        or not tokens[1].has(tables.listed("infinitive_marks"))
    ):
        return False
    opens = position == sheet.sentence_at(position).first or sheet.tokens[position - 1].text == ","
    return opens or tokens[2].has(tables.listed("articles"))


def _has_planned_predicate(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell a noun whose predicate behind it says that it is to come: "the visit of X is planned for May"."""
    tense, words = sheet.tables.morphology.tense, sheet.tables.listed("planned_predicates")
    if not words or tense(sheet.tokens[trigger.first].text) is not None or trigger.frame.type in _SPOKEN:
        return False
    behind = range(trigger.last + 1, clause.stop)
    verb = next((i for i in behind if sheet.tokens[i].has(words) or tense(sheet.tokens[i].text) is not None), None)
    return verb is not None and sheet.tokens[verb].has(words)


def _serves_plan(sheet: Sheet, trigger: Trigger, first: int) -> bool:
    """Tell, where the subject comes first, a noun that a planned verb of its clause leads to.

    "Will travel to X next week for talks with Y": nothing that has happened stands between.
    """
    tense = sheet.tables.morphology.tense
    if tense(sheet.tokens[trigger.first].text) is not None or trigger.frame.type in _SPOKEN:
        return False
    will = max((i for i in range(first, trigger.first) if _is_plan(sheet, i)), default=None)
    return will is not None and not any(tense(sheet.tokens[i].text) == "past" for i in range(will + 1, trigger.first))


def _shares_plan(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell, where the subject comes first, a bare verb that "and" joins to a planned one: "will meet X and sign"."""
    if not clause.joined or not sheet.tokens[trigger.first].has(sheet.tables.listed("base_verbs")):
        return False
    first = max(sheet.sentence_at(trigger.first).first, clause.first - _UNREAL_REACH)
    return _any_listed(sheet, "planned", range(first, clause.first))


def _opens_with_plan(sheet: Sheet, positions: range) -> bool:
    """Tell, where the verb comes last, a plan of two words before it, however far: "قرار است"."""
    openers = _plan_openers(sheet.tables.pack.tag)
    return any((sheet.tokens[i].key, sheet.tokens[i + 1].key) in openers for i in positions[:-1])


@cache
def _plan_openers(language: str) -> frozenset[tuple[str, ...]]:
    tables = load_tables(language)
    written = tables.pack.words.get("plan_openers", ())
    return frozenset(tuple(token.key for token in tokenise(words, tables.morphology)) for words in written)


def _range_before(trigger: Trigger, clause: Clause, reach: int) -> range:
    return range(max(clause.first, trigger.first - reach), trigger.first)


def _any_listed(sheet: Sheet, name: str, positions: range) -> bool:
    """Tell whether a word of one of the pack's lists stands at one of the tokens."""
    words = sheet.tables.listed(name)
    return any(sheet.tokens[i].has(words) for i in positions if 0 <= i < len(sheet.tokens))


def _is_question(sheet: Sheet, sentence: Sentence) -> bool:
    return sheet.text[sentence.span.start : sentence.span.stop].rstrip(_CLOSERS).endswith(_QUESTION_MARKS)
