"""Links between events are those that looking at every pair would find."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.events import MergedEvent, link_events, link_keys

ACTORS = ("person:ana", "person:ben", "territory:LL", "territory:SS")
DAYS = (None, "2023-05-01", "2023-05-10", "2023-05-09/2023-05-12", "2023-05", "2023-06-20", "2023-08-05", "2023")
KINDS = ("visit", "meet", "convene", "agree", "state", "call", "assault")


@st.composite
def events(draw):
    made = []
    for number in range(draw(st.integers(2, 12))):
        taking = draw(st.lists(st.sampled_from(ACTORS), max_size=3, unique=True))
        place = draw(st.sampled_from([None, "territory:LL", "city:1", "city:9"]))
        made.append(
            MergedEvent(
                id=f"e{number:02}",
                type=draw(st.sampled_from(KINDS)),
                reports=(),
                participants=tuple(taking),
                place=place,
                country="territory:LL" if place in ("city:1", "territory:LL") else None,
                when=draw(st.sampled_from(DAYS)),
                status=draw(st.sampled_from(["happened", "happened", "planned", "denied"])),
                topics=(),
                origins=1,
                stands_for=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=1))),
                seen=draw(st.sampled_from(["2023-05-11", "2023-04-20", "2023-08-06", None])),
            )
        )
    return made


def link_each_pair(listed):
    sharing = [(a, b) for a, b in permutations(listed, 2) if set(link_keys(a)) & set(link_keys(b))]
    return sorted({link for pair in sharing for link in link_events(pair)})


@settings(max_examples=150, deadline=None)
@given(listed=events(), chosen=st.sets(st.integers(0, 11)))
def test_links_are_those_of_every_pair(listed, chosen):
    wanted = link_each_pair(listed)
    assert list(link_events(listed)) == wanted
    changed = {f"e{number:02}" for number in chosen}
    assert list(link_events(listed, changed)) == [link for link in wanted if {link.a, link.b} & changed]
