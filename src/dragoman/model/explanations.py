"""Why a page was read as it was: what voted, what abstained, what was overruled."""

from typing import Literal

from msgspec import Struct

from dragoman.model.readings import Reading
from dragoman.model.spans import Span

Verdict = Literal["kept", "abstained", "overruled"]


class Note(Struct, frozen=True, gc=False, order=True):
    """One vote of one rule about a stretch of the article, and what became of it.

    ``step`` is the layer (gazetteer, name-words, tagger, office, event, merging), ``rule`` what voted there, with the
    row of the table where it is one; ``says`` what it took the words for. A rule that abstained saw the words and did
    not trust them; one that was overruled did, and another knew better. ``reason`` is a sentence for people.
    """

    span: Span
    step: str
    rule: str
    says: str
    verdict: Verdict
    reason: str = ""


class Explanation(Struct, frozen=True, gc=False):
    """A reading with all the votes behind it, in text order."""

    reading: Reading
    notes: tuple[Note, ...]
