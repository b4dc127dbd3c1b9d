"""Clauses: how far a trigger reaches in its sentence."""

from dragoman.reading.events.final_clauses import follows_speech, has_own_subject, is_closed_relative, is_speech_verb
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sentence, Sheet

_HARD_BREAKS = frozenset(";؛:")
_AFTER_VERB = frozenset("،,؛;")
_DASHES = frozenset("—–")
_SPEECH_ENDS = frozenset(',»"”!…')
_QUOTES = frozenset("\"'«»“”„")
_AUXILIARY_REACH = 3
_AGENTS = frozenset({"person", "organisation", "country"})


def find_clause(sheet: Sheet, sentence: Sentence, trigger: Trigger) -> Clause:
    """Return the clause of a trigger: the stretch between relative words, conjunctions of clauses and hard stops."""
    first, relative, joined = _find_beginning(sheet, sentence, trigger)
    if sheet.tables.pack.strategies["roles"] == "case" and _opens_clause(sheet, trigger.first):
        first, relative = trigger.first, False
    own_subject = has_own_subject(sheet, first, trigger)
    return Clause(
        first=first,
        stop=_find_end(sheet, sentence, trigger),
        relative=relative and not own_subject,
        passive=_is_passive(sheet, trigger, first),
        pronoun=_is_pronoun(sheet, first - 1),
        joined=joined,
        own_subject=own_subject,
    )


def _find_beginning(sheet: Sheet, sentence: Sentence, trigger: Trigger) -> tuple[int, bool, bool]:
    """Where the clause begins, whether a relative word begins it, and whether "and" joins it to another predicate."""
    if _resumes(sheet, sentence, trigger.first):
        return trigger.first, False, True
    ordered, final = _tell_order(sheet)
    for position in range(trigger.first - 1, sentence.first - 1, -1):
        if final and _ends_clause(sheet, position):
            return position + 2, False, False
        if ordered and _joins_verb(sheet, position, sentence.stop):
            return position + 1, False, True
        if final and is_speech_verb(sheet, position, trigger.first):
            return position + 1, False, False
        if _breaks(sheet, position) and not is_closed_relative(sheet, position, trigger):
            relative = sheet.tokens[position].has(sheet.tables.listed("relative"))
            return position + 1, relative and not follows_speech(sheet, position), False
    return sentence.first, False, False


def _tell_order(sheet: Sheet) -> tuple[bool, bool]:
    """Whether the subject comes first, and whether the verb comes last."""
    tables = sheet.tables
    return tables.pack.strategies["roles"] == "subject-verb", bool(tables.listed("finite_verbs"))


def _resumes(sheet: Sheet, sentence: Sentence, first: int) -> bool:
    """Tell a verb right after the comma that closes a relative clause: "X, who met Y, said"; X goes on with it."""
    tokens, tables = sheet.tokens, sheet.tables
    if tables.pack.strategies["roles"] != "subject-verb":
        return False
    position = first if tokens[first].text == "," else first - 1
    while position > sentence.first and tokens[position].has(tables.listed("before_verbs")):
        position -= 1
    if tokens[position].text != ",":
        return False
    opened = (i for i in range(sentence.first + 1, position) if tokens[i].has(tables.listed("relative")))
    return any(tokens[i - 1].text == "," for i in opened)


def _find_end(sheet: Sheet, sentence: Sentence, trigger: Trigger) -> int:
    """Where the clause ends: behind a closing verb, which may be the trigger, or before what begins another."""
    _, final = _tell_order(sheet)
    for position in range(trigger.last, sentence.stop):
        if final and _ends_clause(sheet, position):
            return position + 1
        if position > trigger.last and _begins_another(sheet, position, trigger, sentence.stop):
            return position
    return sentence.stop


def _begins_another(sheet: Sheet, position: int, trigger: Trigger, limit: int) -> bool:
    """Tell what begins another clause after a trigger; where the verb comes first, a verb or a quotation does so."""
    if _breaks(sheet, position) or _joins_verb(sheet, position, limit):
        return True
    if sheet.tables.pack.strategies["roles"] == "case":
        return sheet.tokens[position].text in _DASHES and _is_after_quote(sheet, position + 1)
    if not sheet.tables.writes_article_on:
        return False
    token, prepositions = sheet.tokens[position], sheet.tables.listed("prepositions")
    if token.text in _QUOTES:
        return position == trigger.last + 1 and not _is_quoted_name(sheet, position + 1)
    return token.has_bare(sheet.tables.listed("main_verbs"), prepositions)


def _is_quoted_name(sheet: Sheet, position: int) -> bool:
    """Tell a name that stands alone between quotation marks, of which the first is before it."""
    stops = {chunk.stop for chunk in sheet.chunks_in(position, position + 1)}
    return any(stop < len(sheet.tokens) and sheet.tokens[stop].text in _QUOTES for stop in stops)


def _breaks(sheet: Sheet, position: int) -> bool:
    """Tell a hard stop, a relative word or a conjunction of clauses."""
    token, tables = sheet.tokens[position], sheet.tables
    breaks = tables.any_of("relative", "clause_breaks", "nominal_openers")
    return (token.text in _HARD_BREAKS or token.has(breaks)) and not _is_range(sheet, position)


def _is_range(sheet: Sheet, position: int) -> bool:
    """Tell a word between two numbers: "from 6 to 8" in a language whose "to" also means "so that"."""
    beside = sheet.tokens[max(0, position - 1) : position + 2 : 2]
    return len(beside) > 1 and all(token.text[:1].isdigit() for token in beside)


def _joins_verb(sheet: Sheet, position: int, limit: int) -> bool:
    """Where the subject comes first, "and" before a finite verb begins another predicate of the same subject."""
    tokens, tables = sheet.tokens, sheet.tables
    ordered = tables.pack.strategies["roles"] == "subject-verb"
    if not ordered or not tokens[position].has(tables.listed("coordinators")):
        return False
    position, auxiliary = position + 1, False
    while position < limit and tokens[position].has(tables.listed("before_verbs")):
        auxiliary = tokens[position].has(tables.listed("auxiliaries"))
        position += 1
    if position >= limit or tokens[position].is_capital:
        return False
    verb = tokens[position]
    if auxiliary and verb.is_word:
        return True
    known = tables.any_of("participles", "speech_verbs", "present_verbs", "base_verbs")
    listed = verb.key in known
    return listed or tables.morphology.tense(verb.text) == "past"


def _ends_clause(sheet: Sheet, position: int) -> bool:
    """Where the verb comes last, a finite verb before "and" or a comma closes its clause."""
    verbs = sheet.tables.listed("finite_verbs")
    if not verbs or position + 1 >= len(sheet.tokens) or sheet.tokens[position].key not in verbs:
        return False
    after = sheet.tokens[position + 1]
    return after.text in _AFTER_VERB or after.has(sheet.tables.listed("coordinators"))


def _opens_clause(sheet: Sheet, position: int) -> bool:
    """Tell what names a speaker, a verb behind quoted speech and a dash, or the dash alone: "..., - X"."""
    return _is_after_quote(sheet, position) or sheet.tokens[position].text in _DASHES


def _is_after_quote(sheet: Sheet, position: int) -> bool:
    """Tell whether a verb follows quoted speech and a dash, so that nothing before it is of its clause."""
    if position < 2 or sheet.tokens[position - 1].text not in _DASHES:
        return False
    return sheet.tokens[position - 2].text in _SPEECH_ENDS


def _is_pronoun(sheet: Sheet, position: int) -> bool:
    """Tell "who, which" from "that, where" in a language whose pack lists its relative pronouns."""
    pronouns = sheet.tables.listed("relative_pronouns")
    return not pronouns or (position >= 0 and sheet.tokens[position].has(pronouns))


def _is_passive(sheet: Sheet, trigger: Trigger, first: int) -> bool:
    """Tell a participle with an auxiliary before it, in a language whose pack lists the auxiliaries of the passive."""
    auxiliaries = sheet.tables.listed("passive_auxiliaries")
    verb = sheet.tokens[trigger.first]
    participle = sheet.tables.morphology.tense(verb.text) == "past" or verb.has(sheet.tables.listed("participles"))
    if not auxiliaries or not participle:
        return False
    before = sheet.tokens[max(first, trigger.first - _AUXILIARY_REACH) : trigger.first]
    return any(t.key in auxiliaries for t in before) or _has_agent(sheet, trigger.last + 1)


def _has_agent(sheet: Sheet, position: int) -> bool:
    """Tell the agent of a participle without an auxiliary: "the raid claimed by X"."""
    agents, articles = sheet.tables.listed("agents"), sheet.tables.listed("articles")
    if position + 2 >= len(sheet.tokens) or not sheet.tokens[position].has(agents):
        return False
    position += 2 if sheet.tokens[position + 1].has(articles) else 1
    return any(c.first == position and c.kind in _AGENTS for c in sheet.chunks)
