"""The terms of English words: lemmas of simplemma, also of what a lemma is derived from."""

from simplemma import lemmatize

from dragoman.language.terms import Forms


def analyse_word(word: str) -> Forms:
    """Return the lemma of a word; acronyms stay as they are, an apostrophe leaves no gap."""
    if word.isupper() or "." in word:
        return word, ()
    small = word.casefold().translate(_NO_APOSTROPHES)
    lemma = lemmatize(small, "en")
    deeper = lemmatize(lemma, "en")
    return deeper, (lemma,) if lemma != deeper else ()


_NO_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ"))
