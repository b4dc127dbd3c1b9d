"""Subjects of a clause that are no actors: nouns without a name, words for others, and both sides of a meeting."""

from dragoman.reading.events.actors import POSSESSIVES, Actor
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.government import is_finite
from dragoman.reading.events.scenes import Clause
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sheet

_REACH = 4
_SPEECH = "state"
_CLOSERS = frozenset({",", "—", "–"})
_WAS = frozenset({"was", "has", "is"})
_SIDES_BEFORE = 6
_SOURCE_REACH = 12
_SIDES_AFTER = 3
_SAID_REACH = 3


def find_plain_subject(
    named: Named, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...], dated: frozenset[int]
) -> int | None:
    """Return where, in a language of cases, a plain noun near a verb is its subject, or ``None``.

    Args:
        named: The names of the page.
        trigger: The verb.
        clause: The clause of the verb.
        actors: The actors of the sentence, which are no plain nouns.
        dated: The tokens of dates, which are none either.
    """
    tokens, cases = named.sheet.tokens, named.sheet.tables.morphology.noun_cases
    stretches = [(a.first, a.stop) for a in actors] + [(p.first, p.stop) for p in named.phrases]
    stretches += [(c.first, c.stop) for c in named.sheet.chunks]
    claimed = dated.union(trigger.used, *(range(*stretch) for stretch in stretches))
    before = range(max(clause.first, trigger.first - _REACH), trigger.first)
    after = range(trigger.last + 1, min(clause.stop, trigger.last + _REACH))
    free = [i for i in (*before, *after) if i not in claimed and tokens[i].is_word and not _is_governed(named.sheet, i)]
    fits, verb = named.sheet.tables.morphology.may_be_subject, tokens[trigger.first].text
    nouns = [i for i in free if "nom" in cases(tokens[i].text) and fits(tokens[i].text, verb)]
    nouns += [i for i in free if _is_foreign(named.sheet, i, trigger)]
    said = trigger.frame.type == _SPEECH and tokens[trigger.first - 1].text in _CLOSERS
    clear = [i for i in nouns if "acc" not in cases(tokens[i].text) or (said and i == trigger.last + 1)]
    commas = [i for i in before if tokens[i].text == ","]
    return max((i for i in nouns if i in clear or (i in before and i > max(commas, default=-1))), default=None)


def _is_foreign(sheet: Sheet, position: int, trigger: Trigger) -> bool:
    """Tell a name in other letters right before a verb, such as an outlet's: it has no cases, and is the subject."""
    text = sheet.tokens[position].text
    return position == trigger.first - 1 and text.isascii() and text.isalpha() and text[0].isupper()


def find_plural_subject(named: Named, trigger: Trigger, actors: tuple[Actor, ...]) -> int | None:
    """Return where, right behind a verb that comes first, a plain plural is its subject by its ending, or ``None``.

    Only what acts has that ending: "investigators demanded the arrest of X" is demanded by nobody with a name.
    """
    tables, after = named.sheet.tables, trigger.first + 1
    verbal = any("subj" in slot.markers for slot in trigger.frame.slots)
    if not verbal or after >= len(named.sheet.tokens) or not tables.is_plural(named.sheet.tokens[after]):
        return None
    return None if any(a.first <= after < a.stop for a in actors) else after


def has_unnamed_subject(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell a clause whose subject is somebody without a name ("sources said"): it continues nobody.

    Where the verb comes last, so does a pronoun that means no person of the page.
    """
    others, before = sheet.tables.listed("other_subjects"), range(clause.first, trigger.first)
    if any(sheet.tokens[i].has(others) for i in before):
        return True
    pronouns = sheet.tables.listed("pronouns") if sheet.tables.pack.strategies["roles"] == "verb-final" else frozenset()
    free = [i for i in before if sheet.tokens[i].has(pronouns)]
    return bool(free) and not any(c.kind == "title" and c.first in free for c in sheet.chunks)


def has_noun_before_verb(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell, where the verb comes first, a plain noun between "that" and a verb: "said that the parties agreed".

    A noun there has the article, and everybody with a name stands elsewhere.
    """
    tables = sheet.tables
    if tables.pack.strategies["roles"] != "verb-subject":
        return False
    opened = (i for i in range(trigger.first - 1, clause.first - 2, -1) if i >= 0)
    that = next((i for i in opened if sheet.tokens[i].has(tables.listed("complementisers"))), None)
    if that is None or not 1 < trigger.first - that <= _REACH:
        return False
    between = range(that + 1, trigger.first)
    definite = sheet.tokens[between[0]].key.startswith(tuple(tables.listed("articles")))
    return definite and not any(a.first < trigger.first and a.stop > that + 1 for a in actors)


def find_silence(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> str:
    """Return why what a verb of speech tells is no statement of anybody named, or nothing."""
    if _is_by_both_sides(sheet, trigger, clause, actors):
        return "what both sides say belongs to their meeting"
    return "a source without a name speaks" if _is_said_by_source(sheet, trigger) else ""


def is_said_of_several(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell, where the subject comes first, a verb right behind "they", which opens its sentence or clause."""
    tokens, tables = sheet.tokens, sheet.tables
    position = trigger.first - 1
    while position > clause.first and tokens[position].has(tables.listed("before_verbs")):
        position -= 1
    if position < clause.first or not tokens[position].has(tables.listed("plural_pronouns")):
        return False
    sentence = sheet.sentence_at(position)
    return position == sentence.first or tokens[position - 1].text in _CLOSERS


def opens_report(sheet: Sheet, trigger: Trigger, actors: tuple[Actor, ...]) -> bool:
    """Tell, where the subject comes first, ", said" with the subject of what is said behind it, and not the speaker.

    "The envoy, John Doe, said Ruritania would pay" against "Ruritania will pay, said Doe": a verb follows the name.
    """
    tokens, tables = sheet.tokens, sheet.tables
    if tables.pack.strategies["roles"] != "subject-verb" or tokens[trigger.first].text not in _CLOSERS:
        return False
    behind = [a for a in actors if 0 < a.first - trigger.last <= _SAID_REACH]
    stop = behind[0].stop if behind else len(tokens)
    if stop >= len(tokens):
        return False
    after, closed = tokens[stop], tables.any_of("prepositions", "relative", "clause_breaks", "articles", "said_when")
    return after.is_word and not after.is_capital and not after.has(closed - tables.listed("auxiliaries"))


def _is_said_by_source(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell, where the verb comes first, a source right behind a verb of speech that is not named before "that"."""
    tables, after = sheet.tables, trigger.last + 1
    if tables.pack.strategies["roles"] != "verb-subject" or after >= len(sheet.tokens):
        return False
    limit = min(len(sheet.tokens), after + _SOURCE_REACH)
    stop = next((i for i in range(after, limit) if sheet.tokens[i].has(tables.listed("complementisers"))), limit)
    named = any(c.kind == "person" for c in sheet.chunks_in(after, stop))
    return sheet.tokens[after].has(tables.listed("unnamed_sources")) and not named


def _is_by_both_sides(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell a verb of speech whose subject is "both sides" and no actor: what they stressed belongs to their meeting."""
    sides = sheet.tables.listed("side_words")
    near = range(max(clause.first, trigger.first - _SIDES_BEFORE), min(len(sheet.tokens), trigger.last + _SIDES_AFTER))
    said = [i for i in near if sheet.tokens[i].has(sides)]
    if not said:
        return False
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    start = max(clause.first, said[-1]) if final else clause.first
    return not any(start <= a.first < trigger.first and not a.preposition and not a.genitive for a in actors)


def _is_gerund_noun(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell a noun in -ing, which "of" follows, where a frame of one word looks for a verb: "to prevent shelling of"."""
    slots, after = trigger.frame.slots, trigger.first + 1
    verbal = len(trigger.used) == 1 and bool(slots) and slots[0].markers == ("subj",)
    if not verbal or after >= len(sheet.tokens) or not sheet.tokens[trigger.first].key.endswith(("ing", "ings")):
        return False
    return sheet.tokens[after].has(sheet.tables.listed("possessive_links"))


def _looks_like_noun(sheet: Sheet, position: int) -> bool:
    """Tell a word in -s, or one in -ing that no other word follows but a preposition ("the shelling in X")."""
    key, after = sheet.tokens[position].key, position + 1
    if not key.endswith("ing"):
        return key.endswith("s") and key not in _WAS
    following = sheet.tokens[after] if after < len(sheet.tokens) else None
    return following is None or not following.is_word or following.has(sheet.tables.listed("prepositions"))


def is_noun_for_verb(sheet: Sheet, trigger: Trigger, actors: tuple[Actor, ...]) -> bool:
    """Tell a plural noun where a frame looks for a verb of the same form: "the deadly attacks" against "X attacks".

    An article, a preposition or a number a few plain words before it, with no actor between, makes it a noun; a
    participle right behind an article describes a noun ("the agreed plan").
    """
    if _is_gerund_noun(sheet, trigger):
        return True
    attributive = sheet.tables.morphology.tense(sheet.tokens[trigger.first].text) == "past"
    if attributive and sheet.tables.listed("crowds") and trigger.first > 0:
        return sheet.tokens[trigger.first - 1].has(sheet.tables.listed("articles"))
    slots = trigger.frame.slots
    marks = sheet.tables.any_of("articles", "prepositions")
    verbal = bool(slots) and slots[0].markers == ("subj",)
    if not (sheet.tables.listed("crowds") and verbal and _looks_like_noun(sheet, trigger.first)):
        return False
    joined = trigger.first > 0 and sheet.tokens[trigger.first - 1].has(sheet.tables.listed("coordinators"))
    if joined and sheet.tokens[trigger.first].has(sheet.tables.listed("present_verbs")):
        return False  # "praises the bakers and urges"
    for position in range(trigger.first - 1, max(trigger.first - _REACH, -1), -1):
        token = sheet.tokens[position]
        if any(a.first <= position < a.stop and not a.adjunct for a in actors) or token.is_capital:
            return False
        if token.has(marks) or token.text[0].isdigit() or token.text in POSSESSIVES:
            return position == trigger.first - 1 or not token.has(sheet.tables.listed("relative"))
        if not token.is_word or token.has(sheet.tables.listed("before_verbs")):
            return False
    return False


def is_headed_by_oblique(sheet: Sheet, trigger: Trigger) -> bool:
    """Tell, in a language of cases, an oblique noun before the verb of a trigger: "during the summit talks began".

    Of what did not happen the noun may be a genitive.
    """
    morphology, slots = sheet.tables.morphology, trigger.frame.slots
    if sheet.tables.pack.strategies["roles"] != "case" or not slots or slots[0].markers[0] != "gen":
        return False
    cases = morphology.noun_cases(sheet.tokens[trigger.first].text)
    happens = trigger.frame.status == "happened" and is_finite(sheet, trigger.last)
    return happens and trigger.last > trigger.first and bool(cases) and not cases & {"nom", "acc"}


def _is_governed(sheet: Sheet, position: int) -> bool:
    """Tell a noun right behind a preposition: it is no subject, whatever its form ("on Monday")."""
    return position > 0 and sheet.tokens[position - 1].has(sheet.tables.listed("prepositions"))
