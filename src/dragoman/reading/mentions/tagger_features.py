"""What the tagger of names sees of a token: its word, its neighbours, and what the tables say about each.

Training and reading use the same functions, so a model never meets a feature that was made another way. A change
here, or a
large change of the tables, asks for a new training.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from dragoman.language.tokens import Token, Tokens
from dragoman.reading.mentions.tagger_words import WordView, WordViews
from dragoman.reading.sheet import Chunk, Sentence
from dragoman.reading.tables import Tables, load_tables

_REACH = 4
_TROOPS = "troops"
NOBODY = "none"
"""The word beyond the end of a sentence."""


@cache
def load_word_views(tag: str) -> WordViews:
    """Return what looks at the words of a language."""
    return WordViews(load_tables(tag))


NEIGHBOURS = (-2, -1, 1, 2)
"""How far away the words are that a token sees."""


class Seen(Protocol):
    """What the features of a token need to know of its word."""

    @property
    def shape(self) -> str:
        """How it is written."""

    @property
    def kind(self) -> str:
        """What sort of word it is."""


class TokenMarks:
    """What the tables say of the tokens of one text: the forms that each belongs to, and those that it follows."""

    def __init__(self, tokens: Tokens, tables: Tables, chunks: Iterable[Chunk], words: Sequence[Seen]) -> None:
        """Mark each token with the table forms that it belongs to.

        Args:
            tokens: The tokens of the text.
            tables: The tables of its language.
            chunks: The gazetteer's chunks, weak forms with them.
            words: What is known of the word of each token.
        """
        self.tokens, self.words = tokens, words
        self.marks: dict[int, list[str]] = {}
        self.after: dict[int, list[str]] = {}
        for chunk in chunks:
            self._mark(chunk.first, chunk.stop, f"gz:{chunk.kind}{'?' if chunk.weak else ''}")
        self._mark_titles(tables)
        self.classes = [word.kind for word in words]
        for position, marks in self.marks.items():
            self.classes[position] = marks[0]

    def _mark(self, first: int, stop: int, name: str) -> None:
        for position in range(first, stop):
            self.marks.setdefault(position, []).append(f"{name}:{'b' if position == first else 'i'}")
        self.marks[stop - 1].append(f"{name}:e")

    def _mark_titles(self, tables: Tables) -> None:
        for match in tables.offices.find(self.tokens):
            self._mark_lead("of", match.first, match.stop)
        for style in tables.styles.find(self.tokens):
            self._mark_lead("st", style.first, style.stop)
        for head in tables.heads.find(self.tokens):
            if head.value.head == _TROOPS:  # they name no body
                continue
            self._mark_lead("hp" if head.value.kind == "place" else "hd", head.first, head.stop)

    def _mark_lead(self, name: str, first: int, stop: int) -> None:
        """Mark a form and tell the words after it how far away it is."""
        self._mark(first, stop, name)
        for distance, position in enumerate(range(stop, min(stop + _REACH, len(self.tokens)))):
            self.after.setdefault(position, []).append(f"<{name}{distance}")

    def of(self, position: int, first: int, stop: int) -> list[str]:
        """Return what is seen of a token beyond its word and its neighbours' words, in its sentence's bounds."""
        return [*self.of_token(position, first, stop), *join_kinds(*self.kinds_around(position, first, stop))]

    def of_token(self, position: int, first: int, stop: int) -> list[str]:
        """Return what is seen of a token as :meth:`of` does, but for what :func:`join_kinds` says of its kind."""
        marks, here = self.marks, self.classes[position]
        left = self.tokens[position - 1].key if position > first else NOBODY
        right = self.tokens[position + 1].key if position + 1 < stop else NOBODY
        joined = f"j4:{left}|{here}", f"j5:{here}|{right}"
        features = [*marks.get(position, ()), *self.after.get(position, ()), *joined]
        for offset in NEIGHBOURS:
            other = position + offset
            if other in marks and first <= other < stop:
                features += [f"{offset}:{mark}" for mark in marks[other]]
        return features

    def headline(self, first: int, stop: int) -> list[str]:
        """Return a feature for each token of a headline in capitals; nothing for another sentence."""
        if not _is_headline(self.tokens[first:stop]):
            return []
        return [f"headline:{word.shape}" for word in self.words[first:stop]]

    def kinds_around(self, position: int, first: int, stop: int) -> tuple[str, str, str]:
        """Return the kinds of a token's left neighbour, of itself, and of its right neighbour in its sentence."""
        kinds = self.classes
        before = kinds[position - 1] if position > first else NOBODY
        return before, kinds[position], kinds[position + 1] if position + 1 < stop else NOBODY


def join_kinds(before: str, here: str, after: str) -> tuple[str, ...]:
    """Features of two and three kinds together: what a title before an unknown word says, neither says alone."""
    return f"j1:{before}|{here}", f"j2:{here}|{after}", f"j3:{before}|{here}|{after}"


class TokenViews:
    """Makes the features of the sentences of one text, as a model is trained with them."""

    def __init__(self, tokens: Tokens, tables: Tables, chunks: Iterable[Chunk], words: WordViews) -> None:
        """Look at each word, and mark it with the table forms that it belongs to."""
        seen = {token.text: token for token in tokens}
        views = {text: words.of(token) for text, token in seen.items()}
        self._words: list[WordView] = [views[token.text] for token in tokens]
        self._marks = TokenMarks(tokens, tables, chunks, self._words)

    def sentence(self, sentence: Sentence) -> list[list[str]]:
        """Return the features of each token of a sentence."""
        first, stop = sentence.first, sentence.stop
        found = [self._features(position, first, stop) for position in range(first, stop)]
        for features, headline in zip(found, self._marks.headline(first, stop), strict=False):
            features.append(headline)
        return found

    def _features(self, position: int, first: int, stop: int) -> list[str]:
        features = [*self._words[position].own, *self._marks.of(position, first, stop)]
        for offset in NEIGHBOURS:
            other = position + offset
            near = self._words[other].beside(offset) if first <= other < stop else (NOBODY,)
            features += [f"{offset}:{feature}" for feature in near]
        return features


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Tell whether most words of a sentence begin with a capital, so that capitals say little."""
    words = [t for t in tokens if t.is_word and len(t.text) > 3]
    return len(words) > 3 and sum(t.is_capital for t in words) * 4 >= len(words) * 3
