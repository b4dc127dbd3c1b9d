"""Members that share no block, directly or through others, are resolved apart as they are together."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.entities import Member, block_keys, resolve_entities
from dragoman.meaning.entities.links import Groups

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
    by_key = {member.key: member for member in drawn}
    return [[by_key[key] for key in keys] for keys in groups]


def crowds(drawn: list[Member]) -> list[tuple[str, ...]]:
    return [cluster.members for cluster in resolve_entities(drawn).clusters]


@settings(deadline=None, max_examples=400)
@given(members)
def test_what_shares_no_block_is_resolved_apart(drawn: list[Member]) -> None:
    parts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for component in components(drawn):
        parts["all"] += crowds(component)
    assert sorted(parts["all"]) == sorted(crowds(drawn))
