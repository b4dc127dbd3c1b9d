"""What the tagger of names sees of a token: its word, its neighbours, and what the tables say about each.

Training and reading use the same functions, so a model never meets a feature that was made another way.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from dragoman.language.morphology import Key
from dragoman.language.tokens import Token
from dragoman.reading.sheet import Chunk, Sentence
from dragoman.reading.tables import Tables, load_tables

_SHAPES = ((re.compile(r"[^\W\d_]"), "a"), (re.compile(r"\d"), "0"))
_REACH = 4


class TokenView:
    """Makes the features of the sentences of one text from its tokens and its gazetteer chunks."""

    def __init__(self, tokens: Sequence[Token], tables: Tables, chunks: Iterable[Chunk]) -> None:
        """Mark each token with the table forms that it belongs to."""
        self.tokens = tokens
        self.tag = tables.pack.tag
        self.marks: list[list[str]] = [[] for _ in tokens]
        self.after: list[list[str]] = [[] for _ in tokens]
        for chunk in chunks:
            self._mark(chunk.first, chunk.stop, f"gz:{chunk.kind}{'?' if chunk.weak else ''}")
        self._mark_titles(tables)
        self.classes = [self._class(position) for position in range(len(tokens))]

    def _class(self, position: int) -> str:
        """Say in one word what the tables make of a token: the longest table form that it is in, else its word class."""
        marks = self.marks[position]
        return marks[0] if marks else describe_word(self.tag, self.tokens[position].text).kind

    def _mark(self, first: int, stop: int, name: str) -> None:
        for position in range(first, stop):
            self.marks[position].append(f"{name}:{'b' if position == first else 'i'}")
        self.marks[stop - 1].append(f"{name}:e")

    def _mark_titles(self, tables: Tables) -> None:
        lexicons = (("of", tables.offices), ("st", tables.styles), ("hd", tables.heads))
        for name, lexicon in lexicons:
            for match in lexicon.find(self.tokens):  # type: ignore[attr-defined]  # lexicons of unlike values
                place = name == "hd" and match.value.kind == "place"
                self._mark(match.first, match.stop, name + "p" if place else name)
                for distance, position in enumerate(range(match.stop, min(match.stop + _REACH, len(self.tokens)))):
                    self.after[position].append(f"<{name}{distance}")

    def sentence(self, sentence: Sentence) -> list[list[str]]:
        """Return the features of each token of a sentence."""
        first, stop = sentence.first, sentence.stop
        shouting = _is_headline(self.tokens[first:stop])
        return [self._features(position, first, stop, shouting) for position in range(first, stop)]

    def _features(self, position: int, first: int, stop: int, shouting: bool) -> list[str]:
        token = self.tokens[position]
        word = describe_word(self.tag, token.text)
        features = [*word.own, *self.marks[position], *self.after[position]]
        features += self._joined(position, first, stop)
        if position == first:
            features.append("bos")
        if shouting:
            features.append(f"headline:{word.shape}")
        for offset in (-2, -1, 1, 2):
            if first <= position + offset < stop:
                features += self._neighbour(position + offset, offset)
            else:
                features.append(f"{offset}:none")
        return features

    def _joined(self, position: int, first: int, stop: int) -> Iterable[str]:
        """Features of two and three tokens together: what a title before an unknown word says, neither says alone."""
        here = self.classes[position]
        before = self.classes[position - 1] if position > first else "bos"
        after = self.classes[position + 1] if position + 1 < stop else "eos"
        left = self.tokens[position - 1].key if position > first else "bos"
        right = self.tokens[position + 1].key if position + 1 < stop else "eos"
        yield f"j:{before}|{here}"
        yield f"j:{here}|{after}|"
        yield f"j:{before}|{here}|{after}"
        yield f"jl:{left}|{here}"
        yield f"jr:{here}|{right}"

    def _neighbour(self, position: int, offset: int) -> Iterable[str]:
        word = describe_word(self.tag, self.tokens[position].text)
        marks = self.marks[position]
        return (*word.beside[offset], *(f"{offset}:{mark}" for mark in marks)) if marks else word.beside[offset]


class WordView:
    """The features of a word by itself: ``own`` where it is looked at, ``beside`` by its distance from there."""

    __slots__ = ("beside", "kind", "own", "shape")

    def __init__(self, own: tuple[str, ...], near: tuple[str, ...], far: tuple[str, ...], *, shape: str, kind: str) -> None:
        """Name the features by their place."""
        self.own = own
        self.shape = shape
        self.kind = kind
        self.beside = {
            offset: tuple(f"{offset}:{feature}" for feature in (near if abs(offset) == 1 else far))
            for offset in (-2, -1, 1, 2)
        }


@lru_cache(maxsize=65536)
def describe_word(tag: str, text: str) -> WordView:
    """Return the features of a word. Cost: about 30 microseconds for a new word, nothing for one seen before."""
    tables = load_tables(tag)
    keys = tables.morphology.keys(text)
    form, shape, counts = keys[0].text, _shape(text), _name_feature(tables, keys)
    roles = [f"nm:{role}" for role, forms in tables.name_roles.items() if any(k.text in forms for k in keys)]
    lists = [f"fn:{name}" for name in _function_lists(tag) if form in tables.listed(name)]
    known = _grammar(tag, text, keys)
    grammar = [*known, *roles, *lists]
    near = (f"w:{form}", f"s:{shape}", counts, f"z:{form[-3:]}", *grammar)
    own = (
        f"w:{form}",
        *(f"k:{key.text}" for key in keys[1:]),
        *(f"c:{key.clitic}" for key in keys[1:] if key.clitic),
        *(f"p{n}:{form[:n]}" for n in (2, 3)),
        *(f"z{n}:{form[-n:]}" for n in (1, 2, 3, 4)),
        f"s:{shape}",
        f"l:{min(len(form), 12)}",
        counts,
        *grammar,
    )
    kind = lists[0] if lists else f"{shape[:2]}{counts[3:]}{known[-1][2:4] if known else ''}"
    return WordView(own, near, (f"w:{form}", f"s:{shape}", counts), shape=shape, kind=kind)


@cache
def _function_lists(tag: str) -> tuple[str, ...]:
    return tuple(sorted(load_tables(tag).words))


def _name_feature(tables: Tables, keys: Sequence[Key]) -> str:
    """Say how often the word is a given name and a family name, in steps."""
    given = max(tables.name_counts(key.text)[0] for key in keys)
    family = max(tables.name_counts(key.text)[1] for key in keys)
    return f"nc:{_step(given)}{_step(family)}"


def _step(count: int) -> int:
    return (count > 0) + (count > 2) + (count > 10)


def _shape(text: str) -> str:
    """Return how a word is written: ``Aa``, ``A.``, ``AA``, ``a``, ``0``, or the mark itself."""
    if not text[0].isalnum():
        return text
    if text[0].isdigit():
        return f"0{min(len(text), 4)}"
    if text[0].isupper():
        inner = "a" if len(text) > 1 and not text.isupper() else "A" * (len(text) > 1)
        return f"A{inner}{'-' * ('-' in text)}{'M' * (inner == 'a' and any(c.isupper() for c in text[1:]))}"
    return "a-" if "-" in text else "a"


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Tell whether most words of a sentence begin with a capital, so that capitals say little."""
    words = [t for t in tokens if t.is_word and len(t.text) > 3]
    return len(words) > 3 and sum(t.is_capital for t in words) * 4 >= len(words) * 3


def _grammar(tag: str, text: str, keys: Sequence[Key]) -> list[str]:
    """What a dictionary knows: whether it has the word at all; for Russian, the parts of speech and kinds of name."""
    if not text[0].isalpha():
        return []
    if tag == "ru":
        return _russian_grammar(text)
    from simplemma import is_known

    plain = text.replace("\u200c", "")
    forms = {plain[key.lead : len(plain) - key.tail] for key in keys} | {key.text for key in keys}
    forms.discard("")
    known = is_known(text, tag) or is_known(text.lower(), tag)
    return ["d:whole" if known else "d:part" if any(is_known(f, tag) for f in forms) else "d:none"]


_KINDS_OF_NAME = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")


def _russian_grammar(text: str) -> list[str]:
    from dragoman.language.morphology.russian import _parses

    parses = _parses(text.lower())
    kinds = {f"g:{name}" for parse in parses for name in _KINDS_OF_NAME if name in parse.tag}
    speech = {f"g:{parse.tag.POS}" for parse in parses}
    cases = {f"g:{parse.tag.case}" for parse in parses if parse.tag.case}
    return [*sorted(kinds | speech | cases), "d:whole" if parses[0].is_known else "d:none"]
