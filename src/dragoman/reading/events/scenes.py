"""A trigger in its clause with the actors round it: what the finders of roles look at."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from dragoman.language.morphology import Cases
from dragoman.reading.events.actors import Actor
from dragoman.reading.events.frames import Trigger


class Clause(Struct, frozen=True):
    """Tokens ``first`` to ``stop`` round a trigger, and how the clause hangs on what stands before it.

    ``relative`` clauses hang on a noun, by a ``pronoun`` ("who") or another word ("that"); ``joined`` ones share the
    subject of the predicate before. ``passive`` tells the voice of the trigger's verb, ``own_subject`` that a plain
    noun is the subject of what somebody says.
    """

    first: int
    stop: int
    relative: bool
    passive: bool
    pronoun: bool
    joined: bool
    own_subject: bool = False


class Scene(Struct, frozen=True, kw_only=True):
    """A trigger in its clause with the actors of the sentence, and who was the subject before (``carried``).

    ``offices`` are the countries and bodies of the sentence's offices with their first tokens, ``commas`` its commas.
    ``after_comma`` and ``after_dash`` tell the mark before the trigger; ``participle`` (with its cases), ``gerund``,
    ``plural`` and ``infinitive`` the form of its verb; ``opening`` is the first token of the sentence that is a word,
    ``closing`` the token behind the last one, ``headline`` tells a title with a finite verb before the trigger, and
    ``ends_in_verb`` that the trigger's last word is finite, ``masculine`` that its verb asks for a masculine
    subject, ``impersonal`` that no person is one. ``other_subject`` is the plain noun that is the subject, or -1.
    ``unnamed`` allows that whoever must take part has no name; ``singular`` relative clauses speak of one person.
    ``agents_follow`` are the prepositions of agents that only stand behind. ``dropped`` tells that the verb leaves
    out its subject, which is the one ``carried``; ``plain_antecedent`` that a noun without a name is what a
    relative clause hangs on, ``relative_subject`` that this noun, or the name in its place, is the subject of the
    clause's verb, for nothing points back to it. ``governing`` is the preposition that ends the trigger.
    """

    trigger: Trigger
    clause: Clause
    actors: tuple[Actor, ...]
    carried: str | None
    offices: tuple[tuple[int, str], ...]
    commas: tuple[int, ...]
    after_comma: bool
    after_dash: bool
    participle: bool
    participle_cases: Cases
    gerund: bool
    infinitive: bool
    opening: int
    closing: int
    headline: bool
    plural: bool
    other_subject: int
    ends_in_verb: bool
    masculine: bool
    impersonal: bool
    unnamed: bool
    singular: bool
    agents_follow: frozenset[str]
    dropped: bool = False
    plain_antecedent: bool = False
    relative_subject: bool = False
    governing: str = ""

    def inside(self) -> list[Actor]:
        """Return the actors of the clause."""
        return [a for a in self.actors if self.clause.first <= a.first < self.clause.stop]

    def left(self) -> list[Actor]:
        """Return the actors of the clause before the trigger, nearest first."""
        return [a for a in reversed(self.inside()) if a.stop <= self.trigger.first]

    def right(self) -> list[Actor]:
        """Return the actors of the clause after the trigger, nearest first."""
        return [a for a in self.inside() if a.first > self.trigger.first]

    def before(self) -> list[Actor]:
        """Return the actors of the sentence before the clause, from left to right."""
        return [a for a in self.actors if a.stop <= self.clause.first]

    def is_cut(self, actor: Actor) -> bool:
        """Tell whether a comma parts the trigger from an actor after it."""
        return any(self.trigger.last < comma < actor.first for comma in self.commas)


Finder = Callable[[Scene, set[int]], Actor | None]
"""Finds the actor that a marker means, none of those whose first token is taken."""


def first_of(actors: list[Actor]) -> Actor | None:
    """Return the first of some actors, or ``None`` where there is none."""
    return actors[0] if actors else None


def select_bare(actors: Iterable[Actor], taken: set[int]) -> list[Actor]:
    """Return actors without a preposition, no possessors; those that hang on a noun only where there is no other."""
    bare = [a for a in actors if not a.preposition and a.first not in taken and not a.owner and not a.adjunct]
    return [a for a in bare if not a.genitive] or bare


def select_free(actors: Iterable[Actor], taken: set[int]) -> list[Actor]:
    """Return actors that no preposition governs and that hang on no noun."""
    return [a for a in select_bare(actors, taken) if not a.genitive]
