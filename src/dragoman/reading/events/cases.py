"""Who plays which role where cases mark it: the finders of the strategy ``case``."""

from dragoman.reading.events.actors import Actor
from dragoman.reading.events.scenes import Finder, Scene, first_of

_SPEAKING = frozenset({"person", "organisation"})
_BODY = "organisation"
_NEAR = 8
_TOUCHING = 2
_SEAT = 2
_AFTER_DASH = 3
_RELATIVE_REACH = 3


def find_subject(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the subject of a verb.

    A participle describes the noun beside it, and a gerund shares the subject of the sentence. After a dash
    ("..., — said X") the subject can only follow. After a comma, or where nothing surer precedes, it is the phrase that
    touches the verb. Else it is the nearest sure nominative before the verb, the antecedent of a relative clause, or a
    nominative after the verb.
    """
    if scene.participle:
        return _described(scene, taken)
    if scene.gerund:
        return _main_subject(scene, taken)
    left = [a for a in scene.left() if _may_be_subject(scene, a, taken) and a.first > scene.other_subject]
    right = [a for a in scene.right() if _may_be_subject(scene, a, taken)]
    if scene.infinitive:
        right = [a for a in right if _is_certain(a)]
    if scene.after_dash:
        return first_of([a for a in right if a.first - scene.trigger.last <= _AFTER_DASH])
    touching = right[0] if right and right[0].first - scene.trigger.last == 1 else None
    if touching is not None and (scene.after_comma or not left or (_is_certain(touching) and not _is_sure(left[0]))):
        return touching
    sure = [a for a in left if _is_sure(a)]
    behind = scene.other_subject > scene.trigger.last
    before = first_of(sure or left) or (None if behind else _antecedent(scene, taken))
    if before is not None or scene.other_subject >= 0:
        return before
    return first_of([a for a in right if _is_sure(a)] or right)


def find_adjective(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the country whose adjective stands right before a noun: "the Ruritanian strike"."""
    near = [a for a in scene.left() if a.adjunct and scene.trigger.first - a.stop <= 1 and a.first not in taken]
    return first_of(near)


def find_seat(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the body or capital that speaks under a preposition of place beside its verb: "said in the ministry"."""
    beside = [a for a in scene.inside() if scene.trigger.first == a.stop or a.first - scene.trigger.last == _SEAT]
    seated = [a for a in scene.inside() if a.first not in taken and a.seated and a.kind != "person"]
    found = first_of([a for a in beside if a in seated])
    whole = [a for a in seated if found is not None and a.kind == _BODY and 0 < found.first - a.stop <= _SEAT]
    return first_of(whole) or found  # "in the embassy of A in B"


def find_sole(scene: Scene, taken: set[int]) -> Actor | None:
    """Return who stands alone before a mark that opens speech: "X: We shall come"."""
    person = [a for a in scene.actors if a.kind == "person" and a.stop == scene.trigger.first and a.first not in taken]
    return first_of([a for a in person if a.first == scene.opening and "nom" in (a.cases or {"nom"})])


def find_closing(scene: Scene, taken: set[int]) -> Actor | None:
    """Return who closes a sentence behind a comma or quotation and the dash of the trigger: "We shall come, - X".

    A headline that has a verb needs no comma.
    """
    behind = [a for a in scene.actors if a.chain == scene.trigger.last + 1 and a.first not in taken]
    behind = [a for a in behind if a.stop >= scene.closing and (a.kind in _SPEAKING or a.titled) and not a.preposition]
    said = scene.after_comma or scene.headline
    return first_of([a for a in behind if said and "nom" in (a.cases or {"nom"})])


def find_complement(scene: Scene, taken: set[int]) -> Actor | None:
    """Return the genitive of a noun: right after it, or farther off if it can only be oblique or plain words lead."""
    near = [a for a in scene.right() if a.first - scene.trigger.last <= _NEAR and a.first not in taken]
    bare = [a for a in near if not a.preposition and not a.adjunct and ("gen" in a.cases or not a.cases)]
    touching = [a for a in bare if a.first - scene.trigger.last <= _TOUCHING]
    clear = [a for a in bare if a.cases and "nom" not in a.cases and not a.genitive and not scene.is_cut(a)]
    chained = [a for a in bare if a.genitive and a.chain <= scene.trigger.last + 1]
    return first_of(touching) or first_of(clear) or first_of(chained)


def find_in_case(*wanted: str) -> Finder:
    """Return a finder of the nearest phrase in one of these cases: after the trigger first, then before it."""

    def find(scene: Scene, taken: set[int]) -> Actor | None:
        right = [a for a in scene.right() if _fits(a, wanted, taken) and not (wanted == ("ins",) and scene.is_cut(a))]
        left = [a for a in scene.left() if _fits(a, wanted, taken) and "nom" not in a.cases]
        free = [a for a in right if not a.genitive] + [a for a in left if not a.genitive]
        owners = [a for a in right if not a.chain_preposition or _is_animate_object(a)] if "gen" in wanted else []
        return first_of(free) or first_of(owners)

    return find


def _is_animate_object(actor: Actor) -> bool:
    """Tell a person who may be an object, though a noun under a preposition stands before: "wished a happy day X"."""
    return actor.kind == "person" and "acc" in actor.cases


def _described(scene: Scene, taken: set[int]) -> Actor | None:
    """The noun of an active participle: right before its comma ("X, arriving from ..."), or after it."""
    before = [a for a in scene.actors if scene.trigger.first - a.stop == 1 and a.first not in taken and not a.adjunct]
    before = [a for a in before if a.kind == "person" or not a.genitive]
    form = scene.participle_cases - ({"acc"} if "nom" in scene.participle_cases else set())
    before = [a for a in before if not a.cases or not form or a.cases & form]
    after = [a for a in scene.right() if a.first not in taken and not (a.adjunct or a.genitive or a.seated)]
    after = [a for a in after if not a.cases or not scene.participle_cases or a.cases & scene.participle_cases]
    near = [a for a in after if a.first - scene.trigger.last <= _NEAR and not scene.is_cut(a)]
    return first_of(before if scene.after_comma else near)


def _main_subject(scene: Scene, taken: set[int]) -> Actor | None:
    """A gerund shares the subject of the finite verb: a person before it, else the first nominative of the sentence."""
    free = [a for a in scene.actors if _may_be_subject(scene, a, taken)]
    before = [a for a in free if a.stop <= scene.trigger.first and a.kind == "person"]
    return before[-1] if before else first_of([a for a in free if _is_sure(a)])


def _fits(actor: Actor, wanted: tuple[str, ...], taken: set[int]) -> bool:
    if actor.preposition or actor.first in taken or actor.owner or actor.adjunct:
        return False
    return not actor.cases or any(case in actor.cases for case in wanted)


def _may_be_subject(scene: Scene, actor: Actor, taken: set[int]) -> bool:
    if actor.preposition or actor.first in taken or actor.owner or actor.adjunct:
        return False
    land = actor.kind == "country" and not (actor.titled or actor.genitive or actor.unnamed)
    if scene.impersonal and actor.kind == "person":
        return False
    one = actor.kind == "person" or ((actor.kind == "organisation" or land) and not actor.several)
    if scene.plural and one and _is_single(scene, actor):
        return False
    before_verb = scene.trigger.first == actor.stop and not _closes_chain(actor)
    return ("nom" in actor.cases or not actor.cases) and (not actor.genitive or before_verb)


def _closes_chain(actor: Actor) -> bool:
    """Tell a genitive of a noun under a preposition, which is no subject though a verb follows: "at the talks of X"."""
    return bool(actor.chain_preposition) and "gen" in actor.cases and "ins" not in actor.cases


def _is_single(scene: Scene, actor: Actor) -> bool:
    """Tell an actor that neither "and" nor a "with" right behind it joins to another."""
    joined = any(a.group == actor.group and a is not actor for a in scene.actors)
    return not joined and not any(a.first == actor.stop + 1 and a.company for a in scene.actors)


def _is_sure(actor: Actor) -> bool:
    """Tell a form that is a nominative and hardly anything else."""
    return "nom" in actor.cases and "gen" not in actor.cases


def _is_certain(actor: Actor) -> bool:
    return _is_sure(actor) and "acc" not in actor.cases


def _antecedent(scene: Scene, taken: set[int]) -> Actor | None:
    """The noun before "who, which"; before "that" the subject of the clause it depends on."""
    if not scene.clause.relative:
        return None
    before = [a for a in scene.before() if a.first not in taken]
    if scene.clause.pronoun:
        return before[-1] if before and scene.clause.first - before[-1].stop <= _RELATIVE_REACH else None
    subjects = [a for a in before if not a.preposition and not a.genitive and not a.adjunct and "nom" in a.cases]
    return subjects[-1] if subjects else None
