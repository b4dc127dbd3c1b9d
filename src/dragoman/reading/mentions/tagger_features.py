"""What the tagger of names sees of a token: its word, its neighbours, and what the tables say about each.

Training and reading use the same functions, so a model never meets a feature that was made another way. A change
here, or a
large change of the tables, asks for a new training.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from dragoman.language.tokens import Token
from dragoman.reading.mentions.tagger_words import WordViews
from dragoman.reading.sheet import Chunk, Sentence
from dragoman.reading.tables import Tables, load_tables

_REACH = 4


@cache
def load_word_views(tag: str) -> WordViews:
    """Return the views of a language's words; they are kept for the life of the process."""
    return WordViews(load_tables(tag))


class TokenViews:
    """Makes the features of the sentences of one text from its tokens and its gazetteer chunks."""

    def __init__(self, tokens: Sequence[Token], tables: Tables, chunks: Iterable[Chunk], words: WordViews) -> None:
        """Mark each token with the table forms that it belongs to, and look at each word."""
        self.tokens = tokens
        self.words = [words.of(token) for token in tokens]
        self.marks: list[list[str]] = [[] for _ in tokens]
        self.after: list[list[str]] = [[] for _ in tokens]
        for chunk in chunks:
            self._mark(chunk.first, chunk.stop, f"gz:{chunk.kind}{'?' if chunk.weak else ''}")
        self._mark_titles(tables)
        self.classes = [marks[0] if marks else word.kind for marks, word in zip(self.marks, self.words, strict=True)]

    def _mark(self, first: int, stop: int, name: str) -> None:
        for position in range(first, stop):
            self.marks[position].append(f"{name}:{'b' if position == first else 'i'}")
        self.marks[stop - 1].append(f"{name}:e")

    def _mark_titles(self, tables: Tables) -> None:
        for match in tables.offices.find(self.tokens):
            self._mark_lead("of", match.first, match.stop)
        for style in tables.styles.find(self.tokens):
            self._mark_lead("st", style.first, style.stop)
        for head in tables.heads.find(self.tokens):
            self._mark_lead("hp" if head.value.kind == "place" else "hd", head.first, head.stop)

    def _mark_lead(self, name: str, first: int, stop: int) -> None:
        """Mark a form and tell the words after it how far away it is."""
        self._mark(first, stop, name)
        for distance, position in enumerate(range(stop, min(stop + _REACH, len(self.tokens)))):
            self.after[position].append(f"<{name}{distance}")

    def sentence(self, sentence: Sentence) -> list[list[str]]:
        """Return the features of each token of a sentence."""
        first, stop = sentence.first, sentence.stop
        headline = _is_headline(self.tokens[first:stop])
        found = [self._features(position, first, stop) for position in range(first, stop)]
        if headline:
            for features, word in zip(found, self.words[first:stop], strict=True):
                features.append(f"headline:{word.shape}")
        return found

    def _features(self, position: int, first: int, stop: int) -> list[str]:
        features = [*self.words[position].own, *self.marks[position], *self.after[position]]
        features += self._joined(position, first, stop)
        for offset in (-2, -1, 1, 2):
            other = position + offset
            if first <= other < stop:
                features += self.words[other].beside[offset]
                features += [f"{offset}:{mark}" for mark in self.marks[other]]
            else:
                features.append(f"{offset}:none")
        return features

    def _joined(self, position: int, first: int, stop: int) -> tuple[str, ...]:
        """Features of two and three tokens together: what a title before an unknown word says, neither says alone."""
        here, before, after, left, right = self.classes[position], "none", "none", "none", "none"
        if position > first:
            before, left = self.classes[position - 1], self.tokens[position - 1].key
        if position + 1 < stop:
            after, right = self.classes[position + 1], self.tokens[position + 1].key
        return (
            f"j1:{before}|{here}",
            f"j2:{here}|{after}",
            f"j3:{before}|{here}|{after}",
            f"j4:{left}|{here}",
            f"j5:{here}|{right}",
        )


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Tell whether most words of a sentence begin with a capital, so that capitals say little."""
    words = [t for t in tokens if t.is_word and len(t.text) > 3]
    return len(words) > 3 and sum(t.is_capital for t in words) * 4 >= len(words) * 3
