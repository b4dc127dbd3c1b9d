"""Who speaks, and what somebody says of himself: "I congratulate you" is nobody's act but the speaker's."""

from dragoman.reading.events.actors import Actor
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sentence, Sheet

_SUBJECTS = frozenset({"subj", "nom", "main"})
_COLON = ":"
_QUOTES = frozenset('"“”')


def keep_speaker(
    sheet: Sheet, sentence: Sentence, where: tuple[Trigger, Clause], actors: tuple[Actor, ...]
) -> tuple[Actor, ...] | None:
    """Return the actors of a sentence that a verb may have, ``None`` where its subject is a speaker who is not named.

    The subject of "I" and "we", or of a verb in the first person, is who stands before the colon that opens the speech;
    whoever else stands before the verb is addressed or spoken of.
    """
    trigger, clause = where
    if not _takes_subject(trigger) or not _is_in_first_person(sheet, trigger, clause, actors):
        return actors
    before = range(sentence.first, trigger.first)
    colon = next((i for i in before if sheet.tokens[i].text == _COLON), sentence.first)
    kept = tuple(a for a in actors if a.stop <= colon or a.first > trigger.first)
    return kept if any(a.stop <= colon for a in kept) else None


def leave_out_quoted(
    sheet: Sheet, sentence: Sentence, trigger: Trigger, actors: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Leave out, where the subject comes first, who is named in the quotation that opens a sentence: it tells of them.

    '"Doe is ill," the doctor told reporters' is not said by Doe.
    """
    tokens, ordered = sheet.tokens, sheet.tables.pack.strategies["roles"] == "subject-verb"
    if not ordered or tokens[sentence.first].text not in _QUOTES:
        return actors
    closing = next((i for i in range(sentence.first + 1, trigger.first) if tokens[i].text in _QUOTES), sentence.first)
    return tuple(a for a in actors if a.first > closing)


def _takes_subject(trigger: Trigger) -> bool:
    return any(_SUBJECTS.intersection(slot.markers) for slot in trigger.frame.slots)


def _is_in_first_person(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell "I" or "we" before a verb with no other bare actor between, or a form of the first person in its clause."""
    words, morphology, tokens = sheet.tables.listed("first_person"), sheet.tables.morphology, sheet.tokens
    before = range(clause.first, trigger.first)
    said = [i for i in before if tokens[i].key in words]
    if said:
        nearer = (a for a in actors if said[-1] < a.first < trigger.first)
        return not any(not a.preposition and not a.owner and not a.genitive for a in nearer)
    if morphology.first_person(tokens[trigger.first].text):
        return True
    hangs = morphology.tense(tokens[trigger.first].text) == "infinitive"
    return hangs and any(morphology.first_person(tokens[i].text) for i in before)
