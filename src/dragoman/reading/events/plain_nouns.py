"""English verbs whose subject or noun has no name: they are nobody's acts, though a name stands near."""

from dragoman.reading.events.actors import POSSESSIVES, Actor
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sheet

_VIOLENT = frozenset({"coerce", "assault"})
_SUBJECT = ("subj",)
_LONGEST = 4
_OPENERS = frozenset(",;:\"“”'‘’—–(")


def is_without_name(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell, where the subject comes first, a verb that a plain noun is the subject of, or that describes one."""
    if sheet.tables.pack.strategies["roles"] != "subject-verb":
        return False
    return _is_reduced_participle(sheet, trigger, clause) or _has_plain_subject(sheet, trigger, clause, actors)


def _is_reduced_participle(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell a participle that a preposition follows where an object should: "people deported from X".

    Headlines leave the auxiliary out and mean an event.
    """
    tokens, tables, after = sheet.tokens, sheet.tables, trigger.last + 1
    takes_object = any("obj" in slot.markers for slot in trigger.frame.slots)
    if trigger.frame.type not in _VIOLENT or not takes_object or clause.passive or len(trigger.used) > 1:
        return False
    past = tables.morphology.tense(tokens[trigger.first].text) == "past"
    if not past or sheet.sentence_at(trigger.first).is_title:
        return False
    return after < len(tokens) and tokens[after].has(tables.listed("prepositions") - tables.listed("agents"))


def _has_plain_subject(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell "the" or a possessor and plain nouns between a mark and a verb: "X won, the show's author said"."""
    slots = trigger.frame.slots
    if not slots or slots[0].markers != _SUBJECT:
        return False
    named = {i for a in actors for i in range(a.first, a.stop) if not a.owner}
    start = _begin_phrase(sheet, trigger.first, max(clause.first, trigger.first - _LONGEST))
    if start is None or named.intersection(range(start, trigger.first)):
        return False
    if any(token.has(sheet.tables.listed("pairs")) for token in sheet.tokens[start + 1 : start + 2]):
        return False  # "the two met" goes on with those who met before
    possessed = sheet.tokens[start].text in POSSESSIVES
    opened = start <= clause.first or sheet.tokens[start - 1].text in _OPENERS
    return possessed or opened


def _begin_phrase(sheet: Sheet, verb: int, limit: int) -> int | None:
    """The article or the possessive mark before the plain words that stand before a verb, if any."""
    tokens, tables = sheet.tokens, sheet.tables
    links = tables.any_of("before_verbs", "prepositions", "relative")
    for position in range(verb - 1, limit - 1, -1):
        token = tokens[position]
        opens = token.text in POSSESSIVES or token.has(tables.listed("articles"))
        if opens:
            return position if position < verb - 1 else None
        if not token.is_word or token.is_capital or token.has(links):
            return None
    return None
