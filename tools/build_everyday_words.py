"""Builds ``data/models/everyday_words/ar.tsv``: words that news uses often and never as a name.

Reads the training sets of Arabic names that may train a shipped model (``data/ner/ar_anercorp`` and ``ar_aqmar`` of the
shared folder). A word is everyday when it stands outside names at least ``LEAST`` times and nearly never inside one.
"""

import re
from collections import Counter
from collections.abc import Iterator

from build_name_parts import ROOT, normalise, shared_folder

LEAST = 2
SETS = ("ar_anercorp/train.txt", "ar_aqmar/train.txt")
TARGET = ROOT / "src" / "dragoman" / "data" / "models" / "everyday_words" / "ar.tsv"
WORD = re.compile("[ء-ي]{3,}$")


def tagged() -> Iterator[tuple[str, str]]:
    """Yield (word, label) of every token."""
    for name in SETS:
        for line in (shared_folder() / "data" / "ner" / name).read_text(encoding="utf-8").splitlines():
            cells = line.split()
            if len(cells) > 1:
                yield normalise(cells[0], "ar"), cells[-1]


def main() -> None:
    """Write the table, the commonest word first."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word, label in tagged():
        (outside if label == "O" else inside)[word] += 1
    kept = [(w, n) for w, n in outside.most_common() if n >= LEAST and n > 12 * inside[w] and WORD.match(w)]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("form\tcount\n" + "".join(f"{w}\t{n}\n" for w, n in kept), encoding="utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
