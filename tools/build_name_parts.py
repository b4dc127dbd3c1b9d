"""Builds ``data/models/name_parts``: how often a token is a given name and how often a family name.

Reads ``data/names/politicians_by_language.tsv`` of the shared folder (``DRAGOMAN_SHARED`` or ``../shared``), which
comes from Wikidata through EveryPolitician, and the hand-written ``given_names.txt`` beside the tables.
"""

import csv
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.reading.tables import load_tables

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "dragoman" / "data" / "models" / "name_parts"
SCRIPTS = {
    "en": re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.\-]*[A-Za-zÀ-ɏ]$"),
    "ru": re.compile(r"[А-ЯЁ][А-Яа-яЁё'’\-]+$"),
    "ar": re.compile("[ء-ي\u200c]{2,}$"),
    "fa": re.compile("[ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهویك\u200c]{2,}$"),
}
DROPPED = {
    "en": "of the and de la le von van der den bin bint ibn al el ul ur da do dos di "
    "du jr sr ii iii ben abu lord lady sir king prince baron baroness dame dr prof earl count viscount duke",
    "ru": "и де ла фон ван аль эль бин ибн Да Дос Ди Ду Лорд "
    "Король Принц Граф Младший Старший Абу Бен Барон барон баронесса граф лорд король Сэр",
    "ar": "من في على إلى و بن ابن بنت آل أبو أبا أم ابو دي دا لا "
    "فان فون هو هي ما أو مع عن كان قبل بعد الملك الأمير الشيخ سياسي رئيس",
    "fa": "و در از به با که را این آن بن ابن آل ابو دو دا "
    "لا فان فون تا بر هر هم یا شیخ شاه شاهزاده سیاستمدار رئیس من است پادشاه",
}
TATWEEL_AND_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f]")


def shared_folder() -> Path:
    """Return the folder of the shared reference tables."""
    return Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))


def normalise(text: str, tag: str) -> str:
    """Return a name without vowel signs, stress marks and brackets, in the letters of its language."""
    text = TATWEEL_AND_SIGNS.sub("", unicodedata.normalize("NFC", text.replace("\u0301", "")))
    text = re.sub(r"[(（].*?[)）]", " ", text)
    if tag == "fa":
        text = text.translate(str.maketrans("يكىة", "یکیه"))
    return re.sub(r"\s+", " ", text.replace("،", ",")).strip()


def split_parts(name: str, tag: str) -> tuple[list[str], list[str]]:
    """Return the given and the family tokens of a name; a comma puts the family name first, otherwise it is last."""
    family, comma, rest = name.partition(", ")
    given = rest.split(",")[0]
    if comma and tag == "ru":
        return given.split(), family.split()[:1]
    tokens = family.split()
    if len(tokens) < 2 or len(tokens) > 5:
        return [], []
    last_is_patronymic = tag == "ru" and re.search("(вич|вна|оглы|кызы|улы)$", tokens[-1])
    if last_is_patronymic:
        return (tokens[1:], tokens[:1]) if len(tokens) == 3 else (tokens, [])
    return (tokens[:2], tokens[-1:]) if tag == "ru" and len(tokens) == 3 else (tokens[:1], tokens[-1:])


def keep(tokens: Iterable[str], tag: str) -> Iterator[str]:
    """Yield the tokens that are name parts in the language's script."""
    dropped = DROPPED[tag].split()
    for token in tokens:
        token = token.strip(".,«»\"'")
        if SCRIPTS[tag].match(token) and token not in dropped and token.lower() not in dropped:
            yield token


def count_parts(tag: str) -> tuple[Counter[str], Counter[str], int]:
    """Return the counts of given names and of family names, and how many people they come from."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    people = 0
    path = shared_folder() / "data" / "names" / "politicians_by_language.tsv"
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            first, last = split_parts(normalise(row[tag] or "", tag), tag)
            given.update(keep(first, tag))
            family.update(keep(last, tag))
            people += bool(first or last)
    return given, family, people


def add_hand_written(tag: str, given: Counter[str]) -> None:
    """Raise the hand-written given names to a count of at least 5."""
    for line in (FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines():
        language, _, names = line.partition("\t")
        for name in names.split() if language == tag else ():
            given[name] = max(given[name], 5)


PAIRS = {"ar": "wd_arabic_80", "fa": "wd_arabic_80", "ru": "wd_russian_80"}
TAGGED = {
    "ar": ("ar_anercorp/train.txt", "ar_aqmar/train.txt"),
    "fa": ("fa_parstwiner/train.txt", "ar_anercorp/train.txt"),
    "ru": (),
    "en": (),
}
CAPITALISED = {"en", "ru"}
HIGHEST = 9


def add_transliterated(tag: str, given: Counter[str], family: Counter[str], known: dict[str, tuple[int, int]]) -> None:
    """Give a transliterated token the part that its Latin form plays in the English table."""
    if tag not in PAIRS:
        return
    path = shared_folder() / "data" / "names" / "wd_coling2018" / PAIRS[tag]
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, letters, _ = line.split("\t")
        first, last = known.get(latin.lower(), (0, 0))
        word = normalise(letters.replace(" ", ""), tag)
        for token in keep([word.capitalize() if tag in CAPITALISED else word], tag):
            given[token] += min(first, HIGHEST)
            family[token] += min(last, HIGHEST)


def tagged_tokens(tag: str) -> Iterator[tuple[str, str]]:
    """Yield (token, tag) of the training sets of a language; an empty token ends a sentence."""
    for name in TAGGED[tag]:
        for line in (shared_folder() / "data" / "ner" / name).read_text(encoding="utf-8").splitlines():
            cells = line.split()
            yield (normalise(cells[0], tag), cells[-1]) if len(cells) > 1 else ("", "O")


def add_tagged(tag: str, given: Counter[str], family: Counter[str]) -> Counter[str]:
    """Count the first token of each tagged person as given and the last as family; return the counts outside names."""
    outside: Counter[str] = Counter()
    span: list[str] = []
    for token, label in [*tagged_tokens(tag), ("", "O")]:
        if label.startswith("I-PER") and span:
            span.append(token)
            continue
        if len(span) > 1:
            given.update(keep(span[:1], tag))
        family.update(keep(span[-1:], tag))
        span = [token] if label.endswith("-PER") else []
        if label == "O" and token:
            outside[token] += 1
    return outside


def drop_common(given: Counter[str], family: Counter[str], outside: Counter[str]) -> None:
    """Leave out tokens that stand outside names far more often than in them."""
    for token in [*given, *family]:
        if outside[token] > 3 and outside[token] > 2 * (given[token] + family[token]):
            given.pop(token, None)
            family.pop(token, None)


NEIGHBOURS = {"ar": "fa"}
NEIGHBOUR_LETTERS = str.maketrans({"ی": "ي", "ک": "ك", "گ": "غ", "پ": "ب", "چ": "تش", "ژ": "ج", "\u200c": None})
SEEN = 2
BELOW_WELL_KNOWN = 4


def add_neighbours(tag: str, given: Counter[str], family: Counter[str]) -> None:
    """Add names of a neighbour that writes the same script, in the letters of this language.

    Only tokens that this language has no word for, seen at least twice there; they never count as well known.
    """
    if tag not in NEIGHBOURS:
        return
    knows = load_tables(tag).morphology.knows
    first, last, _ = count_parts(NEIGHBOURS[tag])
    add_tagged(NEIGHBOURS[tag], first, last)
    for token in sorted(first.keys() | last.keys()):
        word = token.translate(NEIGHBOUR_LETTERS)
        if first[token] + last[token] < SEEN or given[word] + family[word] or len(word) < 4 or knows(word):
            continue
        given[word] = min(first[token], BELOW_WELL_KNOWN)
        family[word] = min(last[token], BELOW_WELL_KNOWN)


def english_counts() -> dict[str, tuple[int, int]]:
    """Return the English table by lower-case token."""
    given, family, _ = count_parts("en")
    add_hand_written("en", given)
    return {form.lower(): (given[form], family[form]) for form in given.keys() | family.keys()}


def write_table(tag: str, known: dict[str, tuple[int, int]]) -> str:
    """Write one language's table and return its line of the card."""
    given, family, people = count_parts(tag)
    add_transliterated(tag, given, family, known)
    outside = add_tagged(tag, given, family)
    drop_common(given, family, outside)
    add_hand_written(tag, given)
    add_neighbours(tag, given, family)
    given, family = +given, +family
    forms = sorted(given.keys() | family.keys(), key=lambda form: (-given[form] - family[form], form))
    lines = ["form\tgiven\tfamily", *(f"{form}\t{given[form]}\t{family[form]}" for form in forms)]
    (FOLDER / f"{tag}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"| {tag} | {people} | {len(forms)} | {len(given)} | {len(family)} |"


def main() -> None:
    """Write the tables and the figures of the card."""
    known = english_counts()
    rows = [write_table(tag, known) for tag in SCRIPTS]
    head = "| language | people | forms | given | family |\n| --- | --- | --- | --- | --- |"
    text = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    figures = f"<!-- figures -->\n{head}\n" + "\n".join(rows) + "\n<!-- end -->"
    (FOLDER / "CARD.md").write_text(
        re.sub("<!-- figures -->.*<!-- end -->", figures, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
