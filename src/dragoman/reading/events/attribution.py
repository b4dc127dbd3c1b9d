"""Attribution chains: who says that who said it, the outermost first.

An outlet quotes an agency that quotes a minister who says that a president promised. What stands in the reported part
of a sentence is told by all of them; the meeting at which somebody spoke is not.
"""

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.organisation_tables import PRESS, is_outlet
from dragoman.model import EventMention
from dragoman.reading.events.actors import Actor
from dragoman.reading.mentions.linking import Named
from dragoman.reading.mentions.referents import Cast
from dragoman.reading.sheet import Sentence, Sheet

_SPEECH = frozenset({"state", "accuse", "threaten", "request", "reject", "support"})
_OPENERS, _CLOSERS = frozenset("«“"), frozenset("»”")
_STRAIGHT = '"'
_MARKS = frozenset(":,،—–-")
_NEAR = 2
_PHRASE = 4


class Source(Struct, frozen=True):
    """Somebody who says: a referent or the words for an unnamed source, named at token ``first``."""

    name: str
    first: int


def is_agency(cast: Cast, referent: str) -> bool:
    """Tell whether a referent is a news agency or outlet, by its table or by its head word."""
    by_head = any(c.value in PRESS for c in cast.chunks_of[referent])
    return by_head or is_outlet(cast.reference(referent))


class Attribution:
    """Credits the events of a page with their sources, sentence by sentence, and remembers whose quotation is open.

    ``body`` is the number of the first sentence that is no title; the outlet that it opens with tells the whole page.
    """

    def __init__(self, named: Named) -> None:
        """Begin before the first sentence."""
        self._cast = named.cast
        self._opening: tuple[str, ...] = ()
        self._quoted: str | None = None
        self.body = next((s.number for s in named.sheet.sentences if not s.is_title), 0)

    def credit(
        self, named: Named, sentence: Sentence, actors: tuple[Actor, ...], events: list[EventMention]
    ) -> list[EventMention]:
        """Return the events of the next sentence with their chains filled in.

        Args:
            named: The names of the sentence.
            sentence: The sentence; each must come once, in text order.
            actors: Its actors.
            events: Its events, statements among them.
        """
        if not events and sentence.number != self.body:
            self._follow(named.sheet, sentence, [])
            return []
        agencies = _find_agencies(named, sentence)
        cited = _find_cited(named.sheet, sentence, actors)
        if sentence.number == self.body:
            self._opening = tuple(
                s.name for s in agencies if _is_cited(s, cited) or s.first - sentence.first <= _PHRASE
            )
        outer = [*self._opening, *(s.name for s in agencies), *(s.name for s in cited)]
        quoted = self._quoted
        speeches = [e for e in events if e.type in _SPEECH and e.roles]
        found = []
        for event in events:
            speaker = next((s.roles[0].referent for s in speeches if _reports(named.sheet, sentence, s, event)), quoted)
            found.append(replace(event, reported_by=_chain(event, [*outer, *([speaker] if speaker else [])])))
        self._follow(named.sheet, sentence, speeches)
        return found

    def _follow(self, sheet: Sheet, sentence: Sentence, speeches: list[EventMention]) -> None:
        """A quotation that a sentence leaves open goes on in the next one, in the mouth of the same speaker."""
        texts = [t.text for t in sheet.tokens[sentence.first : sentence.stop]]
        opened = sum(t in _OPENERS for t in texts) - sum(t in _CLOSERS for t in texts)
        opened += texts.count(_STRAIGHT) % 2 if self._quoted is None else -(texts.count(_STRAIGHT) % 2)
        if opened > 0 and speeches:
            self._quoted = speeches[-1].roles[0].referent
        elif opened < 0:
            self._quoted = None


def _chain(event: EventMention, sources: list[str]) -> tuple[str, ...]:
    """The sources in order, each once; who makes a statement does not report it."""
    own = event.roles[0].referent if event.type in _SPEECH and event.roles else None
    return tuple(name for name in dict.fromkeys(sources) if name != own)


def _find_agencies(named: Named, sentence: Sentence) -> list[Source]:
    """The outlets that a sentence names, in the order in which it names them."""
    chunks = [c for c in named.sheet.chunks_in(sentence.first, sentence.stop) if c in named.cast.of_chunk]
    bodies = [(c, named.cast.of_chunk[c]) for c in chunks if c.kind == "organisation"]
    return [Source(referent, c.first) for c, referent in bodies if is_agency(named.cast, referent)]


def _find_cited(sheet: Sheet, sentence: Sentence, actors: tuple[Actor, ...]) -> list[Source]:
    """Whoever follows "according to": an actor, or the words for a source without a name."""
    found = []
    for match in sheet.tables.citations.find(sheet.tokens, sentence.first, sentence.stop):
        after = next((a for a in actors if a.referent and 0 <= a.first - match.stop <= _NEAR), None)
        if after is not None:
            found.append(Source(after.referent, after.first))
        elif words := _unnamed(sheet, sentence, match.stop):
            found.append(Source(words, match.stop))
    return found


def _unnamed(sheet: Sheet, sentence: Sentence, first: int) -> str:
    """The words of a source without a name, where one of them says that it is a source ("a source in the ministry")."""
    nouns, near = sheet.tables.listed("unnamed_sources"), range(first, min(first + _NEAR + 1, sentence.stop))
    core = next((i for i in near if sheet.tokens[i].has(nouns)), None)
    if core is None:
        return ""
    last = core
    while last + 1 < sentence.stop and last < core + _PHRASE and sheet.tokens[last + 1].is_word:
        last += 1
    return sheet.text[sheet.tokens[first].start : sheet.tokens[last].stop]


def _is_cited(source: Source, cited: list[Source]) -> bool:
    return any(source.name == other.name for other in cited)


def _reports(sheet: Sheet, sentence: Sentence, speech: EventMention, event: EventMention) -> bool:
    """Tell whether an event stands in what a speech of the same sentence says.

    What follows the speech is told by it from the first "that", colon or quotation mark on, or from its own clause
    where there is none; what stands before it, if a comma or a quotation parts the two.
    """
    if speech is event or speech.trigger == event.trigger:
        return False
    said, told = (sheet.token_range(span)[0] for span in (speech.trigger, event.trigger))
    between = range(min(said, told) + 1, max(said, told))
    marks = sheet.tables.listed("complementisers")
    linked = any(sheet.tokens[i].has(marks) or _is_opening(sheet, i) for i in between)
    if told > said:
        return linked
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    return linked if final else any(sheet.tokens[i].text in (",", "»", "”", _STRAIGHT) for i in range(said - 4, said))


def _is_opening(sheet: Sheet, position: int) -> bool:
    return sheet.tokens[position].text in _OPENERS or sheet.tokens[position].text in (":", _STRAIGHT)
