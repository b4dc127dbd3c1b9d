"""Who plays which role for a trigger: one finder for each way in which languages mark it.

``subject-verb`` (English) goes by position and prepositions, ``case`` (Russian) by case, ``verb-subject`` (Arabic)
by order after the verb,
``verb-final`` (Persian) by order before it and the object mark.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from dragoman.model import Role
from dragoman.reading.events.actors import Actor
from dragoman.reading.events.cases import find_complement, find_in_case, find_subject
from dragoman.reading.events.frames import Slot, Trigger

_NEAR = 6
_TOWARDS = frozenset({"target", "addressee"})


class Clause(Struct, frozen=True):
    """Tokens ``first`` to ``stop`` round a trigger; ``relative`` where it hangs on a noun, ``passive`` by its verb."""

    first: int
    stop: int
    relative: bool
    passive: bool
    pronoun: bool = True
    joined: bool = False


class Scene(Struct, frozen=True):
    """A trigger in its clause with the actors of the sentence, and who was the subject before."""

    trigger: Trigger
    clause: Clause
    actors: tuple[Actor, ...]
    carried: str | None
    offices: tuple[tuple[int, str], ...] = ()
    commas: tuple[int, ...] = ()
    after_comma: bool = False
    after_dash: bool = False
    participle: bool = False
    gerund: bool = False
    plural: bool = False
    other_subject: int = -1
    ends_in_verb: bool = False

    def inside(self) -> list[Actor]:
        """Return the actors of the clause."""
        return [a for a in self.actors if self.clause.first <= a.first < self.clause.stop]

    def left(self) -> list[Actor]:
        """Return the actors of the clause before the trigger, nearest first."""
        return [a for a in reversed(self.inside()) if a.stop <= self.trigger.first]

    def right(self) -> list[Actor]:
        """Return the actors of the clause after the trigger, nearest first."""
        return [a for a in self.inside() if a.first > self.trigger.first]


Finder = Callable[[Scene, set[int]], Actor | None]


def fill_roles(scene: Scene, strategy: str) -> tuple[Role, ...] | None:
    """Return the roles of a trigger in the order of its slots, or ``None`` where a required one has no filler."""
    taken: set[int] = set()
    filled: dict[int, list[str]] = {}
    slots = scene.trigger.frame.slots
    for number in sorted(range(len(slots)), key=lambda n: not slots[n].markers[0].startswith("@")):
        told = {referent for referents in filled.values() for referent in referents}
        found = _fill_slot(scene, slots[number], _STRATEGIES[strategy], (taken, told))
        if found is None:
            return None
        filled[number] = found
    roles = [Role(slots[number].role, referent) for number in sorted(filled) for referent in filled[number]]
    return tuple(dict.fromkeys(roles))


def _fill_slot(
    scene: Scene, slot: Slot, finders: dict[str, Finder], used: tuple[set[int], set[str]]
) -> list[str] | None:
    """Return the referents of one slot, ``None`` where it is required and stays empty."""
    taken, told = used
    owner = _office_owner(scene) if "office" in slot.markers else None
    if owner is not None and owner not in told:
        return [owner]
    fillers = _fill(scene, slot, finders, taken | _unfit(scene, slot))
    taken |= {a.first for a in fillers}
    if fillers or not slot.required:
        return [a.referent for a in fillers]
    return list(_carry(scene, slot)) or None


def _office_owner(scene: Scene) -> str | None:
    """The country or body of the office that the clause speaks of, after the trigger or else before it."""
    inside = [o for o in scene.offices if scene.clause.first <= o[0] < scene.clause.stop]
    after = [referent for first, referent in inside if first > scene.trigger.first]
    before = [referent for first, referent in inside if first < scene.trigger.first]
    return after[0] if after else before[-1] if before else None


def _fill(scene: Scene, slot: Slot, finders: dict[str, Finder], taken: set[int]) -> list[Actor]:
    for marker in slot.markers:
        found = _governed(scene, marker[1:], taken, slot.role) if marker.startswith("@") else None
        if not marker.startswith("@"):
            finder = finders.get(_turn(marker, scene.clause.passive))
            found = finder(scene, taken) if finder is not None else None
        if found is not None:
            return [a for a in scene.actors if a.group == found.group and a.first not in taken and _same_side(a, found) and (a is found or not a.adjunct)]
    return []


_FITTING = {"place": frozenset({"place", "country"}), "guest": frozenset({"person", "organisation"})}


def _unfit(scene: Scene, slot: Slot) -> set[int]:
    """Actors of a kind that cannot play a role: places do not travel, persons are no places."""
    kinds = _FITTING.get(slot.role)
    return {a.first for a in scene.actors if kinds is not None and a.kind not in kinds}


def _turn(marker: str, passive: bool) -> str:
    if not passive:
        return marker
    return {"subj": "agent", "obj": "subj"}.get(marker, marker)


def _same_side(actor: Actor, found: Actor) -> bool:
    return actor.preposition == found.preposition


def _carry(scene: Scene, slot: Slot) -> tuple[str, ...]:
    """Who goes on acting: the subject shared with the predicate before, or the last one of the page."""
    if slot.markers[0] not in ("subj", "nom", "main"):
        return ()
    return _shared(scene) or ((scene.carried,) if scene.carried is not None else ())


def _shared(scene: Scene) -> tuple[str, ...]:
    if not scene.clause.joined:
        return ()
    before = [a for a in scene.actors if a.stop <= scene.clause.first]
    bare = _bare(before, set())
    return tuple(a.referent for a in before if bare and a.group == bare[0].group)


def _governed(scene: Scene, preposition: str, taken: set[int], role: str = "") -> Actor | None:
    """The nearest actor under a preposition: after the trigger first, then before it.

    What a noun governs with a preposition of its own counts only for a trigger that uses this noun; whom something is
    aimed at may close the chain that the preposition governs ("criticised the decision of X").
    """
    near = [a for a in (*scene.right(), *scene.left()) if a.first not in taken and not (a.adjunct or a.located)]
    if scene.ends_in_verb:
        near.sort(key=lambda a: a.first > scene.trigger.first)
    free = [a for a in near if a.noun < 0 or a.noun in scene.trigger.used]
    found = _first([a for a in free if a.preposition == preposition])
    if found is None and role in _TOWARDS:
        found = _first([a for a in near if a.genitive and a.chain_preposition == preposition])
    return found


def _bare(actors: Iterable[Actor], taken: set[int]) -> list[Actor]:
    """Actors without a preposition and no possessors; those that hang on a noun only where there is no other."""
    bare = [a for a in actors if not a.preposition and a.first not in taken and not a.owner and not a.adjunct]
    return [a for a in bare if not a.genitive] or bare


def _antecedent(scene: Scene, taken: set[int]) -> Actor | None:
    """The noun before a relative clause."""
    if not scene.clause.relative:
        return None
    before = [a for a in scene.actors if a.stop <= scene.clause.first and a.first not in taken]
    return before[-1] if before else None


def _first(actors: list[Actor]) -> Actor | None:
    return actors[0] if actors else None


def _any(scene: Scene, taken: set[int]) -> Actor | None:
    return _first(_bare((*scene.left(), *scene.right()), taken))


def _by(scene: Scene, taken: set[int]) -> Actor | None:
    return _first(
        [a for a in scene.right() if a.agent and a.first not in taken and a.first - scene.trigger.last <= _NEAR]
    )


def _subject_before(scene: Scene, taken: set[int]) -> Actor | None:
    return _first(_bare(scene.left(), taken)) or _antecedent(scene, taken) or _adjunct(scene, taken, 3)


def _object_after(scene: Scene, taken: set[int]) -> Actor | None:
    return _first(_bare(scene.right(), taken))


def _object_near(scene: Scene, taken: set[int]) -> Actor | None:
    """The object stands near its verb, and no comma parts them."""
    found = _object_after(scene, taken)
    if found is None or found.first - scene.trigger.last > _NEAR + 2:
        return None
    return None if any(scene.trigger.last < c < found.first for c in scene.commas) else found


def _genitive_after(scene: Scene, taken: set[int]) -> Actor | None:
    near = [
        a for a in scene.right() if a.first - scene.trigger.last <= _NEAR and a.first not in taken and not a.adjunct
    ]
    return _first([a for a in near if not a.preposition])


def _genitive_english(scene: Scene, taken: set[int]) -> Actor | None:
    """Find "of A", "between A and B" after the noun, "A's" or a noun adjunct right before it."""
    near = [
        a for a in scene.right() if a.first - scene.trigger.last <= _NEAR and a.first not in taken and not a.adjunct
    ]
    linked = _first([a for a in near if a.preposition])
    owner = _first([a for a in scene.left() if a.owner and scene.trigger.first - a.stop <= 3])
    return linked or owner or _adjunct(scene, taken, 2)


def _own(scene: Scene, taken: set[int]) -> Actor | None:
    """The possessor or adjunct right before a noun: "Doe's short visit", "the Doe visit"."""
    near = [a for a in scene.left() if scene.trigger.first - a.stop <= 3 and a.first not in taken]
    return _first([a for a in near if a.owner]) or _first(
        [a for a in near if not a.preposition and scene.trigger.first - a.stop < 1]
    )


def _adjunct(scene: Scene, taken: set[int], reach: int) -> Actor | None:
    """An adjective or noun right before the trigger that says whose it is: "Ruritanian attack", "UN mission"."""
    before = [a for a in scene.left() if scene.trigger.first - a.stop < reach and a.first not in taken]
    return _first([a for a in before if a.adjunct or a.kind in ("organisation", "country")])


def _free(actors: Iterable[Actor], taken: set[int]) -> list[Actor]:
    """Actors that no preposition governs and that hang on no noun."""
    return [a for a in _bare(actors, taken) if not a.genitive]


def _subject_verbal(scene: Scene, taken: set[int]) -> Actor | None:
    """The subject after its verb; before it where it opens the clause right before the verb, or where none follows."""
    left, right = _free(scene.left(), taken), _free(scene.right(), taken)
    opens = left and scene.trigger.first - left[0].stop <= 1 and left[0].first - scene.clause.first <= 2
    if opens or not right:
        return _antecedent(scene, taken) or _first(left)
    return right[0]


def _object_verbal(scene: Scene, taken: set[int]) -> Actor | None:
    return _first(_free(scene.right(), taken))


def _main_subject(scene: Scene, taken: set[int]) -> Actor | None:
    """The subject of the sentence, of which a participle says more: "..., calling on"."""
    return _first(_free((a for a in scene.actors if a.stop <= scene.trigger.first), taken))


def _subject_first(scene: Scene, taken: set[int]) -> Actor | None:
    bare = [a for a in _bare(reversed(scene.left()), taken) if not a.object and not a.genitive]
    return _first(bare) or _antecedent(scene, taken)


def _object_marked(scene: Scene, taken: set[int]) -> Actor | None:
    return _first([a for a in scene.left() if a.object and a.first not in taken]) or _first(_bare(scene.left(), taken))


def _chained(scene: Scene, taken: set[int]) -> Actor | None:
    """The phrase that closes the chain of a noun trigger: nothing but adjectives and nouns stand between."""
    after = [a for a in scene.actors if a.first > scene.trigger.first and a.first not in taken and not a.adjunct]
    linked = [a for a in after if not a.preposition and any(a.chain <= used < a.first for used in scene.trigger.used)]
    return _first(linked)


_STRATEGIES: dict[str, dict[str, Finder]] = {
    "subject-verb": {
        "subj": _subject_before, "obj": _object_near, "gen": _genitive_english, "any": _any, "agent": _by,
        "own": _own,
    },
    "case": {
        "subj": find_subject, "nom": find_subject, "obj": find_in_case("acc", "gen"), "acc": find_in_case("acc"),
        "gen": find_complement, "dat": find_in_case("dat"), "ins": find_in_case("ins"), "any": _any,
        "agent": find_in_case("ins"),
    },
    "verb-subject": {
        "subj": _subject_verbal, "obj": _object_verbal, "gen": _genitive_after, "any": _any, "agent": _by,
        "main": _main_subject,
    },
    "verb-final": {
        "subj": _subject_first, "obj": _object_marked, "gen": _chained, "any": _any, "agent": _by,
    },
}  # fmt: skip
