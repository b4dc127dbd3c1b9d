"""Bodies and places named by a head word: "Ministry of Defence of X", "حزب ...", "Logar province".

The head comes from ``organisations/heads.tsv``; what belongs to it is a matter of grammar: capitals and "of" in
English, genitives
in Russian, the idafa and its adjectives in Arabic, the ezafe chain in Persian.
"""

from dragoman.language.lexicon import Match
from dragoman.reading.sheet import Chunk, Sentence, Sheet
from dragoman.reading.tables import Head

_LONGEST = 6
_NAMED = frozenset(
    "ministry parliament senate lower-house army armed-forces navy air-force security-council central-bank embassy "
    "consulate prosecutor supreme-court constitutional-court intelligence border-guard national-guard "
    "election-commission".split()
)
_PARLIAMENTS = frozenset({"parliament", "senate", "lower-house"})
_TITLED = frozenset("party movement front news-agency channel newspaper university company group".split())
_CAUSES = frozenset({"party", "movement", "front", "university"})
_GOVERNMENTS = frozenset({"government"})
_FORCES = frozenset({"army", "armed-forces", "police", "security-forces", "air-force", "navy"})


def find_bodies(sheet: Sheet, taken: set[int]) -> list[Chunk]:
    """Return the chunks of bodies and places that a head word names.

    Args:
        sheet: The working sheet with its gazetteer chunks.
        taken: Tokens that belong to persons or offices already.
    """
    grow = {"subject-verb": _grow_english, "case": _grow_genitive}.get(
        sheet.tables.pack.strategies["roles"], _grow_chain
    )
    named = {i for c in sheet.chunks if c.kind != "demonym" and not c.weak for i in range(c.first, c.stop)}
    found: list[Chunk] = []
    for sentence in sheet.sentences:
        quoted = _long_quotes(sheet, sentence)
        for match in sheet.tables.heads.find(sheet.tokens, sentence.first, sentence.stop):
            cut = match.end < sheet.tokens[match.stop - 1].stop or not _has_own_article(sheet, match)
            if cut or match.first in named or match.first in quoted or _is_taken(sheet, match, taken):
                continue
            stand_in = _stands_for_country(sheet, match)
            bounds = None if stand_in else grow(sheet, match, sentence, taken)
            if stand_in is not None:
                found.append(stand_in)
            elif bounds is not None and not (found and found[-1].stop > bounds[0]):
                found.append(_chunk(sheet, match, bounds))
    return found


def _has_own_article(sheet: Sheet, match: Match[Head]) -> bool:
    """Where the article is written on, "the square" heads no name unless the table has it with the article."""
    token, fold = sheet.tokens[match.first], sheet.tables.morphology.fold
    written, listed = fold(token.text[match.start - token.start :]), fold(match.value.form.split()[0])
    return not sheet.tables.writes_article_on or len(written) == len(listed)


def _is_taken(sheet: Sheet, match: Match[Head], taken: set[int]) -> bool:
    """Words of names and offices head nothing, save a ministry or council inside an English office."""
    ordered = sheet.tables.pack.strategies["roles"] == "subject-verb"
    words = sheet.tokens[match.first : match.stop]
    inside = ordered and len(words) > 1 and all(t.is_capital for t in words)
    return match.first in taken and not inside


def _stands_for_country(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """A government, and troops written small, act as their country: "the Afghan government", "US military"."""
    big = match.value.head in _GOVERNMENTS
    if not big and (
        match.value.head not in _FORCES or any(t.is_capital for t in sheet.tokens[match.first : match.stop])
    ):
        return None
    if not big and sheet.tables.pack.script == "Arab":
        return None
    for chunk in sheet.chunks:
        beside = match.first == chunk.stop or match.stop == chunk.first
        if beside and chunk.kind in ("country", "demonym") and not chunk.clitic:
            first, stop = min(match.first, chunk.first), max(match.stop, chunk.stop)
            start, end = sheet.tokens[first].start, sheet.tokens[stop - 1].stop
            return Chunk("title", first, stop, start, end, "government", chunk.reference, clitic=match.clitic)
    return _stands_afar(sheet, match) if sheet.tables.pack.script == "Arab" else None


def _stands_afar(sheet: Sheet, match: Match[Head]) -> Chunk | None:
    """In a chain an adjective may stand between the government and its country."""
    by_first = {c.first: c for c in sheet.chunks}
    limit = sheet.sentence_at(match.first).stop
    for position in range(match.stop, min(match.stop + 3, limit)):
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind == "country" and not chunk.clitic:
            start, end = sheet.tokens[match.first].start, chunk.end
            return Chunk("title", match.first, chunk.stop, start, end, "government", chunk.reference, clitic=match.clitic)
        if chunk is not None or not _chains(sheet, position):
            return None
    return None


def _chunk(sheet: Sheet, match: Match[Head], bounds: tuple[int, int]) -> Chunk:
    first, stop = bounds
    start = match.start if first == match.first else sheet.tokens[first].start
    if match.value.head == "city" and first == match.first and stop > match.stop:
        start = sheet.tokens[match.stop].start  # "the city of X" names X
    end = sheet.tokens[stop - 1].stop if stop > match.stop else match.end
    for chunk in sheet.chunks:
        if chunk.stop == stop and chunk.first > first and chunk.kind != "demonym":
            end = chunk.end
    clitic = match.clitic if first == match.first else ""
    kind = match.value.kind if match.value.kind == "place" else "organisation"
    return Chunk(kind, first, stop, start, end, f"head:{match.value.head}", value=match.value.head, clitic=clitic)


def _grow_english(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """A run of capitals round the head, then "of (the)" with more capitals or a chunk."""
    tokens, first, stop = sheet.tokens, match.first, match.stop
    capital = any(t.is_capital for t in tokens[match.first : match.stop])
    stops = sheet.tables.name_roles.get("stop", frozenset())
    while first > sentence.first and match.first - first < _LONGEST and first - 1 not in taken:
        before = tokens[first - 1]
        if not before.is_word or not before.is_capital or before.key in stops:
            break
        first -= 1
    if not capital:
        return None if first == match.first or _is_described(sheet, (first, match.first), sentence) else (first, stop)
    stop = _grow_of(sheet, stop, sentence, taken)
    if stop - first > match.stop - match.first:
        return first, stop
    return (first, stop) if _is_whole(sheet, match, sentence) else None


def _is_described(sheet: Sheet, before: tuple[int, int], sentence: Sentence) -> bool:
    """A small head after a country, a body or the first word of a sentence is a noun, no part of a name."""
    owner = any((c.first, c.stop) == before and c.kind in ("country", "demonym", "organisation") for c in sheet.chunks)
    first, stop = before
    opening = first == sentence.first and stop - first == 1 and sheet.tables.morphology.knows(sheet.tokens[first].text)
    return owner or opening


def _is_whole(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """A capitalised head of several words is a name by itself, and so is a parliament's one word inside a sentence."""
    words = [t for t in sheet.tokens[match.first : match.stop] if t.is_word and not t.has(sheet.tables.listed("of"))]
    if len(words) > 1:
        return all(t.is_capital for t in words)
    return match.value.head in _PARLIAMENTS and match.first > sentence.first


def _grow_of(sheet: Sheet, stop: int, sentence: Sentence, taken: set[int]) -> int:
    tokens, links = sheet.tokens, sheet.tables.listed("of")
    joins = sheet.tables.listed("coordinators")
    position, best = stop, stop
    while position < sentence.stop and position - stop < _LONGEST + 2:
        token = tokens[position]
        if token.is_word and token.is_capital and position not in taken and position > stop:
            best = position + 1
        elif not (token.has(links) or (token.has(joins) and position > stop)):
            break
        position += 1
    return best


def _grow_genitive(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Genitives after the head up to and with a country, or an adjective of a country before it."""
    tokens, first, stop = sheet.tokens, match.first, match.stop
    by_first = {c.first: c for c in sheet.chunks}
    by_stop = {c.stop: c for c in sheet.chunks}
    before = by_stop.get(first)
    owned = before is not None and before.kind == "demonym"
    capital = tokens[first].is_capital and (first > sentence.first or stop - first > 1)
    position = stop
    while position < sentence.stop and position - stop < _LONGEST and position not in taken:
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind in ("country", "organisation", "place") and not chunk.weak:
            named = capital or (match.value.head.partition("/")[0] in _NAMED and chunk.kind != "place")
            return (first, chunk.stop) if named else None
        if not _is_genitive(sheet, position):
            break
        position += 1
    quoted = _quoted(sheet, stop, sentence)
    if quoted is not None:
        return first, quoted
    if owned and before is not None and (capital or match.value.head.partition("/")[0] in _NAMED):
        return before.first, stop
    return (first, stop) if capital and stop - first > 1 else None


def _is_genitive(sheet: Sheet, position: int) -> bool:
    token = sheet.tokens[position]
    if token.has(sheet.tables.listed("coordinators")):
        return True
    return token.is_word and "gen" in sheet.tables.morphology.cases(token.text) and not token.is_capital


def _quoted(sheet: Sheet, position: int, sentence: Sentence) -> int | None:
    """A name in guillemets right after the head."""
    if position >= sentence.stop or sheet.tokens[position].text not in '«"“':
        return None
    for offset in range(1, _LONGEST):
        if position + offset >= sentence.stop:
            return None
        if sheet.tokens[position + offset].text in '»"”':
            return position + offset + 1 if offset > 1 else None
    return None


def _grow_chain(sheet: Sheet, match: Match[Head], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """Words chained after the head: definite ones (Arabic), an ezafe chain up to a country (Persian)."""
    if match.stop - match.first == 1 and _is_adjective_place(sheet, match, sentence):
        return None
    first, stop = match.first, match.stop
    by_first = {c.first: c for c in sheet.chunks}
    final = sheet.tables.pack.strategies["roles"] == "verb-final"
    position = stop
    if final and match.value.head in _TITLED and (titled := _own_title(sheet, match, sentence, by_first)):
        return first, titled
    while position < sentence.stop and position - stop < _LONGEST and position not in taken:
        chunk = by_first.get(position)
        if chunk is not None and chunk.kind == "demonym" and final:
            position = chunk.stop
            continue
        if chunk is not None and chunk.kind == "organisation":
            return _plain(first, stop)
        if chunk is not None and chunk.kind != "demonym" and _is_closed(sheet, stop, position):
            break
        if chunk is not None:
            return (first, chunk.stop) if not chunk.weak and not chunk.clitic else _plain(first, stop)
        if not _chains(sheet, position) or _leaves_chain(sheet, stop if stop - first == 1 else first, position):
            break
        position += 1
    if match.value.head in _GOVERNMENTS and stop - first == 1:
        return None
    return _plain(first, position if _is_definite_chain(sheet, stop, position) else stop)


def _is_closed(sheet: Sheet, first: int, position: int) -> bool:
    """A definite word closes an Arabic chain: only its definite adjectives may follow, no further noun."""
    return sheet.tables.writes_article_on and position > first and _is_definite(sheet, position - 1)


def _leaves_chain(sheet: Sheet, first: int, position: int) -> bool:
    """A verb, a word with a clitic other than "and the" or "of the", or a plain noun after a definite word is outside."""
    if not sheet.tables.writes_article_on:
        return False
    if _is_definite(sheet, position):
        return _is_joined(sheet, position) and (first == position or bool(sheet.tables.heads.at(sheet.tokens, position)))
    token, knows = sheet.tokens[position], sheet.tables.morphology.knows
    clitics = any(k.clitic and knows(token.text[k.lead : len(token.text) - k.tail]) for k in token.keys)
    return clitics or _is_closed(sheet, first, position) or sheet.tables.morphology.tense(token.text) == "future"


def _is_joined(sheet: Sheet, position: int) -> bool:
    """Tell whether "and" is written on the word."""
    joins = sheet.tables.listed("coordinators")
    return any(k.clitic and k.clitic[0] in joins for k in sheet.tokens[position].keys[1:2])


def _is_definite(sheet: Sheet, position: int) -> bool:
    """The article alone, after "and", or fused with "of"."""
    articles = tuple(sheet.tables.listed("articles"))
    free = sheet.tables.listed("coordinators") | sheet.tables.listed("of") | {""}
    return any(k.text.startswith(articles) and k.clitic in free for k in sheet.tokens[position].keys)


def _own_title(
    sheet: Sheet, match: Match[Head], sentence: Sentence, by_first: dict[int, Chunk]
) -> int | None:
    """The name that a party, paper or company carries after its head: in quotes, or one plain word.

    A word of the dictionary names parties and movements alone ("the party of work"), no company or station.
    """
    position = match.stop
    chunk = by_first.get(position)
    if chunk is not None and chunk.kind == "demonym":
        position = chunk.stop
    quoted = _quoted(sheet, position, sentence)
    if quoted is not None:
        return quoted
    if position >= sentence.stop or position in by_first or not _chains(sheet, position):
        return None
    word = sheet.tokens[position]
    ordinary = match.value.head not in _CAUSES and sheet.tables.morphology.knows(word.text)
    return None if ordinary or word.has(sheet.tables.listed("finite_verbs")) else position + 1


def _plain(first: int, stop: int) -> tuple[int, int] | None:
    return (first, stop) if stop - first > 1 else None


def _chains(sheet: Sheet, position: int) -> bool:
    token = sheet.tokens[position]
    stops = sheet.tables.name_roles.get("stop", frozenset()) | sheet.tables.listed("name_stops")
    return token.is_word and token.key not in stops and not token.has(sheet.tables.listed("prepositions"))


def _is_definite_chain(sheet: Sheet, first: int, stop: int) -> bool:
    """In Arabic a chain is closed by definite words; Persian shows no such sign, so there only a country closes it."""
    words, articles = sheet.tokens[first:stop], tuple(sheet.tables.listed("articles"))
    return bool(words and articles) and all(any(key.text.startswith(articles) for key in t.keys) for t in words)


def _is_adjective_place(sheet: Sheet, match: Match[Head], sentence: Sentence) -> bool:
    """A definite word right after a definite noun is its adjective, and no head ("organised crime")."""
    articles = tuple(sheet.tables.listed("articles"))
    if not articles or match.first == sentence.first or sheet.tables.pack.strategies["roles"] != "verb-subject":
        return False
    word, before = sheet.tokens[match.first], sheet.tokens[match.first - 1]
    return word.key.startswith(articles) and any(k.text.startswith(articles) for k in before.keys)


def _long_quotes(sheet: Sheet, sentence: Sentence) -> set[int]:
    """Tokens inside a long quotation: the title of a conference or paper names no bodies by its words."""
    found: set[int] = set()
    opened: int | None = None
    for position in range(sentence.first, sentence.stop):
        mark = sheet.tokens[position].text
        if opened is None and mark in '«"“':
            opened = position
        elif opened is not None and mark in '»"”':
            found |= set(range(opened, position)) if position - opened > _LONGEST + 1 else set()
            opened = None
    return found if sheet.tables.pack.strategies["roles"] == "subject-verb" else set()
