"""Names of persons that a title introduces: an office or an honorific before the name, or an office in apposition."""

from collections.abc import Iterator, Sequence

from dragoman.language.tokens import Token
from dragoman.reading.mentions.agreement import agrees_with
from dragoman.reading.mentions.name_runs import NameRuns
from dragoman.reading.mentions.office_growth import past_site
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sentence

_MARKS_BETWEEN = frozenset("/،,:-–")
_OPENING = frozenset("«\"“„'‘(")
_BRACKET = "("
_CLOSING = frozenset('»"”)')
_COMMAS = frozenset("،,")
_PARTING = frozenset(",،—–-")
_SHORTLY_NAMED = frozenset({"head-of-state", "president", "leader"})
_FULL = 2
_AFTER_NAME = 3
_LONGEST = 4


def find_names_after_titles(runs: NameRuns, sentence: Sentence, introduced: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yield the names that follow an office or an honorific.

    Args:
        runs: The runs of name words of the sheet.
        sentence: Where to look.
        introduced: Names that the office after them introduces already; this office needs no other holder.
    """
    named = {i for c in introduced for i in range(c.stop, c.stop + _AFTER_NAME)}
    inside = [p for p in runs.phrases if sentence.first <= p.first < sentence.stop]
    free = [p for p in inside if p.first not in named or _is_next_of_list(runs, p)]
    anchors = {p.stop for p in free}
    sites = {past_site(runs.sheet, p.stop)[0] for p in free if not p.plural} - anchors
    styles = runs.sheet.tables.styles.find(runs.sheet.tokens, sentence.first, sentence.stop)
    anchors.update(_past_land(runs, match.stop) for match in styles if match.first not in runs.blocked)
    full = {p.stop for p in inside if not p.plural and (p.of_reference or p.office not in _SHORTLY_NAMED)}
    for anchor in sorted(anchors | sites):
        start = _skip_styles(runs, anchor, sentence.stop)
        stop = runs.find_stop(start, sentence.stop, titled=True, full=anchor in full)
        if anchor in sites and stop - start < _FULL:
            continue
        if stop > start and _fits_title(runs, start, stop) and _agrees(runs, anchor, start, stop):
            yield runs.make_chunk(start, stop, "title-name")


def _past_land(runs: NameRuns, position: int) -> int:
    """Step over the adjective of a country that follows an honorific: "the businessman, a Moroccan, X"."""
    chunk = runs.blocked.get(position) if runs.words.articles else None
    land = chunk is not None and chunk.kind == "demonym" and chunk.first == position
    return chunk.stop if land and chunk is not None else position


def find_names_before_titles(runs: NameRuns, sentence: Sentence) -> Iterator[Chunk]:
    """Yield, in a script without capitals, all words between a stop and "، office of a country" as one name."""
    tokens = runs.sheet.tokens
    for phrase in runs.phrases if runs.words.caseless else ():
        comma = phrase.first - 1
        if not sentence.first < comma < sentence.stop or tokens[comma].text not in _COMMAS:
            continue
        if _is_next_of_list(runs, phrase) or not phrase.of_reference:
            continue
        start = comma
        while start > sentence.first and comma - start < _LONGEST and _may_stand_in_name(runs, start - 1):
            start -= 1
        bounded = start == sentence.first or not _may_stand_in_name(runs, start - 1)
        start = _past_styles(runs, start, comma)
        alone = comma - start == 1 and start == sentence.first and _is_closed_by_country(runs, phrase)
        if bounded and (comma - start >= 2 or alone) and runs.words.any_likely(tokens[start:comma]):
            yield runs.make_chunk(start, comma, "name-title")


def _past_styles(runs: NameRuns, start: int, stop: int) -> int:
    """Step over the ranks and honorifics at the beginning of a name: "General X, commander of Y"."""
    match = runs.sheet.tables.styles.longest(runs.sheet.tokens, start)
    return start if match is None or match.stop >= stop else _past_styles(runs, match.stop, stop)


def _is_closed_by_country(runs: NameRuns, phrase: OfficePhrase) -> bool:
    """Tell, where the verb comes last, an office with its country: it is in apposition also to a single name."""
    return phrase.of is not None and runs.sheet.tables.pack.strategies["roles"] == "verb-final"


def title_follows(runs: NameRuns, position: int, limit: int) -> bool:
    """Tell whether an office in apposition stands at a token, behind a comma where the script has capitals."""
    tokens, articles = runs.sheet.tokens, runs.sheet.tables.listed("articles")
    if position < limit and tokens[position].text in _CLOSING:
        position += 1
    comma = position < limit and tokens[position].text in _PARTING
    position += comma
    while position < limit and tokens[position].has(articles):
        position += 1
    return (comma or runs.words.caseless) and position in runs.titles


def _is_next_of_list(runs: NameRuns, phrase: OfficePhrase) -> bool:
    """Tell "and the minister": it begins the next of a list and is no apposition to the name before it."""
    return bool(phrase.clitic) and phrase.clitic[0] in runs.sheet.tables.listed("coordinators")


def _may_stand_in_name(runs: NameRuns, position: int) -> bool:
    token = runs.sheet.tokens[position]
    claimed = position in runs.blocked or position in runs.offices
    return token.is_word and not claimed and not runs.words.is_stop(token)


def _skip_styles(runs: NameRuns, position: int, limit: int) -> int:
    """Step over the honorifics and marks between an office and its name."""
    while position < limit:
        match = runs.sheet.tables.styles.longest(runs.sheet.tokens, position)
        if match is not None and match.stop < limit:
            position = match.stop
        elif position + 1 < limit and _stands_between(runs, position, limit):
            position += 1
        else:
            break
    return position


def _stands_between(runs: NameRuns, position: int, limit: int) -> bool:
    mark = runs.sheet.tokens[position].text
    if mark == _BRACKET or (runs.words.caseless and (mark in _MARKS_BETWEEN or mark in _OPENING)):
        return True
    return _is_apposition(runs, position, limit)


def _is_apposition(runs: NameRuns, position: int, limit: int) -> bool:
    """Tell an office, a comma and a full name: "the other spokesman, John Doe,"."""
    tokens, start = runs.sheet.tokens, position + 1
    if runs.words.caseless or tokens[position].text != "," or start + 1 >= limit or start in runs.blocked:
        return False
    if not all(t.is_word and t.is_capital and not t.text.isupper() for t in tokens[start : start + 2]):
        return False
    return not title_follows(runs, runs.find_stop(start, limit), limit)


def _fits_title(runs: NameRuns, start: int, stop: int) -> bool:
    """Tell whether a run may be the name after a title: without capitals a single word must be likely to be a name.

    Where the verb comes last only a listed one counts, for any noun may follow an office in its chain.
    """
    if not runs.words.caseless or stop - start > 1:
        return True
    token, final = runs.sheet.tokens[start], runs.sheet.tables.pack.strategies["roles"] == "verb-final"
    if final and runs.sheet.tokens[start - 1].text in _COMMAS:
        return False
    if runs.words.is_listed(token, clitics=True):
        return True
    return (
        (not final or _is_complete(runs, start)) and runs.words.is_unknown(token) and not _may_be_adjective(runs, token)
    )


def _may_be_adjective(runs: NameRuns, token: Token) -> bool:
    """Tell a word with the ending that makes adjectives: it may describe the office."""
    return token.key.endswith(tuple(runs.sheet.tables.listed("adjective_endings")))


def _is_complete(runs: NameRuns, position: int) -> bool:
    """Tell whether an honorific, or an office whose country is told, stands before: no further noun belongs to it."""
    if any(p.stop == position and p.of_reference for p in runs.phrases):
        return True
    tokens, styles = runs.sheet.tokens, runs.sheet.tables.styles
    return any(m.stop == position for first in range(max(0, position - 3), position) for m in styles.at(tokens, first))


def _agrees(runs: NameRuns, anchor: int, start: int, stop: int) -> bool:
    """Tell, in a language of cases, a single name from a word in another case, which is what the office is of."""
    if stop - start > 1:
        return True
    if _describes(runs, stop):
        return False
    office = next((p for p in runs.phrases if p.stop == anchor), None)
    name = runs.make_chunk(start, stop, "title-name")
    return office is None or agrees_with(runs.sheet, (office.core, office.first), name)


def _describes(runs: NameRuns, position: int) -> bool:
    """Tell, in a language of cases, whether the word before a token is an everyday adjective of its noun.

    More adjectives may stand between the two: "Новой городской школы".
    """
    tokens, morphology = runs.sheet.tokens, runs.sheet.tables.morphology
    word, last = tokens[position - 1], len(tokens) - 1
    while position < last and _is_adjective_beside(runs, word, tokens[position]):
        position += 1
    after = tokens[min(position, last)]
    if after.is_capital or not morphology.cases(word.text) & morphology.noun_cases(after.text):
        return False
    return not morphology.noun_cases(word.text) and morphology.knows(word.text)


def _is_adjective_beside(runs: NameRuns, word: Token, token: Token) -> bool:
    """Tell a small adjective that shares a case with the word before it."""
    morphology = runs.sheet.tables.morphology
    if not token.is_word or token.is_capital or morphology.noun_cases(token.text):
        return False
    return bool(morphology.cases(token.text) & morphology.cases(word.text))
