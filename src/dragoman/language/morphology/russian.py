"""Russian words: lemmas, cases and the nominative of names, through the dictionary of pymorphy3.

Source: pymorphy3 and its OpenCorpora dictionary. Its first guess at a surname is often wrong (a surname in the
instrumental is read as an adjective), so all parses are kept and names are chosen by their grammar, not by rank.
"""

from functools import cache, lru_cache
from typing import Any

from dragoman.language.morphology import Cases, Key

_CASES = {
    "nomn": "nom", "gent": "gen", "gen2": "gen", "gen1": "gen", "datv": "dat", "accs": "acc", "acc2": "acc",
    "ablt": "ins", "loct": "loc", "loc2": "loc", "loc1": "loc",
}  # fmt: skip
_STEM_ENDINGS = (
    "иями", "ями", "ами", "ией", "иям", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ей", "ой", "ий", "ый", "ая",
    "яя", "ое", "ее", "ые", "ие", "ия", "ию", "ии", "ых", "их", "ым", "им", "ом", "ем", "ою", "ею", "ую", "юю", "ев",
    "ов", "ам", "ям", "ах", "ях", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
)  # fmt: skip
_SHORTEST_STEM = 4


class Russian:
    """Keys are the folded word, every lemma that its form allows, and for longer words a stem."""

    def keys(self, word: str) -> tuple[Key, ...]:
        """Return the folded word, its lemmas and its stem."""
        return _keys(word)

    def index(self, word: str) -> tuple[str, ...]:
        """Return the same keys: a table may hold inner words in any case."""
        return tuple(key.text for key in _keys(word))

    def join(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Russian writes its words in one piece."""
        return spans

    def cases(self, word: str) -> Cases:
        """Return the cases that the form may be; all of them for a word that does not decline."""
        return _cases(word)

    def tense(self, word: str) -> str | None:
        """Return the tense of a finite verb."""
        return _tense(word)

    def base_name(self, words: tuple[str, ...]) -> str:
        """Return the name in the nominative: the parts are brought there together, in one gender."""
        return nominative_name(words)


@cache
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=131072)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyser().parse(word))


def fold_word(word: str) -> str:
    """Fold case and ``ё``."""
    return word.casefold().replace("ё", "е")


def stem(word: str) -> str | None:
    """Cut the longest inflectional ending, or return ``None`` where too little would be left."""
    folded = fold_word(word)
    for ending in _STEM_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded if len(folded) > _SHORTEST_STEM else None


@lru_cache(maxsize=131072)
def _keys(word: str) -> tuple[Key, ...]:
    folded = fold_word(word)
    texts = {folded: None}
    if word[0].isalpha() and not (word.isupper() and len(word) > 1):
        texts.update((fold_word(p.normal_form), None) for p in _parses(word.lower()))
        if word[0].isupper() and (root := stem(word)):
            texts["~" + root] = None
    return tuple(Key(text) for text in texts)


@lru_cache(maxsize=65536)
def _cases(word: str) -> Cases:
    if word.isupper() and len(word) > 1:
        return frozenset(_CASES.values())
    return frozenset(_CASES[p.tag.case] for p in _parses(word.lower()) if p.tag.case in _CASES)


@lru_cache(maxsize=65536)
def _tense(word: str) -> str | None:
    names = {"past": "past", "pres": "present", "futr": "future"}
    found = {names[p.tag.tense] for p in _parses(word.lower()) if p.tag.POS == "VERB" and p.tag.tense in names}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=32768)
def nominative_name(words: tuple[str, ...]) -> str:
    """Bring a person's name to the nominative.

    The parts agree in case and gender; a part that the dictionary does not know as a name is declined by the pattern of
    its ending, and one that no pattern fits stays as it is.

    >>> nominative_name(("Сергея", "Лаврова"))
    'Сергей Лавров'
    """
    best = _best_agreement(words)
    return " ".join(best) if best else " ".join(words)


def _best_agreement(words: tuple[str, ...]) -> tuple[str, ...] | None:
    options = [_name_options(word) for word in words]
    best: tuple[float, tuple[str, ...]] | None = None
    for case in ("nom", "gen", "dat", "acc", "ins", "loc"):
        for gender in ("masc", "femn"):
            chosen = [_choose(option, case, gender) for option in options]
            score = sum(c[0] for c in chosen) + (0.05 if case == "nom" else 0.0)
            if best is None or score > best[0] + 1e-9:
                best = (score, tuple(c[1] for c in chosen))
    return best[1] if best and best[0] > 0 else None


def _choose(options: tuple[tuple[str, str, str, float], ...], case: str, gender: str) -> tuple[float, str]:
    fitting = [(weight, form) for form, c, g, weight in options if c == case and g in (gender, "any")]
    return max(fitting, default=(-0.5, options[0][0] if options else ""))


_NAME_GRAMMEMES = ("Name", "Surn", "Patr")
_SURNAME_ENDINGS = (
    # stem ending, gender, ending by case
    (("ов", "ев", "ёв", "ин", "ын"), "masc", {"nom": "", "gen": "а", "dat": "у", "acc": "а", "ins": "ым", "loc": "е"}),
    (("ов", "ев", "ёв", "ин", "ын"), "femn", {"nom": "а", "gen": "ой", "dat": "ой", "acc": "у", "ins": "ой", "loc": "ой"}),
    (("ск", "цк"), "masc", {"nom": "ий", "gen": "ого", "dat": "ому", "acc": "ого", "ins": "им", "loc": "ом"}),
    (("ск", "цк"), "femn", {"nom": "ая", "gen": "ой", "dat": "ой", "acc": "ую", "ins": "ой", "loc": "ой"}),
)  # fmt: skip
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_NOUN_ENDINGS = {"nom": "", "gen": "а", "dat": "у", "acc": "а", "ins": "ом", "loc": "е"}
_SOFT_ENDINGS = {"nom": "ь", "gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "loc": "е"}
_SHORT_I_ENDINGS = {"nom": "й", "gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "loc": "е"}
_A_ENDINGS = {"nom": "а", "gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "loc": "е"}


@lru_cache(maxsize=32768)
def _name_options(word: str) -> tuple[tuple[str, str, str, float], ...]:
    """Return (nominative, case, gender, weight) for each way the word may be a part of a name."""
    options = [*_dictionary_options(word), *_pattern_options(word)]
    options += [(word, case, "any", 0.1 if case == "nom" else 0.05) for case in _NOUN_ENDINGS]
    return tuple(options)


def _dictionary_options(word: str) -> list[tuple[str, str, str, float]]:
    if "-" in word:
        return []
    options = []
    for parse in _parses(word.lower()):
        case = _CASES.get(parse.tag.case or "")
        known = any(g in parse.tag for g in _NAME_GRAMMEMES)
        if not known or case is None or "plur" in parse.tag:
            continue
        base = parse.inflect({"nomn", "sing"})
        form = _capitalise_like(word, base.word if base else parse.normal_form)
        weight = 1.0 + (0.3 if parse.is_known else 0.0)
        options.append((form, case, str(parse.tag.gender or "any"), weight))
    return options


def _pattern_options(word: str) -> list[tuple[str, str, str, float]]:
    options = []
    for stems, gender, endings in _SURNAME_ENDINGS:
        for case, ending in endings.items():
            root = word[: len(word) - len(ending)] if ending else word
            if word.endswith(ending) and root.endswith(stems) and len(root) > 3:
                options.append((root + endings["nom"], case, gender, 0.9))
    for endings, before, gender in (
        (_NOUN_ENDINGS, _CONSONANTS, "masc"),
        (_SOFT_ENDINGS, _CONSONANTS, "masc"),
        (_SHORT_I_ENDINGS, "аеиоуыэюя", "masc"),
        (_A_ENDINGS, _CONSONANTS, "any"),
    ):
        for case, ending in endings.items():
            root = word[: len(word) - len(ending)] if ending else word
            if word.endswith(ending) and len(root) > 2 and root[-1] in before:
                options.append((root + endings["nom"], case, gender, 0.45 if case == "nom" else 0.4))
    return options


def _capitalise_like(model: str, word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-")) if model[:1].isupper() else word
