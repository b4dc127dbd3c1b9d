"""Who plays which role for a trigger: one table of finders for each way in which languages mark it.

``subject-verb`` (English) goes by position and prepositions, ``case`` (Russian) by case, ``verb-subject`` (Arabic) by
order after the verb, ``verb-final`` (Persian) by order before it and the object mark.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dragoman.model import Role
from dragoman.reading.events.actors import Actor
from dragoman.reading.events.cases import (
    find_adjective,
    find_closing,
    find_complement,
    find_in_case,
    find_seat,
    find_sole,
    find_subject,
)
from dragoman.reading.events.frames import Slot
from dragoman.reading.events.orders import (
    find_agent,
    find_any,
    find_chain_end,
    find_first_subject,
    find_idafa,
    find_main_subject,
    find_marked_object,
    find_named_noun,
    find_next_object,
    find_object_after,
    find_opening_speaker,
    find_owner,
    find_possessor,
    find_subject_after,
    find_subject_before,
)
from dragoman.reading.events.scenes import Finder, Scene, first_of, select_bare

_AIMED_AT = frozenset({"target", "addressee"})
_NAMED = frozenset({"speaker", "participant", "host", "guest", "holder", "appointed", "predecessor"})
_SUBJECT_MARKERS = frozenset({"subj", "nom", "main"})
_IN_PASSIVE = {"subj": "agent", "obj": "subj"}
_FITTING = {"place": frozenset({"place", "country"}), "guest": frozenset({"person", "organisation", "group"})}
_COMING, _GUEST, _ACTING, _BY_ORDER = frozenset({"meet", "visit"}), "guest", "actor", "verb-subject"
_APPOINTED, _FINAL, _PEOPLE = "appointed", "verb-final", frozenset({"person", "group"})
_STRATEGIES: Mapping[str, Mapping[str, Finder]] = MappingProxyType({
    "subject-verb": {
        "subj": find_subject_before, "obj": find_object_after, "gen": find_possessor, "any": find_any,
        "agent": find_agent, "own": find_owner,
    },
    "case": {
        "subj": find_subject, "nom": find_subject, "obj": find_in_case("acc", "gen"), "acc": find_in_case("acc"),
        "gen": find_complement, "dat": find_in_case("dat"), "ins": find_in_case("ins"), "any": find_any,
        "agent": find_in_case("ins"), "seat": find_seat, "sole": find_sole,
        "closing": find_closing, "own": find_adjective,
    },
    "verb-subject": {
        "subj": find_subject_after, "obj": find_next_object, "gen": find_idafa, "any": find_any,
        "agent": find_agent, "main": find_main_subject, "noun": find_named_noun,
    },
    "verb-final": {
        "subj": find_first_subject, "obj": find_marked_object, "gen": find_chain_end, "any": find_any,
        "agent": find_agent, "sole": find_opening_speaker,
    },
})  # fmt: skip


def fill_roles(scene: Scene, strategy: str) -> tuple[Role, ...] | None:
    """Return the roles of a trigger in the order of its slots, or ``None`` where a required one has no filler.

    Slots that a preposition marks come first, for they are the surest; one that else goes by place waits for its turn:
    of "met A, B" and "met A and B" the subject is the first, with whom "and" joins to it.
    """
    taken: set[int] = set()
    filled: dict[int, list[str]] = {}
    slots, finders = scene.trigger.frame.slots, _STRATEGIES[strategy]
    for number in sorted(range(len(slots)), key=lambda n: not _is_governed(scene, slots[n], finders)):
        told = {referent for referents in filled.values() for referent in referents}
        found = _fill_slot(scene, slots[number], finders, (taken, told))
        if found is None:
            return None
        filled[number] = found
    roles = [Role(slots[number].role, referent) for number in sorted(filled) for referent in filled[number]]
    return tuple(role for role in dict.fromkeys(roles) if role.referent)


def _is_governed(scene: Scene, slot: Slot, finders: Mapping[str, Finder]) -> bool:
    """Tell a slot whose first marker is a preposition, with somebody under one of its prepositions."""
    if not slot.markers[0].startswith("@"):
        return False
    unfit, marked = _unfit(scene, slot, finders), (m[1:] for m in slot.markers if m.startswith("@"))
    return any(_find_governed(scene, one, unfit, slot.role) is not None for one in marked)


def _fill_slot(
    scene: Scene, slot: Slot, finders: Mapping[str, Finder], used: tuple[set[int], set[str]]
) -> list[str] | None:
    """The referents of one slot, ``None`` where it must not stay empty and does; their actors are taken then.

    A participle without its noun is a noun itself ("the attackers"), and tells nothing.
    """
    taken, told = used
    owner = _office_owner(scene, behind=slot.role in _AIMED_AT) if "office" in slot.markers else None
    if owner is not None and owner not in told:
        return [owner]
    fillers = _find_fillers(scene, slot, finders, taken | _unfit(scene, slot, finders))
    if slot.role == _APPOINTED and finders is _STRATEGIES[_FINAL] and not _may_take_office(scene, fillers):
        return None
    taken.update(a.first for a in fillers)
    if fillers and slot.required and slot.role in _NAMED and not (scene.unnamed or any(a.referent for a in fillers)):
        return None
    if not fillers and scene.participle and slot.markers[0] in _SUBJECT_MARKERS:
        return None
    if fillers or not slot.required:
        return [a.site if slot.role == "place" else a.referent for a in fillers]
    return _carry(scene, slot) or None


def _office_owner(scene: Scene, *, behind: bool) -> str | None:
    """The country or body of the office that the clause speaks of, after the trigger or else before it.

    Whom something is aimed at can only stand ``behind``.
    """
    inside = [o for o in scene.offices if scene.clause.first <= o[0] < scene.clause.stop]
    after = [referent for first, referent in inside if first > scene.trigger.first]
    before = [referent for first, referent in inside if first <= scene.trigger.first]
    return after[0] if after else before[-1] if before and not behind else None


def _unfit(scene: Scene, slot: Slot, finders: Mapping[str, Finder]) -> set[int]:
    """Actors of a kind that cannot play a role: places do not travel, persons are no places.

    An office or a delegation that stands for its country travels and is received as a person is: "received the prime
    minister of Ruritania". Where roles go by order, a region or town is where somebody unnamed acts, save a capital,
    which acts for its state.
    """
    kinds = _FITTING.get(slot.role)
    if kinds is None and slot.role == _ACTING and finders is _STRATEGIES[_BY_ORDER]:
        return {a.first for a in scene.actors if a.kind == "place" and not a.capital}
    if kinds is None:
        return set()
    as_person = scene.trigger.frame.type in _COMING or slot.role == _GUEST
    standing = {a.group for a in scene.actors if as_person and (a.titled or a.unnamed)}
    return {a.first for a in scene.actors if ("person" if a.group in standing else a.kind) not in kinds}


def _may_take_office(scene: Scene, fillers: list[Actor]) -> bool:
    """Tell who may take the office that a frame says: a person or an unnamed official; bodies take a chair."""
    office = any("office" in slot.markers for slot in scene.trigger.frame.slots)
    return not office or all(a.kind in _PEOPLE or a.titled for a in fillers)


def _find_fillers(scene: Scene, slot: Slot, finders: Mapping[str, Finder], taken: set[int]) -> list[Actor]:
    """The actor that the first fitting marker means, with all that are coordinated with it."""
    for marker in slot.markers:
        found = _find(scene, (marker, slot.role), finders, taken)
        if found is not None:
            group = [a for a in scene.actors if a.group == found.group and a.preposition == found.preposition]
            if scene.singular and found.stop <= scene.clause.first:
                return [found]
            return [a for a in group if a.first not in taken and (a is found or found.adjunct or not a.adjunct)]
    return []


def _find(scene: Scene, marked: tuple[str, str], finders: Mapping[str, Finder], taken: set[int]) -> Actor | None:
    """The actor that a marker means for a role; a passive verb turns subject and object round."""
    marker, role = marked
    if marker.startswith("@"):
        return _find_governed(scene, marker[1:], taken, role)
    finder = finders.get(_IN_PASSIVE.get(marker, marker) if scene.clause.passive else marker)
    return finder(scene, taken) if finder is not None else None


def _find_governed(scene: Scene, preposition: str, taken: set[int], role: str) -> Actor | None:
    """The nearest actor under a preposition: after the trigger first, then before it; before it where its verb is last.

    What a noun governs with a preposition of its own counts only for a trigger that uses this noun, or the one that it
    belongs to ("the treaty of cooperation between"); whom something is aimed at may close the chain that the
    preposition governs ("criticised the decision of X"). What the last word of a trigger governs stands behind it.
    """
    near = [a for a in (*scene.right(), *scene.left()) if a.first not in taken and not (a.adjunct or a.located)]
    if scene.agents_follow and preposition in scene.agents_follow:
        near = [a for a in near if a.first > scene.trigger.first]
    if scene.governing == preposition:
        near = [a for a in near if a.first > scene.trigger.last]
    if scene.ends_in_verb:
        near.sort(key=lambda a: a.first > scene.trigger.first)
    used = scene.trigger.used
    free = [a for a in near if a.noun < 0 or a.noun in used or a.noun - 1 in used]
    found = first_of([a for a in free if a.preposition == preposition])
    if found is None and role in _AIMED_AT:
        found = first_of([a for a in near if a.genitive and a.chain_preposition == preposition])
    return found


def _carry(scene: Scene, slot: Slot) -> list[str]:
    """Who goes on acting: the subject shared with the predicate before, or the last one of the page."""
    if not _SUBJECT_MARKERS.intersection(slot.markers):
        return []
    return _shared(scene) or ([scene.carried] if scene.carried is not None else [])


def _shared(scene: Scene) -> list[str]:
    """The subject of the predicate before, with all that are coordinated with it."""
    bare = select_bare(scene.before(), set()) if scene.clause.joined else []
    return [a.referent for a in scene.before() if bare and a.group == bare[0].group]
