"""What the tagger of names sees of a word by itself: letters, keys, and what name tables and dictionaries say of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.language.morphology import Key
from dragoman.language.tokens import Token
from dragoman.reading.tables import Tables

_LISTS = (
    "articles",
    "conjunctions",
    "coordinators",
    "from",
    "locative",
    "of",
    "prepositions",
    "pronouns",
    "relative",
    "speech_verbs",
    "towards",
)
_ROLES = ("particle", "given", "family-suffix", "patronymic-suffix", "stop")


class Sort(NamedTuple):
    """The features that many words share: how one is written, how often it is a name, its length, what it is."""

    shape: str
    counts: str
    length: str
    grammar: tuple[str, ...]

    @property
    def own(self) -> tuple[str, ...]:
        """What is seen of it where the word is looked at."""
        return (self.shape, self.counts, self.length, *self.grammar)

    @property
    def near(self) -> tuple[str, ...]:
        """What is seen of it where the word is next to the one that is looked at."""
        return (self.shape, self.counts, *self.grammar)

    @property
    def far(self) -> tuple[str, ...]:
        """What is seen of it from two words away."""
        return (self.shape, self.counts)


class WordView(NamedTuple):
    """The features of a word: those of its sort, the word itself, its letters, and its end as a neighbour shows it.

    ``shape`` says how it is written, ``kind`` in a few letters what sort of word it is.
    """

    sort: Sort
    word: str
    letters: tuple[str, ...]
    end: str
    shape: str
    kind: str

    @property
    def own(self) -> tuple[str, ...]:
        """What is seen of it where it is looked at."""
        return (self.word, *self.sort.own, *self.letters)

    def beside(self, offset: int) -> tuple[str, ...]:
        """Return what is seen of it as a neighbour at a distance."""
        sort = self.sort
        if abs(offset) > 1:
            return (self.word, *sort.far)
        return (self.word, *sort.far, self.end, *sort.grammar)


class WordViews:
    """Looks at words through the tables of one language."""

    def __init__(self, tables: Tables) -> None:
        """Gather the lists of function words and of parts of names."""
        self._tables = tables
        self._lists = _turn({name: tables.listed(name) for name in _LISTS})
        self._roles = _turn({name: tables.name_roles.get(name, frozenset()) for name in _ROLES})

    def of(self, token: Token) -> WordView:
        """Return the view of a token's word. Cost: some 20 microseconds."""
        text, form, shape = token.text, token.key, describe_shape(token.text)
        counts = self._name_counts(token.keys)
        known = self._dictionary(token) if token.is_word else ("d:mark",)
        lists = self._lists.get(form, ())
        roles = {name for key in token.keys for name in self._roles.get(key.text, ())}
        named = (f"nm:{name}" for name in _ROLES if name in roles) if roles else ()
        grammar = (*known, *(f"fn:{name}" for name in lists), *named)
        sort = Sort(f"s:{shape}", counts, f"l:{min(len(form), 12)}", grammar)
        kind = lists[0] if lists else f"{shape if not text[0].isdigit() else '0'}{counts[3:]}{known[0][2:]}"
        return WordView(sort, f"w:{form}", self._spell(form, token.keys), f"z:{form[-3:]}", shape, kind)

    def _name_counts(self, keys: Sequence[Key]) -> str:
        """Say how often the word is a given name and a family name, in steps."""
        given = family = 0
        for key in keys:
            as_given, as_family = self._tables.name_counts(key.text)
            given, family = max(given, as_given), max(family, as_family)
        return f"nc:{_step(given)}{_step(family)}"

    def _spell(self, form: str, keys: Sequence[Key]) -> tuple[str, ...]:
        caseless = self._tables.pack.script == "Arab"
        return (*_spelling(form, keys), *(_more_spelling(form, keys) if caseless else ()))

    def _dictionary(self, token: Token) -> tuple[str, ...]:
        """Say whether a dictionary has the word, whole or without its clitics; for Russian its parts of speech too."""
        morphology, text = self._tables.morphology, token.text
        if self._tables.pack.strategies["morphology"] == "russian":
            return _russian_grammar(text)
        if morphology.knows(text):
            return ("d:w",)
        plain = text.replace("\u200c", "")
        parts = {plain[key.lead : len(plain) - key.tail] for key in token.keys} | {key.text for key in token.keys}
        return ("d:p" if any(part and morphology.knows(part) for part in parts) else "d:n",)


def _turn(lists: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Return by word the names of the lists that have it, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def _spelling(form: str, keys: Sequence[Key]) -> Iterator[str]:
    """Letters at either end and inside, for names look alike, and what is left without clitics."""
    for size in (1, 2, 3, 4):
        yield f"z{size}:{form[-size:]}"
    for size in (2, 3):
        yield f"p{size}:{form[:size]}"
    for start in range(1, min(len(form) - 3, 9)):
        yield f"t:{form[start : start + 3]}"
    for key in keys[1:]:
        yield f"k:{key.text}"
        if key.clitic:
            yield f"c:{key.clitic}"


def _more_spelling(form: str, keys: Sequence[Key]) -> Iterator[str]:
    """Longer and shorter ends, and the ends of what is left without clitics.

    Where capitals tell names, these add nothing: English gained no name of a reading by them, Russian lost some.
    """
    yield f"z5:{form[-5:]}"
    for size in (1, 4, 5):
        yield f"p{size}:{form[:size]}"
    for key in keys[1:]:
        for size in (2, 3, 4):
            yield f"kz{size}:{key.text[-size:]}"
            yield f"kp{size}:{key.text[:size]}"


def _step(count: int) -> int:
    return (count > 0) + (count > 2) + (count > 10)


def describe_shape(text: str) -> str:
    """Return how a word is written.

    >>> [describe_shape(word) for word in ("Anna", "UN", "A", "al-Hadi", "NATO-led", "2026", "«")]
    ['Aa', 'AA', 'A', 'a-', 'Aa-+', '04', '«']
    """
    if text[0].isdigit():
        return f"0{min(len(text), 4)}"
    if not text[0].isalpha():
        return text
    hyphen = "-" * ("-" in text)
    if not text[0].isupper():
        return f"a{hyphen}"
    if text.isupper():
        return f"A{'A' * (len(text) > 1)}{hyphen}"
    return f"Aa{hyphen}{'+' * any(c.isupper() for c in text[1:])}"


_KINDS_OF_NAME = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")


def _russian_grammar(text: str) -> tuple[str, ...]:
    from dragoman.language.morphology.russian_dictionary import is_known, parse_word

    parses = parse_word(text.lower())
    return _describe_tags(tuple(parse.tag for parse in parses), known=is_known(parses[0]))


@lru_cache(maxsize=4096)
def _describe_tags(tags: tuple[Any, ...], *, known: bool) -> tuple[str, ...]:
    """Say what the dictionary's tags of a word, the likeliest first, tell of it; many words share them."""
    found = {name for tag in tags for name in _KINDS_OF_NAME if name in tag}
    found |= {str(tag.POS) for tag in tags} | {str(tag.case) for tag in tags if tag.case}
    kind = next((name for name in _KINDS_OF_NAME if name in found), str(tags[0].POS))
    letter = "w" if known else "n"
    return (f"d:{letter}{kind}", f"d:{letter}", *(f"g:{name}" for name in sorted(found)))
