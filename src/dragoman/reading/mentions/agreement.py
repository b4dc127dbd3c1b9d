"""Agreement of an office and a name in languages of cases: "the envoy of X" is not X."""

from collections.abc import Iterable

from dragoman.language.morphology import Cases
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sheet

_ATTRIBUTE: Cases = frozenset({"gen", "acc"})


def agree(sheet: Sheet, office: int, chunk: Chunk) -> bool:
    """Tell whether the office word at a token and a person's name may be one phrase.

    They may not where the name can only be a genitive or only a nominative and the office cannot. Slips of writers in
    other cases are forgiven.
    """
    if sheet.tables.pack.strategies["roles"] != "case":
        return True
    title = sheet.tables.morphology.singular_cases(sheet.tokens[office].text)
    title -= {"acc"} if "nom" in title else set()  # one form for both is no accusative of a person
    name = _name_cases(sheet, chunk, subject=chunk.first in sheet.introduced)
    if not title or not name or title & name or _stays_undeclined(sheet, chunk):
        return True
    return not (name <= _ATTRIBUTE or name == {"nom"})


def find_introduced(sheet: Sheet, phrases: Iterable[OfficePhrase]) -> frozenset[int]:
    """Return the tokens right behind titles that can only be nominatives: a name that begins there is one too.

    Only titles that say what they are of: without that, the name may be a person's whose envoy or aide is meant.
    """
    cases = sheet.tables.morphology.cases
    owned = (p for p in phrases if p.of is not None or p.of_reference is not None)
    return frozenset(p.stop for p in owned if cases(sheet.tokens[p.core].text) == {"nom"})


def agrees_with(sheet: Sheet, words: tuple[int, int], chunk: Chunk) -> bool:
    """Tell whether an office phrase and a name may be one: by its office word, or by the modifier that it begins with.

    In "acting (for the) president X" the office word is a genitive, and the first word heads the phrase.
    """
    inflected = [word for word in dict.fromkeys(words) if sheet.tables.morphology.cases(sheet.tokens[word].text)]
    return any(agree(sheet, word, chunk) for word in inflected) or not inflected


def _name_cases(sheet: Sheet, chunk: Chunk, *, subject: bool) -> Cases:
    """The cases open to all words of a name; not the nominative where another form of it is the nominative."""
    words = tuple(t.text for t in sheet.tokens[chunk.first : chunk.stop] if t.is_word)
    shared: Cases = frozenset()
    for word in words:
        cases = sheet.tables.morphology.cases(word) if word[0].isupper() else frozenset()
        shared = (shared & cases or shared) if shared and cases else shared or cases
    if sheet.tables.morphology.base_name(words, subject=subject) == " ".join(words):
        return shared | {"nom"} if shared else shared
    if not _is_open(sheet, words):
        return shared - {"nom"}
    return shared | sheet.tables.morphology.cases(words[-1])


def _stays_undeclined(sheet: Sheet, chunk: Chunk) -> bool:
    """Tell a family name that some writers decline and others do not, so that its form says nothing."""
    endings = tuple(sheet.tables.listed("undeclined_endings"))
    return bool(endings) and sheet.tokens[chunk.stop - 1].key.endswith(endings)


def _is_open(sheet: Sheet, words: tuple[str, ...]) -> bool:
    """Tell a full name of which no table knows whether it is a nominative.

    The given name does not decline, and the family name neither is listed nor ends as the language's own do.
    """
    tables, base = sheet.tables, sheet.tables.morphology.base_name(words).split()
    own = tuple(tables.name_roles.get("family-suffix", ()))
    if len(words) < 2 or len(base) != len(words) or base[:-1] != list(words[:-1]):
        return False
    listed = any(tables.name_counts(tables.morphology.fold(word)) != (0, 0) for word in (words[-1], base[-1]))
    return not listed and not base[-1].lower().endswith(own)
