"""Coordination: whether two noun phrases of a sentence are joined and act together."""

from dragoman.language.tokens import Token
from dragoman.reading.sheet import Chunk, Sheet

_COMMAS = frozenset(",،")
_LIST_MARKS = _COMMAS | {"؛"}
_QUOTES = frozenset('«»"“”()')
_SORTS = {"country": "place"}
_LANDS = frozenset({"place", "country"})
_PERSON = "person"


def are_joined(sheet: Sheet, between: tuple[int, int], chunk: Chunk) -> bool:
    """Tell whether only commas and "and" stand between two phrases, or the conjunction is a clitic of the second.

    Args:
        sheet: The working sheet.
        between: The tokens after the first phrase up to the second.
        chunk: The name that the second phrase holds.
    """
    joins, articles = sheet.tables.listed("coordinators"), sheet.tables.any_of("articles", "name_adjectives")
    tokens = sheet.tokens[slice(*between)]
    if not all(t.text in _LIST_MARKS or t.text in _QUOTES or t.has(joins) or t.has(articles) for t in tokens):
        return False
    if any(t.has(joins) or t.text in _COMMAS for t in tokens):
        return True
    office = sheet.tables.offices.longest(sheet.tokens, between[1])
    written = office.clitic if office is not None else sheet.tokens[between[1]].keys[-1].clitic
    listed = chunk.first == between[1] and chunk.reference is not None and office is None
    clitic = chunk.clitic if listed else chunk.clitic or written  # "واشنطن" begins with no "and"
    return bool(clitic) and clitic[0] in joins


def are_alike(sheet: Sheet, between: tuple[int, int], kinds: tuple[str, str]) -> bool:
    """Tell whether two phrases may be joined: a comma alone joins like with like.

    In "In Ruritania, Anna Kern said" the comma ends the place. Where the verb comes first a comma only ends a place
    before a person ("received A, in Ruritania, B"), and where it comes last a country is not like a place.
    """
    if is_spoken(sheet, between):
        return True
    strategy = sheet.tables.pack.strategies["roles"]
    if strategy == "verb-final":
        return kinds[0] == kinds[1]
    if strategy == "verb-subject":
        return not (kinds[0] in _LANDS and kinds[1] == _PERSON)
    return _SORTS.get(kinds[0], kinds[0]) == _SORTS.get(kinds[1], kinds[1])


def goes_on(sheet: Sheet, between: tuple[int, int], stop: int) -> bool:
    """Tell, where a comma also ends phrases, whether another comma or "and" continues the list after the second phrase.

    Without one a comma alone does not join the two. ``stop`` is where the second phrase ends.
    """
    if sheet.tables.pack.strategies["roles"] not in ("case", "subject-verb", "verb-final") or is_spoken(sheet, between):
        return True
    after = sheet.tokens[stop] if stop < len(sheet.tokens) else None
    return after is not None and (after.text in _COMMAS or after.has(sheet.tables.listed("coordinators")))


def opens_headline(sheet: Sheet, first: int, stop: int) -> bool:
    """Tell, where the subject comes first, a headline that two names with a comma between open: "A, B sign a pact".

    Args:
        sheet: The working sheet.
        first: The first token of the first name.
        stop: Where the second name ends; a verb stands there.
    """
    sentence, tables = sheet.sentence_at(first), sheet.tables
    if tables.pack.strategies["roles"] != "subject-verb" or not sentence.is_title or first != sentence.first:
        return False
    closed = tables.any_of("prepositions", "articles", "relative", "clause_breaks")
    after = sheet.tokens[stop] if stop < sentence.stop else None
    return after is not None and after.is_word and not after.has(closed - tables.listed("infinitive_marks"))


def closes_apposition(sheet: Sheet, between: tuple[int, int], chunk: Chunk, stop: int) -> bool:
    """Tell, where the verb comes first, a comma before a person with a title that joins nobody: "urged A, Minister B".

    In a list another comma or an "and", which may be written on a word, stands somewhere.
    """
    if sheet.tables.pack.strategies["roles"] != "verb-subject" or chunk.kind != _PERSON or is_spoken(sheet, between):
        return False
    if chunk.first == between[1]:
        return False
    after = sheet.tokens[stop : stop + 1]
    return not any(t.text in _COMMAS or _bears_and(sheet, t) for t in (sheet.tokens[between[1]], *after))


def _bears_and(sheet: Sheet, token: Token) -> bool:
    """Tell a word that may begin with an "and"."""
    return any(key.clitic[:1] in sheet.tables.listed("coordinators") for key in token.keys if key.clitic)


def is_spoken(sheet: Sheet, between: tuple[int, int]) -> bool:
    """Tell whether a word for "and" stands between two phrases."""
    joins = sheet.tables.listed("coordinators")
    return any(t.has(joins) for t in sheet.tokens[slice(*between)])
