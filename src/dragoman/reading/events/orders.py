"""Who plays which role where the order of words marks it: the finders for English, Arabic and Persian."""

from dragoman.reading.events.actors import Actor
from dragoman.reading.events.scenes import Scene, first_of, select_bare, select_free

_NEAR = 6
_OBJECT_NEAR = 8
_OWNER_NEAR = 3
_OPENING = 2
_ANTECEDENT_REACH = 5
_HEAD_NEAR = 2
_ATTITUDES = frozenset({"reject", "request", "support"})  # in a relative clause they only describe its noun


def find_any(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the nearest actor with a name before the trigger, else after it."""
    return first_of([a for a in select_bare((*scene.left(), *scene.right()), taken) if a.referent])


def find_agent(scene: Scene, taken: set[int]) -> Actor | None:
    """Return who did it by a passive verb: an actor soon after it, under a preposition of agents."""
    near = [a for a in _near_right(scene, taken) if a.agent]
    return first_of(near)


def find_subject_before(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the subject where it comes first: the nearest actor, the noun of a relative clause, or an adjunct."""
    return first_of(select_bare(scene.left(), taken)) or _antecedent(scene, taken) or _adjunct(scene, taken, 3)


def find_object_after(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the object of an English verb: it stands near, and no comma parts them.

    A possessor or a country's adjective right behind it ("condemned Ruritania's raid") is whom it is aimed at.
    """
    owners = [a for a in _near_right(scene, taken) if (a.owner or a.adjunct) and not a.preposition]
    if owners and owners[0].first - scene.trigger.last <= _OWNER_NEAR and not scene.is_cut(owners[0]):
        return owners[0]
    found = first_of(select_bare(scene.right(), taken))
    if found is None or found.first - scene.trigger.last > _OBJECT_NEAR:
        return None
    return None if scene.is_cut(found) else found


def find_possessor(scene: Scene, taken: set[int]) -> Actor | None:
    """Return whose an English noun is: "of A", "between A and B" after it, "A's" or a noun adjunct right before it."""
    linked = first_of([a for a in _near_right(scene, taken) if a.preposition and not a.adjunct])
    owner = first_of([a for a in scene.left() if a.owner and scene.trigger.first - a.stop <= _OWNER_NEAR])
    return linked or owner or _adjunct(scene, taken, 2)


def find_owner(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the possessor or adjunct right before a noun: "Doe's short visit", "the Doe visit", or whose noun it is.

    Of "the ABC militants attacked" the militants stand for the ABC.
    """
    whole = [a for a in scene.inside() if a.first < scene.trigger.first < a.stop and a.first not in taken]
    if whole:
        return whole[0]
    near = [a for a in scene.left() if scene.trigger.first - a.stop <= _OWNER_NEAR and a.first not in taken]
    touching = [a for a in near if not a.preposition and scene.trigger.first - a.stop < 1]
    return first_of([a for a in near if a.owner]) or first_of(touching)


def find_subject_after(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the subject of a verb that comes first; before it where it opens the clause, or where none follows."""
    if scene.dropped or scene.other_subject >= 0:
        return None
    if scene.relative_subject:
        return None if scene.trigger.frame.type in _ATTITUDES else _antecedent(scene, taken)
    unfit = {a.first for a in scene.right() if scene.masculine and a.feminine}
    unfit |= {a.first for a in scene.right() if a.aim > scene.trigger.last}
    left, right = select_free(scene.left(), taken), select_free(scene.right(), taken | unfit)
    near = left and scene.trigger.first - left[0].stop <= 1 and scene.trigger.first - 1 not in scene.commas
    opens = near and left[0].first - scene.clause.first <= _OPENING
    if opens or not right:
        return first_of(left)
    return right[0]


def find_named_noun(scene: Scene, taken: set[int]) -> Actor | None:
    """Return whom a noun of the trigger itself names: of "arrested | police" nobody, of "the police of X" these."""
    used = scene.trigger.used
    return first_of([a for a in scene.inside() if a.first not in taken and any(a.first <= i < a.stop for i in used)])


def find_next_object(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the object of a verb that comes first: the next actor after it that is not taken."""
    return first_of(select_free(scene.right(), taken))


def find_idafa(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the complement of an Arabic noun: an actor without a preposition soon after it, nor under a noun's."""
    near = [a for a in _near_right(scene, taken) if a.aim <= scene.trigger.last]
    return first_of([a for a in near if not a.preposition and not a.adjunct])


def find_main_subject(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the subject of the sentence, of which a participle says more: "..., calling on".

    It may follow in the next clause: "at his meeting with A, B said".
    """
    before = first_of(select_free((a for a in scene.actors if a.stop <= scene.trigger.first), taken))
    return before or first_of(select_free((a for a in scene.actors if a.first >= scene.clause.stop), taken))


def find_first_subject(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the subject of a verb that comes last: the first actor of its clause that is no object."""
    bare = [a for a in select_bare(reversed(scene.left()), taken) if not a.object and not a.genitive]
    return first_of(bare) or _antecedent(scene, taken)


def find_opening_speaker(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the person or unnamed official who stands alone before a mark that opens speech: "X: We shall come"."""
    beside = [a for a in scene.actors if a.stop == scene.trigger.first and a.first not in taken]
    return first_of([a for a in beside if a.first == scene.opening and (a.kind == "person" or a.titled)])


def find_marked_object(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the object of a verb that comes last: the actor with the mark of objects, else the nearest that is free.

    Of an object with a complement under a preposition ("the raid on X") that is no part of who the object is.
    """
    objects = [a for a in scene.left() if a.object and a.first not in taken]
    marked = [a for a in (_head_of_object(scene, a) for a in objects) if not a.preposition or a.partitive]
    if objects:
        return first_of([a for a in marked if a.first not in taken])
    return first_of(select_free(scene.left(), taken))


def _head_of_object(scene: Scene, marked: Actor) -> Actor:
    """Return whom a marked object is about: "the positions of X in Y" is about X, though the mark follows Y."""
    before = [a for a in scene.left() if a.genitive and 0 < marked.first - a.stop <= _HEAD_NEAR]
    return before[0] if marked.preposition and before else marked


def find_chain_end(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the phrase that closes the chain of a noun: nothing but adjectives and nouns stand between."""
    after = [a for a in scene.actors if a.first > scene.trigger.first and a.first not in taken and not a.adjunct]
    linked = [a for a in after if not a.preposition and any(a.chain <= used < a.first for used in scene.trigger.used)]
    return first_of(linked)


def _near_right(scene: Scene, taken: set[int]) -> list[Actor]:
    return [a for a in scene.right() if a.first not in taken and a.first - scene.trigger.last <= _NEAR]


def _antecedent(scene: Scene, taken: set[int]) -> Actor | None:
    """The noun right before a relative clause: nothing but a few words that belong to it stand between."""
    before = [a for a in scene.before() if a.first not in taken]
    near = before and scene.clause.first - before[-1].stop <= _ANTECEDENT_REACH
    hangs = scene.clause.relative and scene.clause.pronoun and not scene.plain_antecedent
    return before[-1] if hangs and near else None


def _adjunct(scene: Scene, taken: set[int], reach: int) -> Actor | None:
    """An adjective or noun right before the trigger that says whose it is: "Ruritanian attack", "UN mission"."""
    before = [a for a in scene.left() if scene.trigger.first - a.stop < reach and a.first not in taken]
    return first_of([a for a in before if a.adjunct or a.kind in ("organisation", "country")])
