"""From claims about names to the cast of a page: each form where it stands, each referent once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.model import Span
from dragoman.reading.llm.answers import NameClaim
from dragoman.reading.llm.prompt import KINDS
from dragoman.reading.llm.quotes import FoldedText, is_name
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.sheet import Chunk, Sheet

RULE = "llm:name"
_COUNTRY = "country"
_SEATS = frozenset({"country", "place"})


class Named(Struct, frozen=True):
    """The cast of a page, and which of its referents each id of the claims stands for."""

    cast: Cast
    referents: Mapping[str, str]


def cast_names(sheet: Sheet, claims: Sequence[NameClaim], *, text: FoldedText, dropped: Counter[str]) -> Named:
    """Return the cast that claims about names give.

    A name whose forms do not stand on the page is dropped. Claims that share a place in the text, or a row of the
    gazetteer, are one referent. Where the longer form of another name covers a form, it names nothing there.

    Args:
        sheet: The page.
        claims: What the model says.
        text: The page's text, for looking up forms.
        dropped: Counts what is left out, by reason: ``name``, ``schema``.
    """
    places = _place(claims, text, dropped)
    groups = _Groups(sheet)
    for span, number in _without_overlaps(places, claims):
        groups.add(number, span, claims[number].kind)
    cast, by_group = Cast(sheet), {}
    for group, chunks in groups.finish():
        referent = by_group[group] = cast.begin(chunks[0])
        for chunk in chunks:
            cast.attach(referent, chunk)
    found = {}
    for number, claim in enumerate(claims):
        own = groups.find(number) if number in groups else groups.covering(places[number], claim.kind)
        if own is not None:
            found[claim.id] = by_group[own]
        elif places[number]:
            dropped["name"] += 1
    return Named(cast, found)


def _place(claims: Sequence[NameClaim], text: FoldedText, dropped: Counter[str]) -> list[list[Span]]:
    """Return where the forms of each claim stand; one whose kind is none, or that stands nowhere, has no place."""
    places: list[list[Span]] = []
    for claim in claims:
        if claim.kind not in KINDS:
            dropped["schema"] += 1
            places.append([])
            continue
        spans = {span for form in claim.forms if is_name(form) for span in text.find_names(form)}
        dropped["name"] += not spans
        places.append(sorted(spans))
    return places


def _without_overlaps(places: Sequence[Sequence[Span]], claims: Sequence[NameClaim]) -> Iterator[tuple[Span, int]]:
    """Yield each place with its claim, the longest first; inside a longer name only a country is named too."""
    ordered = sorted(
        ((span, number) for number, spans in enumerate(places) for span in spans),
        key=lambda found: (found[0].start - found[0].stop, found[0].start, found[1]),
    )
    owner: dict[int, Span] = {}
    for span, number in ordered:
        over = {owner[place] for place in range(span.start, span.stop) if place in owner}
        nested = claims[number].kind == _COUNTRY and len(over) == 1 and next(iter(over)).covers(span)
        if over and over != {span} and not nested:
            continue
        for place in range(span.start, span.stop):
            owner.setdefault(place, span)
        yield span, number


class _Groups:
    """Claims that name one and the same, by a place in the text or by a row of the gazetteer."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._listed = {(c.start, c.end): c for c in find_gazetteer_chunks(sheet) if c.kind in KINDS}
        self._parent: dict[int, int] = {}
        self._chunks: dict[Span, tuple[int, Chunk]] = {}
        self._by_reference: dict[str, int] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._parent

    def add(self, number: int, span: Span, kind: str) -> None:
        """Note that a claim names what stands in a place."""
        self._parent.setdefault(number, number)
        if span in self._chunks:
            self._join(self._chunks[span][0], number)
            return
        chunk = self._make_chunk(span, kind)
        self._chunks[span] = number, chunk
        if chunk.reference is not None:
            self._join(self._by_reference.setdefault(chunk.reference, number), number)

    def find(self, number: int) -> int:
        """Return the group of a claim: its first claim."""
        while self._parent[number] != number:
            number = self._parent[number]
        return number

    def covering(self, spans: Iterable[Span], kind: str) -> int | None:
        """Return the one group whose longer names of a kind cover the places of a claim, ``None`` for several."""
        named = [(place, n) for place, (n, chunk) in self._chunks.items() if chunk.kind == kind]
        over = {self.find(n) for span in spans for place, n in named if place.covers(span)}
        return over.pop() if len(over) == 1 else None

    def finish(self) -> Iterator[tuple[int, list[Chunk]]]:
        """Yield the groups in order of their first mention, each with its chunks in text order."""
        gathered: dict[int, list[Chunk]] = defaultdict(list)
        for number, chunk in sorted(self._chunks.values(), key=lambda kept: (kept[1].start, kept[1].end)):
            gathered[self.find(number)].append(chunk)
        yield from gathered.items()

    def _join(self, first: int, second: int) -> None:
        a, b = sorted((self.find(first), self.find(second)))
        self._parent[b] = a

    def _make_chunk(self, span: Span, kind: str) -> Chunk:
        """A chunk over a place; what the gazetteer knows there gives it its row, and tells countries from cities."""
        listed = self._listed.get((span.start, span.stop))
        same = listed is not None and (listed.kind == kind or {listed.kind, kind} <= _SEATS)
        first = self._sheet.token_range(Span(0, span.start + 1))[1] - 1
        return Chunk(
            kind=listed.kind if listed is not None and same else kind,
            first=max(first, 0),
            stop=self._sheet.token_range(Span(0, span.stop))[1],
            start=span.start,
            end=span.stop,
            rule=RULE,
            reference=listed.reference if listed is not None and same else None,
            value=listed.value if listed is not None and same else "",
        )
