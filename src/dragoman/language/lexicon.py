"""Finds the words of a table in a text: longest match over token keys, so inflection and clitics do not hide them.

An own index of token sequences, not an automaton over letters: names must end where words end, and in these languages a
word is found through its lemma or behind a clitic.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from sys import intern
from typing import Any, Generic, TypeVar

from msgspec import Struct

from dragoman.language.morphology import Morphology
from dragoman.language.tokens import Token, Tokens, split_words

V = TypeVar("V")
_MANY = 8
"""From so many forms with one first word on, they are also filed by their second."""


Words = tuple[tuple[str, ...], ...]
"""The keys of each word of a form: tuples, as there are a hundred thousand, and sets take four times as much."""


class Match(Struct, Generic[V], frozen=True):
    """Tokens ``first`` to ``stop`` (exclusive) are a form of the table; ``start`` and ``end`` leave clitics off."""

    first: int
    stop: int
    start: int
    end: int
    value: V
    clitic: str = ""


class Lexicon(Generic[V]):
    """A table of word sequences. Add forms, then look for them at any token."""

    def __init__(self, morphology: Morphology) -> None:
        """Make an empty lexicon for the words of one language."""
        self._morphology = morphology
        self._words: dict[tuple[str, ...], tuple[str, ...]] = {}
        """One object for the keys of a word, in however many forms it stands."""
        self._first: dict[str, list[tuple[Words, V]]] = {}
        self._second: dict[str, Mapping[str | None, Sequence[int]]] = {}

    def add(self, form: str, value: V, *, rare: bool = False) -> None:
        """File a form; half-spaces in it may stand as half-space, space or nothing in the text.

        ``rare`` forms come from large tables of names and are filed without a dictionary.
        """
        index = self._morphology.index_rare if rare else self._morphology.index
        for variant in _spacings(form):
            keys = (tuple(map(intern, dict.fromkeys(index(word)))) for word in split_words(variant, self._morphology))
            words = tuple(self._words.setdefault(one, one) for one in keys)
            for key in words[0] if words else ():
                self._first.setdefault(key, []).append((words, value))
                self._second.pop(key, None)

    def extend(self, rows: Iterable[tuple[str, V]]) -> None:
        """File many forms."""
        for form, value in rows:
            self.add(form, value)

    def at(self, tokens: Sequence[Token], position: int) -> Sequence[Match[V]]:
        """Return every form that begins at a token, longest first."""
        if not isinstance(tokens, Tokens):
            return self._match(tokens, position)
        known = tokens.looked_up.get(self)
        return (self.begun(tokens) if known is None else known).get(position, ())

    def begun(self, tokens: Tokens) -> Mapping[int, Sequence[Match[V]]]:
        """Return the forms that begin at each token of a text where any does, in text order.

        Cost: one look at each different form of the text, the first time that it is asked about; nothing after it.
        """
        known = tokens.looked_up.get(self)
        if known is None:
            places = find_words(tokens, self._first.keys())
            known = {place: found for place in places if (found := self._match(tokens, place))}
            tokens.looked_up[self] = known
        return known

    def _match(self, tokens: Sequence[Token], position: int) -> Sequence[Match[V]]:
        token, filed = tokens[position], self._first
        after = tokens[position + 1].forms if position + 1 < len(tokens) else ()
        found, seen = [], set()
        for key in token.keys:
            forms: Sequence[tuple[Words, V]] = filed.get(key.text, ())
            for words, value in forms if len(forms) < _MANY else self._going_on(key.text, after):
                stop = position + len(words)
                if len(words) > 1 and (stop > len(tokens) or not _continues(words, tokens, position)):
                    continue
                mark = (id(value), stop)
                if mark not in seen:
                    seen.add(mark)
                    tail = key.tail if len(words) == 1 else _tail(words[-1], tokens[stop - 1])
                    found.append(
                        Match(position, stop, token.start + key.lead, tokens[stop - 1].stop - tail, value, key.clitic)
                    )
        return sorted(found, key=_by_length) if len(found) > 1 else found

    def _going_on(self, key: str, after: Iterable[str]) -> list[tuple[Words, V]]:
        """Those of the many forms with one first word that are no longer, or whose second word is next in the text."""
        filed, second = self._first[key], self._second.get(key)
        if second is None:
            second = self._second[key] = _by_second_word(filed)
        numbers = {number for form in (None, *after) if form in second for number in second[form]}
        return [filed[number] for number in sorted(numbers)]

    def longest(self, tokens: Sequence[Token], position: int) -> Match[V] | None:
        """Return the longest form that begins at a token, or ``None``."""
        found = self.at(tokens, position)
        return found[0] if found else None

    def find(self, tokens: Sequence[Token], start: int = 0, stop: int | None = None) -> list[Match[V]]:
        """Return the longest matches from left to right, none overlapping."""
        limit = len(tokens) if stop is None else stop
        begun = self.begun(tokens if isinstance(tokens, Tokens) else Tokens(tokens))
        found, position = [], start
        for place in [i for i in range(start, limit) if i in begun] if limit - start < len(begun) else begun:
            match = begun[place][0]
            if position <= place < limit and (stop is None or match.stop <= stop):
                found.append(match)
                position = match.stop
        return found


def _by_second_word(forms: Sequence[tuple[Words, Any]]) -> Mapping[str | None, Sequence[int]]:
    """The numbers of forms by the keys of their second word; those of a single word under ``None``."""
    found: dict[str | None, list[int]] = {}
    for number, (words, _) in enumerate(forms):
        for key in words[1] if len(words) > 1 else (None,):
            found.setdefault(key, []).append(number)
    return found


def find_words(tokens: Tokens, words: Set[str]) -> list[int]:
    """Return the tokens of a text that have any of their forms among some words, in text order.

    Cost: one look at each different form of the text, or at each word where those are fewer. It is what
    ``[i for i, token in enumerate(tokens) if token.has(words)]`` is, and several times as fast.
    """
    places = _places(tokens)
    shared = words & places.keys()
    return sorted({place for form in shared for place in places[form]}) if shared else []


def _places(tokens: Tokens) -> Mapping[str, Sequence[int]]:
    """The tokens at which each form of a text stands, filed with the first question."""
    looked_up: dict[object, Any] = tokens.looked_up
    known: dict[str, list[int]] | None = looked_up.get(_places)
    if known is None:
        known = {}
        for place, token in enumerate(tokens):
            for form in token.forms:
                if form in known:
                    known[form].append(place)
                else:
                    known[form] = [place]
        looked_up[_places] = known
    return known


def _by_length(match: Match[Any]) -> int:
    return -match.stop


def _tail(word: Collection[str], token: Token) -> int:
    """How much of the last token is no part of the form."""
    return next((key.tail for key in token.keys if key.text in word), 0)


def _continues(words: Words, tokens: Sequence[Token], position: int) -> bool:
    for offset, word in enumerate(words[1:], start=position + 1):  # noqa: SIM110  all() of a generator takes twice as long
        if tokens[offset].forms.isdisjoint(word):
            return False
    return True


def _spacings(form: str) -> list[str]:
    if "\u200c" not in form:
        return [form]
    return [form, form.replace("\u200c", " ")]
