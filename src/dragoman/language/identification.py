"""Tells which language a stretch of text is written in, offline and without a model.

A chain of evidence, each link of which may abstain: the script (most scripts belong to one language here), the letters
that a language has or lacks among its neighbours, and its commonest function words. All of it is a table,
``data/languages/identification.tsv``. Mixed pages are identified block by block, so short blocks are the hard case:
where nothing speaks for a language the answer is ``None``, and the caller takes the neighbouring block's.
"""

import heapq
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, cached_property

from msgspec import Struct

from dragoman.language.scripts import MARK, fold_keep_length, script_of
from dragoman.language.tables import DATA, read_table

SAMPLE = 1500
"""How many characters of a text are looked at; more does not change the answer."""

_WORD = re.compile(r"[^\W\d_]+(?:['ʻ][^\W\d_]+)*")
_CAPITALISED = re.compile(r"\b(?=[^\W\d_]{2})[A-ZÀ-ÖØ-ÞĀ-ɏЀ-ЯѠ-ԯḀ-ỿ][^\W\d_]*(?:['’ʻ‘-][^\W\d_]+)*")
_CASED = frozenset({"Latn", "Cyrl"})
_LETTER_WEIGHT = 6.0
_ABSENT_WEIGHT = 12.0
_NAME_WEIGHT = 0.15
"""What letters count in names: little, but endings there are the language's own."""
_LEAST_SCORE = 0.02
_LETTER_LIMIT = 0.6
_MOST_OF_NAMES = _NAME_WEIGHT * _LETTER_LIMIT + 1e-9
"""The most that the letters of names can add to a score."""
_FEW_WORDS = 3
_END = " "


class Profile(Struct, frozen=True):
    """What speaks for and against one language in its script; ``letters`` weigh more the fewer others have them."""

    tag: str
    script: str
    letters: tuple[tuple[str, float], ...]
    absent: frozenset[str]
    words: frozenset[str]


@cache
def load_profiles() -> Mapping[str, tuple[Profile, ...]]:
    """Return the profiles by script, in the order of the table, which breaks ties."""
    rows = tuple(read_table(DATA.joinpath("languages", "identification.tsv"), required=("tag", "script")))
    sharers = Counter((row["script"], group) for row in rows for group in _groups(row["letters"]))
    profiles: dict[str, tuple[Profile, ...]] = {}
    for row in rows:
        letters = tuple(
            (group, len(group.rstrip(_END)) / sharers[row["script"], group]) for group in _groups(row["letters"])
        )
        words = frozenset(_level(row["words"]).split())
        profile = Profile(row["tag"], row["script"], letters, frozenset(row["absent"]), words)
        profiles[profile.script] = (*profiles.get(profile.script, ()), profile)
    return profiles


def _groups(cell: str) -> tuple[str, ...]:
    """Return letters and groups of letters; with ``$`` behind it, a group stands at the end of words."""
    groups = cell.split() if " " in cell else cell
    return tuple(group.replace("$", _END) for group in groups)


def _level(text: str) -> str:
    return fold_keep_length(text).replace(MARK, "")


def identify_language(text: str, *, candidates: Collection[str] | None = None) -> str | None:
    """Return the BCP 47 tag of the language that the text is mostly in.

    Args:
        text: A block of text; only its first 1,500 characters are looked at.
        candidates: The tags to choose among, all known ones without it.

    Returns:
        A tag such as ``ru``, or ``None`` where there are no letters or nothing decides.

    Cost: about 0.1 ms for a paragraph.
    """
    sample = text[:SAMPLE]
    script = script_of(sample)
    if script is None:
        return None
    profiles = [p for p in load_profiles().get(script, ()) if candidates is None or p.tag in candidates]
    if len(profiles) < 2:
        return profiles[0].tag if profiles else None
    return _best_profile(sample, profiles)


def guess_language(text: str) -> str | None:
    """Return the likeliest language of a text of a few words about which :func:`identify_language` says nothing.

    That is the first in the table of those whose script it is and that write all its letters: headlines of little but
    names are read as the largest language of their script, not left unread.
    """
    sample = text[:SAMPLE]
    if len(_WORD.findall(sample)) < _FEW_WORDS:
        return None
    scores = score_languages(sample)
    return max(scores, key=lambda tag: scores[tag]) if scores and max(scores.values()) >= 0 else None


def score_languages(text: str, *, candidates: Collection[str] | None = None) -> dict[str, float]:
    """Return every profile's score for the text's script, for explanations; higher is likelier."""
    sample = text[:SAMPLE]
    profiles = load_profiles().get(script_of(sample) or "", ())
    return _score(sample, [p for p in profiles if candidates is None or p.tag in candidates])


def _best_profile(sample: str, profiles: list[Profile]) -> str | None:
    evidence = _Evidence(sample, profiles[0].script)
    scores = {p.tag: evidence.weigh(p) for p in profiles}
    best, second = heapq.nlargest(2, scores.values())
    if best < max(second + _MOST_OF_NAMES, _LEAST_SCORE):  # else nothing that names say changes it
        scores = {p.tag: evidence.weigh_all(p) for p in profiles}
    tag = max(scores, key=lambda tag: scores[tag])
    return tag if scores[tag] >= _LEAST_SCORE else None


@cache
def _known_words(script: str) -> frozenset[str]:
    return frozenset().union(*(profile.words for profile in load_profiles()[script]))


def _leave_names_out(sample: str, script: str) -> str:
    """Return a text without its capitalised words, known ones aside; a text of nothing else stays as it is."""
    if script not in _CASED:
        return sample
    known = _known_words(script)
    rest = _CAPITALISED.sub(lambda found: found[0] if _level(found[0]) in known else "", sample)
    return rest if any(map(str.isalpha, rest)) else sample


def reaches(text: str, tag: str, least: float) -> bool:
    """Tell whether the score of a language for a text is so much at least, and no more: most often its words tell that.

    Args:
        text: A block of text; only its first 1,500 characters are looked at.
        tag: The language.
        least: The score that is wanted, more than 0.
    """
    sample = text[:SAMPLE]
    profile = next((p for p in load_profiles().get(script_of(sample) or "", ()) if p.tag == tag), None)
    if profile is None:
        return False
    evidence = _Evidence(sample, profile.script)
    if evidence.share_words(profile) >= least and profile.absent.isdisjoint(evidence.rest.lower()):
        return True  # letters can but add to that
    return evidence.weigh_all(profile) >= least


def _score(sample: str, profiles: list[Profile]) -> dict[str, float]:
    if not profiles:
        return {}
    evidence = _Evidence(sample, profiles[0].script)
    return {p.tag: evidence.weigh_all(p) for p in profiles}


class _Evidence:
    """What a text says for the languages of its script, each part found out when it is asked for."""

    def __init__(self, sample: str, script: str) -> None:
        self._sample, self._script = sample, script
        self.rest = _leave_names_out(sample, script)

    def share_words(self, profile: Profile) -> float:
        """Return the share of words that are function words of a language."""
        words, tokens = self._words
        return sum(words[word] for word in words.keys() & profile.words) / tokens

    def weigh(self, profile: Profile) -> float:
        """Return the score of a language without its letters in names."""
        return self._add_up(profile, 0.0)

    def weigh_all(self, profile: Profile) -> float:
        """Return the score of a language."""
        return self._add_up(profile, _NAME_WEIGHT * _speaking(profile, self._whole))

    def _add_up(self, profile: Profile, names: float) -> float:
        counts = self._counts
        absent = sum(counts.characters[letter] for letter in profile.absent)
        return self.share_words(profile) + _speaking(profile, counts) + names - _ABSENT_WEIGHT * absent / counts.letters

    @cached_property
    def _words(self) -> tuple[Counter[str], int]:
        words = Counter(_WORD.findall(_level(self.rest)))
        return words, sum(words.values()) or 1

    @cached_property
    def _counts(self) -> "_Counts":
        return _count_letters(self.rest, self._script)

    @cached_property
    def _whole(self) -> "_Counts":
        return _count_letters(self._sample, self._script)


class _Counts(Struct, frozen=True):
    """How often each character of a text is there, and each group that speaks for a language; how many letters."""

    characters: Counter[str]
    groups: Mapping[str, int]
    letters: int


@cache
def _known_groups(script: str) -> tuple[str, ...]:
    """Return all that speaks for a language of a script and is more than one character."""
    groups = (group for profile in load_profiles()[script] for group, _ in profile.letters)
    return tuple(dict.fromkeys(group for group in groups if len(group) > 1))


def _count_letters(text: str, script: str) -> _Counts:
    lowered = text.lower()
    characters = Counter(lowered)
    words = "".join(f"{word} " for word in _WORD.findall(lowered))  # each with a space after it
    groups = {group: (words if group.endswith(_END) else lowered).count(group) for group in _known_groups(script)}
    return _Counts(characters, groups, sum(n for c, n in characters.items() if c.isalpha()) or 1)


def _speaking(profile: Profile, counts: _Counts) -> float:
    """Return what the letters and groups of letters say for a language."""
    groups, characters = counts.groups, counts.characters
    found = sum(weight * (characters[group] if len(group) == 1 else groups[group]) for group, weight in profile.letters)
    return min(_LETTER_WEIGHT * found / counts.letters, _LETTER_LIMIT)
