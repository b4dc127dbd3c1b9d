"""Frames: a trigger of words, the event type it stands for, and who fills which role.

The notation of ``frames.tsv`` is described in the guide "Add a language".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType

from msgspec import Struct, field

from dragoman.errors import PackError
from dragoman.language.morphology import Morphology
from dragoman.language.remembering import Remembered
from dragoman.language.tables import Row
from dragoman.language.tokens import Token, Tokens
from dragoman.reading.sheet import Sentence, Sheet
from dragoman.reading.tables import load_tables

GAP = ".."
ALONE = "-"
NO_EVENT = "none"
_WIDEST_GAP = 8
_REMEMBERED = 5_000
_BARE = frozenset(
    {
        "subj",
        "obj",
        "gen",
        "nom",
        "acc",
        "dat",
        "ins",
        "any",
        "office",
        "own",
        "main",
        "noun",
        "seat",
        "sole",
        "closing",
    }
)
_WALLS = frozenset(';:؛«»“”"')


class Element(Struct, frozen=True):
    """One token of a trigger: it fits by key, by exact surface or by the beginning of a key.

    ``bare`` keys fit a word that no article, no preposition (of ``closed``) and no suffix is written on.
    """

    keys: frozenset[str]
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    bare: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def fits(self, token: Token) -> bool:
        """Tell whether a token of the text is such a token."""
        if token.has(self.keys) or token.text in self.exact or (self.bare and token.has_bare(self.bare, self.closed)):
            return True
        return bool(self.prefixes) and token.key.startswith(self.prefixes)


class Slot(Struct, frozen=True):
    """A role and how its filler is marked; ``markers`` are tried in order."""

    role: str
    markers: tuple[str, ...]
    required: bool


class Frame(Struct, frozen=True):
    """A row of ``frames.tsv``; ``name`` says where the row is.

    ``elements`` holds a number where a gap of up to so many words stands; ``alone`` frames need no actor. A sentence
    that lacks all the keys of one of ``needed`` cannot have the trigger, whatever stands where.
    """

    elements: tuple[Element | int, ...]
    type: str
    slots: tuple[Slot, ...]
    status: str
    name: str
    alone: bool
    needed: tuple[frozenset[str], ...] = ()

    @property
    def size(self) -> int:
        """How many tokens the trigger fixes."""
        return sum(1 for element in self.elements if not isinstance(element, int))


class Trigger(Struct, frozen=True):
    """A frame found in a sentence: its first and last token, and all tokens that it uses."""

    frame: Frame
    first: int
    last: int
    used: tuple[int, ...]


class _Stretch:
    """What a gap may cross in a sentence; worked out where the first gap asks, for most sentences have none."""

    def __init__(self, sheet: Sheet, sentence: Sentence) -> None:
        self._sheet, self._sentence = sheet, sentence
        self.stop = sentence.stop

    @cached_property
    def inner(self) -> frozenset[int]:
        """Tokens that a gap does not count: marks, numbers, and the words of a name after its first."""
        sentence, tokens = self._sentence, self._sheet.tokens
        inner = {i for i in range(sentence.first, sentence.stop) if not tokens[i].is_word}
        for chunk in self._sheet.chunks_in(sentence.first, sentence.stop):
            inner.update(range(chunk.first + 1, chunk.stop))
        return frozenset(inner)

    @cached_property
    def walls(self) -> frozenset[int]:
        """Tokens that a gap does not cross: relative words and hard stops, save where the verb comes last."""
        tables, sentence, tokens = self._sheet.tables, self._sentence, self._sheet.tokens
        if tables.pack.strategies["roles"] == "verb-final":
            return frozenset()
        breaks = tables.pack.strategies["roles"] == "subject-verb"
        words = tables.any_of("relative", "clause_breaks") if breaks else tables.listed("relative")
        positions = range(sentence.first, sentence.stop)
        return frozenset(i for i in positions if tokens[i].text in _WALLS or tokens[i].has(words))

    @cached_property
    def auxiliaries(self) -> frozenset[int]:
        """Auxiliaries of the future, which stand between the two words of a verb: Persian "will" in "sign will do"."""
        words, sentence = self._sheet.tables.listed("future_auxiliaries"), self._sentence
        if not words:
            return frozenset()
        return frozenset(i for i in range(sentence.first, sentence.stop) if self._sheet.tokens[i].has(words))


class Frames(Struct, frozen=True, eq=False):
    """The frames of one language, filed by the keys of their first token; ``seen`` remembers frequent words.

    ``rest`` are those whose first token may be known by more than its keys: by one of the ``surfaces``, or by a
    beginning among the ``prefixes``.
    """

    by_key: Mapping[str, tuple[Frame, ...]]
    rest: tuple[Frame, ...]
    surfaces: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    seen: Remembered[str, tuple[Frame, ...]] = field(default_factory=lambda: Remembered(_REMEMBERED))

    def begun(self, tokens: Tokens) -> Mapping[int, tuple[Frame, ...]]:
        """Return the frames whose first element fits a token, by the place of that token, in text order.

        Frames of which the text lacks a word are left out. Cost: one look at each word of a text, the first time that
        it is asked about; most begin no frame.
        """
        known = tokens.looked_up.get(self)
        if known is None:
            words = {token.text: token for token in tokens}
            lacks = gather_forms(words.values()).isdisjoint
            of_word = {token.text: self._fulfilled(token, lacks) for token in self._likely(words.values())}
            known = {i: of_word[token.text] for i, token in enumerate(tokens) if token.text in of_word}
            tokens.looked_up[self] = known
        return known

    def _likely(self, words: Iterable[Token]) -> list[Token]:
        """The words that a frame may begin with."""
        strange, surfaces, prefixes = self.by_key.keys().isdisjoint, self.surfaces, self.prefixes
        return [
            word
            for word in words
            if not strange(word.forms) or word.text in surfaces or (prefixes and word.key.startswith(prefixes))
        ]

    def _fulfilled(self, token: Token, lacks: Callable[[frozenset[str]], bool]) -> tuple[Frame, ...]:
        """The frames that a word may begin in a text that lacks some words."""
        return tuple([frame for frame in self.starting(token) if not any(map(lacks, frame.needed))])

    def starting(self, token: Token) -> tuple[Frame, ...]:
        """Return the frames whose first element fits a token."""
        found = self.seen.get(token.text)
        return self.seen.keep(token.text, self._fitting(token)) if found is None else found

    def _fitting(self, token: Token) -> tuple[Frame, ...]:
        filed = (f for key in token.keys for f in self.by_key.get(key.text, ()))
        found = {id(f): f for f in filed if isinstance(f.elements[0], Element) and f.elements[0].fits(token)}
        found.update((id(f), f) for f in self.rest if isinstance(f.elements[0], Element) and f.elements[0].fits(token))
        return tuple(found.values())


@cache
def load_frames(tag: str) -> Frames:
    """Compile the frames of a shipped pack.

    Raises:
        PackError: A trigger or a role is malformed; with path and line.
    """
    tables = load_tables(tag)
    by_key: dict[str, list[Frame]] = {}
    rest: list[Frame] = []
    surfaces: set[str] = set()
    prefixes: list[str] = []
    forms = read_conjugations(tables.pack.words.get("conjugations", ()), tables.morphology)
    for row in tables.pack.rows("frames"):
        frame = compile_frame(row, tables.morphology, closed=tables.listed("prepositions"), forms=forms)
        first = frame.elements[0]
        if isinstance(first, int):
            raise PackError("a trigger cannot begin with a gap", row.path, row.line)
        for key in first.keys | first.bare:
            by_key.setdefault(key, []).append(frame)
        if first.prefixes or first.exact:
            rest.append(frame)
            surfaces |= first.exact
            prefixes += first.prefixes
    filed = {key: tuple(frames) for key, frames in by_key.items()}
    return Frames(filed, tuple(rest), frozenset(surfaces), tuple(prefixes))


def read_conjugations(lines: Iterable[str], morphology: Morphology) -> Mapping[str, frozenset[str]]:
    """Return the forms of verbs, each filed under the first form of its line, which a trigger names them by."""
    folded = ([morphology.fold(form) for form in line.split("|")] for line in lines)
    return {forms[0]: frozenset(forms) for forms in folded}


def compile_frame(
    row: Row,
    morphology: Morphology,
    *,
    closed: frozenset[str] = frozenset(),
    forms: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Frame:
    """Turn one row into a frame.

    Args:
        row: The row of ``frames.tsv``.
        morphology: Folds the words of the trigger.
        closed: The prepositions that may not be written on a bare word.
        forms: The forms of verbs by the one that stands for all of them.

    Raises:
        PackError: The row is malformed.
    """
    elements = tuple(
        _gap(word, row) if word.startswith(GAP) else _element(word, morphology, closed, forms)
        for word in row["trigger"].split()
    )
    roles = row["roles"].split()
    slots = tuple(_slot(text, morphology, row) for text in roles if text != ALONE)
    if all(isinstance(element, int) for element in elements):
        raise PackError("a trigger needs at least one word", row.path, row.line)
    return Frame(
        elements=elements,
        type=row["type"],
        slots=slots,
        status=row["status"] or "happened",
        name=f"frames.tsv:{row.line}",
        alone=ALONE in roles,
        needed=tuple(_needed(elements[1:])),
    )


def _needed(elements: tuple[Element | int, ...]) -> Iterator[frozenset[str]]:
    """The keys by which alone a token can be known, for each element that has no other way."""
    for element in elements:
        if isinstance(element, Element) and not element.exact and not element.prefixes:
            yield element.keys | element.bare


def _gap(text: str, row: Row) -> int:
    reach = text[len(GAP) :]
    if reach and not reach.isdigit():
        raise PackError(f"a gap is written .. or ..N, got {text!r}", row.path, row.line)
    return int(reach) if reach else _WIDEST_GAP


def _element(text: str, morphology: Morphology, closed: frozenset[str], forms: Mapping[str, frozenset[str]]) -> Element:
    keys, exact, prefixes, bare = set(), set(), [], set()
    for word in text.split("|"):
        if word.startswith("="):
            exact.add(word[1:])
        elif word.startswith("^"):
            bare.add(morphology.fold(word[1:]))
        elif word.endswith("*"):
            prefixes.append(morphology.fold(word[:-1]))
        elif word:
            keys.add(morphology.fold(word))
    keys.update(*[forms[key] for key in keys if key in forms])
    return Element(frozenset(keys), frozenset(exact), tuple(prefixes), frozenset(bare), closed)


def _slot(text: str, morphology: Morphology, row: Row) -> Slot:
    role, _, marker = text.partition("=")
    if not role or not marker:
        raise PackError(f"a role is written role=marker, got {text!r}", row.path, row.line)
    required = marker.endswith("!")
    return Slot(role, tuple(_markers(marker.rstrip("!"), morphology)), required)


def _markers(text: str, morphology: Morphology) -> list[str]:
    """The markers of a role; after the first preposition every word that is no bare marker is one, too."""
    markers: list[str] = []
    prepositions = False
    for part in text.split("|"):
        prepositions = prepositions or part.startswith("@")
        if part.startswith("@") or (prepositions and part not in _BARE):
            markers.append("@" + morphology.fold(part.lstrip("@")))
        else:
            markers.append(part)
    return markers


def gather_forms(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the keys of all the tokens of a stretch."""
    return frozenset().union(*[token.forms for token in tokens])


def find_triggers(sheet: Sheet, sentence: Sentence) -> list[Trigger]:
    """Return every frame whose trigger stands in the sentence, the most specific first at each place."""
    begun = load_frames(sheet.tables.pack.tag).begun(sheet.tokens)
    places = begun.keys() & range(sentence.first, sentence.stop)
    if not places:
        return []
    found, stretch = [], _Stretch(sheet, sentence)
    lacks = gather_forms(sheet.tokens[sentence.first : sentence.stop]).isdisjoint
    for position in places:
        for frame in begun[position]:
            if any(map(lacks, frame.needed)):
                continue
            used = _match(frame, sheet.tokens, position, stretch)
            if used:
                found.append(Trigger(frame, used[0], used[-1], used))
    return sorted(found, key=lambda t: (-len(t.used), t.first))


def _match(frame: Frame, tokens: tuple[Token, ...], start: int, stretch: _Stretch) -> tuple[int, ...]:
    """The tokens that a trigger uses where it begins at a token that its first element fits; none where it does not."""
    used = [start]
    position, reach = start + 1, 0
    for element in frame.elements[1:]:
        if isinstance(element, int):
            reach = element
            continue
        found = _seek(element, tokens, (position, reach), stretch)
        if found is None:
            return ()
        used += [i for i in range(position, found) if i in stretch.auxiliaries]
        used.append(found)
        position, reach = found + 1, 0
    return tuple(used)


def _seek(element: Element, tokens: tuple[Token, ...], where: tuple[int, int], stretch: _Stretch) -> int | None:
    """The first fitting token from a position on, over at most ``reach`` counted words."""
    position, reach = where
    while position < stretch.stop and reach >= 0:
        if element.fits(tokens[position]):
            return position
        if position in stretch.walls:
            return None
        reach -= position not in stretch.inner and position not in stretch.auxiliaries
        position += 1
    return None
