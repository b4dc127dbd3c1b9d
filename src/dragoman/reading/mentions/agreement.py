"""Agreement of an office and a name in languages of cases: "the envoy of X" is not X."""

from dragoman.language.morphology import Cases
from dragoman.reading.sheet import Chunk, Sheet

_ATTRIBUTE: Cases = frozenset({"gen", "acc"})


def agree(sheet: Sheet, office: int, chunk: Chunk) -> bool:
    """Tell whether the office word at a token and a person's name may be one phrase.

    They may not where the name can only be a genitive or only a nominative and the office cannot. Slips of writers in
    other cases are forgiven.
    """
    if sheet.tables.pack.strategies["roles"] != "case":
        return True
    title, name = sheet.tables.morphology.cases(sheet.tokens[office].text), _name_cases(sheet, chunk)
    if not title or not name or title & name:
        return True
    return not (name <= _ATTRIBUTE or name == {"nom"})


def agrees_with(sheet: Sheet, words: tuple[int, int], chunk: Chunk) -> bool:
    """Tell whether an office phrase and a name may be one: by its office word, or by the modifier that it begins with.

    In "acting (for the) president X" the office word is a genitive, and the first word heads the phrase.
    """
    return any(agree(sheet, word, chunk) for word in dict.fromkeys(words))


def _name_cases(sheet: Sheet, chunk: Chunk) -> Cases:
    """The cases open to all words of a name; not the nominative where another form of it is the nominative."""
    words = tuple(t.text for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word)
    shared: Cases = frozenset()
    for word in words:
        cases = sheet.tables.morphology.cases(word) if word[0].isupper() else frozenset()
        shared = (shared & cases or shared) if shared and cases else shared or cases
    if sheet.tables.morphology.base_name(words) != " ".join(words):
        shared -= {"nom"}
    return shared
