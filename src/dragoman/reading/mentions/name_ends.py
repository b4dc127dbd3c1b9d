"""Words behind which a name of a person ends, whatever follows."""

from dragoman.reading.mentions.name_words import NameWords
from dragoman.reading.sheet import Sheet


def is_part_of_day(sheet: Sheet, words: NameWords, position: int, limit: int) -> bool:
    """Tell a part of the day before a word that ends names: "met X | in the morning of Sunday"; Sabah is a name."""
    tokens, after = sheet.tokens, position + 1
    if not tokens[position].has(sheet.tables.listed("day_parts")) or after >= limit:
        return False
    return words.is_stop(tokens[after])


def is_past_ordinal(sheet: Sheet, words: NameWords, position: int) -> bool:
    """Tell a word behind the ordinal of a ruler, which only a particle may continue: "فارس الأول بن راشد"."""
    tokens = sheet.tokens
    ordinal = words.caseless and tokens[position - 1].has(sheet.tables.listed("regnal"))
    return ordinal and not tokens[position].has(words.particles)


def is_past_origin(sheet: Sheet, words: NameWords, position: int) -> bool:
    """Tell a word behind a family name with the article, which only another such name or a particle continues.

    A given name behind a name of origin begins another person: "met Yusuf al-Mansuri | Khalid al-Badri".
    """
    tokens = sheet.tokens
    if not words.articles or not words.may_be_family(tokens[position - 1]):
        return False
    token, before = tokens[position], tokens[position - 1]
    origin = before.text.endswith(tuple(sheet.tables.listed("family_endings"))) and not words.is_given(before)
    if origin and words.is_given(token):
        return True
    return not (words.is_definite(token.keys[0]) or token.has(words.particles) or words.is_listed(token))
