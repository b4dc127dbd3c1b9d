"""Russian words: lookup keys, cases and tenses, through the dictionary of pymorphy3.

Source: pymorphy3 and its OpenCorpora dictionary. Its first guess at a surname is often wrong (a surname in the
instrumental is read as an adjective), so all parses are kept and names are chosen by their grammar, not by rank.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dragoman.language.morphology import Cases, Key
from dragoman.language.morphology.russian_dictionary import CASES, fold_word, is_known, parse_word
from dragoman.language.morphology.russian_names import name_cases, name_gender, names_agree, nominative_name

_STEM_ENDINGS = (
    "иями", "ями", "ами", "ией", "иям", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ей", "ой", "ий", "ый", "ая",
    "яя", "ое", "ее", "ые", "ие", "ия", "ию", "ии", "ых", "их", "ым", "им", "ом", "ем", "ою", "ею", "ую", "юю", "ев",
    "ов", "ам", "ям", "ах", "ях", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
)  # fmt: skip
_SHORTEST_STEM = 4
_NAMES = ("Name", "Surn", "Patr", "Geox")
_ALL_CASES = frozenset(CASES.values())
_FUNCTION_WORDS = frozenset({"PREP", "CONJ", "PRCL", "ADVB", "NPRO", "PRED", "INTJ"})
_RARE = 0.1
_OF_MANY = frozenset({"gen", "acc"})
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_PASSIVE = re.compile("(?:ого|ому|ыми|ых|ый|ым|ом|ая|ой|ую|ою|ое|ые)$")
"""The endings of passive participles, which all are of the hard declension."""
_TENSES = {"past": "past", "pres": "present", "futr": "future"}


class Russian:
    """Keys are the folded word, every lemma that its form allows, and for capitalised words no dictionary has, a stem.

    A passive participle has its own masculine nominative for lemma, not its verb: what was signed does not sign.
    """

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, its lemmas and its stem."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the keys of a word of a table: of its lemmas those whose nominative it is, or without case."""
        return _index(word)

    def index_rare(self, word: str) -> tuple[str, ...]:
        """Return the folded word and its stem, which no dictionary is asked for."""
        folded, root = fold_word(word), stem(word)
        return (folded, "~" + root) if word[:1].isupper() and root else (folded,)

    def fold(self, word: str) -> str:
        """Return the folded surface."""
        return fold_word(word)

    def knows(self, word: str) -> bool:
        """Ask the dictionary of pymorphy3; its names of people and places do not count."""
        return any(is_known(p) and not any(g in p.tag for g in _NAMES) for p in parse_word(word.lower()))

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Russian writes its words in one piece."""
        return spans

    def cases(self, word: str) -> Cases:
        """Return the cases that the form may be; all of them for a word that does not decline."""
        return _cases(word)

    def agree(self, words: tuple[str, ...]) -> bool:
        """Tell whether words may be parts of one name: some case and gender is open to all of them."""
        return names_agree(words)

    def noun_cases(self, word: str) -> Cases:
        """Return the cases that the form may be as a noun; empty for a word that is more likely something else."""
        return _noun_cases(word)

    def may_be_subject(self, noun: str, verb: str) -> bool:
        """Tell whether some nominative of a noun has the number of a verb, and of a singular past form the gender."""
        return _may_be_subject(noun, verb)

    def singular_cases(self, word: str) -> Cases:
        """Return the cases that the form may be in the singular; those of a plural where it has no singular."""
        return _singular_cases(word)

    def several(self, word: str) -> bool:
        """Tell whether the form may be a nominative plural; so are some acronyms that do not decline."""
        return any("plur" in p.tag and "nomn" in p.tag for p in parse_word(word.lower()))

    def singular(self, word: str) -> bool:
        """Tell whether the form may be anything but a plural."""
        return any("plur" not in p.tag for p in parse_word(word.lower()))

    def tense(self, word: str) -> str | None:
        """Return the tense of a finite verb, or ``infinitive`` or ``gerund``."""
        return _tense(word)

    def plural(self, word: str) -> bool:
        """Tell whether a verb is in the plural: its subject is not one person."""
        return _is_verb(word, "plur")

    def first_person(self, word: str) -> bool:
        """Tell a verb in the first person: "я", "мы" need not be written."""
        return _is_verb(word, "1per")

    def impersonal(self, word: str) -> bool:
        """Tell a verb or a short participle in the neuter: "посетило", "осуждено"; what is counted is its subject."""
        return _is_verb(word, "neut")

    def gender(self, words: tuple[str, ...]) -> str | None:
        """Return the gender of the given names and patronymics among the words, where they agree on one."""
        return name_gender(words)

    def base_name(self, words: tuple[str, ...], *, subject: bool = False) -> str:
        """Return the name in the nominative: the parts are brought there together, in one gender."""
        return nominative_name(words, subject=subject)


def stem(word: str) -> str | None:
    """Cut the longest inflectional ending, or return ``None`` where too little would be left."""
    folded = fold_word(word)
    for ending in _STEM_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded if len(folded) > _SHORTEST_STEM else None


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[Key, ...]:
    return tuple(Key(text) for text in _texts(word, lambda parse: True))


@lru_cache(maxsize=32768)
def _index(word: str) -> tuple[str, ...]:
    texts = _texts(word, lambda parse: CASES.get(parse.tag.case or "", "nom") == "nom")
    return tuple(texts)


def _texts(word: str, wanted: Callable[[Any], bool]) -> dict[str, None]:
    texts = {fold_word(word): None}
    if not word[0].isalpha() or _is_acronym(word):
        return texts
    parses = _without_adjective(_likely(word))
    texts.update((fold_word(_lemma(parse)), None) for parse in parses if wanted(parse))
    if word[0].isupper() and not is_known(parses[0]) and (root := stem(word)):
        texts["~" + root] = None
    return texts


def _without_adjective(parses: list[Any]) -> list[Any]:
    """Leave out the adjective that a short participle could be: who was killed ("убит") is no late one ("убитый")."""
    return [p for p in parses if p.tag.POS != "ADJS"] if parses[0].tag.POS == "PRTS" else parses


def _lemma(parse: Any) -> str:
    if parse.tag.POS == "PRTS":
        return str(parse.word) if "masc" in parse.tag else str(parse.word)[:-1]
    if parse.tag.POS == "PRTF" and "pssv" in parse.tag:
        return _PASSIVE.sub("ый", str(parse.word))
    return str(parse.normal_form)


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


@lru_cache(maxsize=32768)
def _cases(word: str) -> Cases:
    if _is_acronym(word):
        return _ALL_CASES
    likely = _likely(word)
    if word[:1].isupper() and (not is_known(likely[0]) or word.lower().endswith("улла")):
        return name_cases(word)
    parses = [p for p in likely if p.tag.case in CASES]
    if not word[:1].isupper():
        return frozenset(CASES[p.tag.case] for p in parses)
    named = [p for p in parses if any(mark in p.tag for mark in _NAMES) and "sing" in p.tag]
    named = [p for p in named if not {"femn", "Fixd"} <= p.tag.grammemes] or named
    cases = frozenset(CASES[p.tag.case] for p in named or parses)
    if not named and any({"inan", "masc", "gent", "sing"} <= p.tag.grammemes for p in parses):
        cases |= {"acc"}  # "Seif" is a safe, too, but a man's name has one form for both
    return cases | name_cases(word) if _is_name_beside(word, cases, named=bool(named)) else cases


def _is_name_beside(word: str, cases: Cases, *, named: bool) -> bool:
    """Tell a capitalised word that is a name in one more case than the dictionary knows.

    "Rahimi" is no genitive of a name that nobody bears, and "Somov" no genitive of many catfish.
    """
    if named:
        return word.endswith("и") and not word.endswith("ии")
    return bool(cases) and cases <= _OF_MANY and word[-1] in _CONSONANTS


@lru_cache(maxsize=32768)
def _noun_cases(word: str) -> Cases:
    parses = parse_word(word.lower())
    if parses[0].tag.POS != "NOUN":
        return frozenset()
    return frozenset(CASES[p.tag.case] for p in parses if p.tag.POS == "NOUN" and p.tag.case in CASES)


@lru_cache(maxsize=32768)
def _may_be_subject(noun: str, verb: str) -> bool:
    form = parse_word(verb.lower())[0].tag
    shown = {form.number, form.gender} - {None} if form.POS in ("VERB", "PRTS") else set()
    nouns = [p.tag for p in parse_word(noun.lower()) if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
    return not nouns or any(shown <= {tag.number, tag.gender or form.gender} for tag in nouns)


@lru_cache(maxsize=32768)
def _singular_cases(word: str) -> Cases:
    cases = _cases(word)
    parses = [p for p in _likely(word) if p.tag.case in CASES and "sing" in p.tag]
    return (cases & {CASES[p.tag.case] for p in parses}) or cases


def _likely(word: str) -> list[Any]:
    """Leave out the rare nouns that function words could be: a preposition is hardly the locative of an envoy."""
    parses = parse_word(word.lower())
    if parses[0].tag.POS not in _FUNCTION_WORDS:
        return list(parses)
    return [p for p in parses if p.score > _RARE] or list(parses[:1])


@lru_cache(maxsize=4096)
def _is_verb(word: str, mark: str) -> bool:
    """Tell a finite verb in a number, person or gender; of short participles the person tells nothing."""
    tag = parse_word(word.lower())[0].tag
    return mark in tag and (tag.POS == "VERB" or (tag.POS == "PRTS" and mark in ("plur", "neut")))


@lru_cache(maxsize=32768)
def _tense(word: str) -> str | None:
    parses = parse_word(word.lower())
    if not is_known(parses[0]):
        return None
    if parses[0].tag.POS == "INFN":
        return "infinitive"
    if parses[0].tag.POS == "GRND":
        return "gerund"
    found = {_TENSES[p.tag.tense] for p in parses if p.tag.POS == "VERB" and p.tag.tense in _TENSES}
    return found.pop() if len(found) == 1 else None
