"""Coreference inside a page: which mentions name the same person, body or place."""

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from dragoman.model import Mention, Referent, Span
from dragoman.reading.sheet import Chunk, Sheet

_LONG_ENOUGH = 3
_CLOSE = 0.82
_CLOSE_BODY = 0.9
_BODY_LONG_ENOUGH = 5


class Person:
    """A person of the page while mentions gather: the words of the fullest name, and the keys of each word."""

    def __init__(self, words: tuple[str, ...], keys: tuple[frozenset[str], ...]) -> None:
        """Begin with one full mention."""
        self.words = words
        self.keys = keys

    @property
    def family_keys(self) -> frozenset[str]:
        """The keys of the last word, by which the person is named short."""
        return self.keys[-1]


class Cast:
    """The referents of one page: who and what is named, with the chunks that name each."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin an empty cast for a sheet."""
        self.sheet = sheet
        self.chunks_of: dict[str, list[Chunk]] = {}
        self.people: dict[str, Person] = {}
        self.of_chunk: dict[Chunk, str] = {}
        self._reference: dict[str, str] = {}
        self._by_reference: dict[str, str] = {}
        self._unlisted: dict[str, str] = {}
        self._by_word: dict[str, dict[str, None]] = {}
        self._by_initial: dict[str, list[str]] = {}
        self._count = 0

    def add_all(self, chunks: Iterable[Chunk]) -> None:
        """Give every naming chunk its referent: full names first, then short ones."""
        ordered = sorted((c for c in chunks if c.kind in ("person", "organisation", "country", "place")), key=_fullness)
        for chunk in ordered:
            self.attach(self._find(chunk) or self.begin(chunk), chunk)

    def begin(self, chunk: Chunk) -> str:
        """Begin a referent for what a chunk names, which :meth:`attach` adds to it."""
        self._count += 1
        referent = f"r{self._count}"
        self.chunks_of[referent] = []
        if chunk.kind == "person":
            words = _name_words(self.sheet, chunk)
            person = self.people[referent] = Person(words, _word_keys(self.sheet, words))
            self._by_initial.setdefault(words[-1][0], []).append(referent)
            for key in frozenset().union(*person.keys):
                self._by_word.setdefault(key, {})[referent] = None
        elif chunk.reference is None:
            self._unlisted[referent] = self.sheet.tables.morphology.fold(self.sheet.surface(chunk))
        return referent

    def _find(self, chunk: Chunk) -> str | None:
        if chunk.kind == "person":
            return self.find_person(_name_words(self.sheet, chunk))
        if chunk.reference is not None:
            return self._by_reference.get(chunk.reference)
        name = self.sheet.tables.morphology.fold(self.sheet.surface(chunk))
        same = (r for r, other in self._unlisted.items() if self.kind(r) == chunk.kind and _same_name(name, other))
        return next(same, None)

    def find_person(self, words: tuple[str, ...]) -> str | None:
        """Return the person of the page that these words may name, or ``None``.

        A full name finds a person whose parts all fit; one word finds the latest person whose family name it is.
        """
        keys = _word_keys(self.sheet, words)
        if len(words) > 1:
            fitting = (r for r, p in self.people.items() if _fit(keys, p.keys, words, p.words))
            return next(fitting, None)
        named = {r: None for key in keys[0] for r in self._by_word.get(key, ())}
        found = [r for r in self.people if r in named] if len(named) > 1 else list(named)
        family = [r for r in found if keys[0] & self.people[r].family_keys]
        return family[-1] if family else found[0] if found else None

    def find_misspelt(self, word: str) -> str | None:
        """Return the person whose family name differs from ``word`` by one letter, if just one does."""
        if len(word) < _LONG_ENOUGH:
            return None
        fold = self.sheet.tables.morphology.fold
        names = {r: self.people[r].words[-1] for r in self._by_initial.get(word[0], ())}
        near = {r: name for r, name in names.items() if name != word and abs(len(name) - len(word)) <= 1}
        close = [r for r, name in near.items() if Levenshtein.distance(fold(name), fold(word)) == 1]
        return close[0] if len(close) == 1 else None

    def attach(self, referent: str, chunk: Chunk) -> None:
        """Add a chunk to a referent of the page."""
        self.chunks_of[referent].append(chunk)
        self.of_chunk[chunk] = referent
        if chunk.reference and referent not in self._reference:
            self._reference[referent] = chunk.reference
            self._by_reference.setdefault(chunk.reference, referent)

    def kind(self, referent: str) -> str:
        """Return a referent's kind."""
        return self.chunks_of[referent][0].kind

    def reference(self, referent: str) -> str | None:
        """Return a referent's table id."""
        return self._reference.get(referent)

    def with_reference(self, reference: str | None) -> str | None:
        """Return the referent that stands for a table id on this page."""
        return self._by_reference.get(reference) if reference is not None else None

    def referents(self) -> tuple[Referent, ...]:
        """Return the finished records, each with its mentions in text order."""
        return tuple(self._referent(r, chunks) for r, chunks in self.chunks_of.items() if chunks)

    def _referent(self, referent: str, chunks: list[Chunk]) -> Referent:
        named = [c for c in chunks if c.kind != "title"]
        kind = (named or chunks)[0].kind
        name = self._name(referent, named or chunks)
        plain = self._plain(named)
        mentions = tuple(
            Mention(
                span=Span(c.start, c.end),
                surface=self.sheet.text[c.start : c.end],
                kind=kind,  # type: ignore[arg-type]  # chunk kinds of a cast are mention kinds
                name=name,
                rule=c.rule,
                form="title" if c.kind == "title" or c in plain else "name",
            )
            for c in sorted(chunks, key=lambda c: c.start)
        )
        return Referent(
            id=referent,
            kind=kind,  # type: ignore[arg-type]
            name=name,
            language=self.sheet.tables.pack.tag,
            mentions=mentions,
            reference=self.reference(referent),
        )

    def _plain(self, chunks: list[Chunk]) -> list[Chunk]:
        """Return those of a body's chunks that are plain words, without a capital, where others are its proper name."""
        small = [c for c in chunks if c.kind == "organisation" and self.sheet.surface(c).islower()]
        return small if len(small) < len(chunks) else []

    def _name(self, referent: str, chunks: list[Chunk]) -> str:
        label = self.sheet.tables.labels.get(self.reference(referent) or "")
        if label is not None:
            return label
        if referent in self.people:
            return self._full_name(chunks)
        best = max(chunks, key=lambda c: (c.value != "acronym", c.end - c.start))
        return self.sheet.surface(best)

    def _full_name(self, chunks: list[Chunk]) -> str:
        """The fullest name in the nominative, rather one that is written so than one that is made so."""
        names = [(_name_words(self.sheet, c), c.first in self.sheet.introduced) for c in chunks]
        most = max(_written_out(words) for words, _ in names)
        fullest = [(words, subject) for words, subject in names if _written_out(words) == most]
        base_name = self.sheet.tables.morphology.base_name
        bases = [(base_name(words, subject=subject), " ".join(words)) for words, subject in fullest]
        return next((base for base, written in bases if base == written), bases[0][0])


def _written_out(name: tuple[str, ...]) -> tuple[int, int]:
    """How full a name is: its words that are no initials, then all of them."""
    return sum(len(word) > 1 for word in name), len(name)


def _fullness(chunk: Chunk) -> tuple[bool, int, int]:
    single = chunk.kind == "person" and chunk.stop - chunk.first == 1
    return (single, chunk.start, chunk.end)


def _name_words(sheet: Sheet, chunk: Chunk) -> tuple[str, ...]:
    words = [t for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word]
    first = words[0]
    surface = sheet.text[max(chunk.start, first.start) : min(chunk.end, first.stop)]
    return (surface or first.text, *(t.text for t in words[1:]))


def _word_keys(sheet: Sheet, words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(k.text for k in sheet.tables.name_keys(w)) for w in words)


def _fit(
    keys: tuple[frozenset[str], ...],
    others: tuple[frozenset[str], ...],
    words: tuple[str, ...],
    other_words: tuple[str, ...],
) -> bool:
    """Tell whether each word of the shorter name has its partner in the longer one, by a key or a near spelling.

    A misspelt name has one word right: two names that are near each other in every word are two.
    """
    (short, short_words), (long, long_words) = sorted(
        ((keys, words), (others, other_words)), key=lambda pair: len(pair[0])
    )
    longer = list(zip(long, long_words, strict=True))
    exact = any(k & o for k in short for o in long)
    return (
        exact
        and len(short) > 1
        and all(
            any(k & o or _near(w, ow) or _is_initial_of(w, ow) for o, ow in longer)
            for k, w in zip(short, short_words, strict=True)
        )
    )


def _is_initial_of(letter: str, word: str) -> bool:
    """Tell a capital letter that a given name begins with, or the other way round: "V. Doe" is "Vera Doe"."""
    short, long = sorted((letter, word), key=len)
    return len(short) == 1 and len(long) > 1 and short.isupper() and long.startswith(short)


def _near(word: str, other: str) -> bool:
    if min(len(word), len(other)) <= _LONG_ENOUGH:
        return False
    return Levenshtein.normalized_similarity(word, other) >= _CLOSE


def _same_name(name: str, other: str) -> bool:
    return name == other or (
        len(name) > _BODY_LONG_ENOUGH and Levenshtein.normalized_similarity(name, other) >= _CLOSE_BODY
    )
