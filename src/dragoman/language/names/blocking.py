"""Which names are worth comparing: those that share a key made of the consonant classes of a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dragoman.language.names.coding import CodedName, CodedWord, code_name, find_classes
from dragoman.language.names.folding import HAN
from dragoman.language.names.forms import split_forms
from dragoman.language.names.scoring import compare_names, weigh_features
from dragoman.language.skeleton import VOWEL_ONLY

KEY_LENGTH = 2


class NameIndex:
    """Names kept by key, so that those most like a name are found without comparing it with all.

    >>> index = NameIndex([("a", "Шамиль Жуков", "ru"), ("b", "Пётр Лапин", "ru")])
    >>> index.find_nearest("Shamil Zhukov")[0][0]
    'a'
    """

    def __init__(self, names: Iterable[tuple[str, str, str | None]]) -> None:
        """Index names.

        Args:
            names: Triples of id, name and language; an id may come with many names, and a name hold several forms.
        """
        self.names: list[tuple[str, CodedName]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        for key, name, language in names:
            for coded in (code_name(form, language) for form in split_forms(name)):
                for block in stored_keys(coded):
                    self._places[block].append(len(self.names))
                self.names.append((key, coded))

    def find_nearest(self, name: str, language: str | None = None, *, limit: int = 10) -> list[tuple[str, float]]:
        """Return the ids of the names most likely the same person's, best first, each with its probability.

        Args:
            name: A name in any script.
            language: BCP 47 tag; without it the script decides.
            limit: The most answers wanted.

        Cost: one comparison for each name that shares a key, a few in a hundred of a mixed list.
        """
        best: dict[str, float] = {}
        for coded in (code_name(form, language) for form in split_forms(name)):
            for place in self.find_places(coded):
                key, other = self.names[place]
                best[key] = max(weigh_features(compare_names(coded, other)), best.get(key, 0.0))
        return sorted(best.items(), key=lambda found: (-found[1], found[0]))[:limit]

    def find_places(self, coded: CodedName) -> Sequence[int]:
        """Return the places of the names that share a key with a name, those that share most first."""
        shared = Counter(place for block in asked_keys(coded) for place in self._places.get(block, ()))
        return [place for place, _ in shared.most_common()]


def stored_keys(name: CodedName) -> frozenset[str]:
    """Return the keys under which a name is kept."""
    return frozenset(key for word in name.words for key in _keys(word, short="", long="~"))


def asked_keys(name: CodedName) -> frozenset[str]:
    """Return the keys under which names like one are looked for: a short key also finds what goes on after it."""
    return frozenset(key for word in name.words for key in _keys(word, short="~", long=""))


def _keys(word: CodedWord, *, short: str, long: str) -> Iterable[str]:
    for form in {*word.spellings, *word.variants}:
        for classes in _heard(find_classes(form, word.part.writing).lstrip("H") or VOWEL_ONLY, word.part.writing):
            yield classes[:KEY_LENGTH]
            if len(classes) >= KEY_LENGTH:
                yield classes[:1] + long
            elif short:
                yield classes + short


def _heard(classes: str, writing: str) -> Iterable[str]:
    """Yield classes, and again with R where Chinese has but L to write it."""
    yield classes
    if writing == HAN and "L" in classes[:KEY_LENGTH]:
        yield classes[:KEY_LENGTH].replace("L", "R") + classes[KEY_LENGTH:]
