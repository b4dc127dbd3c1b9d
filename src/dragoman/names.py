"""Names of persons in any scripts: compared with reasons, taken apart, looked up among others.

>>> from dragoman import names
>>> names.compare("Шамиль Жуков", "Shamil Zhukov").same
True
>>> names.parse("Жуков Шамиль Иванович").family
('Жуков',)
"""

from collections.abc import Iterable

from msgspec import Struct

from dragoman.language.names.blocking import NameIndex
from dragoman.language.names.coding import CodedName, code_name
from dragoman.language.names.forms import split_forms
from dragoman.language.names.pairing import pair_words
from dragoman.language.names.parsing import PersonName, parse_name
from dragoman.language.names.reasons import AlignedPart, align_parts, tell_reasons
from dragoman.language.names.scoring import NameFeatures, describe_pairs, weigh_features

__all__ = [
    "AlignedPart",
    "Candidate",
    "NameFeatures",
    "NameIndex",
    "PersonName",
    "Score",
    "candidates",
    "compare",
    "parse",
]

SAME_FROM = 0.5


class Score(Struct, frozen=True):
    """How likely two names are one person's, and why.

    ``value`` is a probability, 0 to 1, where the second name is the nearest of a list that may hold the first one's
    bearer; ``parts`` the words that stand for each other with their costs, ``reasons`` the same in sentences.
    """

    value: float
    parts: tuple[AlignedPart, ...]
    reasons: tuple[str, ...]
    features: NameFeatures

    @property
    def same(self) -> bool:
        """Whether one person is likelier than two."""
        return self.value >= SAME_FROM


class Candidate(Struct, frozen=True):
    """A name of a list that may be the person's asked for, with its probability."""

    name: str
    value: float


def compare(a: str, b: str, *, language_a: str | None = None, language_b: str | None = None) -> Score:
    """Compare two names of persons in any scripts; of several in one line ("A / B") the best counts.

    Args:
        a: A name.
        b: Another.
        language_a: BCP 47 tag of the first; without it the script decides.
        language_b: The same for the second.

    >>> compare("Пётр Лапин", "Shamil Zhukov").same
    False
    """
    lefts, rights = ([code_name(form, tag) for form in split_forms(n)] for n, tag in ((a, language_a), (b, language_b)))
    return max((_compare(x, y) for x in lefts for y in rights), key=lambda score: score.value)


def _compare(first: CodedName, second: CodedName) -> Score:
    pairs = pair_words(first, second)
    features = describe_pairs(first, second, pairs)
    parts = align_parts(first, second, pairs)
    reasons = tuple(tell_reasons(first, second, parts=parts, pairs=pairs, features=features))
    value = weigh_features(features) if pairs else 0.0
    return Score(round(value, 4), parts, reasons, features)


def parse(name: str, *, language: str | None = None) -> PersonName:
    """Take a person's name apart: given, family, patronymic, particles, kunya, nisba, and their order.

    Args:
        name: A name in any script.
        language: BCP 47 tag; without it the script decides.
    """
    return parse_name(name, language=language)


def candidates(
    name: str, *, among: Iterable[str], language: str | None = None, limit: int = 10, floor: float = 0.05
) -> list[Candidate]:
    """Return the names of a list that are most likely the person's, best first.

    Args:
        name: A name in any script.
        among: The names to look through; for many questions to one list, keep a ``NameIndex``.
        language: BCP 47 tag of the name; without it the script decides.
        limit: The most answers wanted.
        floor: The least probability of an answer.
    """
    index = NameIndex((other, other, None) for other in among)
    found = index.find_nearest(name, language, limit=limit)
    return [Candidate(other, round(value, 4)) for other, value in found if value >= floor]
