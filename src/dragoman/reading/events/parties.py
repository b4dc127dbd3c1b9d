"""Both of those who met last, as the subject of what they do next: "the two countries", "the leaders", "both"."""

from dragoman.reading.events.actors import Actor
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.scenes import Clause
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.offices import find_plural_office
from dragoman.reading.sheet import Sheet

_BEFORE, _AFTER = 6, 3
_AGREEMENT = "agree"
_MINISTERS = frozenset({"minister", "foreign-minister", "defence-minister"})


def find_parties(
    named: Named, where: tuple[Trigger, Clause], actors: tuple[Actor, ...], parties: tuple[str, ...]
) -> tuple[str, ...]:
    """Return those who met last where a verb is told of them together, else nobody; "the ministers" are only these."""
    trigger, clause = where
    sheet = named.sheet
    if sheet.tables.pack.strategies["roles"] == "verb-final":
        return parties if _is_told_of_two(sheet, trigger, clause) else ()
    position = _find_subject(sheet, trigger, clause, actors)
    if position is None:
        return parties if _is_outcome(sheet, trigger, clause, actors) else ()
    people = tuple(p for p in parties if named.cast.kind(p) == "person")
    if sheet.tokens[position].has(sheet.tables.listed("people_words")) and not people:
        return ()
    office = find_plural_office(sheet, position)
    if office is None or office.value.office not in _MINISTERS:
        return parties
    ministers = {o.holder for o in named.offices if o.title.split("/")[0] in _MINISTERS}
    return tuple(p for p in parties if p in ministers) if len(ministers.intersection(parties)) > 1 else ()


def _is_told_of_two(sheet: Sheet, trigger: Trigger, clause: Clause) -> bool:
    """Tell, where the verb comes last, a plural verb with "the two countries" or "both" before it."""
    tables, tokens = sheet.tables, sheet.tokens
    if not tables.listed("two") or not tables.morphology.plural(tokens[trigger.last].text):
        return False
    sides, both = tables.listed("side_words"), tables.listed("two_sides")
    before = range(clause.first, trigger.first)
    pairs = (i for i in before if tokens[i].has(tables.listed("two")) and tokens[i + 1].has(both))
    return any(True for _ in pairs) or any(tokens[i].has(sides) for i in before)


def _find_subject(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> int | None:
    """A plain plural such as "the leaders" near a verb, with no preposition before it and no actor beside it.

    English asks for an article or "two" before it; Russian may put it behind the verb.
    """
    tokens, tables = sheet.tokens, sheet.tables
    words, marks = tables.listed("both_parties"), tables.listed("prepositions")
    ordered = tables.pack.strategies["roles"] == "subject-verb"
    stop = trigger.first if ordered else min(clause.stop, trigger.last + _AFTER + 1)
    near = range(max(clause.first, trigger.first - _BEFORE), stop)
    said = [i for i in near if tokens[i].key in words and i not in trigger.used]
    if ordered:
        openers = tables.any_of("two", "articles")
        said = [i for i in said if i > 0 and tokens[i - 1].has(openers)]
        pair = _find_pair(sheet, near, trigger.first)
        if pair:
            return pair[0]
    lead = 3 if ordered else 1
    free = [i for i in said if not any(t.has(marks) for t in tokens[max(clause.first, i - lead) : i])]
    return next((i for i in free if not any(_is_beside(a, i) for a in actors)), None)


def _find_pair(sheet: Sheet, near: range, verb: int) -> list[int]:
    """Tell "the two" and "the pair" right before a verb."""
    tokens, tables = sheet.tokens, sheet.tables
    position = verb - 1
    while position in near and tokens[position].has(tables.listed("before_verbs")):
        position -= 1
    pair = position in near and tokens[position].has(tables.listed("pairs"))
    return [position] if pair and position > 0 and tokens[position - 1].has(tables.listed("articles")) else []


def _is_outcome(sheet: Sheet, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
    """Tell what was signed with nobody named, where its clause says that talks led to it: "after the talks"."""
    talks = sheet.tables.listed("outcome_of")
    if trigger.frame.type != _AGREEMENT or not talks or any(a.kind != "place" for a in actors):
        return False
    free = (i for i in range(clause.first, clause.stop) if i not in trigger.used)
    return any(sheet.tokens[i].has(talks) for i in free)


def _is_beside(actor: Actor, position: int) -> bool:
    return 0 < actor.first - position <= _AFTER or actor.stop == position
