"""Makes the means of languages for sentence vectors from the examples of the language packs.

    python tools/build_vector_means.py [--check]

Passages are made of six examples each, for a page is more than a sentence; queries of one. ``--check`` only compares.
Takes some two minutes. See src/dragoman/data/models/vectors/CARD.md.
"""

import random
import sys
from base64 import b64encode
from pathlib import Path

import numpy as np

from dragoman.language.packs import list_packs, load_pack
from dragoman.vectors import Kind, Matrix, load_encoder
from dragoman.vectors.centring import ANY, load_means

TABLE = Path(__file__).parent.parent / "src" / "dragoman" / "data" / "models" / "vectors" / "means.tsv"
HEADER = (
    "# Mean sentence vectors, made by tools/build_vector_means.py: 384 numbers of two bytes, in base64. See CARD.md.\n"
)
PASSAGE, QUERIES, LEAST = 6, 150, 100
CLOSE = 0.999


def read_examples(tag: str) -> list[str]:
    """Return the example sentences of a pack, shuffled, each once."""
    pack = load_pack(tag)
    found = [row["example"] for table in sorted(pack.tables) for row in pack.rows(table) if row.get("example")]
    examples = sorted(set(found))
    random.Random(5).shuffle(examples)
    return examples


def make_means() -> dict[tuple[str, Kind], Matrix]:
    """Return the mean of each pack, for passages and for queries, and over all."""
    encoder, means = load_encoder(), {}
    for tag in list_packs():
        examples = read_examples(tag)
        joined = [" ".join(examples[place : place + PASSAGE]) for place in range(0, PASSAGE * LEAST, PASSAGE)]
        means[tag, "passage"] = encoder.encode([text for text in joined if text], kind="passage").mean(axis=0)
        means[tag, "query"] = encoder.encode(examples[:QUERIES], kind="query").mean(axis=0)
        sys.stdout.write(f"{tag}: {len(examples)} examples\n")
    for kind in ("passage", "query"):
        means[ANY, kind] = np.mean([means[tag, kind] for tag in list_packs()], axis=0)
    return means


def main() -> None:
    """Write the table, or compare it with what it would be."""
    made = make_means()
    if "--check" in sys.argv[1:]:
        kept = load_means()
        far = [key for key, mean in made.items() if key not in kept or _cosine(mean, kept[key]) < CLOSE]
        sys.exit(f"make the table again: {far}" if far else 0)
    rows = (
        f"{tag}\t{kind}\t{b64encode(mean.astype('<f2').tobytes()).decode()}\n" for (tag, kind), mean in made.items()
    )
    TABLE.write_text(HEADER + "language\tkind\tmean\n" + "".join(rows), encoding="utf-8")


def _cosine(a: Matrix, b: Matrix) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


if __name__ == "__main__":
    main()
