"""Members that could be one in no surroundings, directly or through others, are resolved apart as they are together."""

from collections import defaultdict
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.entities import Member, block_keys, resolve_entities
from dragoman.meaning.entities.blocking import bare_key, spelling_keys
from dragoman.meaning.entities.links import Groups
from dragoman.meaning.entities.reach import may_be_one, may_mean

PARTS = (
    "Ali", "Li", "Xi", "Ma", "Ema", "M", "K.", "Karim", "Daler", "Dalerov", "Prime", "Buk-M3", "Al", "bin", "Omar",
    "Umar", "Jin", "Abdul", "Rahman", "Rahim",
)  # fmt: skip
NATIVE = (("Али", "ru"), ("Карим Далер", "ru"), ("Си", "ru"), ("Ли Ма", "ru"), ("علي", "ar"), ("علی کریم", "fa"))
OFFICES = (("minister", "territory:TJ", "current"), ("chair", "organisation:y", "current"))

names = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(lambda parts: (" ".join(parts), "en")),
    st.sampled_from(NATIVE),
)
members = st.lists(
    st.tuples(
        names,
        st.sampled_from(["p1", "p2", "p3"]),
        st.sampled_from(["person", "person", "person", "organisation", "place"]),
        st.lists(st.sampled_from(OFFICES), max_size=2, unique=True),
        st.lists(st.sampled_from(["territory:TJ", "territory:KZ", "organisation:y"]), max_size=3, unique=True),
    ),
    max_size=10,
).map(
    lambda rows: [
        Member(
            key=f"{page}:{number}", page=page, kind=kind, name=name, language=language, offices=tuple(offices),
            co=tuple(co), published="2024-05-01",
        )
        for number, ((name, language), page, kind, offices, co) in enumerate(rows)
    ]
)  # fmt: skip


def components(drawn: list[Member]) -> list[list[Member]]:
    groups = Groups(member.key for member in drawn)
    first: dict[str, str] = {}
    for member in drawn:
        for block in block_keys(member):
            groups.merge(first.setdefault(block, member.key), member.key)
    people = [member for member in drawn if member.kind == "person"]
    for a, b in permutations(people, 2):
        if reach(a, b):
            groups.merge(a.key, b.key)
    by_key = {member.key: member for member in drawn}
    return [[by_key[key] for key in keys] for keys in groups]


def reach(a: Member, b: Member) -> bool:
    one, other = (a.name, a.language), (b.name, b.language)
    keys = set(spelling_keys(*other))
    if spelling_keys(*one):
        return bool(keys & set(spelling_keys(*one))) and bool(keys) and may_be_one(one, other)
    return bare_key(*one) in keys and may_mean(one, other)


def crowds(drawn: list[Member]) -> list[tuple[str, ...]]:
    return [cluster.members for cluster in resolve_entities(drawn).clusters]


@settings(deadline=None, max_examples=400)
@given(members)
def test_what_cannot_reach_each_other_is_resolved_apart(drawn: list[Member]) -> None:
    parts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for component in components(drawn):
        parts["all"] += crowds(component)
    assert sorted(parts["all"]) == sorted(crowds(drawn))
