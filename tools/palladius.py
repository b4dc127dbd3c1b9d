"""Chinese syllables as Russian writes them (the Palladius system), by its rules from pinyin."""

FIRST = {
    "zh": "чж", "ch": "ч", "sh": "ш", "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л",
    "g": "г", "k": "к", "h": "х", "j": "цз", "q": "ц", "x": "с", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
REST = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь", "ang": "ан",
    "eng": "эн", "ong": "ун", "er": "эр", "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю", "ian": "янь",
    "in": "инь", "iang": "ян", "ing": "ин", "iong": "юн", "u": "у", "ua": "уа", "uo": "о", "uai": "уай", "ui": "уй",
    "uan": "уань", "un": "унь", "uang": "уан", "ue": "юэ",
}  # fmt: skip
ALONE = {
    "yi": "и", "ya": "я", "yao": "яо", "ye": "е", "you": "ю", "yan": "янь", "yin": "инь", "yang": "ян", "ying": "ин",
    "yong": "юн", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь", "wu": "у", "wa": "ва", "wo": "во",
    "wai": "вай", "wei": "вэй", "wan": "вань", "wen": "вэнь", "wang": "ван", "weng": "вэн", "hui": "хуэй",
    "zhi": "чжи", "chi": "чи", "shi": "ши", "ri": "жи", "zi": "цзы", "ci": "цы", "si": "сы",
}  # fmt: skip
SOFT = {"u": "юй", "uan": "юань", "un": "юнь", "ue": "юэ"}


def write_syllable(syllable: str) -> str | None:
    """Return a syllable in Russian letters; None where the rules have no such syllable.

    >>> write_syllable("jin"), write_syllable("xue"), write_syllable("zhou")
    ('цзинь', 'сюэ', 'чжоу')
    """
    if syllable in ALONE:
        return ALONE[syllable]
    first = next((first for first in FIRST if syllable.startswith(first)), "")
    rest = syllable[len(first) :]
    soft = SOFT if first in ("j", "q", "x") else {}
    written = soft.get(rest) or REST.get(rest)
    return FIRST.get(first, "") + written if written else None
