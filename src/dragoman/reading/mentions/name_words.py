"""What a single word may be in the name of a person: a listed part, an unknown word, a particle, or no part at all."""

from collections.abc import Iterable, Sequence

from dragoman.language.morphology import Key
from dragoman.language.packs import Pack
from dragoman.language.remembering import Remembered
from dragoman.language.tokens import Token
from dragoman.reading.tables import Tables

_WELL_KNOWN = 5
_GIVEN_SHARE = 4
_SHORTEST_FAMILY = 4
_FULL_NAME = 3
_UNLISTED = (0, 0)
_HALF = 1 << 14
"""So many judgements of words are remembered, and up to twice as many."""
_HALF_SPACE = "\u200c"
_WORD_LISTS = ("name_stops", "everyday_words", "ordinary_words")


class NameWords:
    """Judges single words of one language as parts of the names of persons."""

    def __init__(self, tables: Tables) -> None:
        """Gather the word lists that tell names from other words."""
        self.tables = tables
        self.caseless = tables.pack.script == "Arab"
        self.inflected = tables.pack.strategies["roles"] == "case"
        self.articles = tuple(tables.listed("articles")) if tables.writes_article_on else ()
        self.particles = tables.name_roles.get("particle", frozenset())
        self.stops = tables.name_roles.get("stop", frozenset()).union(*(tables.listed(name) for name in _WORD_LISTS))
        self.tails = tables.name_roles.get("tail", frozenset())
        self.family_tails = tables.name_roles.get("family-tail", frozenset())
        self._family_endings = tuple(tables.name_roles.get("family-suffix", ()))
        self._given_starts = tuple(tables.name_roles.get("given-prefix", ()))
        self._given_ends = tuple(tables.name_roles.get("given-suffix", ()))
        self.closed = tables.closed_words
        self.links = tuple(tables.listed("links"))
        self._everyday = tables.any_of("everyday_words", "ordinary_words")
        self._no_strangers = self.closed.union(
            self._everyday, tables.listed("before_actor"), tables.listed("main_verbs")
        )
        self._no_family_endings = tuple(tables.listed("no_family_endings"))
        self._written_stops = _written_stops(tables.pack)
        self._may_stand: Remembered[tuple[str, int], bool] = Remembered(_HALF)

    def keys(self, token: Token) -> list[Key]:
        """Return the keys that may be a name: an Arabic name takes no suffix, so "عليها" is not Ali."""
        return [key for key in token.keys if not self.tables.is_suffixed(key)]

    def counts(self, key: str) -> int:
        """Return how often the table of name parts has a word, as a given or a family name."""
        return sum(self.tables.name_counts(key))

    def is_listed(self, token: Token, *, clitics: bool = False) -> bool:
        """Tell whether the table of name parts has a word, as written or also (``clitics``) behind a clitic."""
        if clitics:
            return any(self.tables.name_counts(key.text) != _UNLISTED for key in self.keys(token))
        return self.tables.name_counts(token.key) != _UNLISTED

    def is_unknown(self, token: Token) -> bool:
        """Tell a word that no dictionary of the language has: it is likely to be a name."""
        knows = self.tables.morphology.knows
        if len(token.text) <= 2 or self._is_built_of_words(token):
            return False
        return not any(knows(form) for form in _plain_forms(token))

    def _is_built_of_words(self, token: Token) -> bool:
        """Tell, in a language that joins words by half-spaces, a plural and a compound of words of the dictionary."""
        parts = token.text.split(_HALF_SPACE)
        plural = self.caseless and not self.articles and any(key.tail > 1 for key in token.keys)
        if plural and self._is_family_by_ending(token):
            return False
        return plural or (len(parts) > 1 and all(self.tables.morphology.knows(part) for part in parts))

    def _is_family_by_ending(self, token: Token) -> bool:
        """Tell a foreign family name whose ending only looks like a plural's: no stem of it is a word ("-ian")."""
        stems = (token.text[: len(token.text) - key.tail] for key in token.keys)
        endings = self._family_endings
        return token.key.endswith(endings) and not any(self.tables.morphology.knows(stem) for stem in stems)

    def is_likely(self, token: Token) -> bool:
        """Tell a word that is a listed name or no word of the language."""
        return self.is_listed(token) or self.is_unknown(token)

    def is_given(self, token: Token) -> bool:
        """Tell a word that is rather a given than a family name, and no common word."""
        counts = (self.tables.name_counts(key.text) for key in self.keys(token))
        given = any(first > 0 and first * _GIVEN_SHARE >= family for first, family in counts)
        if given or not self.caseless:
            return given and not (self.is_stop(token) if self.caseless else token.has(self.stops))
        return self._is_compound_given(token)

    def _is_compound_given(self, token: Token) -> bool:
        """Tell a given name by its parts, in a language that writes them as one word: "Abdul-", "-uddin"."""
        starts, ends = self._given_starts, self._given_ends
        shaped = bool(starts) and (token.key.startswith(starts) or token.key.endswith(ends))
        return shaped and self.is_unknown(token)

    def is_well_known(self, token: Token) -> bool:
        """Tell a frequent given name, which may be believed without another sign."""
        return any(self.tables.name_counts(key.text)[0] >= _WELL_KNOWN for key in self.keys(token))

    def is_stop(self, token: Token) -> bool:
        """Tell a function word or a verb written as two, which end a name.

        Where folding makes a function word of a name, the written form decides.
        """
        if self.caseless and " " in token.text:
            return True
        return token.key in self.stops and (token.text in self._written_stops or not self.is_listed(token))

    def is_everyday(self, token: Token) -> bool:
        """Tell, in a language of cases, a word of the dictionary that is no given name and may open a sentence."""
        return self.inflected and self.tables.morphology.knows(token.text) and not self.is_given(token)

    def heads_phrase(self, token: Token) -> bool:
        """Tell a word that its ending links to the next, where the pack lists such ``links``: it begins no name."""
        return token.key.endswith(self.links) and not self.is_listed(token)

    def hides_word(self, token: Token, *, after_name: bool = False) -> bool:
        """Tell a preposition or conjunction written together with an everyday word, or a word with a suffix.

        A suffix that is also how family names end ("my", the ending of origin) hides nothing ``after_name``.
        """
        parts = [key for key in token.keys if key.clitic or key.tail]
        if after_name:
            ends = token.text.endswith(tuple(self.tables.listed("family_endings")))
            parts = [key for key in parts if key.clitic or key.tail > 1 or not ends]
        if any(key.clitic and self.is_definite(key) for key in parts):
            return True
        return any(self.tables.morphology.knows(token.text[key.lead : len(token.text) - key.tail]) for key in parts)

    def hides_everyday(self, token: Token) -> bool:
        """Tell a word that is an everyday word or a verb, or one with a preposition or a suffix written on it."""
        listed = self._no_strangers
        return any(key.text in listed for key in token.keys)

    def is_object(self, token: Token) -> bool:
        """Tell, where the article is written on, a noun with the ending of an indefinite object: "opened | a dam"."""
        endings = tuple(self.tables.listed("indefinite_endings"))
        stem = token.text[:-1] if endings and token.text.endswith(endings) else ""
        named = self.is_listed(token) or self.counts(stem) > 0
        return len(stem) > 1 and not named and self.tables.morphology.knows(stem)

    def is_definite(self, key: Key) -> bool:
        """Tell a key that begins with the article, in a language that writes it on."""
        return key.text.startswith(self.articles)

    def closes_given(self, token: Token) -> bool:
        """Tell the second half of a compound given name that is written as two words: "Nur | uddin"."""
        return bool(self.tails) and token.text not in self._written_stops and token.key in self.tails

    def closes_family(self, token: Token) -> bool:
        """Tell the second half of a family name that is written as two words: "Vali | zadeh"."""
        return bool(self.family_tails) and token.key in self.family_tails

    def is_strange(self, token: Token) -> bool:
        """Tell a word that the dictionary lacks and that only looks like a clitic and a rare word: a foreign name."""
        if len(token.text) < _SHORTEST_FAMILY or token.has(self._no_strangers):
            return False
        inner = [key for key in token.keys if key.clitic or key.tail]
        hidden = any(key.clitic and self.counts(key.text) >= _WELL_KNOWN for key in inner)
        definite = any(key.clitic and self.is_definite(key) for key in inner)
        knows = self.tables.morphology.knows
        stems = (token.text[key.lead : len(token.text) - key.tail] for key in inner)
        known = knows(token.text) or any(len(stem) >= _SHORTEST_FAMILY and knows(stem) for stem in stems)
        return not (hidden or definite or known)

    def may_be_family(self, token: Token) -> bool:
        """Tell a word with the article that may be a family name by its form: no plural, no feminine."""
        folded = token.key
        formed = folded.startswith(self.articles) and len(folded) > _SHORTEST_FAMILY and folded not in self.closed
        return bool(self.articles) and formed and not folded.endswith(self._no_family_endings)

    def is_everyday_word(self, token: Token) -> bool:
        """Tell an everyday word of the language, with or without its article."""
        return token.has(self._everyday)

    def may_begin(self, token: Token) -> bool:
        """Tell whether a name may begin with a word: where there are capitals only one with a capital, or a particle.

        Quick and generous: what it lets through is looked at again, what it stops begins no name. Any word may be half
        of a given name, where the pack lists second halves (``tail``).
        """
        if token.is_capital or self.caseless or self.tails:
            return True
        return token.key in self.particles or (token.is_word and not token.text.islower())

    def may_stand(self, token: Token, names: int) -> bool:
        """Tell whether a word may be part of a name of which ``names`` words are read; asked often of the same word."""
        case = (token.text, min(names, _FULL_NAME))
        known = self._may_stand.get(case)
        return self._may_stand.keep(case, self._is_possible(token, names)) if known is None else known

    def _is_possible(self, token: Token, names: int) -> bool:
        if not token.is_word or token.text[-1].isdigit():
            return False
        if self.caseless:
            return self._may_stand_caseless(token, names)
        shouted = token.text.isupper() and len(token.text) > 1
        if not self._is_written_as_name(token) or (shouted and not self.is_listed(token)):
            return False
        verb = self.inflected and self.tables.morphology.tense(token.text) is not None
        return not (verb or token.has(self.stops)) or self.is_listed(token)

    def _may_stand_caseless(self, token: Token, names: int) -> bool:
        """Without capitals, a listed name or an unknown word; one behind a clitic begins another name."""
        if self.is_stop(token) or (token.has(self.stops) and not self.is_listed(token)):
            return False
        if self.is_listed(token, clitics=not names):
            return True
        if self.tables.morphology.plural(token.text) and not self.counts(token.key):
            return False
        if self.articles and token.text.endswith(tuple(self.tables.listed("verb_endings"))):
            return False
        joined = any(key.clitic and self.tables.name_counts(key.text) != _UNLISTED for key in token.keys)
        return self.is_unknown(token) and names < _FULL_NAME and not (names and joined)

    def _is_written_as_name(self, token: Token) -> bool:
        """Tell a word with a capital, also behind a particle: "al-Name"."""
        head, _, tail = token.text.partition("-")
        return token.is_capital or (tail[:1].isupper() and head.lower() in self.particles)

    def any_likely(self, words: Iterable[Token]) -> bool:
        """Tell whether one word is likely a name; in a script with capitals the capital says so already."""
        return not self.caseless or any(self.is_likely(word) for word in words)

    def are_mostly_listed(self, words: Sequence[Token]) -> bool:
        """Tell up to four words of which half or more are known name parts, in any case form."""
        hits = sum(1 for word in words if any(self.tables.name_counts(k.text) != _UNLISTED for k in word.keys))
        return hits >= 1 and len(words) <= 4 and hits * 2 >= len(words)


def _written_stops(pack: Pack) -> frozenset[str]:
    """The words that the pack lists as no part of a name, as they are written and not folded."""
    rows = (row["form"] for row in pack.rows("names") if row["role"] == "stop")
    return frozenset(pack.words.get("name_stops", ())).union(rows)


def _plain_forms(token: Token) -> set[str]:
    """The forms under which a dictionary may know a word: whole, and without its clitics and suffixes."""
    surface = token.text.replace("\u200c", "")
    stems = {surface[key.lead : len(surface) - key.tail] for key in token.keys}
    return stems | {key.text for key in token.keys} | {token.text}
