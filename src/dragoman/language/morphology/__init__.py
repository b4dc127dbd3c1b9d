"""What a language does to its words: one named strategy each, chosen in the pack.

A strategy turns a written word into lookup *keys*. Tables file their words under ``index`` keys; a word of the text
finds them under its own ``keys``, each of which says how many letters at either end are no part of the word (a clitic).
"""

from functools import cache
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from dragoman.errors import UsageError

Cases = frozenset[str]


class Key(Struct, frozen=True, gc=False):
    """A lookup form. ``lead`` and ``tail`` count the letters that are clitics; ``clitic`` names the first."""

    text: str
    lead: int = 0
    tail: int = 0
    clitic: str = ""


class Morphology(Protocol):
    """The words of one language."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the keys of a written word, the folded surface first."""

    def index(self, word: str) -> tuple[str, ...]:
        """Return the keys under which a table files a word given in its dictionary form."""

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return keys for a word of a large table of rare names, without asking a dictionary."""

    def fold(self, word: str) -> str:
        """Return the folded surface alone: the text of the first key."""

    def knows(self, word: str) -> bool:
        """Tell whether a dictionary of the language has the word, as anything but a name."""

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join the spans of tokens that the language writes apart, such as a verb's prefix."""

    def cases(self, word: str) -> Cases:
        """Return the grammatical cases the word may stand in; empty where the language has none or it is unknown."""

    def agree(self, words: tuple[str, ...]) -> bool:
        """Tell whether words may be parts of one name by their cases and genders."""

    def plural(self, word: str) -> bool:
        """Tell whether a verb is in the plural, where the language is read by case and number."""

    def noun_cases(self, word: str) -> Cases:
        """Return the cases of a word that is a noun; empty for other words and where the language has no cases."""

    def may_be_subject(self, noun: str, verb: str) -> bool:
        """Tell whether a noun may be a verb's subject by gender and number, where the language shows them."""

    def singular_cases(self, word: str) -> Cases:
        """Return the cases that a noun may stand in as a singular; all of its cases where it has no singular."""

    def several(self, word: str) -> bool:
        """Tell whether a word may be a nominative plural, where the language is read by case and number."""

    def singular(self, word: str) -> bool:
        """Tell whether a word may be a singular; true where the language is not read by case and number."""

    def tense(self, word: str) -> str | None:
        """Return ``past``, ``present`` or ``future`` for a verb that shows it, else ``None``."""

    def first_person(self, word: str) -> bool:
        """Tell a verb whose form says "I" or "we"."""

    def impersonal(self, word: str) -> bool:
        """Tell a verb whose form says that no person is its subject."""

    def gender(self, words: tuple[str, ...]) -> str | None:
        """Return ``masc`` or ``femn`` where the words of a person's name tell it, else ``None``."""

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return a person's name as the dictionary has it; of a ``subject``, a title before it is in the nominative."""


_STRATEGIES = {
    "english": "English",
    "russian": "Russian",
    "arabic": "Arabic",
    "persian": "Persian",
    "plain": "Plain",
    "tajik": "Tajik",
}


@cache
def load_morphology(strategy: str) -> Morphology:
    """Load a morphology by the name a pack gives it.

    Raises:
        UsageError: There is no such strategy.
    """
    if strategy not in _STRATEGIES:
        raise UsageError(f"no morphology {strategy!r}; there are {', '.join(sorted(_STRATEGIES))}")
    module = import_module(f"dragoman.language.morphology.{strategy}")
    loaded: Morphology = getattr(module, _STRATEGIES[strategy])()
    return loaded
