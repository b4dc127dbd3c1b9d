"""Write src/dragoman/data/names/pinyin.tsv: how Chinese characters are read, without tones, from pypinyin (MIT).

``pip install pypinyin`` first; it is needed here only, never by Dragoman.

Source: pypinyin's table of single characters (pinyin-data, Unihan); the first reading of each, but where the writing
of names uses another.
"""

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "data" / "names" / "pinyin.tsv"
FIRST, LAST = 0x4E00, 0x9FFF
IN_NAMES = {
    "茜": "xi",
    "薄": "bo",
    "曾": "zeng",
    "翟": "zhai",
    "覃": "qin",
    "區": "ou",
    "区": "ou",
    "查": "cha",
    "什": "shi",
}
HEAD = """\
# How Chinese characters are read, without tones: the reading and all characters that have it.
# Written by tools/build_pinyin.py from pypinyin (MIT licence, github.com/mozillazg/python-pinyin).
form\tcharacters
"""


def main() -> None:
    """Write the table."""
    try:
        from pypinyin.constants import PINYIN_DICT
    except ImportError:
        sys.exit("pip install pypinyin first")
    characters: dict[str, list[str]] = defaultdict(list)
    for code in range(FIRST, LAST + 1):
        if code in PINYIN_DICT:
            first = IN_NAMES.get(chr(code), PINYIN_DICT[code].split(",")[0])
            plain = "".join(letter for letter in unicodedata.normalize("NFD", first) if "a" <= letter <= "z")
            characters[plain].append(chr(code))
    rows = "".join(f"{sound}\t{''.join(found)}\n" for sound, found in sorted(characters.items()))
    TARGET.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
