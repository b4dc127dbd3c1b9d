"""Names of persons in quotation marks beside an office, as headlines of scripts without capitals write them."""

from collections.abc import Iterator, Sequence

from dragoman.language.tokens import Token
from dragoman.reading.mentions.name_runs import NameRuns
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_OPENING = frozenset("«\"“„'‘(")
_CLOSING = frozenset("»\"”'’)")
_COMMAS = frozenset("،,")
_LONGEST = 6
_HEAD = 2


def find_quoted_names(runs: NameRuns, sentence: Sentence) -> Iterator[Chunk]:
    """Yield words in quotation marks beside an office, whatever else they may mean: «A B», office of X."""
    for phrase in runs.phrases if runs.words.caseless else ():
        if not sentence.first <= phrase.first < sentence.stop:
            continue
        bounds = _quote_before(runs.sheet, phrase.first, sentence.first)
        bounds = bounds or _quote_after(runs.sheet, phrase.stop, sentence.stop)
        if bounds is None or any(i in runs.offices for i in range(*bounds)) or _names_body(runs.sheet, bounds[0] - 1):
            continue
        if _is_name(runs, runs.sheet.tokens[slice(*bounds)]):
            yield runs.make_chunk(*bounds, "name-title")


def _names_body(sheet: Sheet, mark: int) -> bool:
    """Tell quotation marks right behind the head of a body: the name of an agency or paper."""
    starts = range(max(0, mark - _HEAD), mark)
    return any(match.stop == mark for start in starts for match in sheet.tables.heads.at(sheet.tokens, start))


def _is_name(runs: NameRuns, words: Sequence[Token]) -> bool:
    """Several words are a name by the quotation marks alone, a single one where it is likely to be a name."""
    return all(t.is_word for t in words) and (len(words) > 1 or runs.words.is_likely(words[0]))


def _quote_before(sheet: Sheet, position: int, limit: int) -> tuple[int, int] | None:
    """The bounds of what stands in quotation marks right before a token, with or without a comma."""
    tokens = sheet.tokens
    position -= tokens[position - 1].text in _COMMAS
    if position <= limit or tokens[position - 1].text not in _CLOSING:
        return None
    places = range(position - 2, max(limit, position - _LONGEST - 1) - 1, -1)
    start = next((i for i in places if tokens[i].text in _OPENING), None)
    return (start + 1, position - 1) if start is not None and start + 1 < position - 1 else None


def _quote_after(sheet: Sheet, position: int, limit: int) -> tuple[int, int] | None:
    """The bounds of what stands in quotation marks right after a token."""
    tokens = sheet.tokens
    if position >= limit or tokens[position].text not in _OPENING:
        return None
    places = range(position + 1, min(limit, position + _LONGEST + 1))
    stop = next((i for i in places if tokens[i].text in _CLOSING), None)
    return (position + 1, stop) if stop is not None and position + 1 < stop else None
