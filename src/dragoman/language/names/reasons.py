"""Why two names are, or are not, taken for one: sentences for the reader."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.language.names.coding import CodedName
from dragoman.language.names.costs import END, START, trace_words
from dragoman.language.names.pairing import WordPair
from dragoman.language.names.scoring import NameFeatures

USUAL = 0.85
DOUBTFUL = 0.55
COMMON = 0.7
_USUAL_GROUP = 9.3
"""A group of letters that costs more nats than this is a rare spelling."""


class AlignedPart(Struct, frozen=True):
    """Words of one name that stand for words of the other.

    ``cost`` is what the spelling costs above the usual one, in nats; ``share`` how well the words fit, 0 to 1; ``how``
    is "same", "spelled", "initial", "variant" or "joined"; ``substituted`` pairs groups of letters spelled unusually.
    """

    left: str
    right: str
    cost: float
    share: float
    how: str
    substituted: tuple[tuple[str, str], ...] = ()


def align_parts(a: CodedName, b: CodedName, pairs: Sequence[WordPair]) -> tuple[AlignedPart, ...]:
    """Return the words that stand for each other, in the order of the first name."""
    return tuple(_align(a, b, pair) for pair in sorted(pairs, key=lambda pair: pair.left))


def _align(a: CodedName, b: CodedName, pair: WordPair) -> AlignedPart:
    left, right = [a.words[i].part for i in pair.left], [b.words[j].part for j in pair.right]
    how = _how(a, b, pair)
    groups: tuple[tuple[str, str], ...] = ()
    if how in ("spelled", "joined"):
        x, y = ("".join(part.letters for part in side) for side in (left, right))
        groups = _unusual(x, y, writings=(left[0].writing, right[0].writing))
    return AlignedPart(
        left=" ".join(part.form for part in left),
        right=" ".join(part.form for part in right),
        cost=round(pair.evidence.cost, 1),
        share=round(pair.evidence.share, 2),
        how=how,
        substituted=groups,
    )


def _how(a: CodedName, b: CodedName, pair: WordPair) -> str:
    left, right = a.words[pair.left[0]].part, b.words[pair.right[0]].part
    if pair.variant:
        return "variant"
    if left.initial or right.initial:
        return "initial"
    if len(pair.left) != len(pair.right):
        return "joined"
    return "same" if left.letters == right.letters else "spelled"


def _unusual(left: str, right: str, *, writings: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the groups of letters that are dear, or that stand beside nothing."""
    found = []
    for x, y, cost in trace_words(left, right, writings=writings):
        x, y = x.strip(START + END), y.strip(START + END)
        if x != y and (not (x and y) or cost > _USUAL_GROUP):
            found.append((x, y))
    return tuple(found)


def tell_reasons(
    a: CodedName, b: CodedName, *, parts: Sequence[AlignedPart], pairs: Sequence[WordPair], features: NameFeatures
) -> Iterable[str]:
    """Yield one sentence for each thing that speaks for or against, in order of the first name."""
    if not parts:
        yield "no word of one stands for a word of the other"
    for part in parts:
        yield _tell_part(part)
    for name, other, side in ((a, {i for p in pairs for i in p.left}, 0), (b, {j for p in pairs for j in p.right}, 1)):
        for place in (place for place in name.core if place not in other):
            yield f"“{name.words[place].part.form}” stands only in the {('first', 'second')[side]} name"
    if features.marks_differ == 1:
        yield "the fathers' names, or the numbers after the names, differ"
    if features.turned:
        yield "the words stand in another order"
    if features.bare:
        yield "one of them is a bare name, which others may share"
    elif pairs and features.evidence < COMMON:
        yield "the words that they share are common ones"


def _tell_part(part: AlignedPart) -> str:
    pair = f"“{part.left}” and “{part.right}”"
    match part.how:
        case "same":
            return f"{pair} are the same word"
        case "initial":
            return f"{pair} begin alike, and one of them is only an initial"
        case "variant":
            return f"{pair} are forms of one given name"
    spelled = "are spelled as one name usually is" if part.share >= USUAL else "may be one name spelled unusually"
    spelled = "are hardly alike" if part.share < DOUBTFUL else spelled
    joined = ", written as one word and as several" if part.how == "joined" else ""
    letters = "; ".join(_tell_letters(x, y) for x, y in part.substituted)
    return f"{pair} {spelled}{joined}" + (f": {letters}" if letters else "")


def _tell_letters(left: str, right: str) -> str:
    if not right:
        return f"“{left}” has no counterpart"
    if not left:
        return f"“{right}” is added"
    return f"“{right}” for “{left}”"
