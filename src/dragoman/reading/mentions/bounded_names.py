"""Names that the words round them mark off, where the verb comes last: "..., Anna Kern added", "X, saying that ...".

Such a language writes who speaks right before the predicate of speech, or before "with the statement that". What stands
there between the beginning of the clause and the witness is a name as a whole, also where one of its words means
something else.
"""

from collections.abc import Iterator

from dragoman.reading.mentions.name_runs import NameRuns
from dragoman.reading.sheet import Chunk, Sentence

_LONGEST = 5
_SHORTEST_ALONE = 4
_ADVERBS = 4
_OPENERS = frozenset("،,؛;:-–—/")
_MARKS = frozenset("()")
_QUOTES = frozenset("«»\"“”„'‘’")


def find_bounded_names(runs: NameRuns, sentence: Sentence) -> Iterator[Chunk]:
    """Yield the words from the beginning of a clause up to a predicate of speech or an office, where they are a name.

    A pack that lists no ``speech_openers`` asks for none.
    """
    if not runs.sheet.tables.listed("speech_openers"):
        return
    tokens = runs.sheet.tokens
    for start in range(sentence.first, sentence.stop):
        opens = start == sentence.first
        if not (opens or tokens[start - 1].text in _OPENERS):
            continue
        stop = _find_stop(runs, start, sentence.stop)
        speaks = _speaks(runs, stop, sentence.stop)
        full = stop - start > 1 and (speaks or stop in runs.titles) and _is_full_name(runs, start, stop)
        if full or (stop - start == 1 and opens and speaks and _is_family_name(runs, start)):
            yield runs.make_chunk(start, stop, "name-speech")


def find_names_in_quotes(runs: NameRuns, sentence: Sentence) -> Iterator[Chunk]:
    """Yield what stands alone in quotation marks and holds a given name, as the press of such a language does."""
    tokens = runs.sheet.tokens
    for mark in range(sentence.first, sentence.stop - 1) if runs.sheet.tables.listed("speech_openers") else ():
        if tokens[mark].text not in _QUOTES:
            continue
        start, stop = mark + 1, _find_stop(runs, mark + 1, sentence.stop)
        closed = stop < sentence.stop and tokens[stop].text in _QUOTES
        if closed and stop - start > 1 and (_begins_with_given(runs, start, stop) or _holds_given(runs, start, stop)):
            yield runs.make_chunk(start, stop, "name-quoted")


def _find_stop(runs: NameRuns, start: int, limit: int) -> int:
    stop = start
    while stop < limit and stop - start < _LONGEST and _may_stand(runs, stop):
        stop += 1
    return stop


def _may_stand(runs: NameRuns, position: int) -> bool:
    """Tell a word that no table claims as anything but a name; a family name may be the adjective of a place."""
    token, words = runs.sheet.tokens[position], runs.words
    if not token.is_word or position in runs.offices or words.is_stop(token):
        return False
    chunk = runs.blocked.get(position)
    if chunk is None:
        return not token.has(words.stops) or words.is_listed(token)
    return chunk.stop - chunk.first == 1 and words.is_listed(token) and (chunk.kind == "demonym" or chunk.weak)


def _is_full_name(runs: NameRuns, start: int, stop: int) -> bool:
    """Tell a well-known given name with more words, or words that are all likely to be names."""
    words = runs.sheet.tokens[start:stop]
    return _begins_with_given(runs, start, stop) or all(runs.words.is_likely(word) for word in words)


def _begins_with_given(runs: NameRuns, start: int, stop: int) -> bool:
    """Tell a given name with more words, of which one is likely to be a name unless the given one is well known."""
    first, *rest = runs.sheet.tokens[start:stop]
    return runs.words.is_given(first) and (runs.words.is_well_known(first) or runs.words.any_likely(rest))


def _holds_given(runs: NameRuns, start: int, stop: int) -> bool:
    """Tell three or more words with a well-known given name behind the first: a rare given name begins them."""
    words = runs.sheet.tokens[start:stop]
    return len(words) > 2 and any(runs.words.is_given(w) and runs.words.is_well_known(w) for w in words[1:-1])


def _is_family_name(runs: NameRuns, position: int) -> bool:
    """Tell a single word that is a listed family name or that no dictionary has, and no plural."""
    token, words = runs.sheet.tokens[position], runs.words
    if len(token.text) < _SHORTEST_ALONE or position in runs.blocked:
        return False
    if runs.sheet.tables.name_counts(token.key)[1]:
        return True
    plural = token.key.endswith(tuple(runs.sheet.tables.listed("plural_endings")))
    return words.is_unknown(token) and not plural


def _speaks(runs: NameRuns, position: int, limit: int) -> bool:
    """Tell a predicate of speech at a token, behind words of time: "said", "with the remark", "in a talk"."""
    tokens, tables = runs.sheet.tokens, runs.sheet.tables
    between = tables.listed("speech_adverbs")
    reach = min(limit - 1, position + _ADVERBS)
    while position < reach and (tokens[position].has(between) or tokens[position].text in _MARKS):
        position += 1
    if position >= limit - 1:
        return position < limit and tokens[position].has(tables.listed("speech_openers"))
    pairs = (("speech_links", "speech_nouns"), ("talk_links", "talk_nouns"))
    after = tokens[position + 1]
    linked = any(tokens[position].has(tables.listed(a)) and after.has(tables.listed(b)) for a, b in pairs)
    return linked or tokens[position].has(tables.listed("speech_openers"))
