"""Builds ``data/languages/*/places.tsv``: adjectives and peoples of states and regions, from ``hand/demonyms.txt``.

The tables have been kept by hand since, and this writes over them. In ``hand/demonyms.txt`` ``@`` marks a noun that is
no adjective, and ``~`` a form that is usually something else.
"""

from collections.abc import Iterator

from build_territories import HAND, ROOT, WRITTEN, split_names

ADJECTIVE = {
    "en": "The {} delegation left on Friday.",
    "ru": "В пятницу {} посол вернулся домой.",
    "ar": "وصل وفد {} إلى العاصمة يوم الجمعة.",
    "fa": "هیئت {} روز جمعه وارد پایتخت شد.",
}
NOUN = {
    "en": "A {} took part in the talks on Friday.",
    "ru": "В пятницу на вопросы ответил {}.",
    "ar": ADJECTIVE["ar"],
    "fa": ADJECTIVE["fa"],
}
VOWELS = ("a", "e", "i", "o", "u")


def write_example(tag: str, form: str, *, noun: bool) -> str:
    """Return a sentence that holds the form."""
    sentence = (NOUN if noun else ADJECTIVE)[tag].format(form)
    starts = sentence.startswith("A ") and form[0].lower() in VOWELS
    return "An " + sentence[2:] if starts else sentence


def pack_rows(tag: str) -> Iterator[str]:
    """Yield the rows of one language; a form stands once per territory."""
    column = WRITTEN.index(tag)
    for line in (HAND / "demonyms.txt").read_text(encoding="utf-8").splitlines():
        key, *cells = line.split("\t")
        for written, strength in dict(split_names(cells[column])).items():
            form, noun = written.removeprefix("@"), written.startswith("@")
            example = write_example(tag, form, noun=noun)
            yield f"{form}\tterritory:{key}\tdemonym\t{strength}\t{example}"


def main() -> None:
    """Write the four tables."""
    for tag in WRITTEN:
        path = ROOT / "src" / "dragoman" / "data" / "languages" / tag / "places.tsv"
        path.write_text("\n".join(["form\tid\tuse\tstrength\texample", *pack_rows(tag)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
