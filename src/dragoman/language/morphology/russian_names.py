"""Brings Russian names of persons to the nominative: the parts together, in one case and one gender.

Each word is read in every way that the dictionary of pymorphy3, the table of name parts or the pattern of its ending
allows; the case and gender in which the parts fit best together decide. What no pattern declines stays as it is.

Source: rules of the declension of names in the Russian grammar of the Academy (1980), sections 1174 to 1185.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dragoman.language.gazetteer_tables import load_name_parts
from dragoman.language.morphology.russian_dictionary import CASES, fold_word, is_known, parse_word

_NAMING = ("Name", "Surn", "Patr")
_VOWELS = "аеёиоуыэюя"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_OBLIQUE = ("gen", "dat", "acc", "ins", "loc")
_GENDERS = ("masc", "femn")

_SURNAMES: tuple[tuple[tuple[str, ...], str, Mapping[str, str]], ...] = (
    (("ов", "ев", "ёв", "ин", "ын"), "masc",
     {"nom": "", "gen": "а", "dat": "у", "acc": "а", "ins": "ым", "loc": "е"}),
    (("ов", "ев", "ёв", "ин", "ын"), "femn",
     {"nom": "а", "gen": "ой", "dat": "ой", "acc": "у", "ins": "ой", "loc": "ой"}),
    (("ск", "цк"), "masc", {"nom": "ий", "gen": "ого", "dat": "ому", "acc": "ого", "ins": "им", "loc": "ом"}),
    (("ск", "цк"), "femn", {"nom": "ая", "gen": "ой", "dat": "ой", "acc": "ую", "ins": "ой", "loc": "ой"}),
    (("ян", "янц", "юк", "чук", "ич"), "masc",
     {"nom": "", "gen": "а", "dat": "у", "acc": "а", "ins": "ом", "loc": "е"}),
    (("зод", "улл"), "any", {"nom": "а", "gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "loc": "е"}),
)  # fmt: skip
_DECLENSIONS: tuple[tuple[str, str, float, Mapping[str, str]], ...] = (
    # letters before the ending, gender, weight in the nominative, endings
    (_CONSONANTS, "masc", 0.45, {"nom": "", "gen": "а", "dat": "у", "acc": "а", "ins": "ом", "loc": "е"}),
    ("жчшщц", "masc", 0.4, {"ins": "ем"}),
    ("бвгдзклмнпрстфх", "masc", 0.45, {"nom": "ь", "gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "loc": "е"}),
    (_VOWELS, "masc", 0.45, {"nom": "й", "gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "loc": "е"}),
    (_CONSONANTS, "any", 0.3, {"nom": "а", "gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "loc": "е"}),
    ("гкхжчшщ", "any", 0.3, {"nom": "а", "gen": "и"}),
    (_CONSONANTS + "ь", "any", 0.25, {"nom": "я", "gen": "и", "dat": "е", "acc": "ю", "ins": "ей", "loc": "е"}),
    ("аи", "any", 0.3, {"nom": "я", "gen": "и", "dat": "и", "acc": "ю", "ins": "ей", "loc": "и"}),
)
_OBLIQUE_BONUS = 0.1
_DECLINED_SYLLABLE = 0.1
_DICTIONARY_WEIGHT = 1.3
_SCORE_WEIGHT = 0.5
_SURNAME_WEIGHT = 0.9
_GIVEN_BONUS = 0.7
_FAMILY_BONUS = 0.4
_PERSIAN_SON = "зода"
_FIXED_ENDINGS = ("оглу", "оглы", "кызы", "уулу", "заде", "швили", "дзе")
_OF_MEN = "реза"
"""The end of given names of Persian men, which the dictionary takes for women's."""
_FIXED_PARTS = frozenset({"абдул", "абдур", "абдель", "абу", "бен", "бин", "ибн"})
_EASTERN_SYLLABLES = frozenset({"ким", "ян", "юн", "ли", "ван"})
"""Given names of the dictionary that are the first syllables of East Asian names as well, which do not change."""
_OWN_NOMINATIVE = ("улла", "зода")
_LIKE_INSTRUMENTAL = ("ом", "ем", "ой")
_NOMINATIVE_PRIOR, _MALE_PRIOR = 0.05, 0.12
_SUBJECT_PRIOR = 4.0
_UNFIT = -0.5


class Option(Struct, frozen=True, gc=False):
    """One way to read a word as a part of a name: its nominative, its case and gender then, and how likely."""

    form: str
    case: str
    gender: str
    weight: float


@lru_cache(maxsize=32768)
def nominative_name(words: tuple[str, ...], *, subject: bool = False) -> str:
    """Bring a person's name to the nominative.

    The name of a ``subject`` has a title in the nominative before it, so that a woman's name is rather read as one than
    as the genitive of a man's.

    Cost: about 100 microseconds for a new name.

    >>> nominative_name(("Сергея", "Соколова"))
    'Сергей Соколов'
    >>> nominative_name(("Амина", "Сабита")), nominative_name(("Амина", "Сабита"), subject=True)
    ('Амин Сабит', 'Амина Сабита')
    """
    options = [name_options(word) for word in words]
    best, chosen = float("-inf"), words
    first = _SUBJECT_PRIOR if subject else _NOMINATIVE_PRIOR
    for case in ("nom", *_OBLIQUE):
        for gender in _GENDERS:
            fits = [
                _choose(option, word, case=case, gender=gender) for option, word in zip(options, words, strict=True)
            ]
            prior = first * (case == "nom") + _MALE_PRIOR * (gender == "masc")
            score = prior + sum(weight for weight, _ in fits)
            if score > best + 1e-9:
                best, chosen = score, tuple(form for _, form in fits)
    return " ".join(chosen)


@lru_cache(maxsize=32768)
def name_cases(word: str) -> frozenset[str]:
    """Return the cases that an unknown name may stand in; a man's name in a consonant declines."""
    options = [o for o in name_options(word) if o.case == "nom" or o.form != word or word[-1:].lower() in _VOWELS]
    best = max((o.weight for o in options), default=0.0)
    return frozenset(o.case for o in options if o.weight > best / 2)


@lru_cache(maxsize=32768)
def names_agree(words: tuple[str, ...]) -> bool:
    """Tell whether words can be parts of one name: some case and gender is open to all of them."""
    shared: frozenset[tuple[str, str]] | None = None
    russian = any(_is_declined_surname(word) for word in words)
    for word in words:
        best = max(o.weight for o in name_options(word))
        mine = frozenset(
            (o.case, gender)
            for o in name_options(word)
            if not (russian and _is_undeclined_man(word, o))
            for gender in (_GENDERS if o.gender == "any" else (o.gender,))
            if o.weight >= best / 2
        )
        shared = mine if shared is None else shared & mine
    return bool(shared) or shared is None


@lru_cache(maxsize=32768)
def _is_declined_surname(word: str) -> bool:
    """Tell an oblique form of a surname of the Russian pattern."""
    patterns = [o for o in _patterns(word) if o.weight == _SURNAME_WEIGHT]
    return bool(patterns) and all(o.case != "nom" for o in patterns)


def _is_undeclined_man(word: str, option: Option) -> bool:
    """Tell a man's name in a consonant that does not decline, as the syllables of no Russian name do."""
    return option.gender == "masc" and option.case != "nom" and option.form == word and word[-1].lower() not in _VOWELS


@lru_cache(maxsize=32768)
def name_gender(words: tuple[str, ...]) -> str | None:
    """Return ``masc`` or ``femn`` where the dictionary has given names or patronymics of just one gender among words.

    >>> name_gender(("Марии", "Зорге"))
    'femn'
    """
    found: set[str] = set()
    for word in words:
        parses = [p for p in parse_word(word.lower()) if is_known(p) and "sing" in p.tag]
        given = [p for p in parses if "Name" in p.tag or "Patr" in p.tag]
        found.update(p.tag.gender if p.tag.gender in _GENDERS else "any" for p in given)
    return next(iter(found)) if len(found) == 1 and found <= set(_GENDERS) else None


def _choose(options: tuple[Option, ...], word: str, *, case: str, gender: str) -> tuple[float, str]:
    fitting = [(o.weight, o.form) for o in options if o.case == case and o.gender in (gender, "any")]
    return max(fitting, default=(_UNFIT, word))


@lru_cache(maxsize=32768)
def name_options(word: str) -> tuple[Option, ...]:
    """Return every reading of a word as a part of a name; of a word with a hyphen the last part declines."""
    if not word[:1].isupper() and "-" not in word:
        return tuple(Option(word, case, "any", 0.0) for case in ("nom", *_OBLIQUE))
    before, hyphen, last = word.rpartition("-")
    listed = tuple(_dictionary(word))
    declined = (*listed, *_patterns(last))
    # A masculine name of the dictionary declines, however short: "Стив" is no genitive.
    declines = last.lower() not in _EASTERN_SYLLABLES and any(o.case == "nom" and o.gender == "masc" for o in listed)
    nominative = max((o.weight for o in declined if o.case == "nom"), default=0.45)
    readings = (*declined, *_indeclinable(last, _DECLINED_SYLLABLE if declines else nominative))
    whole = [(o if "-" in o.form else replace(o, form=before + hyphen + o.form)) for o in readings]
    return tuple(replace(o, weight=o.weight + _bonus(o.form)) for o in whole)


def _dictionary(word: str) -> Iterator[Option]:
    for parse in parse_word(word.lower()):
        case = CASES.get(parse.tag.case or "")
        if case is None or "plur" in parse.tag or not is_known(parse) or not any(g in parse.tag for g in _NAMING):
            continue
        if word.lower().endswith(_OWN_NOMINATIVE) and parse.normal_form + "а" == word.lower():
            continue
        base = parse.inflect({"nomn", "sing"})
        form = _keep_letters(word, base.word if base else parse.normal_form)
        if word.endswith("и") and form.endswith("я") and not word.endswith("ии") and not _bonus(form):
            continue  # "Азизи" is no genitive of a name that nobody bears
        gender = parse.tag.gender if parse.tag.gender in _GENDERS and not form.endswith(_OF_MEN) else "any"
        likely = 0.0 if "Fixd" in parse.tag else _SCORE_WEIGHT * parse.score
        yield Option(form, case, str(gender), _DICTIONARY_WEIGHT + likely)


def _keep_letters(word: str, base: str) -> str:
    """The written letters win over the dictionary's where they differ only by ё; capitals are restored part by part."""
    same = 0
    while same < min(len(word), len(base)) and fold_word(word[same]) == fold_word(base[same]):
        same += 1
    return "-".join(part[:1].upper() + part[1:] for part in (word[:same] + base[same:]).split("-"))


def _patterns(word: str) -> Iterator[Option]:
    for stems, gender, endings in _SURNAMES:
        for case, ending in endings.items():
            root = word.removesuffix(ending)
            if word.endswith(ending) and root.endswith(stems) and len(root) > 3:
                yield Option(root + endings["nom"], case, gender, _SURNAME_WEIGHT)
    for letters, gender, weight, endings in _DECLENSIONS:
        for case, ending in endings.items():
            root = word.removesuffix(ending)
            if word.endswith(ending) and len(root) > 1 and root[-1] in letters:
                yield Option(
                    root + endings.get("nom", ""), case, gender, _pattern_weight(word, case, nominative=weight)
                )


def _pattern_weight(word: str, case: str, *, nominative: float) -> float:
    if case != "nom":
        return min(0.4, nominative + _OBLIQUE_BONUS)
    return nominative - 0.2 if word.endswith(_LIKE_INSTRUMENTAL) else nominative


def _indeclinable(word: str, nominative: float) -> Iterator[Option]:
    """Foreign names in a vowel, women's in a consonant, and the first syllables of East Asian names do not change."""
    if word.lower() in _FIXED_PARTS:
        return (yield from (Option(word, case, "any", _DICTIONARY_WEIGHT) for case in ("nom", *_OBLIQUE)))
    if word[-1:].lower() in _VOWELS:
        weight = _vowel_weight(word)
        return (yield from (Option(word, case, "any", weight) for case in ("nom", *_OBLIQUE)))
    syllables = sum(letter in _VOWELS for letter in word.lower())
    yield Option(word, "nom", "femn", 0.4)
    yield from (Option(word, case, "femn", 0.4) for case in _OBLIQUE)
    yield from (Option(word, case, "masc", nominative if syllables < 2 else -0.2) for case in _OBLIQUE)


def _vowel_weight(word: str) -> float:
    """How likely a name in a vowel is to be the same in all cases: less where the vowel is a common ending."""
    last, before = word[-1:].lower(), word[-2:-1].lower()
    if word.endswith(_FIXED_ENDINGS):
        return _SURNAME_WEIGHT
    if word.endswith(_PERSIAN_SON):
        return 0.44
    if last in "ая":
        return 0.45 if last == "а" and before in _VOWELS else 0.1
    if before in _VOWELS and last in "ииеюу":
        return 0.2
    return 0.3 if last in "уюые" else 0.45


def _bonus(form: str) -> float:
    given, family = _name_parts().get(fold_word(form), (0, 0))
    return _GIVEN_BONUS if given else _FAMILY_BONUS if family else 0.0


@cache
def _name_parts() -> Mapping[str, tuple[int, int]]:
    return {fold_word(form): counts for form, counts in load_name_parts("ru").items()}
