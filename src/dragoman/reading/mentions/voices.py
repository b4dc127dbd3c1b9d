"""What each naming layer said of a page, for those who ask why: told by comparing the layers' results.

Nothing here decides anything; it is called only where an explanation was asked for.
"""

from collections.abc import Iterable

from msgspec import Struct

from dragoman.model import OfficeMention, Span
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.votes import Vote, Votes
from dragoman.reading.sheet import Chunk, Sheet

_NAMES = frozenset({"person", "organisation", "country", "place"})
_KINDS = frozenset({*_NAMES, "demonym"})


class Voices(Struct, frozen=True):
    """The results of the layers: the tables, the tagger, the grammar of names, the offices and who holds them."""

    listed: list[Chunk]
    votes: Votes
    persons: list[Chunk]
    phrases: list[OfficePhrase]
    offices: list[OfficeMention]


def record_voices(sheet: Sheet, voices: Voices) -> None:
    """Note every vote on the sheet, beside the chunks that it ended with."""
    final = [c for c in sheet.chunks if c.kind in _KINDS]
    for chunk in final:
        sheet.note(Span(chunk.start, chunk.end), _rule(chunk), _says(chunk), "kept", _basis(chunk))
    for chunk in (*voices.listed, *voices.persons):
        if chunk.kind in _KINDS and chunk not in final:
            _record_loss(sheet, chunk, final)
    for vote in voices.votes.names:
        _record_vote(sheet, vote, final, voices.votes.rights(vote.chunk.kind).add)
    for phrase in voices.phrases:
        _record_office(sheet, phrase, voices.offices)


def _rule(chunk: Chunk) -> tuple[str, str]:
    step, _, rest = chunk.rule.partition(":")
    return step, rest or chunk.rule


def _says(chunk: Chunk) -> str:
    return f"{chunk.kind} {chunk.reference}" if chunk.reference else chunk.kind


def _basis(chunk: Chunk) -> str:
    return "a weak form, with a second witness" if chunk.weak else ""


def _record_loss(sheet: Sheet, chunk: Chunk, final: Iterable[Chunk]) -> None:
    """A chunk that is not among the last ones was taken over by another, or had no second witness."""
    winner = _over(chunk, final)
    span = Span(chunk.start, chunk.end)
    if winner is not None and _same(winner, chunk):
        return
    if winner is not None:
        sheet.note(span, _rule(chunk), _says(chunk), "overruled", f"read as {_describe(sheet, winner)}")
    elif chunk.weak:
        sheet.note(span, _rule(chunk), _says(chunk), "abstained", "also an ordinary word, and no second witness")
    else:
        sheet.note(span, _rule(chunk), _says(chunk), "overruled", "the page's own outlet, or refused by the tagger")


def _record_vote(sheet: Sheet, vote: Vote, final: Iterable[Chunk], least: float) -> None:
    """What became of a name that the model sees; ``least`` is how sure it must be to add one."""
    chunk, sure = vote.chunk, f"{vote.probability:.2f} sure"
    span, winner = Span(chunk.start, chunk.end), _over(chunk, final)
    rule = (chunk.rule, chunk.rule)
    if winner is not None and _agrees(winner, chunk):
        sheet.note(span, rule, chunk.kind, "kept", f"{sure}; agrees with {winner.rule}")
    elif winner is not None:
        sheet.note(span, rule, chunk.kind, "overruled", f"{sure}; read as {_describe(sheet, winner)}")
    else:
        wanted = f"{least:.2f} are asked for" if least <= 1 else f"the {chunk.rule} may add none of this kind"
        sheet.note(span, rule, chunk.kind, "abstained", f"{sure}; {wanted}")


def _record_office(sheet: Sheet, phrase: OfficePhrase, offices: Iterable[OfficeMention]) -> None:
    """What became of an office phrase: a holder is named beside it, or nobody is."""
    span = Span(phrase.start, sheet.tokens[phrase.stop - 1].stop)
    of = f" of {phrase.of_reference}" if phrase.of_reference else ""
    says = f"office {phrase.office}{of}, {phrase.status}"
    held = any(span.overlaps(office.span) for office in offices)
    if held:
        sheet.note(span, ("office", "title-grammar"), says, "kept", "a name stands beside it")
    else:
        reason = "several holders" if phrase.plural else "no name stands beside it"
        sheet.note(span, ("office", "title-grammar"), says, "abstained", reason)


def _over(chunk: Chunk, final: Iterable[Chunk]) -> Chunk | None:
    """The last chunk that shares tokens with this one; the one with the same bounds first."""
    near = [c for c in final if c.first < chunk.stop and chunk.first < c.stop]
    return next((c for c in near if (c.first, c.stop) == (chunk.first, chunk.stop)), near[0] if near else None)


def _same(winner: Chunk, chunk: Chunk) -> bool:
    same_bounds = (winner.first, winner.stop) == (chunk.first, chunk.stop)
    return same_bounds and (winner.kind, winner.reference) == (chunk.kind, chunk.reference)


def _agrees(winner: Chunk, chunk: Chunk) -> bool:
    kinds = {winner.kind, chunk.kind}
    return (winner.first, winner.stop) == (chunk.first, chunk.stop) and (
        len(kinds) == 1 or kinds == {"country", "place"}
    )


def _describe(sheet: Sheet, chunk: Chunk) -> str:
    return f"{chunk.kind} «{sheet.surface(chunk)}» by {chunk.rule}"
