"""Clauses where the verb comes last: a relative clause closes with its verb, and a verb of speech opens what is said.

"X, who saw Y, left" writes both verbs at the end: the one that closes the relative clause, then the one whose subject
stands before it. "X said the soldiers left" has the verb of speech in the middle, and what follows has its own subject.
"""

from dragoman.reading.events.frames import Trigger
from dragoman.reading.sheet import Sheet

_COLON = ":"
_COMMAS = frozenset("،,")


def is_final(sheet: Sheet) -> bool:
    """Tell whether the language puts its verb last."""
    return sheet.tables.pack.strategies["roles"] == "verb-final"


def is_closed_relative(sheet: Sheet, position: int, trigger: Trigger) -> bool:
    """Tell a "who" or "that" whose clause has its verb before a trigger, so that the trigger belongs to what is round.

    One right behind a verb opens what is said, and that goes on.
    """
    tables = sheet.tables
    opens = sheet.tokens[position].has(tables.any_of("relative", "nominal_openers"))
    if not is_final(sheet) or position == 0 or not opens:
        return False
    inside = range(position + 1, trigger.first)
    return not _closes(sheet, position - 1) and any(_closes(sheet, i) for i in inside)


def is_speech_verb(sheet: Sheet, position: int, limit: int) -> bool:
    """Tell a verb of speech inside a sentence: what was said follows it without a "that"."""
    tokens, tables = sheet.tokens, sheet.tables
    if position + 1 >= limit or not is_final(sheet) or not _closes(sheet, position):
        return False
    if tokens[position + 1].has(tables.any_of("coordinators", "relative")):
        return False
    openers = tables.any_of("speech_openers", "said_openers")
    return tokens[position].has(openers) or (position > 0 and tokens[position - 1].has(openers))


def follows_speech(sheet: Sheet, position: int) -> bool:
    """Tell, where the verb comes last, a "that" right behind a verb of speech: it hangs on no noun before that."""
    if not is_final(sheet) or position < 2 or not _closes(sheet, position - 1):
        return False
    openers = sheet.tables.listed("speech_openers")
    return any(sheet.tokens[i].has(openers) for i in (position - 1, position - 2))


def has_own_subject(sheet: Sheet, first: int, trigger: Trigger) -> bool:
    """Tell whether a clause that is said begins with a plain noun: it is the subject, and nobody from before is.

    A comma right before the trigger ends what is said.
    """
    tables = sheet.tables
    if not is_final(sheet) or not _opens_speech(sheet, first - 1) or sheet.tokens[trigger.first - 1].text in _COMMAS:
        return False
    while first < trigger.first and not sheet.tokens[first].is_word:
        first += 1
    lists = ("prepositions", "before_actor", "pronouns", "demonstratives", "negations", "planned", "modal")
    return first < trigger.first and not any(sheet.tokens[first].has(tables.listed(name)) for name in lists)


def _opens_speech(sheet: Sheet, position: int) -> bool:
    """Tell what stands before something said: a colon, a verb of speech, or a "that" behind a verb or a "this"."""
    if position < 1:
        return False
    token, tables = sheet.tokens[position], sheet.tables
    if token.text == _COLON or token.has(tables.listed("nominal_openers")):
        return True
    that = token.has(tables.listed("relative"))
    pointed = that and sheet.tokens[position - 1].has(tables.listed("demonstratives"))
    return pointed or _closes(sheet, position - that)


def _closes(sheet: Sheet, position: int) -> bool:
    """Tell a finite verb or the participle that stands for one."""
    tables, token = sheet.tables, sheet.tokens[position]
    return token.has(tables.listed("finite_verbs")) or token.has(tables.listed("perfect_participles"))
