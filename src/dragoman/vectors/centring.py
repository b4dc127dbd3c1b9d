"""Takes the mean of each language off its vectors.

As they come, two texts of one language are more alike than a text and its translation, and everything is alike: no
threshold means anything. What all texts of a language share is in their mean, so that the rest is what they say.

Source: Mu and Viswanath, All-but-the-Top, 2018, of which this is the first step.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from dragoman.language.tables import DATA, read_table

if TYPE_CHECKING:
    from dragoman.vectors.encoders import Kind, Matrix

ANY = "und"
"""The mean over all languages, for those that have none of their own."""


def centre_vectors(vectors: "Matrix", languages: Iterable[str], *, kind: "Kind" = "passage") -> "Matrix":
    """Return vectors without what is common to all texts of their language, of length 1 again.

    Args:
        vectors: Rows of length 1, as an encoder makes them.
        languages: The language of each row; one without a mean of its own loses the mean of all.
        kind: Whether they were made as queries or as passages, which have means of their own.
    """
    import numpy as np

    if not len(vectors):
        return vectors
    means = load_means()
    taken = np.stack([means.get((tag, kind), means[ANY, kind]) for tag in languages])
    centred = vectors - taken
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    made: Matrix = (centred / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
    return made


@cache
def load_means() -> Mapping[tuple[str, str], "Matrix"]:
    """Return the mean vectors by language and kind, from ``data/models/vectors/means.tsv``."""
    import numpy as np

    path = DATA.joinpath("models", "vectors", "means.tsv")
    rows = read_table(path, required=("language", "kind", "mean"))
    return {
        (row["language"], row["kind"]): np.frombuffer(b64decode(row["mean"]), dtype="<f2").astype(np.float32)
        for row in rows
    }
