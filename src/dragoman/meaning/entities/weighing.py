"""The links that were weighed, told with their probability and reasons once it is clear what became of them."""

from collections.abc import Iterator, Mapping

from dragoman.meaning.entities.evidence import NamePair
from dragoman.meaning.entities.features import ACROSS_SCRIPTS, OFFICE_IN_COMMON, FullScore, score_full_names
from dragoman.meaning.entities.links import Groups, Pair
from dragoman.meaning.entities.names import score_names
from dragoman.meaning.entities.nodes import Node
from dragoman.meaning.entities.people import same_person_from
from dragoman.meaning.entities.probability import describe_link
from dragoman.meaning.entities.records import Decision, Link

WORTH_TELLING = 0.05
MOST_TOLD = 5
JUDGED_SAME = "A person has judged them to be the same."
JUDGED_DIFFERENT = "A person has judged them to be different."


def weigh_full_names(nodes: Mapping[str, Node], scores: Mapping[Pair, float], *, groups: Groups) -> Iterator[Link]:
    """Yield a link for each pair of full names that is one person, or that could have been."""
    for (a, b), score in scores.items():
        link = describe_link(pair_full_names(nodes[a], nodes[b], score=score), decision=_decide(a, b, groups))
        if link.decision == "joined" or link.probability >= WORTH_TELLING:
            yield link


def pair_full_names(a: Node, b: Node, *, score: float) -> NamePair:
    """Return two full names as the features see them."""
    floors = OFFICE_IN_COMMON if a.offices & b.offices else ACROSS_SCRIPTS
    return NamePair(a, b, score_full_names(a.name, b.name, floors=floors), score - same_person_from(a, b))


def weigh_bare_names(
    nodes: Mapping[str, Node], meant: Mapping[str, tuple[str, ...]], *, groups: Groups
) -> Iterator[Link]:
    """Yield a link from each bare name to every full name that it could mean, few of them where many would fit."""
    for key, targets in meant.items():
        for target in targets[:MOST_TOLD]:
            pair = pair_bare_name(nodes[key], nodes[target], fits=len(targets))
            yield describe_link(pair, decision=_decide(key, target, groups))


def pair_bare_name(bare: Node, full: Node, *, fits: int) -> NamePair:
    """Return a bare and a full name as the features see them."""
    score = score_names(bare.name, full.name)
    return NamePair(bare, full, FullScore(score, 0.0, score), score - same_person_from(bare, full), fits)


def tell_judgements(verdicts: Mapping[Pair, str], groups: Groups) -> Iterator[Link]:
    """Yield a link for each pair that a person has judged."""
    for (a, b), verdict in verdicts.items():
        if groups.knows(a) and groups.knows(b):
            reasons = (JUDGED_SAME if verdict == "same" else JUDGED_DIFFERENT,)
            yield Link(a, b, float(verdict == "same"), _decide(a, b, groups), reasons)


def _decide(a: str, b: str, groups: Groups) -> Decision:
    return "joined" if groups.together(a, b) else "apart"
