"""Written names with what does not tell them apart left out."""

import re
import unicodedata

_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ё": "е"})
COUNTRY_PREFIX = "territory:"
_NOT_LETTERS = re.compile(r"[\W_]+")


def fold_name(name: str) -> str:
    """Fold letters that one language writes in two ways; drop case, marks and punctuation."""
    letters = unicodedata.normalize("NFKC", name).casefold().translate(_FOLDED)
    return _NOT_LETTERS.sub(" ", letters).strip()
