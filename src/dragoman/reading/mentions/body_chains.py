"""How the name of a body grows from its head word along a chain: the idafa (Arabic) or the ezafe (Persian)."""

from collections.abc import Mapping

from dragoman.language.lexicon import Match
from dragoman.reading.mentions.body_quotes import find_quoted_end
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Head

_LONGEST = 6
_TITLED = frozenset("party movement front news-agency channel newspaper university company group".split())
_CAUSES = frozenset({"party", "movement", "front", "university"})
_GOVERNMENT = "government"
_OFFICIALS = "officials"


def grow_by_chain(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Return the bounds of the words chained after the head, or ``None`` where the head stands alone.

    Arabic chains definite words; Persian shows no such sign, so there only a country or a name closes the chain.
    """
    if match.stop - match.first == 1 and _is_attribute(sheet, match, sentence):
        return None
    if match.value.head == _OFFICIALS:
        return None
    by_first = {c.first: c for c in sheet.chunks}
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    if final and match.value.head in _TITLED and (titled := _find_title_end(sheet, match, sentence, by_first)):
        return match.first, titled
    position, closing = _follow_chain(sheet, match, by_first, range(match.stop, sentence.stop), taken)
    if closing is not None and closing.kind == "demonym" and match.value.kind == "place" and not final:
        return _several(match.first, position)  # "the city of X the Ruritanian": the adjective says where X is
    if closing is not None:
        fits = closing.kind != "organisation" and not closing.weak and not closing.clitic
        return (match.first, closing.stop) if fits else _several(match.first, match.stop)
    if match.value.head == _GOVERNMENT and match.stop - match.first == 1:
        return None
    if sheet.tokens[match.stop - 1].key.endswith(tuple(sheet.tables.listed("links"))):
        return None
    return _several(match.first, position if _is_definite_chain(sheet, match.stop, position) else match.stop)


def may_chain(sheet: Sheet, position: int) -> bool:
    """Tell whether the word at a token may stand in a chain: no preposition or other function word does."""
    token, tables = sheet.tokens[position], sheet.tables
    return token.is_word and token.key not in tables.closed_words and not token.has(tables.listed("prepositions"))


def _follow_chain(
    sheet: Sheet, match: Match[Head], by_first: Mapping[int, Chunk], reach: range, taken: set[int]
) -> tuple[int, Chunk | None]:
    """Where the chained words end, and the chunk that closes the chain, if one does."""
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    start, position = match.stop, match.stop
    noun = start if start - match.first == 1 else match.first
    while position in reach and position - start < _LONGEST and position not in taken:
        chunk = by_first.get(position)
        if chunk is None:
            inner = position == start and match.value.head in _CAUSES and sheet.tables.heads.at(sheet.tokens, position)
            if not (inner or may_chain(sheet, position)) or _leaves_chain(sheet, noun, position):
                break
            position += 1
        elif chunk.kind == "demonym" and final:
            position = chunk.stop
        elif chunk.kind not in ("organisation", "demonym") and _is_closed(sheet, start, position):
            break
        else:
            return position, chunk
    return position, None


def _is_closed(sheet: Sheet, first: int, position: int) -> bool:
    """Tell whether a definite word closes an Arabic chain: only its definite adjectives may follow, no further noun."""
    return sheet.tables.writes_article_on and position > first and _is_definite(sheet, position - 1)


def _leaves_chain(sheet: Sheet, first: int, position: int) -> bool:
    """Tell what no Arabic chain holds: a verb, a clitic other than "and the" and "of the", a noun after an article."""
    tables, token = sheet.tables, sheet.tokens[position]
    if not tables.writes_article_on:
        return False
    if _is_definite(sheet, position):
        joined = any(k.clitic and k.clitic[0] in tables.listed("coordinators") for k in token.keys[1:2])
        return joined and (first == position or bool(tables.heads.at(sheet.tokens, position)))
    knows = tables.morphology.knows
    clitics = any(k.clitic and knows(token.text[k.lead : len(token.text) - k.tail]) for k in token.keys)
    return clitics or _is_closed(sheet, first, position) or tables.morphology.tense(token.text) == "future"


def _is_definite(sheet: Sheet, position: int) -> bool:
    """Tell a word with the article alone, after "and", or fused with "of"."""
    articles = tuple(sheet.tables.listed("articles"))
    free = sheet.tables.any_of("coordinators", "of") | {""}
    return any(k.text.startswith(articles) and k.clitic in free for k in sheet.tokens[position].keys)


def _is_definite_chain(sheet: Sheet, first: int, stop: int) -> bool:
    """Tell chained words that all carry the article; never so in a language that writes none."""
    words, articles = sheet.tokens[first:stop], tuple(sheet.tables.listed("articles"))
    return bool(words and articles) and all(any(key.text.startswith(articles) for key in t.keys) for t in words)


def _is_attribute(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """Tell a definite word right after a definite noun: its adjective, and no head ("organised crime")."""
    articles = tuple(sheet.tables.listed("articles"))
    if not articles or match.first == sentence.first or not sheet.tables.writes_article_on:
        return False
    word, before = sheet.tokens[match.first], sheet.tokens[match.first - 1]
    return word.key.startswith(articles) and any(k.text.startswith(articles) for k in before.keys)


def _find_title_end(sheet: Sheet, match: Match[Head], sentence: Sentence, by_first: Mapping[int, Chunk]) -> int | None:
    """Where the name ends that a party, paper or company carries after its head: in quotes, or one plain word.

    A word of the dictionary names parties and movements alone ("the party of work"), no company or station.
    """
    position, chunk = match.stop, by_first.get(match.stop)
    if chunk is not None and chunk.kind == "demonym":
        position = chunk.stop
    quoted = find_quoted_end(sheet, position, sentence)
    if quoted is not None:
        return quoted
    if position >= sentence.stop or position in by_first or not may_chain(sheet, position):
        return None
    word = sheet.tokens[position]
    if sheet.tables.pack.script != "Arab" and not word.is_capital:
        return None
    ordinary = match.value.head not in _CAUSES and sheet.tables.morphology.knows(word.text)
    return None if ordinary or word.has(sheet.tables.listed("finite_verbs")) else position + 1


def _several(first: int, stop: int) -> tuple[int, int] | None:
    """The bounds of a name, which has two words at least."""
    return (first, stop) if stop - first > 1 else None
