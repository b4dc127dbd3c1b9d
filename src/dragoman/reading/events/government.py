"""Government: the preposition or noun that a noun phrase of a sentence hangs on."""

from dragoman.language.organisation_tables import is_outlet
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_QUOTES = frozenset('«»"“”()')
_OPENING = frozenset('«"“(')
_LANDS = frozenset({"place", "country"})
_CHAIN = 5
_FINITE = frozenset({"past", "present", "future"})
_ENDS_CHAIN = (
    "before_actor",
    "coordinators",
    "relative",
    "prepositions",
    "finite_verbs",
    "clause_breaks",
    "object_marks",
)


def find_preposition(sheet: Sheet, first: int, chunk: Chunk, sentence: Sentence) -> str:
    """Return the preposition of a phrase: written on its first word, or before it, its article and its quotation mark.

    It is empty where there is none, and where the phrase tells parts of a whole: "each of A and B".
    """
    clitic = _proclitic(sheet, first, chunk)
    if clitic:
        return clitic
    position = first - 1
    while position >= sentence.first and _is_transparent(sheet, position, chunk):
        position -= 1
    if position < sentence.first:
        return ""
    shared = sheet.tables.listed("distributives")
    if position > sentence.first and sheet.tokens[position - 1].has(shared):
        return ""
    return governor_at(sheet, position)


def governor_at(sheet: Sheet, position: int) -> str:
    """Return the preposition that the token is, or an empty string; longer clitics are words of their own.

    One with a pronoun written on it ("during it") governs that, and not what follows. One that a vowel or consonant was
    added to, so that it can be spoken, is the same one: "со", "об".
    """
    prepositions, lengthened = sheet.tables.listed("prepositions"), sheet.tables.listed("lengthened_prepositions")
    keys = (k for k in sheet.tokens[position].keys if k.text in prepositions and len(k.clitic) < 2)
    found = next((k.text for k in keys if not sheet.tables.is_suffixed(k)), "")
    while found in lengthened:
        found = found[:-1]
    return found


def find_governing_noun(sheet: Sheet, first: int, sentence: Sentence) -> int:
    """Return the noun whose own preposition governs a phrase ("the fight against X"), or -1."""
    position = first - 1
    while position > sentence.first and sheet.tokens[position].text in _QUOTES:
        position -= 1
    owns = position > sentence.first and sheet.tokens[position - 1].has(sheet.tables.listed("own_preposition"))
    return position - 1 if owns else -1


def find_chain(sheet: Sheet, first: int, sentence: Sentence) -> int:
    """Return where the chain of plain words begins that a phrase closes ("the latest statements of X")."""
    position = first
    while position > sentence.first and first - position < _CHAIN and _may_chain(sheet, position - 1):
        position -= 1
    return position


def hangs_on_noun(named: Named, first: int, sentence: Sentence) -> bool:
    """Tell, in a language of unmarked chains ("the position X"), a phrase that belongs to the plain noun before it.

    Where the verb comes first, the word that opens the sentence is the verb.
    """
    tables = named.sheet.tables
    before_actor = tables.listed("before_actor")
    if not before_actor or first == sentence.first or (tables.writes_article_on and first == sentence.first + 1):
        return False
    token = named.sheet.tokens[first - 1]
    if not _is_linked(named.sheet, first - 1) or _closes_citation(named.sheet, first - 1):
        return False
    if tables.writes_article_on and (token.key.startswith(tuple(tables.listed("articles"))) or tables.is_plural(token)):
        return False
    free = tables.any_of("before_actor", "main_verbs", "coordinators", "relative", "prepositions", "finite_verbs")
    closed = any(c.stop == first for c in named.sheet.chunks) or any(p.stop == first for p in named.phrases)
    return token.is_word and not closed and not token.has(free)


def follows_noun(named: Named, first: int, sentence: Sentence) -> bool:
    """Tell, in a language of cases, whether a noun or adjective stands before a phrase that is no phrase of its own."""
    tables = named.sheet.tables
    if tables.pack.strategies["roles"] != "case" or first == sentence.first:
        return False
    before = named.sheet.tokens[first - 1]
    if first - 1 in named.dated:
        return False
    closed = any(c.stop == first for c in named.sheet.chunks if c.kind != "demonym")
    closed = closed or any(p.stop == first for p in named.phrases)
    if not before.is_word or closed or before.has(tables.any_of("coordinators", "relative")):
        return False
    return bool(tables.morphology.cases(before.text))


def _may_chain(sheet: Sheet, position: int) -> bool:
    """Tell a word that neither a function word nor a name is, or a quotation mark."""
    token = sheet.tokens[position]
    if token.text in _QUOTES:
        return True
    if not token.is_word or token.has(sheet.tables.any_of(*_ENDS_CHAIN)):
        return False
    if not _is_linked(sheet, position) or _closes_citation(sheet, position) or is_finite(sheet, position):
        return False
    return not any(c.first <= position < c.stop and c.kind != "demonym" for c in sheet.chunks)


def is_finite(sheet: Sheet, position: int) -> bool:
    """Tell, in a language of cases, a finite verb, which parts what stands before it from what follows."""
    if sheet.tables.pack.strategies["roles"] != "case":
        return False
    return sheet.tables.morphology.tense(sheet.tokens[position].text) in _FINITE


def _closes_citation(sheet: Sheet, position: int) -> bool:
    """Tell, where the verb comes last, the name of a cited outlet, also the page's own: it has no complement."""
    tables, tokens = sheet.tables, sheet.tokens
    if tables.pack.strategies["roles"] != "verb-final":
        return False
    for first in (position, position - 1):
        found = tables.gazetteer.at(tokens, first) if first > 0 else ()
        if any(m.stop == position + 1 and is_outlet(m.value.reference) for m in found):
            before = range(max(0, first - _CHAIN), first)
            return any(m.stop == first for i in before for m in tables.citations.at(tokens, i))
    return False


def _is_linked(sheet: Sheet, position: int) -> bool:
    """Tell a word that may have a complement: any, or where the pack lists ``links`` one with such an ending."""
    links = tuple(sheet.tables.listed("links"))
    return not links or sheet.tokens[position].key.endswith(links)


def _is_transparent(sheet: Sheet, position: int, chunk: Chunk) -> bool:
    """Tell an article, a quotation mark, or the head before a name: a preposition governs across them.

    The head of a place is one in a language of cases: "in the east of X".
    """
    token, tables = sheet.tokens[position], sheet.tables
    if token.has(tables.any_of("articles", "name_adjectives")) or token.text in _OPENING:
        return True
    if chunk.kind in _LANDS and tables.pack.strategies["roles"] == "case" and token.has(tables.listed("place_heads")):
        return True
    return chunk.kind == "organisation" and sheet.tables.heads.longest(sheet.tokens, position) is not None


def _proclitic(sheet: Sheet, first: int, chunk: Chunk) -> str:
    """The preposition written together with the first word of the phrase, which may be a title."""
    clitic = chunk.clitic
    if not clitic and chunk.first != first:
        office = sheet.tables.offices.longest(sheet.tokens, first)
        title = office or sheet.tables.styles.longest(sheet.tokens, first)
        clitic = title.clitic if title is not None else ""
    joins = sheet.tables.listed("coordinators")
    return "".join(c for c in clitic if c not in joins)[-1:]
